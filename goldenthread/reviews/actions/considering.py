"""Every three to six months somebody considers whether to review the plan of a child under five (Code of Practice, paragraph 9.178)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.days import anniversary
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Plan

from .. import policies
from ..models import Considered
from .arranging import PLANS


@action
def consider_early(*, plan: Plan, holds: bool, why: str = "", by: Any, on: date) -> Considered:
    """It was considered today. Where a review is not held now, its reasons are kept."""
    check_may(standing_of(by), plan.child, "review", "create")
    policies.check_in_force(plan)
    if on >= anniversary(plan.child.date_of_birth, 5):
        raise Refused("The child is five or older. The plan is reviewed once a year, or early where somebody asks.")
    if not holds and not why.strip():
        raise Refused("Enter why a review is not held now.")
    made = Considered(plan=plan, considered_on=on, holds=holds, why=why.strip(), by_id=getattr(by, "pk", None))
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        if "considered_once_a_day" in str(error):
            raise Refused("It was considered today already.") from None
        raise
    record("reviews.consider_early", child=plan.child, subject=made, fact={"considered_on": on, "holds": holds}, touches=PLANS)
    return made
