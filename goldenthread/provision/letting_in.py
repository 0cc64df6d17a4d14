"""Bodies that give lines of a plan can see those lines, and only while they give one: the involvements that follow from the lines.

Called by actions alone: the database refuses these rows outside one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from goldenthread.core import rows
from goldenthread.core.actions import record
from goldenthread.people.models import Child, Involvement
from goldenthread.people.newcomers import involvement_of
from goldenthread.plans.models import Line, Plan, Version

from .keeping import named_deliverers, settings_of

DELIVERER = Involvement.Role.DELIVERER


def let_in_deliverers(version: Version, on: date) -> None:
    """Each body that an issued version names for a line of provision may say from now on whether it gives it."""
    said = version.lines.filter(kind__in=(Line.Kind.PROVISION, Line.Kind.SETTING), removed_on__isnull=True, body__isnull=False)
    lines = list(said.only("lineage", "body_id", "section", "kind", "version_id"))
    setting = {line.body_id for line in lines if line.section == "I" and line.body_id}
    giving = [line for line in lines if line.section != "I"]
    if not giving and not _open(version.child).exists():
        return
    opened, left = let_in(version.child, giving, on, besides=setting)
    if opened or left:
        record("provision.let_deliverers_in", child=version.child, subject=version, fact={"opened": opened, "left": left}, touches=frozenset())


def let_out(plan: Plan, ended_on: date) -> None:
    """The plan ended, so nobody gives a line of it any more: the day it ended is the last of every deliverer's way in.

    Until then, and while an appeal holds the plan, each way in stays open. Another plan in force keeps its own.
    """
    if Plan.objects.filter(child_id=plan.child_id, ceased_on__isnull=True).exclude(pk=plan.pk).exists():
        return
    left = sorted(_keys(_open(plan.child)))
    if not left:
        return
    _open(plan.child).filter(from_on__gt=ended_on).update(until_on=F("from_on"))
    _open(plan.child).update(until_on=ended_on)
    record("provision.let_deliverers_in", child=plan.child, subject=plan, fact={"opened": [], "left": left, "until": ended_on}, touches=frozenset())


def let_in(child: Child, lines: Iterable[Line], on: date, *, besides: Iterable[int] = ()) -> tuple[list[int], list[int]]:
    """Open the way in for each body that gives one of these lines, close it for those that give none. The keys of both.

    A setting at which the child is has a way in of its own; `besides` are settings where the child will be.
    """
    named = named_deliverers([child.pk])
    giving = {body for line in lines if (body := named.get((child.pk, line.lineage), line.body_id))} - {settings_of([child.pk]).get(child.pk), *besides}
    there = _open(child)
    open_now = _keys(there)
    new, gone = sorted(giving - open_now), sorted(open_now - giving)
    if new:
        made: list[Any] = [involvement_of(child, role=DELIVERER, because="Gives a line of the plan", on=on) for _ in new]
        for one, organisation_id in zip(made, new, strict=True):
            one.organisation_id = organisation_id
        rows.insert(made)
    if gone:
        there.filter(organisation_id__in=gone).update(until_on=on)
    return new, gone


def _keys(ways_in: QuerySet[Involvement]) -> set[int]:
    return {organisation_id for organisation_id in ways_in.values_list("organisation_id", flat=True) if organisation_id}


def _open(child: Child) -> QuerySet[Involvement]:
    return Involvement.objects.filter(child=child, role=DELIVERER, until_on__isnull=True, organisation__isnull=False)
