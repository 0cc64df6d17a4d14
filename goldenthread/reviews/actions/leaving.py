"""Keeping in touch with those who left education, or whose plan ended, until it is known what they do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused, allowed
from goldenthread.core.versions import next_version
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Plan

from ..models import Leaver, LeaverContact

#: Days until the next contact (local promises): at first, and while somebody is in no education, work or training.
FIRST, AGAIN = timedelta(days=28), timedelta(days=56)
NOTHING: frozenset[str] = frozenset()
SETTLED = frozenset({Leaver.Destination.EDUCATION, Leaver.Destination.TRAINING, Leaver.Destination.WORK, Leaver.Destination.VOLUNTARY})


def check_keeps(standing: Any, child: Any) -> None:
    """This person works on the child's plan: they change its reviews, or decide of them."""
    if not allowed(check_may, standing, child, "review", "decide"):
        check_may(standing, child, "review", "update")


@action
def open_leaver(*, child: Any, left_on: date, because: str, plan: Plan | None = None, by: Any, on: date) -> Leaver:
    """Somebody keeps in touch from now on. One that is open already goes on."""
    check_keeps(standing_of(by), child)
    if left_on > on:
        raise Refused("The day they left must be today or in the past.")
    if not because.strip():
        raise Refused("Say what they left, and why.")
    open_now = Leaver.objects.filter(child=child, closed_on__isnull=True).first()
    made = open_now or Leaver(child=child, area_id=child.area_id, plan=plan, left_on=left_on, because=because.strip()[:200], next_on=on + FIRST)
    if open_now is None:
        made.save(force_insert=True)
    record("reviews.open_leaver", child=child, subject=made, fact={"left_on": left_on, "next_on": made.next_on}, touches=NOTHING)
    return made


@action
def note_contact(
    *, leaver: Leaver, contacted_on: date, reached: bool, destination: str, what_came: str, help_offered: str = "", close: bool = False,
    version: int | None = None, by: Any, on: date,
) -> LeaverContact:  # fmt: skip
    """One contact: what they do now, what was offered. It ends only once they do something, or tell us not to go on."""
    check_keeps(standing_of(by), leaver.child)
    if leaver.closed_on is not None:
        raise Refused(f"This ended on {in_words(leaver.closed_on)}. Begin again if there is news.")
    if contacted_on > on:
        raise Refused("The day of the contact must be today or in the past.")
    if not what_came.strip():
        raise Refused("Enter what came of it.")
    if destination == Leaver.Destination.NEET and reached and not help_offered.strip():
        raise Refused("They are in no education, work or training. Enter what help was offered to them.")
    if close and not (reached and destination in SETTLED) and not help_offered.strip():
        raise Refused("This can end once they are in education, training or work. Otherwise enter the help that was offered, and that they want no more contact.")
    next_version(leaver, version)
    leaver.destination = destination
    leaver.closed_on, leaver.next_on = (on, None) if close else (None, on + (FIRST if not reached else AGAIN))
    leaver.save(update_fields=["destination", "closed_on", "next_on"])
    made = LeaverContact.objects.create(
        leaver=leaver, on=contacted_on, reached=reached, destination=destination, what_came=what_came.strip(), help_offered=help_offered.strip(),
        by_id=getattr(by, "pk", None),
    )  # fmt: skip
    record(
        "reviews.note_contact", child=leaver.child, subject=leaver, touches=NOTHING,
        fact={"destination": destination, "reached": reached, "next_on": leaver.next_on, "closed": close},
    )  # fmt: skip
    return made
