"""What is learned from a dispute becomes an action that somebody owns."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.days import in_words
from goldenthread.people.models import Membership
from goldenthread.people.policies import check_may, standing_of

from ..models import Dispute, Lesson
from ..policies import check_past
from ..taking import NOTHING


@action
def record_lesson(*, dispute: Dispute, kind: str, learned: str, do: str, owner: Any, due_on: date, by: Any, on: date) -> Lesson:
    """A lesson, what will be done about it, by whom and by when. It may be learned after the dispute is over."""
    check_may(standing_of(by), dispute.child, "dispute", "update")
    if not learned.strip() or not do.strip():
        raise Refused("Enter what was learned and what will be done about it.")
    if due_on < on:
        raise Refused("The day by which it will be done must be today or later.")
    if not Membership.objects.filter(user=owner, organisation__area_id=dispute.area_id, until_on__isnull=True).exists():
        raise Refused("Choose an owner who works in this area.")
    made = Lesson.objects.create(
        area_id=dispute.area_id, dispute=dispute, kind=kind, learned=learned.strip(), action=do.strip(), owner=owner, due_on=due_on,
        recorded_on=on, recorded_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    if owner.pk != getattr(by, "pk", None):
        outbox.tell(
            key=f"lesson.{made.pk}", channel="email", to_user=owner.pk,
            subject="An action is yours", body="Something that was learned from a dispute is yours to do. Sign in to read what and by when.",
        )  # fmt: skip
    record("disputes.record_lesson", child=dispute.child, subject=dispute, fact={"kind": kind, "due_on": due_on, "worker": owner.pk}, touches=NOTHING)
    return made


@action
def finish_lesson(*, lesson: Lesson, done_on: date, what: str, by: Any, on: date) -> None:
    """The action was done, by its owner or by whoever may decide on disputes."""
    if getattr(by, "pk", None) != lesson.owner_id:
        check_may(standing_of(by), lesson.dispute.child, "dispute", "update")
    if lesson.done_on is not None:
        raise NotAllowed(f"It was done on {in_words(lesson.done_on)}.")
    check_past(done_on, on, "The day it was done")
    if done_on < lesson.recorded_on:
        raise Refused("It cannot have been done before it was recorded.")
    if not what.strip():
        raise Refused("Enter what was done and what shows it.")
    lesson.done_on, lesson.done_what = done_on, what.strip()
    lesson.save(update_fields=["done_on", "done_what"])
    record("disputes.finish_lesson", child=lesson.dispute.child_id, subject=lesson, fact={"done_on": done_on}, touches=NOTHING)
