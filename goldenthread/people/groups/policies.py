"""Who sees and writes groups, which days one may have, and whose agreement counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.core.refusals import NotAllowed, Refused, allowed
from goldenthread.law.days import in_words
from goldenthread.law.groups import CITATIONS, GROUPS, needs_agreement

from .. import rights
from ..models import Child, ChildGroup
from ..policies import check_may

#: Groups are among the sensitive parts of a record: who sees those sees these.
PART = "sensitive"


class Wrong(Refused):
    """A refusal that belongs to one field of the form. `unnamed` says the same where the child’s page is not open, without what the record says."""

    def __init__(self, field: str, sentence: str, *, citation: Any = None, unnamed: str = "") -> None:
        super().__init__(sentence, citation=citation)
        self.field, self.unnamed = field, unnamed or sentence


def check_may_take_back(standing: Any, child: Child) -> None:
    """Refuse unless they may record what a family agrees to: the family itself, and whoever writes groups."""
    if allowed(check_may, standing, child, PART, "update"):
        return
    check_may(standing, child, "consent", "update")


def check_days(child: Child, *, learnt_on: date, from_on: date | None, until_on: date | None, on: date) -> None:
    """Refuse days that cannot be."""
    if learnt_on > on:
        raise Wrong("learnt_on", "The day on which it was learnt must be today or in the past.")
    if from_on and from_on > on:
        raise Wrong("from_on", "The day on which it began must be today or in the past.")
    for field, day in (("from_on", from_on), ("until_on", until_on), ("learnt_on", learnt_on)):
        check_born(child, field, day)
    if from_on and until_on and until_on <= from_on:
        raise Wrong("until_on", "The day on which it holds no more must be after the day on which it began.")


def check_agreed(child: Child, group: str, *, agreed_by: str, agreed_name: str, agreed_how: str, agreed_on: date | None, on: date) -> None:
    """Refuse what is held only where the family agrees, without who agreed, how and when; and an agreement that is not theirs to give."""
    said = (agreed_by, agreed_name, agreed_how, agreed_on)
    if not any(said):
        if needs_agreement(group):
            raise Wrong("agreed_by", f"“{GROUPS[group].name}” is held only where the family agrees. Say who agreed, how, and on which day.", citation=CITATIONS["agreed"])
        return
    if not all(said) or agreed_on is None:
        raise Wrong("agreed_by", "Say who agreed with their name, how they said so, and on which day. Or leave all of it empty.")
    if agreed_on > on:
        raise Wrong("agreed_on", "The day on which they agreed must be today or in the past.")
    check_born(child, "agreed_on", agreed_on)
    if agreed_by == ChildGroup.Agreed.PARENT and rights.are_their_own(child, agreed_on):
        ask = "the young person decides. Ask them, or whoever decides for them where they cannot even with help."
        raise Wrong("agreed_by", f"From {in_words(rights.their_own_from(child))} {ask}", unnamed=f"On that day {ask}")


def check_born(child: Child, field: str, day: date | None) -> None:
    """Refuse a day that lies before the child was born."""
    if day is not None and day < child.date_of_birth:
        raise Wrong(field, f"The day is before the child was born, on {in_words(child.date_of_birth)}.", unnamed="A day is before the child was born. Check the year.")


def check_agreed_since(agreed_on: date | None, taken_back_on: date | None) -> None:
    """Refuse an agreement from before one was taken back: which group that was is not kept, so it may have been this one."""
    if agreed_on and taken_back_on and agreed_on < taken_back_on:
        raise Wrong(
            "agreed_on", f"The family took an agreement back on {in_words(taken_back_on)}. Only an agreement given since then counts: ask them again.",
            unnamed="That agreement is older than what the record says. Only an agreement given since then counts: ask them again.",
        )  # fmt: skip


def taken_back_on(children: Iterable[Any]) -> dict[Any, date]:
    """When the family of each of these children last took an agreement back, by the child's key."""
    found = ChildGroup.objects.filter(child__in=list(children), withdrawn_on__isnull=False).values_list("child_id").annotate(last=Max("withdrawn_on"))
    return dict(found.order_by())


def check_not_said_yet(child: Child, group: str, from_on: date | None, until_on: date | None, *, leave_out: Any = None) -> None:
    """Refuse the same group twice at one time."""
    check_apart(ChildGroup.objects.held().filter(child=child, group=group).exclude(pk=leave_out), from_on, until_on)


def check_apart(held: Iterable[ChildGroup], from_on: date | None, until_on: date | None) -> None:
    """Refuse days that one of these, of the same child and group, holds already."""
    for each in held:
        begins_after = from_on and each.until_on and from_on >= each.until_on
        ends_before = until_on and each.from_on and until_on <= each.from_on
        if not (begins_after or ends_before):
            raise Wrong("group", "The record says so already for that time. End or correct what is there.")


def check_stands(entry: ChildGroup) -> None:
    """Refuse to change what is not held any more."""
    if entry.withdrawn_on is not None:
        raise Refused("The family took their agreement back, so nothing is held here any more.")
    if entry.struck_on is not None:
        raise Refused("This was found to be wrong before. Look at what stands in its place.")


def check_takes_back(standing: Any, entry: ChildGroup, on: date, *, parent: bool) -> None:
    """Refuse to take back what is not held by agreement, and for a parent where the young person decides."""
    if not needs_agreement(entry.group):
        raise Refused(f"“{GROUPS[entry.group].name}” is held because a duty of the council needs it, and not by agreement. If it is wrong, ask for it to be corrected.")
    if parent and rights.are_their_own(entry.child, on):
        raise NotAllowed("The young person decides this now. They can do so on their own page, or tell the SEND team.")
