"""What is kept beside the facts, made again for everybody: clocks, cases, search words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.core import keeping
from goldenthread.core.actions import action, record

from .models import Child

BATCH = 2000


def _changed(keeper: Any, child_ids: Sequence[UUID]) -> int:
    return keeper.refresh(child_ids) or 0


class _Undo(Exception):
    """Takes back what a check wrote."""


def batches(size: int = BATCH, part: int = 1, of: int = 1) -> Iterator[list[UUID]]:
    """The ids of all children, in order, some at a time; or of one part of so many, by the number that the id is."""
    everybody = Child.objects.order_by("pk")
    if part > 1:
        everybody = everybody.filter(pk__gte=_first_of(part, of))
    if part < of:
        everybody = everybody.filter(pk__lt=_first_of(part + 1, of))
    last: UUID | None = None
    while True:
        found = everybody
        if last is not None:
            found = found.filter(pk__gt=last)
        ids = list(found.values_list("pk", flat=True)[:size])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _first_of(part: int, of: int) -> UUID:
    """Ids are drawn at random, so that equal ranges of them hold about as many children."""
    return UUID(int=(part - 1) * 2**128 // of)


@action
def make_again(*, child_ids: Sequence[UUID], by: Any, on: date) -> Counter[str]:
    """Make what is kept about these children equal to their facts. Gives how many rows had to change, by keeper."""
    changed: Counter[str] = Counter({keeper.name: _changed(keeper, child_ids) for keeper in keeping.keepers()})
    record("people.made_again", fact={"children": len(child_ids), "changed": sum(changed.values())})
    return +changed


def differing(*, child_ids: Sequence[UUID], by: Any, on: date) -> Counter[str]:
    """How many kept rows of these children are not what follows from their facts. Changes nothing."""
    changed: Counter[str] = Counter()
    try:
        with transaction.atomic():
            changed = make_again(child_ids=child_ids, by=by, on=on)
            raise _Undo
    except _Undo:
        return changed


def first_differing(*, child_ids: Sequence[UUID], by: Any, on: date, most: int) -> list[tuple[UUID, list[str]]]:
    """Which of these children differ, and in what, up to `most`."""
    found: list[tuple[UUID, list[str]]] = []
    for child_id in child_ids:
        if len(found) == most:
            break
        changed = differing(child_ids=[child_id], by=by, on=on)
        if changed:
            found.append((child_id, sorted(changed)))
    return found
