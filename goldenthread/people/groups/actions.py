"""Every write about a group: put on record, ended, put right, struck out, and taken back by the family.

No event names the group: what happened to a record is read by more people than may know of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.groups import GROUPS

from ..models import Child, ChildGroup
from ..policies import check_may, standing_of
from . import policies

AGREEMENT = ("agreed_by", "agreed_name", "agreed_how", "agreed_on")


@action
def add_group(
    *, child: Child, group: str, source: str, said_by: str = "", learnt_on: date, from_on: date | None = None, until_on: date | None = None,
    agreed_by: str = "", agreed_name: str = "", agreed_how: str = "", agreed_on: date | None = None, by: Any, on: date,
) -> ChildGroup:  # fmt: skip
    """Somebody said that the child is in a group, and where it is held only by agreement, the family agreed."""
    check_may(standing_of(by, on), child, policies.PART, "create")
    if group not in GROUPS or source not in ChildGroup.Source.values:
        raise Refused("Choose the group, and who said so.")
    hold(child, "date_of_birth")
    policies.check_days(child, learnt_on=learnt_on, from_on=from_on, until_on=until_on, on=on)
    agreement: dict[str, Any] = {"agreed_by": agreed_by, "agreed_name": agreed_name.strip(), "agreed_how": agreed_how, "agreed_on": agreed_on}
    policies.check_agreed(child, group, **agreement, on=on)
    policies.check_agreed_since(agreed_on, policies.taken_back_on([child.pk]).get(child.pk))
    policies.check_not_said_yet(child, group, from_on, until_on)
    made = ChildGroup.objects.create(
        child=child, group=group, source=source, said_by=said_by.strip(), learnt_on=learnt_on, from_on=from_on, until_on=until_on, **agreement,
        recorded_by_id=getattr(by, "pk", None), recorded_on=on,
    )  # fmt: skip
    record("people.add_group", child=child, subject=made, fact={"learnt_on": learnt_on, "source": source, "agreed_on": agreed_on}, touches=None)
    return made


@action
def end_group(*, entry: ChildGroup, until_on: date, version: int | None = None, by: Any, on: date) -> None:
    """It holds no more from a day."""
    _change(entry, version, by, on)
    if entry.until_on is not None:
        raise Refused("It has ended already. Correct the day where it is wrong.")
    if until_on > on:
        raise policies.Wrong("until_on", "The day must be today or in the past.")
    policies.check_born(entry.child, "until_on", until_on)
    if entry.from_on and until_on <= entry.from_on:
        raise policies.Wrong("until_on", "The day must be after the day on which it began. If it never was so, say that it is wrong.")
    entry.until_on = until_on
    entry.save(update_fields=["until_on"])
    record("people.end_group", child=entry.child, subject=entry, fact={"until_on": until_on}, touches=None)


@action
def correct_group(
    *, entry: ChildGroup, because: str, source: str, said_by: str = "", learnt_on: date, from_on: date | None = None, until_on: date | None = None,
    version: int | None = None, by: Any, on: date,
) -> ChildGroup:  # fmt: skip
    """What was written of it was wrong: it is struck out, and this stands in its place."""
    _change(entry, version, by, on)
    policies.check_days(entry.child, learnt_on=learnt_on, from_on=from_on, until_on=until_on, on=on)
    policies.check_not_said_yet(entry.child, entry.group, from_on, until_on, leave_out=entry.pk)
    if source not in ChildGroup.Source.values:
        raise Refused("Choose who said so.")
    made = _instead(entry, because, by, on, source=source, said_by=said_by.strip(), learnt_on=learnt_on, from_on=from_on, until_on=until_on)
    record("people.correct_group", child=entry.child, subject=made, fact={"instead_of": str(entry.pk), "learnt_on": learnt_on}, touches=None)
    return made


@action
def agree_to_group(
    *, entry: ChildGroup, agreed_by: str, agreed_name: str, agreed_how: str, agreed_on: date, version: int | None = None, by: Any, on: date,
) -> ChildGroup:  # fmt: skip
    """The family agreed once more, or the young person does now that it is theirs to decide. Who agreed before stays on record."""
    _change(entry, version, by, on)
    agreement: dict[str, Any] = {"agreed_by": agreed_by, "agreed_name": agreed_name.strip(), "agreed_how": agreed_how, "agreed_on": agreed_on}
    policies.check_agreed(entry.child, entry.group, **agreement, on=on)
    made = _instead(entry, "Agreed again", by, on, **agreement)
    record("people.agree_to_group", child=entry.child, subject=made, fact={"instead_of": str(entry.pk), "agreed_on": agreed_on}, touches=None)
    return made


@action
def strike_group(*, entry: ChildGroup, because: str, version: int | None = None, by: Any, on: date) -> None:
    """It never was so: it is counted in no figure any more."""
    _change(entry, version, by, on)
    _strike(entry, because, on)
    record("people.strike_group", child=entry.child, subject=entry, fact={"struck_on": on}, touches=None)


@action
def take_back_agreement(*, entry: ChildGroup, how: str, parent: bool = False, by: Any, on: date) -> None:
    """The family no longer agrees. Which group it was goes from every row of it at once, and from every figure that is counted after."""
    policies.check_may_take_back(standing_of(by, on), entry.child)
    hold(entry.child, "date_of_birth")  # so that nobody puts the same group on the record meanwhile
    hold(entry, "group", "withdrawn_on", "struck_on")
    policies.check_stands(entry)
    policies.check_takes_back(standing_of(by, on), entry, on, parent=parent)
    if how not in ChildGroup.How.values:
        raise Refused("Say how they told you.")
    of_it = ChildGroup.objects.filter(child=entry.child, group=entry.group)
    of_it.update(group="", said_by="", struck_because="", withdrawn_on=on, withdrawn_how=how)
    entry.refresh_from_db()
    record("people.take_back_agreement", child=entry.child, subject=entry, fact={"withdrawn_on": on, "how": how}, touches=None)


def _change(entry: ChildGroup, version: int | None, by: Any, on: date) -> None:
    check_may(standing_of(by, on), entry.child, policies.PART, "update")
    hold(entry.child, "date_of_birth")
    hold(entry, "group", "withdrawn_on", "struck_on", "until_on", "from_on")
    policies.check_stands(entry)
    next_version(entry, version)


def _instead(entry: ChildGroup, because: str, by: Any, on: date, **other: Any) -> ChildGroup:
    """Strike a row out and write another in its place, the same but for what is said."""
    _strike(entry, because, on)
    same = ("child", "group", "source", "said_by", "learnt_on", "from_on", "until_on", *AGREEMENT)
    said = {name: getattr(entry, name) for name in same} | other
    return ChildGroup.objects.create(**said, instead_of=entry, recorded_by_id=getattr(by, "pk", None), recorded_on=on)


def _strike(entry: ChildGroup, because: str, on: date) -> None:
    if not because.strip():
        raise Refused("Say what was wrong.")
    entry.struck_on, entry.struck_because = on, because.strip()
    entry.save(update_fields=["struck_on", "struck_because"])
