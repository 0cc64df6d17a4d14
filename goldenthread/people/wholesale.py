"""Clocks of thousands of matters at once, for the keepers: whole columns of dates, compared with what is kept.

A date is a number of days here, as in `law.bulk`, which works the clocks out; a test holds its answers equal to those of
the readable functions. Without numpy, or for few children, the keepers go by those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from goldenthread.law.timetable import CLOCKS

from .deadlines import Kept, written

#: From so many children on, columns are quicker than rows.
MANY = 500
#: What stands for a date that is not there, in `law.bulk` and in the statements here.
NO_DAY = 2**31 - 1
_EPOCH = date(1970, 1, 1)

#: The matter, the clock, what it is about and when it started; the area, the worker, the kind, and when it is due, was met, lifted and ended.
Key = tuple[str, str, str, int]
Value = tuple[int | None, int | None, str, int, int, int, int]


class Matter(NamedTuple):
    """What has clocks: a request or a plan, and the lists it is on."""

    id: str
    child_id: UUID
    area_id: int | None
    worker_id: int | None


@cache
def columns() -> ModuleType | None:
    """`law.bulk`; None where numpy is not installed."""
    try:
        from goldenthread.law import bulk
    except ImportError:
        return None
    return bulk


def day_number(column: str) -> str:
    """SQL that gives a date as a number of days."""
    return f"coalesce({column} - DATE '1970-01-01', {NO_DAY})"


def number(day: date | None) -> int:
    return NO_DAY if day is None else (day - _EPOCH).days


def day(days: int) -> date | None:
    return None if days == NO_DAY else _EPOCH + timedelta(days=days)


def rows(sql: str, child_ids: Collection[UUID]) -> list[tuple[Any, ...]]:
    """What a statement says of these children."""
    with connection.cursor() as cursor:
        cursor.execute(sql, ["{" + ",".join(map(str, child_ids)) + "}"])
        return cursor.fetchall()


def of_readable(kept: Kept) -> tuple[Key, Value]:
    """A row that the readable functions gave."""
    return (str(kept.matter_id), kept.clock, kept.about, number(kept.starts_on)), (
        kept.area_id, kept.worker_id, kept.kind, number(kept.due_on), number(kept.met_on), number(kept.lifted_on), number(kept.ended_on),
    )  # fmt: skip


def of_clocks(clocks: Any, matters: Sequence[Matter], leave_out: Any = None) -> Iterator[tuple[Key, Value]]:
    """The rows that keep one clock of these matters. A duty without a date cannot be kept. `leave_out`: of which matters not."""
    bulk = columns()
    assert bulk is not None
    starts, due, at = clocks.starts_on, clocks.due_on, clocks.rows
    if starts is None:
        return
    right = (due != bulk.ABSENT) & (due != bulk.MISSING) & (starts != bulk.MISSING)
    if leave_out is not None:
        right &= ~(leave_out if at is None else leave_out.take(at))
    places = right.nonzero()[0]
    starts, due = starts.take(places), due.take(places)
    at = places if at is None else at.take(places)
    missing = [NO_DAY] * len(places)
    met, lifted = ([*each.take(places).tolist()] if each is not None else missing for each in (clocks.met_on, clocks.lifted_on))
    ended = missing
    if clocks.ended_on is not None:
        over = clocks.ended_on.take(places)
        over[over == bulk.EVER] = starts[over == bulk.EVER]  # on a day that nobody knows: it never ran
        ended = over.tolist()
    clock, kind = clocks.clock, CLOCKS[clocks.clock].kind
    for row, start, *days in zip(at.tolist(), starts.tolist(), due.tolist(), met, lifted, ended, strict=True):
        matter = matters[row]
        yield (matter.id, clock, "", start), (matter.area_id, matter.worker_id, kind, *days)


_KEPT = f"""
SELECT d.id, d.matter_id::text, d.clock, d.about, {day_number("d.starts_on")}, d.area_id, d.worker_id, d.kind,
       {", ".join(day_number(f"d.{name}") for name in ("due_on", "met_on", "lifted_on", "ended_on"))}
  FROM people_deadline d WHERE d.child_id = ANY (%s::uuid[]) AND d.matter_kind = '{{kind}}'
"""


def keep_equal(wanted: dict[Key, Value], matters: Sequence[Matter], *, child_ids: Collection[UUID], matter_kind: str) -> int:
    """Make the kept rows of these children's matters what they should be. Returns how many had to change."""
    gone, changed = [], []
    for row in rows(_KEPT.format(kind=matter_kind), child_ids):
        value = wanted.pop(row[1:5], None)
        if value is None:
            gone.append(row[0])
        elif value != row[5:]:
            changed.append((row[0], *value[:3], *map(day, value[3:])))
    children = {matter.id: matter.child_id for matter in matters} if wanted else {}
    new = [
        Kept(children[key[0]], *value[:2], matter_kind, UUID(key[0]), key[1], value[2], key[2], day(key[3]), *map(day, value[3:]))  # type: ignore[arg-type]
        for key, value in wanted.items()
    ]
    return written(new, changed, gone)
