"""A file of groups is taken in: what is right is put on record, and each row that cannot be waits with a sentence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused

from ..models import Area, Child, ChildGroup, FormerUpn, GroupFile
from ..policies import check_may_in_area, standing_of
from . import policies
from .reading import Said, groups_said

NOBODY = "No record of the area that is open to you has this number."
TWO = "Two records have had this number. Enter the reference of the right one."


@action
def take_in_groups(*, area: Area, file_name: str, content: bytes, source: str, by: Any, on: date) -> GroupFile:
    """Put what a file says on the records of its children, each row as if somebody had typed it. Sent again, it adds nothing twice."""
    standing = standing_of(by, on)
    check_may_in_area(standing, area, policies.PART, "create")
    if source not in ChildGroup.Source.values:
        raise Refused("Choose who says so.")
    said = groups_said(content, on=on)
    children = _children(area, [each.child for each in said], standing)
    keys = {child.pk for child in children.values() if child}
    list(Child.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))  # nobody agrees or takes back meanwhile
    held, taken_back = _held(keys), policies.taken_back_on(keys)
    made: list[ChildGroup] = []
    waiting: list[dict[str, Any]] = []
    known = 0
    for each in said:
        try:
            entry = _entry(each, children, held, taken_back, source, by, on)
        except Refused as refused:
            waiting.append({"row": each.number, "why": getattr(refused, "unnamed", refused.sentence)})
            continue
        if entry is None:
            known += 1
            continue
        made.append(entry)
        held[entry.child_id, entry.group].append(entry)
    rows.insert_many(ChildGroup, made)
    for entry in made:
        record("people.add_group", child=entry.child, subject=entry, fact={"learnt_on": entry.learnt_on, "source": source, "agreed_on": entry.agreed_on}, touches=None)
    file = GroupFile.objects.create(
        area=area, file_name=file_name[:200], sha256=hashlib.sha256(content).hexdigest(), source=source, rows_in=len(said), added=len(made), known=known, held=waiting,
        taken_on=on, taken_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    record("people.take_in_groups", subject=file, fact={"area": area.code, "rows": len(said), "added": len(made), "waiting": len(waiting)})
    return file


def _entry(
    said: Said, children: dict[str, Child | None], held: dict[tuple[UUID, str], list[ChildGroup]], taken_back: dict[UUID, date], source: str, by: Any, on: date,
) -> ChildGroup | None:  # fmt: skip
    """The row to write; None where the record says exactly so already."""
    if said.facts is None:
        raise Refused(said.wrong)
    if said.child not in children:
        raise Refused(NOBODY)
    child = children[said.child]
    if child is None:
        raise Refused(TWO)
    facts = said.facts
    agreement = {name: facts[name] for name in ("agreed_by", "agreed_name", "agreed_how", "agreed_on")}
    policies.check_days(child, learnt_on=facts["learnt_on"], from_on=facts["from_on"], until_on=facts["until_on"], on=on)
    policies.check_agreed(child, said.group, **agreement, on=on)
    policies.check_agreed_since(facts["agreed_on"], taken_back.get(child.pk))
    before = held[child.pk, said.group]
    if any((each.from_on, each.until_on, each.source) == (facts["from_on"], facts["until_on"], source) for each in before):
        return None
    policies.check_apart(before, facts["from_on"], facts["until_on"])
    return rows.new(ChildGroup, child=child, group=said.group, source=source, recorded_by_id=getattr(by, "pk", None), recorded_on=on, **facts)


def _children(area: Area, numbers: Sequence[str], standing: Any) -> dict[str, Child | None]:
    """The child of each number (UPN, a former one, or the reference) of those whom this person may see; None for one of two."""
    wanted = {each for each in numbers if each}
    seen = Child.objects.filter(area=area, closed_list_on=None)
    if standing is not None:
        seen = seen.visible_to(standing).filter(area=area, closed_list_on=None)
    found: dict[str, Child | None] = {}
    for field in ("upn", "reference"):
        found |= {getattr(child, field): child for child in seen.filter(**{f"{field}__in": wanted})}
    formerly: dict[str, set[Child]] = defaultdict(set)
    for former in FormerUpn.objects.filter(upn__in=wanted - found.keys(), child__in=seen).select_related("child"):
        formerly[former.upn].add(former.child)
    found |= {upn: next(iter(owners)) if len(owners) == 1 else None for upn, owners in formerly.items()}
    return found


def _held(children: set[UUID]) -> dict[tuple[UUID, str], list[ChildGroup]]:
    found: dict[tuple[UUID, str], list[ChildGroup]] = defaultdict(list)
    for each in ChildGroup.objects.held().filter(child__in=children):
        found[each.child_id, each.group].append(each)
    return found
