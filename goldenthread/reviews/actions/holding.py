"""Times in youth accommodation, and in a council's care: the plan is kept, and others have duties beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import next_version
from goldenthread.law import custody as law
from goldenthread.law.days import in_words
from goldenthread.people import rights
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Plan

from ..models import Custody, LookedAfter

PLANS = frozenset({"plans"})
ARRANGED = ("person_in_charge", "youth_justice", "told_on", "arranged", "health_told_on")


@action
def begin_custody(*, child: Any, plan: Plan | None, from_on: date, aware_on: date, place: str, by: Any, on: date, **arranged: Any) -> Custody:
    """They are in youth accommodation. A plan is kept, and the place, the health commissioner and youth justice are told."""
    check_may(standing_of(by), child, "review", "update")
    if from_on > on or aware_on > on:
        raise Refused("The day must be today or in the past.")
    if aware_on < from_on:
        raise Refused("The council cannot have known before it began. Check both days.")
    if rights.age_of(child, from_on) > 18:
        raise Refused("These duties are for those aged 18 or under in youth accommodation. Over 18 an adult prison arranges education, and the plan may end.", citation=law.CITATIONS["who"])
    made = Custody(child=child, area_id=child.area_id, plan=plan, from_on=from_on, aware_on=aware_on, place=place.strip(), recorded_by_id=getattr(by, "pk", None), **_known(arranged))
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        if "one_custody_at_a_time" in str(error):
            raise Changed("A time in youth accommodation is on record already. End that one first.") from None
        raise
    record("reviews.begin_custody", child=child, subject=made, fact={"from_on": from_on, "aware_on": aware_on}, touches=PLANS)
    return made


@action
def change_custody(*, custody: Custody, version: int | None = None, by: Any, on: date, **arranged: Any) -> Custody:
    """What is arranged there, and who was told, brought up to date."""
    check_may(standing_of(by), custody.child, "review", "update")
    if custody.released_on is not None:
        raise Refused(f"They were released on {in_words(custody.released_on)}.")
    next_version(custody, version)
    known = _known(arranged)
    for name, value in known.items():
        setattr(custody, name, value)
    custody.save(update_fields=list(known))
    record("reviews.change_custody", child=custody.child, subject=custody, fact={"told_on": custody.told_on, "health_told_on": custody.health_told_on}, touches=PLANS)
    return custody


def _known(arranged: dict[str, Any]) -> dict[str, Any]:
    return {name: (value or "").strip() if isinstance(value, str) or (value is None and not name.endswith("_on")) else value for name, value in arranged.items() if name in ARRANGED}


@action
def release(*, custody: Custody, released_on: date, review_planned_on: date | None, by: Any, on: date) -> Custody:
    """They are released: the council maintains the plan again, and reviews it as soon as it can (section 48)."""
    check_may(standing_of(by), custody.child, "review", "update")
    if custody.released_on is not None:
        raise Refused(f"They were released on {in_words(custody.released_on)}.")
    if not custody.from_on <= released_on <= on:
        raise Refused(f"The day must be between {in_words(custody.from_on)} and today.")
    if custody.plan_id is not None and review_planned_on is None:
        raise Refused("Enter the day on which the plan is to be reviewed. It must be as soon as it can be.", citation=law.CITATIONS["after_release"])
    custody.released_on, custody.review_planned_on = released_on, review_planned_on
    custody.save(update_fields=["released_on", "review_planned_on"])
    record("reviews.release", child=custody.child, subject=custody, fact={"released_on": released_on, "review_planned_on": review_planned_on}, touches=PLANS)
    return custody


@action
def begin_care(
    *, child: Any, from_on: date, authority: str, social_worker: str = "", virtual_head: str = "", care_review_on: date | None = None, education_plan_on: date | None = None, by: Any, on: date,
) -> LookedAfter:  # fmt: skip
    """A council looks after the child, from a day. Said again while it goes on, it brings the names and days up to date."""
    check_may(standing_of(by), child, "review", "update")
    if from_on > on:
        raise Refused("The day must be today or in the past.")
    if not authority.strip():
        raise Refused("Enter which council looks after the child.")
    row, _ = LookedAfter.objects.update_or_create(
        child=child, until_on=None,
        defaults={
            "area_id": child.area_id, "from_on": from_on, "authority": authority.strip(), "social_worker": social_worker.strip(), "virtual_head": virtual_head.strip(),
            "care_review_on": care_review_on, "education_plan_on": education_plan_on,
        },
    )  # fmt: skip
    record("reviews.begin_care", child=child, subject=row, fact={"from_on": from_on}, touches=None)  # no clock follows from it
    return row


@action
def end_care(*, care: LookedAfter, until_on: date, by: Any, on: date) -> LookedAfter:
    """The child is looked after no more."""
    check_may(standing_of(by), care.child, "review", "update")
    if care.until_on is not None:
        raise Refused(f"It ended on {in_words(care.until_on)}.")
    if not care.from_on <= until_on <= on:
        raise Refused(f"The day must be between {in_words(care.from_on)} and today.")
    care.until_on = until_on
    care.save(update_fields=["until_on"])
    record("reviews.end_care", child=care.child, subject=care, fact={"until_on": until_on}, touches=None)
    return care


