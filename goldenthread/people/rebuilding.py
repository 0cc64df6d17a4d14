"""What is kept beside the facts, made again for everybody: clocks, cases, search words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from goldenthread.core import keeping
from goldenthread.core.actions import action, record

from . import many
from .models import Child

BATCH = 2000
#: How many children are looked at in one step to find those about whom something kept is not right.
SPAN = 500_000
#: How many at once a keeper is tried on that cannot say it without writing, and how few need not be told apart.
STEP, FEW = 10_000, 200


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


@dataclass(frozen=True)
class Wrong:
    """About whom something kept may not be right, in order, and the keepers that must make it again: none named means all."""

    child_ids: Sequence[UUID]
    keepers: frozenset[str] = frozenset()


def survey(child_ids: Sequence[UUID], *, by: Any, on: date) -> Wrong:
    """What may not be right of these, who are all between the first and the last, in order.

    Without what works on whole columns, that is everything. Keepers of the second phase sum up what the first kept, so they
    are always among those that make it again.
    """
    if not many.by_column():
        return Wrong(child_ids)
    some, keepers = keeping.Some(first=child_ids[0], last=child_ids[-1]), keeping.keepers()
    found: dict[str, set[UUID]] = {}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")  # tables are read once, not looked up child by child
        for keeper in keepers:
            found[keeper.name] = keeper.differing(some) if keeper.differing else set()
    trying = {keeper.refresh: keeper for keeper in keepers if not keeper.differing}.values()
    for keeper in trying:
        ids = _concerned(keeper, some, child_ids)
        for start in range(0, len(ids), STEP):
            found[keeper.name] = found.get(keeper.name, set()) | _tried(ids[start : start + STEP], {keeper.name}, by=by, on=on)
    at_fault = {keeper.name for keeper in keepers if keeper.phase > 1 or found.get(keeper.name)}
    return Wrong(sorted(set().union(*found.values())), frozenset(at_fault))


def _concerned(keeper: keeping.Keeper, some: keeping.Some, child_ids: Sequence[UUID]) -> Sequence[UUID]:
    """Those about whom a keeper has anything to keep, or all where it does not say where to look."""
    if not keeper.concerns:
        return child_ids
    with connection.cursor() as cursor:
        cursor.execute(keeper.concerned(some), some.values)
        return sorted(child_id for (child_id,) in cursor.fetchall())


def _tried(child_ids: Sequence[UUID], only: Collection[str], *, by: Any, on: date) -> set[UUID]:
    """Those about whom one of these keepers has something to write, and few others: found by letting it, and taking it back."""
    if not differing(child_ids=child_ids, only=only, by=by, on=on):
        return set()
    if len(child_ids) <= FEW:
        return set(child_ids)
    half = len(child_ids) // 2
    return _tried(child_ids[:half], only, by=by, on=on) | _tried(child_ids[half:], only, by=by, on=on)


@action
def make_again(*, child_ids: Sequence[UUID], by: Any, on: date, only: Collection[str] = ()) -> Counter[str]:
    """Make what is kept about these children equal to their facts, by `only` these keepers where any are named. Gives how many
    rows had to change, by keeper."""
    keepers = [keeper for keeper in keeping.keepers() if not only or keeper.name in only]
    changed: Counter[str] = Counter({keeper.name: _changed(keeper, child_ids) for keeper in keepers})
    record("people.made_again", fact={"children": len(child_ids), "changed": sum(changed.values())})
    return +changed


def differing(*, child_ids: Sequence[UUID], by: Any, on: date, only: Collection[str] = ()) -> Counter[str]:
    """How many kept rows of these children are not what follows from their facts. Changes nothing."""
    changed: Counter[str] = Counter()
    try:
        with transaction.atomic():
            changed = make_again(child_ids=child_ids, only=only, by=by, on=on)
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
