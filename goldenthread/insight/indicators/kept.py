"""Pages of figures say what was counted today, in place of counting anew each time somebody looks.

Every figure of an area as at today is counted again within ten minutes of anything recorded of its children (`Snapshot`).
What a page asks besides, a breakdown or another day, is counted when somebody first asks, and kept until then
(`KeptCount`): all pages of all workers give one answer meanwhile, and say when it was counted. Where today's figures were not
counted, nothing is kept and everything is counted. Where a page is asked to count now (`?count=now`), and where the children behind
a figure are another number than it (`behind`), today's figures are counted again for all pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import connection
from django.utils import timezone

from goldenthread.core import clock, wall
from goldenthread.core.prepared import prepared_cursor
from goldenthread.people.models import Area

from .declared import Figure

#: Rows of a statement, and from which year on the record of its area is whole.
Answer = tuple[list[Any], int | None]

# All figures of an area as at today are written at once, so that one of them tells of all.
_GENERATION = """
SELECT id, counted_at, (SELECT coalesce(max(k.id), 0) + count(k.changed_on) FROM insight_figurecheck k WHERE k.area_id = %(area)s::bigint)
  FROM insight_snapshot
 WHERE area_id = %(area)s::bigint AND code = %(code)s::varchar AND own ORDER BY at DESC LIMIT 1
"""
_KEPT = """
SELECT rows, whole_from, counted_at FROM insight_keptcount
 WHERE area_id = %(area)s::bigint AND question = %(question)s::varchar AND generation = %(generation)s::bigint
"""
_KEEP = """
INSERT INTO insight_keptcount AS held (area_id, question, generation, rows, whole_from, counted_at)
VALUES (%(area)s::bigint, %(question)s::varchar, %(generation)s::bigint, %(rows)s::jsonb, %(whole_from)s::smallint, %(counted_at)s::timestamptz)
    ON CONFLICT (area_id, question) DO UPDATE
   SET generation = excluded.generation, rows = excluded.rows, whole_from = excluded.whole_from, counted_at = excluded.counted_at
 WHERE held.generation < excluded.generation
"""


@dataclass(frozen=True, slots=True)
class Generation:
    """Which count of an area's figures of today is the newest, and when it was made. `checks` is another number once a figure of the
    area was checked, or changed after it was."""

    number: int
    counted_at: datetime
    checks: int


class Outdated(Exception):
    """A page asks what nobody asked yet, and something was recorded in the area since its figures were counted."""

    def __init__(self, area: int) -> None:
        super().__init__(area)
        self.area = area


class Held:
    """What one page takes from what is kept. `anew`: today's figures of the areas it asks for are counted again first.
    `abreast`: where something would be counted of newer facts than those figures, it says so (`Outdated`)."""

    def __init__(self, *, anew: bool = False, abreast: bool = False) -> None:
        self._generations: dict[int, Generation | None] = {}
        self._anew, self._abreast = anew, abreast
        #: When the oldest of what was taken was counted; None where everything was counted just now.
        self.counted_at: datetime | None = None

    def generation(self, area: int) -> Generation | None:
        """The newest count of today's figures; None where they were not counted today."""
        if area not in self._generations:
            if self._anew:
                count_again(area)
            self._generations[area] = generation_of(area)
        return self._generations[area]

    def answer(self, area: int, sql: str, values: Mapping[str, Any], count: Callable[[], Answer]) -> Answer:
        """What a statement gave since today's figures were counted, or gives now."""
        generation = self.generation(area)
        if generation is None:
            return count()
        asked = {"area": area, "question": sha256(repr((sql, sorted(values.items()))).encode()).hexdigest(), "generation": generation.number}
        if (kept := _kept(asked)) is None:
            if self._abreast:
                _check_abreast(area)
            rows, whole_from = count()
            with prepared_cursor() as cursor:
                told = json.dumps([[_plain(cell) for cell in row] for row in rows])
                cursor.execute(_KEEP, {**asked, "rows": told, "whole_from": whole_from, "counted_at": clock.now()})
            # Another page may have asked the same at the same time: its answer stands for both.
            kept = _kept(asked)
            if kept is None:  # counted again meanwhile
                return rows, whole_from
        self.took(kept[2])
        return kept[0], kept[1]

    def wholes(self, codes: Iterable[str], area: int, at: date) -> dict[str, Figure]:
        """Those of these figures as at a day that were counted today with all others."""
        from .snapshots import as_last_counted

        if self._anew:
            self.generation(area)
        found, counted_at = as_last_counted(codes, area=area, at=at)
        if counted_at:
            self.took(counted_at)
        return found

    def took(self, counted_at: datetime) -> None:
        """Something that was counted then is on the page."""
        self.counted_at = min(self.counted_at or counted_at, counted_at)


_held: ContextVar[Held | None] = ContextVar("held", default=None)


def held() -> Held | None:
    """What the page that is being made takes from; None where everything is to be counted."""
    return _held.get()


@contextmanager
def holding(*, anew: bool = False, abreast: bool = False) -> Iterator[Held]:
    """Inside, figures are answered from what was counted today; `anew`: from what is counted now, for all pages. `abreast` as `Held`
    says."""
    one = Held(anew=anew, abreast=abreast)
    token = _held.set(one)
    try:
        yield one
    finally:
        _held.reset(token)


@contextmanager
def counting_anew() -> Iterator[None]:
    """Inside, everything is counted, whatever is kept."""
    token = _held.set(None)
    try:
        yield
    finally:
        _held.reset(token)


def as_counted(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page whose figures are those that were counted last. They are counted first where it is asked to count now, and where it asks
    what nobody asked since something was recorded, so that all its numbers, and those of other pages, are of the same facts. Inside
    the doors; the view reads nothing that is noted."""

    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            with holding(anew=request.GET.get("count") == "now", abreast=True):
                return view(request, *args, **kwargs)
        except Outdated as found:
            count_again(found.area)
        with holding():
            return view(request, *args, **kwargs)

    return inner


def rows_of(area: int, sql: str, values: Mapping[str, Any], *, because: str) -> list[Any]:
    """The rows of any other statement of numbers and words about a whole area, as last counted or counted now."""

    def count() -> Answer:
        with wall.lifted(because=because), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall(), None

    one = held()
    return (one.answer(area, sql, values, count) if one else count())[0]


def counted_words() -> dict[str, str]:
    """When the oldest figure on the page was counted, for its template: empty where everything was counted just now."""
    one = held()
    return {"time": f"{timezone.localtime(one.counted_at):%H:%M}"} if one and one.counted_at else {}


def count_again(area: int) -> None:
    """Count today's figures of an area for all pages, unless somebody else does that meanwhile."""
    from .snapshots import keep_today

    before = generation_of(area)
    keep_today(Area.objects.get(pk=area), clock.today(), instead_of=before.number if before else None)


def _check_abreast(area: int) -> None:
    from .snapshots import recorded_since_counted

    if recorded_since_counted(area):
        raise Outdated(area)


def forget(area: int) -> None:
    """Throw away the answers about an area, for its figures are counted again."""
    from .models import KeptCount

    KeptCount.objects.filter(area=area).delete()


def generation_of(area: int) -> Generation | None:
    """The newest count of an area's figures of today; None where they were not counted today."""
    from .library import LIBRARY

    first = next(code for code, one in LIBRARY.items() if one.counted)
    with prepared_cursor() as cursor:
        cursor.execute(_GENERATION, {"area": area, "code": first})
        found = cursor.fetchone()
    return Generation(*found) if found and timezone.localdate(found[1]) == clock.today() else None


def _kept(asked: Mapping[str, Any]) -> tuple[list[Any], int | None, datetime] | None:
    with prepared_cursor() as cursor:
        cursor.execute(_KEPT, asked)
        found = cursor.fetchone()
    if found is None:
        return None
    rows = json.loads(found[0]) if isinstance(found[0], str) else found[0]
    return rows, found[1], found[2]


def _plain(cell: Any) -> Any:
    """A cell as JSON holds it: the sum of whole numbers is one."""
    if isinstance(cell, list):
        return [_plain(each) for each in cell]
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return int(cell)
    raise TypeError(f"What is kept is numbers and words, not {cell!r}")
