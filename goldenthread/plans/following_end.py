"""What rooms do, in the same action, when a plan ends: they register here, and whoever ends it tells them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .models import Plan

#: Writes what follows. The date is the last day on which the plan had to be maintained.
Follow = Callable[[Plan, date], None]
_follows: list[Follow] = []


def when_ended(follow: Follow) -> Follow:
    """Register what a room does when a plan ends, once, at start."""
    if follow not in _follows:
        _follows.append(follow)
    return follow


def tell(plan: Plan, ended_on: date) -> None:
    """This plan ended on this day. Called inside the action that ends it; a notice alone ends nothing."""
    for follow in _follows:
        follow(plan, ended_on)
