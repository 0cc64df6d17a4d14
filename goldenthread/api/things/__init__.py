"""Every kind of row that other systems read, by the name in its address."""

from ..declared import Thing
from .casework import ADVICE_REQUESTS, CLOCKS, REQUESTS
from .children import CHILDREN
from .plans import DELIVERIES, PLAN_LINES, PLANS, REVIEWS

THINGS: dict[str, Thing] = {
    each.name: each for each in (CHILDREN, REQUESTS, ADVICE_REQUESTS, CLOCKS, PLANS, PLAN_LINES, DELIVERIES, REVIEWS)
}

__all__ = ["THINGS"]
