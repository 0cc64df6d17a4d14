"""All indicators with all their breakdowns at many days: one statement for each kind of thing counted, for all breakdowns together.

The rows of a kind of thing are read once, each with what it is broken down by, and grouped once by each of those. What children are
broken down by is worked out once for all kinds of things (`states`). The numbers are those of `figure(code, by=…)`, from the same
declarations. What comes back is given kind by kind, so that no more than one kind of thing of one area is in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection

from goldenthread.core import wall
from goldenthread.core.prepared import roomy

from ..counting import complete_from
from . import states
from .bases import BASES, Base
from .declared import Figure, Indicator, Window, year_to
from .figures import BECAUSE, given, grouped_by, shown, told
from .library import LIBRARY


def everything(codes: Iterable[str] = LIBRARY, *, area: int, on: date, ends: Sequence[date]) -> Iterator[tuple[str, str | None, list[Figure]]]:
    """Code, breakdown (None: the whole) and figures: at the ends of months over the twelve months to each, and then as at `on` over
    the indicator's own time. All of it is one transaction, which ends when the last was taken."""
    days: list[tuple[date, Window | None]] = [*((end, year_to(end)) for end in ends), (on, None)]
    with wall.lifted(because=BECAUSE), connection.cursor() as cursor:
        roomy(cursor)
        states.begin(cursor)
        whole_from = complete_from(area)
        for group in _groups(codes):
            yield from _of_group(cursor, group, area, days, whole_from)


def _groups(codes: Iterable[str]) -> list[list[Indicator]]:
    """Indicators that one statement counts. Those that count each thing once are for themselves: they sort what others hash."""
    together: dict[tuple[str, str, str], list[Indicator]] = {}
    for code in codes:
        one = LIBRARY[code]
        if one.counting:
            together.setdefault((one.counting.base, one.period, one.counting.distinct), []).append(one)
    return list(together.values())


def _of_group(
    cursor: Any, group: Sequence[Indicator], area: int, days: Sequence[tuple[date, Window | None]], whole_from: int | None
) -> Iterator[tuple[str, str | None, list[Figure]]]:
    breakdowns = list(dict.fromkeys(by for one in group for by in one.breakdowns))
    values = given(group[0], area, days, None)
    states.add(cursor, _base(group), values)
    cursor.execute(_statement(group, breakdowns), values)
    rows = cursor.fetchall()
    whole = [(row[0], True, "", *row[3:]) for row in rows if row[1] == len(breakdowns)]
    parts: list[list[tuple[Any, ...]]] = [[] for _ in breakdowns]
    for row in rows:
        if row[1] < len(breakdowns):
            parts[row[1]].append((row[0], False, *row[2:]))
    for one, figures in zip(group, told(group, days, None, None, whole, whole_from), strict=True):
        yield one.code, None, figures
    for by, mine in zip(breakdowns, parts, strict=True):
        for one, figures in zip(group, told(group, days, None, by, [*whole, *mine], whole_from), strict=True):
            if by in one.breakdowns:
                yield one.code, by, figures


def _statement(group: Sequence[Indicator], breakdowns: Sequence[str]) -> str:
    """Columns: which day, the place of the breakdown (one past the last: the whole), the group; then `shown`."""
    base = _base(group)
    columns, used = shown(group)
    by = [f"({states.expression(each, grouped_by(base, each))})" for each in breakdowns]
    if not by:
        return f"SELECT e.place, 0, '', {', '.join(columns)} {_source(base, used)} GROUP BY e.place"
    most = 2 ** len(by) - 1
    masks = [most ^ (1 << (len(by) - 1 - place)) for place in range(len(by))]
    mask = f"grouping({', '.join(by)})"
    which = " ".join(f"WHEN {each} THEN {place}" for place, each in enumerate(masks))
    group_of = " ".join(f"WHEN {each} THEN {sql}::text" for each, sql in zip(masks, by, strict=True))
    sets = ", ".join(["(e.place)", *(f"(e.place, {sql})" for sql in by)])
    return (
        f"SELECT e.place, CASE {mask} {which} ELSE {len(by)} END, CASE {mask} {group_of} END, {', '.join(columns)} {_source(base, [*used, *by])}"
        f" GROUP BY GROUPING SETS ({sets})"
    )  # fmt: skip


def _base(group: Sequence[Indicator]) -> Base:
    counting = group[0].counting
    assert counting is not None
    return BASES[counting.base]


def _source(base: Base, used: Iterable[str]) -> str:
    """As `figures.source`, with children from `states`."""
    text = " ".join(used)
    joins = " ".join(join for alias, join in states.joins().items() if re.search(rf"\b{alias}\.", text))
    child = states.child() if base.child else ""
    return f"FROM unnest(%(ats)s::date[], %(sinces)s::date[], %(untils)s::date[]) WITH ORDINALITY AS e(at, since, until, place) JOIN ({base.rows}) x ON {base.when} {child} {joins}"
