"""A health system's flags held against the record as it stands now: whom to add, whom to take off, who was not found.

A child is to be flagged who has a plan, or whose needs are being assessed. Nobody on the closed list is told of.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldenthread.casework.models import Case
from goldenthread.people.models import Child

from ..models import FlagList, FlagRow, HealthExtract

#: The stages at which a child is flagged.
FLAGGED = (Case.Stage.ASSESSING, Case.Stage.DRAFTING, Case.Stage.PLAN)


@dataclass(frozen=True)
class Reconciled:
    """What a health body is to change. `agreed` is how many of its flags are right as they are."""

    to_add: QuerySet[Child]
    to_remove: QuerySet[FlagRow]
    agreed: int
    unmatched: QuerySet[FlagRow]
    held: QuerySet[FlagRow]
    unreadable: QuerySet[FlagRow]


def flagged(area_id: int) -> QuerySet[Child]:
    """The children of an area whom a health system should flag."""
    return Child.objects.filter(area_id=area_id, closed_list_on=None, case__stage__in=FLAGGED)


def reconciled(of: FlagList) -> Reconciled:
    """How the file compares with the record now. A child who may be one of the held rows is not to be added until that is settled.
    Of a child whose record was closed, or is another area's now, nobody here may say anything."""
    rows = of.rows.filter(Q(child=None) | Q(child__area_id=of.area_id, child__closed_list_on=None))
    right = flagged(of.area_id)
    matched = rows.filter(outcome=FlagRow.Outcome.MATCHED)
    held = rows.filter(outcome=FlagRow.Outcome.HELD)
    perhaps = {child_id for ids in held.values_list("possible_ids", flat=True) for child_id in ids}
    return Reconciled(
        to_add=right.exclude(pk__in=matched.values("child_id")).exclude(pk__in=perhaps).order_by("surname", "forename", "pk"),
        to_remove=matched.exclude(child__in=right).select_related("child", "child__case").order_by("number"),
        agreed=matched.filter(child__in=right).values("child_id").distinct().count(),
        unmatched=rows.filter(outcome=FlagRow.Outcome.UNMATCHED).order_by("number"),
        held=held.order_by("number"),
        unreadable=rows.filter(outcome=FlagRow.Outcome.UNREADABLE).order_by("number"),
    )


def tells_too_much(extract: HealthExtract) -> bool:
    """Whether somebody of whom a file tells may no longer be told of: their record was closed, or is another area's now."""
    return Child.objects.filter(pk__in=extract.children, area_id=extract.area_id, closed_list_on=None).count() < len(extract.children)
