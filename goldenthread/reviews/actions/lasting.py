"""Which course somebody near 25 is on, and so the last day to which the plan may go on (section 46; regulation 46)."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law import ceasing as law
from goldenthread.people.law_readings import settings_of
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Plan

from .. import ceasing
from ..models import Course

PLANS = frozenset({"plans"})
#: From this age the course is asked for.
FROM_AGE = 18


@action
def say_course(*, plan: Plan, kind: str, ends_on: date | None, by: Any, on: date) -> Course:
    """The course, and the day on which it is to end. Said again, it takes the place of what was said."""
    check_may(standing_of(by), plan.child, "review", "update")
    if plan.ceased_on is not None:
        raise Refused("The plan has ended.")
    if ceasing.age_of(plan.child, on) < FROM_AGE:
        raise Refused(f"This is asked from {FROM_AGE}. Before, no plan nears the day on which age ends it.")
    if kind != Course.Kind.FURTHER and ends_on is None:
        raise Refused("Enter the day on which the course is to end.", citation=law.CITATIONS["age_25"])
    if kind != Course.Kind.FURTHER and ends_on is not None and law.maintainable_until(plan.child.date_of_birth, kind, ends_on, settings_of(plan.area_id)) is None:
        raise Refused(
            "This course ends before the 25th birthday, so no plan ends with it. Say which course they are on once it is the one in which they turn 25.",
            citation=law.CITATIONS["age_25"],
        )  # fmt: skip
    made, _ = Course.objects.update_or_create(
        plan=plan, defaults={"kind": kind, "ends_on": None if kind == Course.Kind.FURTHER else ends_on, "said_on": on, "by_id": getattr(by, "pk", None)}
    )
    record("reviews.say_course", child=plan.child, subject=plan, fact={"kind": kind, "ends_on": made.ends_on}, touches=PLANS)
    return made
