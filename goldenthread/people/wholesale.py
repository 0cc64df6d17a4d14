"""Clocks of thousands of matters at once, for the keepers: whole columns of dates, compared with what is kept.

A date is a number of days here, as in `law.bulk`, which works the clocks out; a test holds its answers equal to those of
the readable functions. Rows come from PostgreSQL as arrays, one a column, since to make a Python value of each field of
England's five million rows takes longer than all the rest. Needs numpy: `many.by_column` says whether it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from goldenthread.core.keeping import Some
from goldenthread.core.prepared import end_to_end, roomy
from goldenthread.law import bulk
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable import CLOCKS

from .deadlines import Kept, unequal, written
from .law_readings import settings_of
from .models import Deadline

#: What stands for a date that is not there, in `law.bulk` and in the statements here.
NO_DAY = int(bulk.MISSING)
#: What stands for no area and no worker.
NOBODY = -1
#: Where a date lies outside these, somebody mistyped it: such matters are worked out by the readable functions.
EARLIEST, LATEST = ((each - date(1970, 1, 1)).days for each in (date(1985, 1, 1), date(2060, 1, 1)))
_EPOCH = date(1970, 1, 1)

Column = np.ndarray

#: How an element of an array of each kind comes from PostgreSQL: its length, then its value.
_KINDS: dict[str, tuple[str, str]] = {
    "id": ("{}", "S16"),
    "number": ("coalesce({}, -1)::bigint", ">i8"),
    "clock": ("{}::bpchar(24)", "S24"),
    "kind": ("{}::bpchar(8)", "S8"),
}
#: What four bytes hold. To send an element takes PostgreSQL longer than to find it, whatever its length, so that two of these go as one.
_HALVES = {
    "day": "coalesce({} - DATE '1970-01-01', 2147483647)",
    "whose": "coalesce({}, -1)::int",
    "code": "{}::int",
}


def read(columns: Sequence[tuple[str, str]], source: str, some: Some) -> list[Column]:
    """What a statement gives, a column each: `columns` are expressions, each with its kind; `source` what follows FROM. Flags, of
    which there may be 31, come as truth values, areas and workers ("whose") and days as numbers."""
    sent: list[tuple[str, str]] = [(_KINDS[kind][0].format(sql), _KINDS[kind][1]) for sql, kind in columns if kind in _KINDS]
    halves = [_HALVES[kind].format(sql) for sql, kind in columns if kind in _HALVES]
    flags = [f"(coalesce({sql}, false)::int << {at})" for at, sql in enumerate(sql for sql, kind in columns if kind == "flag")]
    if flags:
        halves.append(" | ".join(flags))
    pairs = [(f"(({high})::bigint << 32) | (({low})::bigint & 4294967295)", ">i8") for high, low in zip(halves[::2], halves[1::2], strict=False)]
    sent += pairs + ([(halves[-1], ">i4")] if len(halves) % 2 else [])
    with connection.cursor() as cursor:
        roomy(cursor)
        with end_to_end(cursor, when=some.named is None):
            cursor.execute(f"SELECT {', '.join(f'array_send(array_agg({sql}))' for sql, _ in sent)} FROM {source}", some.values)
            got = [_column(data, kind) for data, (_, kind) in zip(cursor.fetchone(), sent, strict=True)]
    whole = iter(got[: len(got) - (len(halves) + 1) // 2])
    parts: list[Column] = []
    for each in got[len(got) - (len(halves) + 1) // 2 :]:
        parts += [(each >> 32).astype(np.int32), each.astype(np.int32)] if each.dtype.itemsize == 8 else [each]  # the low half keeps its sign
    bits = parts.pop() if flags else np.empty(0, dtype=np.int32)
    half, flag = iter(parts), iter(range(len(flags)))
    return [next(whole) if kind in _KINDS else next(half) if kind in _HALVES else (bits >> next(flag)) & 1 == 1 for _, kind in columns]


def _column(data: Any, kind: str) -> Column:
    """An array as PostgreSQL sends it: five numbers that describe it, then the elements, of which none is NULL."""
    if data is None:
        return np.empty(0, dtype=np.dtype(kind).newbyteorder("="))
    elements = np.frombuffer(data, dtype=[("length", ">i4"), ("value", kind)], offset=20)
    return np.ascontiguousarray(elements["value"]).astype(np.dtype(kind).newbyteorder("="), copy=False)


def uuids(ids: Column) -> list[UUID]:
    """The ids of a column, as Python has them."""
    whole = ids.tobytes()
    return [UUID(bytes=whole[at : at + 16]) for at in range(0, len(whole), 16)]


def number(day: date | None) -> int:
    return NO_DAY if day is None else (day - _EPOCH).days


def day(days: int) -> date | None:
    return None if days == NO_DAY else _EPOCH + timedelta(days=days)


def unlikely(*days: Column) -> Column:
    """Which rows hold a day that the tables of `law.bulk` may not reach from."""
    found = np.zeros(len(days[0]), dtype=bool)
    for each in days:
        found |= ((each < EARLIEST) | (each > LATEST)) & (each != NO_DAY)
    return found


def _marked(ids: Column) -> Column:
    halves = np.ascontiguousarray(ids).view(np.uint64).reshape(-1, 2)
    return halves[:, 0] * np.uint64(0x9E3779B97F4A7C15) + (halves[:, 1] ^ (halves[:, 1] >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)


@dataclass
class Matters:
    """What has clocks, requests or plans, in the order of their ids: whose they are, and the lists these are on."""

    ids: Column
    children: Column
    areas: Column
    workers: Column

    def places(self, ids: Column) -> tuple[Column, Column]:
        """Where these ids stand, and which of them stand anywhere."""
        if not len(self.ids):
            return np.zeros(len(ids), dtype=np.intp), np.zeros(len(ids), dtype=bool)
        marks, order = self._marks
        if marks is None:  # two ids have the same mark
            at = np.searchsorted(self.ids, ids)
            at[at == len(self.ids)] = 0
        else:
            at = np.searchsorted(marks, _marked(ids))
            at[at == len(marks)] = 0
            at = order[at]
        return at, self.ids[at] == ids

    @cached_property
    def _marks(self) -> tuple[Column | None, Column]:
        """The ids as one number each, in order, and where these stand: numbers are found much sooner than ids."""
        marks = _marked(self.ids)
        order = np.argsort(marks)
        marks = marks[order]
        return (None if (marks[1:] == marks[:-1]).any() else marks), order

    def lists_of(self, matter_id: UUID) -> dict[str, int | None]:
        """The area and the worker on whose lists a matter is."""
        at, there = self.places(np.array([matter_id.bytes], dtype="S16"))
        return {
            name: int(each[at[0]]) if there[0] and each[at[0]] != NOBODY else None for name, each in (("area_id", self.areas), ("worker_id", self.workers))
        }


def by_law(areas: Column, apart: Column) -> Iterable[tuple[LawSettings, Column]]:
    """The places of the rows that are not apart, by the readings of the law that hold in their area."""
    found: dict[LawSettings, list[Column]] = {}
    which, at = np.unique(areas, return_inverse=True)
    for n, area in enumerate(which.tolist()):
        found.setdefault(settings_of(None if area == NOBODY else area), []).append(np.flatnonzero((at == n) & ~apart))
    return [(law, np.concatenate(places)) for law, places in found.items()]


_CLOCKS = sorted(CLOCKS)
_CLOCK_NAMES = np.array([name.ljust(24).encode() for name in _CLOCKS], dtype="S24")
_CLOCK_KINDS = np.array([CLOCKS[name].kind.ljust(8).encode() for name in _CLOCKS], dtype="S8")
_NUMBER_OF = {name: n for n, name in enumerate(_CLOCKS)}
_VALUES = ("due_on", "met_on", "lifted_on", "ended_on")


@dataclass
class Wanted:
    """The rows that should be kept, column by column: the place of the matter, the number of the clock, and its days."""

    parts: list[tuple[Column, ...]] = field(default_factory=list)

    def add(self, clocks: bulk.Clocks, places: Column, leave_out: Column | None = None) -> None:
        """One clock of the matters at these places. A duty without a date cannot be kept. `leave_out`: of which not."""
        starts, due, at = clocks.starts_on, clocks.due_on, clocks.rows
        if starts is None:
            return
        right = (due != bulk.ABSENT) & (due != bulk.MISSING) & (starts != bulk.MISSING)
        if leave_out is not None:
            right &= ~(leave_out if at is None else leave_out.take(at))
        chosen = np.flatnonzero(right)
        starts = starts.take(chosen)
        missing = np.full(len(chosen), bulk.MISSING)
        met, lifted, ended = (missing if each is None else each.take(chosen) for each in (clocks.met_on, clocks.lifted_on, clocks.ended_on))
        ended = np.where(ended == bulk.EVER, starts, ended)  # on a day that nobody knows: it never ran
        self.put(places.take(chosen if at is None else at.take(chosen)), clocks.clock, starts, due.take(chosen), met, lifted, ended)

    def put(self, places: Column, clock: str, *days: Column) -> None:
        """Rows of one clock: when each started, is due, was met, lifted and ended."""
        self.parts.append((places, np.full(len(places), _NUMBER_OF[clock]), *days))

    def whole(self) -> list[Column]:
        """All rows, in the order of their keys, and the keys themselves first."""
        if not self.parts:
            return [np.empty(0, dtype=np.int64)] * 8
        columns = [np.concatenate(each).astype(np.int64) for each in zip(*self.parts, strict=True)]
        keys = _keys(*columns[:3])
        keys, at = np.unique(keys[::-1], return_index=True)  # of two rows with the same key the later one counts
        at = len(columns[0]) - 1 - at
        return [keys, *(each[at] for each in columns)]


def _keys(places: Column, clocks: Column, starts: Column) -> Column:
    """One number for the matter, the clock and the day it started."""
    return (places.astype(np.int64) << 36) | (clocks.astype(np.int64) << 28) | (starts.astype(np.int64) + (1 << 27))


_KEPT = [
    ("d.id", "number"), ("d.matter_id", "id"), ("d.clock", "clock"), ("d.about = ''", "flag"), ("d.kind", "kind"), ("d.area_id", "number"),
    ("d.worker_id", "number"), *((f"d.{name}", "day") for name in ("starts_on", *_VALUES)),
]  # fmt: skip


@dataclass
class Differences:
    """What is not kept as it should be: new rows, the keys and values of wrong ones, the keys of those that are no longer right."""

    new: list[Kept] = field(default_factory=list)
    changed: list[tuple[Any, ...]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def write(self) -> int:
        """Put it right. Returns how many rows had to change."""
        return written(self.new, self.changed, self.gone)

    def children(self) -> set[UUID]:
        """Whose rows differ."""
        keys = [*self.gone, *(row[0] for row in self.changed)]
        found = {row.child_id for row in self.new}
        for start in range(0, len(keys), 10_000):
            found |= set(Deadline.objects.filter(pk__in=keys[start : start + 10_000]).values_list("child_id", flat=True))
        return found


def differences(
    some: Some, matters: Matters, wanted: Wanted, *, matter_kind: str, apart: Column, readable: Callable[[list[UUID]], Iterable[Kept]]
) -> Differences:
    """How the rows kept of these matters differ from those wanted. Of the matters that stand apart, `readable` gives the rows
    that should be kept, from their children."""
    kept = read(_KEPT, f"people_deadline d WHERE {some.among('d.child_id')} AND d.matter_kind = '{matter_kind}'", some)
    at, there = matters.places(kept[1])
    alone = there & apart[at] if len(apart) else np.zeros(len(there), dtype=bool)
    keys, places, clocks, starts, *values = wanted.whole()
    codes = np.minimum(np.searchsorted(_CLOCK_NAMES, kept[2]), len(_CLOCKS) - 1)
    right = there & kept[3] & (_CLOCK_NAMES[codes] == kept[2])
    mine = _keys(at, codes, kept[7])
    row = np.searchsorted(keys, mine)
    row[row == len(keys)] = 0
    found = right & ~alone & (keys[row] == mine) if len(keys) else np.zeros(len(mine), dtype=bool)
    known = np.flatnonzero(found)
    to = row[known]
    same = (_CLOCK_KINDS[codes[known]] == kept[4][known]) & (matters.areas[at[known]] == kept[5][known]) & (matters.workers[at[known]] == kept[6][known])
    for expected, stands in zip(values, kept[8:], strict=True):
        same &= expected[to] == stands[known]
    missing = np.ones(len(keys), dtype=bool)
    missing[to] = False

    def values_of(rows: Column) -> Iterable[tuple[Any, ...]]:
        columns = [matters.areas[places[rows]], matters.workers[places[rows]], clocks[rows], *(each[rows] for each in values)]
        for area, worker, clock, *days in zip(*(each.tolist() for each in columns), strict=True):
            yield (None if area == NOBODY else area, None if worker == NOBODY else worker, CLOCKS[_CLOCKS[clock]].kind, *map(day, days))

    new, wrong = np.flatnonzero(missing), ~same
    answer = Differences(
        changed=[(key, *row) for key, row in zip(kept[0][known[wrong]].tolist(), values_of(to[wrong]), strict=True)],
        gone=kept[0][~found & ~alone].tolist(),
    )
    of_new = zip(uuids(matters.children[places[new]]), uuids(matters.ids[places[new]]), clocks[new].tolist(), starts[new].tolist(), values_of(new), strict=True)
    for child, matter, clock, start, (area, worker, kind, *days) in of_new:
        answer.new.append(Kept(child, area, worker, matter_kind, matter, _CLOCKS[clock], kind, "", day(start), *days))  # type: ignore[arg-type]
    if apart.any():
        _alone(answer, matters, apart, matter_kind, readable)
    return answer


#: What tells a clock, its kind and what it is about, as one number: PostgreSQL works it out of a row and of a list of clocks alike.
_SIGN = "hashtextextended({clock}, hashtextextended({kind}, hashtextextended({about}, 0)))"
#: Days of which most rows have none, each in 21 bits: those that are further from 1970 than these reach stand for a day that no clock has.
_FAR = 2**20 - 1
_DONE = ("met_on", "lifted_on", "ended_on")
_NOT_DONE = _FAR
_STANDING = [
    ("d.matter_id", "id"), (_SIGN.format(clock="d.clock", kind="d.kind", about="d.about"), "number"),
    ("CASE WHEN d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL THEN -1 ELSE "
     + " | ".join(
         f"((CASE WHEN d.{name} IS NULL THEN {_NOT_DONE} ELSE least(greatest(d.{name} - DATE '1970-01-01', -{_FAR}), {_FAR - 1}) END & {2 * _FAR + 1})::bigint << {at * 21})"
         for at, name in enumerate(_DONE)
     )
     + " END", "number"),
    ("d.area_id", "whose"), ("d.worker_id", "whose"), ("d.starts_on", "day"), ("d.due_on", "day"),
]  # fmt: skip


@cache
def _signs() -> tuple[Column, Column]:
    """The numbers of all clocks, each of its kind and about nobody, in order; and which clock each is."""
    with connection.cursor() as cursor:
        sign = _SIGN.format(clock="x.clock", kind="x.kind", about="''::text")
        cursor.execute(f"SELECT {sign} FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS x(clock, kind, place) ORDER BY x.place", [_CLOCKS, [CLOCKS[each].kind for each in _CLOCKS]])
        signs = np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)
    order = np.argsort(signs)
    return signs[order], order


def _done(days: Sequence[Column]) -> Column:
    """The days on which something was met, lifted and ended, as one number, as in `_STANDING`."""
    none = np.ones(len(days[0]), dtype=bool)
    found = np.zeros(len(days[0]), dtype=np.int64)
    for at, each in enumerate(days):
        none &= each == NO_DAY
        found |= (np.where(each == NO_DAY, _NOT_DONE, each) & (2 * _FAR + 1)) << (at * 21)
    return np.where(none, -1, found)


def at_fault(
    some: Some, matters: Matters, wanted: Wanted, *, matter_kind: str, apart: Column, readable: Callable[[list[UUID]], Iterable[Kept]]
) -> set[UUID]:
    """The children of whom `differences` would give any: the same comparison, over less that has to be sent."""
    of, signs, done, areas, workers, started, due = read(_STANDING, f"people_deadline d WHERE {some.among('d.child_id')} AND d.matter_kind = '{matter_kind}'", some)
    at, there = matters.places(of)
    alone = there & apart[at] if len(apart) else np.zeros(len(there), dtype=bool)
    keys, places, _, _, *values = wanted.whole()
    known, which = _signs()
    place = np.minimum(np.searchsorted(known, signs), len(known) - 1)
    found = there & ~alone & (known[place] == signs)
    mine = _keys(at, which[place], started)
    row = np.searchsorted(keys, mine)
    row[row == len(keys)] = 0
    found &= keys[row] == mine if len(keys) else False
    to = row[found]
    right = found.copy()
    right[found] = (
        (values[0][to] == due[found]) & (_done(values[1:])[to] == done[found])
        & (matters.areas[at[found]] == areas[found]) & (matters.workers[at[found]] == workers[found])
    )  # fmt: skip
    missing = np.ones(len(keys), dtype=bool)
    missing[to] = False
    children = set(uuids(matters.children[places[missing]]))
    wrong = uuids(np.unique(of[~right & ~alone]))
    for start in range(0, len(wrong), 10_000):
        children |= set(Deadline.objects.filter(matter_kind=matter_kind, matter_id__in=wrong[start : start + 10_000]).values_list("child_id", flat=True))
    if apart.any():
        answer = Differences()
        _alone(answer, matters, apart, matter_kind, readable)
        children |= answer.children()
    return children


def _alone(answer: Differences, matters: Matters, apart: Column, matter_kind: str, readable: Callable[[list[UUID]], Iterable[Kept]]) -> None:
    """The same for the matters that stand apart, each by itself."""
    ids = uuids(matters.ids[apart])
    these = set(ids)
    rows = [row for row in readable(list(dict.fromkeys(uuids(matters.children[apart])))) if row.matter_id in these]
    new, changed, gone = unequal(rows, Deadline.objects.filter(matter_kind=matter_kind, matter_id__in=ids))
    answer.new += new
    answer.changed += changed
    answer.gone += gone
