"""What an import says to somebody about people whose record they may not know of.

A person of the file who is, or may be, on a closed record is taken in or held like everybody else. To whoever is not on the
record's named list their row reads as one of the many that changed nothing, in the list and in every count, so that neither a
row nor a number tells that there is such a record. Those on the named list see it as it is.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.core import wall
from goldenthread.people.models import Child

from .models import ImportRow, ImportRun

#: What each row says that changed nothing, to everybody.
NOTHING_TO_DO = "There is nothing to do."
UNCHANGED = ImportRow.Outcome.UNCHANGED


def count_as_unchanged(runs: Collection[ImportRun], standing: Any) -> dict[UUID, set[int]]:
    """Give these runs the counts that this person is shown; what is kept of a run is left as it is.

    Gives, run by run, the places in the file of people whose record this person may not know of.
    """
    found: dict[UUID, set[int]] = {run.pk: set() for run in runs}
    hidden = _hidden({run.area_id for run in runs}, standing)
    if not hidden:
        return found
    held = Q(outcome=ImportRow.Outcome.HELD, possible_ids__has_any_keys=[str(child_id) for child_id in hidden])
    rows = ImportRow.objects.filter(Q(child_id__in=hidden) | held, run__in=list(found))
    shown = {run.pk: run for run in runs}
    for run_id, number, outcome in rows.values_list("run_id", "number", "outcome"):
        found[run_id].add(number)
        run = shown[run_id]
        setattr(run, outcome, getattr(run, outcome) - 1)
        run.unchanged += 1
    return found


def _hidden(area_ids: Collection[int], standing: Any) -> set[UUID]:
    """Closed records of these areas that this person may not know of."""
    with wall.lifted(because="what a reader may not know of is looked for, to be left out"):
        closed = set(Child.objects.filter(area_id__in=area_ids, closed_list_on__isnull=False).values_list("pk", flat=True))
    return closed - set(Child.objects.visible_to(standing).filter(pk__in=closed).values_list("pk", flat=True)) if closed else closed


def ending(outcome: str, hidden: Collection[int]) -> Q:
    """Rows that, as far as the reader is told, ended this way."""
    if outcome == UNCHANGED:
        return Q(outcome=UNCHANGED) | Q(number__in=list(hidden))
    return Q(outcome=outcome) & ~Q(number__in=list(hidden))


def say_nothing_of(rows: Collection[ImportRow], hidden: Collection[int]) -> None:
    """Make these rows what every row is that changed nothing: without a name or a sentence of its own."""
    for row in rows:
        if row.number in hidden or row.outcome == UNCHANGED:
            row.child, row.outcome, row.sentence, row.settled_on = None, UNCHANGED, NOTHING_TO_DO, None
