"""The one place where a figure is counted: one statement for an indicator, its breakdown, and as many days as are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.core import wall

from ..counting import complete_from
from .bases import BASES, Base
from .declared import YEAR, Counting, Figure, Indicator, Part, Window, value_of, window_of, year_to
from .dimensions import DIMENSIONS, JOINS, OWN, SEVERAL, Dimension
from .kept import Answer, held
from .library import LIBRARY

BECAUSE = "insight.indicators: totals of a whole area, guarded for whoever has no right to the rows"


#: Whose row of a base it is.
CHILD = "x.child_id"
CANNOT_TELL = "The record does not say when these facts became known, so they are counted as they are known now."


class NotCounted(ValueError):
    """An indicator that awaits its facts was asked for a number. The message says what it awaits."""


def figure(code: str, *, area: int, at: date, known: date | None = None, by: str | None = None, window: Window | None = None) -> Figure:
    """The figure of an area as things stood at the end of `at`. Every number of this indicator comes from here."""
    if by is None and window is None and known is None and (kept := held()) and (found := kept.wholes([code], area, at)):
        return found[code]
    return _counted(_asked(code), area, [(at, window)], known, by)[0]


def series(
    code: str, *, area: int, ends: Sequence[date], by: str | None = None, known: date | None = None, over: str = "", windows: Sequence[Window | None] = ()
) -> list[Figure]:
    """The figure as at each of these days, in one statement, in their order. `over` may be "12 months": each then counts the
    twelve months up to its day, so that neighbours can be compared. `windows` gives each day a time of its own instead."""
    days = list(zip(ends, windows, strict=True)) if windows else _days(ends, over)
    return _counted(_asked(code), area, days, known, by) if days else []


def figures(codes: Iterable[str], *, area: int, at: date) -> dict[str, Figure]:
    """Many indicators at once: one statement for each kind of thing counted and each length of time."""
    kept, asked = held(), list(codes)
    found = kept.wholes(asked, area, at) if kept else {}
    return found | {code: made[0] for code, made in serieses([code for code in asked if code not in found], area=area, ends=[at]).items()}


def serieses(codes: Iterable[str], *, area: int, ends: Sequence[date], by: str | None = None, over: str = "") -> dict[str, list[Figure]]:
    """The same for many days. Indicators that await their facts are left out."""
    together: dict[tuple[str, str], list[Indicator]] = {}
    for code in codes:
        if (one := _asked(code)).counting:
            together.setdefault((one.counting.base, one.period), []).append(one)
    found: dict[str, list[Figure]] = {}
    whole_from = _Whole(area)
    for group in together.values():
        for one, made in zip(group, _many(group, area, _days(ends, over), None, by, whole_from), strict=True):
            found[one.code] = made
    return found


def breakdowns(code: str, *, area: int, at: date, by: Sequence[str]) -> dict[str, Figure]:
    """One indicator by several breakdowns, as `figure` gives each of them."""
    one, whole_from = _asked(code), _Whole(area)
    return {each: _many([one], area, [(at, None)], None, each, whole_from)[0][0] for each in by}


def _days(ends: Sequence[date], over: str) -> list[tuple[date, Window | None]]:
    return [(at, year_to(at) if over == YEAR else None) for at in ends]


def cases(code: str, *, area: int, at: date, part: str = "numerator", known: date | None = None, window: Window | None = None) -> list[UUID]:
    """The children behind a figure: of the numerator, the denominator, or those of the denominator that were missed.

    Ids only, in no order that means anything. Whoever calls this shows them within what the asker may see.
    """
    indicator = _asked(code)
    counting = indicator.counting
    if counting is None:
        raise NotCounted(indicator.awaits)
    if part not in ("numerator", "denominator", "missed"):
        raise ValueError(f"A figure has no part called {part}.")
    of = counting.of or counting.hit
    condition = {"numerator": counting.hit, "denominator": of, "missed": f"({of}) AND NOT coalesce(({counting.hit}), false)"}[part]
    base = BASES[counting.base]
    if not base.child:
        return []
    sql = f"SELECT DISTINCT x.child_id {source(base, [condition], known)} WHERE coalesce(({condition}), false)"
    with wall.lifted(because=BECAUSE), connection.cursor() as cursor:
        cursor.execute(sql, given(indicator, area, [(at, window)], known))
        return [row[0] for row in cursor.fetchall()]


def statement(indicator: Indicator, by: str | None = None, *, known: bool = False) -> str:
    """The SQL of an indicator, for whoever wants to read how it is counted."""
    return _statement([indicator], by, known=date.max if known else None)


@dataclass(frozen=True, slots=True)
class _Row:
    numerator: int
    denominator: int | None


def _asked(code: str) -> Indicator:
    try:
        return LIBRARY[code]
    except KeyError:
        raise KeyError(f"No indicator has the code {code}.") from None


def _counted(indicator: Indicator, area: int, days: Sequence[tuple[date, Window | None]], known: date | None, by: str | None) -> list[Figure]:
    if indicator.counting is None:
        raise NotCounted(f"{indicator.code} has no number yet. {indicator.awaits}")
    return _many([indicator], area, days, known, by)[0]


class _Whole:
    """From which year the record of an area is whole, looked up once for all that is counted together."""

    def __init__(self, area: int) -> None:
        self.area = area

    @cached_property
    def year(self) -> int | None:
        return complete_from(self.area)


def _many(
    group: Sequence[Indicator], area: int, days: Sequence[tuple[date, Window | None]], known: date | None, by: str | None, whole_from: _Whole | None = None,
) -> list[list[Figure]]:  # fmt: skip
    sql, values = _statement(group, by, known=known), given(group[0], area, days, known)

    def count() -> Answer:
        with wall.lifted(because=BECAUSE), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall(), (whole_from or _Whole(area)).year

    kept = held()
    rows, year = kept.answer(area, sql, values, count) if kept else count()
    return told(group, days, known, by, rows, year)


def told(
    group: Sequence[Indicator], days: Sequence[tuple[date, Window | None]], known: date | None, by: str | None, rows: Iterable[Sequence[Any]], whole_from: int | None,
) -> list[list[Figure]]:  # fmt: skip
    """The figures of each indicator of a group at each of these days, from the rows of its statement."""
    base = _base(group[0])
    overlap = (SEVERAL,) if by and dimension_of(by).several else ()
    heads = {row[0]: row for row in rows if row[1]}
    below: dict[int, list[Any]] = {}
    for row in rows:
        if not row[1]:
            below.setdefault(row[0], []).append(row)
    made = []
    place = 3
    for indicator in group:
        beside = len(indicator.counting.beside) if indicator.counting else 0
        children = beside + children_columns(indicator)
        mine = []
        for index, (at, window) in enumerate(days, start=1):
            asked = _window(indicator, at, window)
            head = heads.get(index)
            total = _row(head, place) if head else _Row(0, 0 if _divides(indicator) else None)
            complete = _complete(indicator, asked, whole_from)
            odd = dict(zip(base.odd.values(), head[len(head) - len(base.odd) :], strict=True)) if head else {}
            if known is not None and not base.recorded and not base.told:
                odd[CANNOT_TELL] = 1
            mine.append(
                Figure(
                    indicator=indicator, at=at, known=known, numerator=total.numerator, denominator=total.denominator,
                    value=_headline(indicator, total) if complete else None, window=asked, by=by,
                    parts=_parts(indicator, by, below.get(index, []), place, total, complete=complete) if by else (),
                    warnings=(*_warnings(odd, whole_from, complete=complete), *overlap), complete=complete,
                    beside=tuple(head[place + 2 : place + 2 + beside]) if head else (0,) * beside,
                    children=tuple(head[place + 2 + beside : place + 2 + children]) if head else (0,) * (children - beside),
                )
            )
        place += 2 + children
        made.append(mine)
    return made


def _row(row: Sequence[Any], place: int) -> _Row:
    return _Row(int(row[place] or 0), None if row[place + 1] is None else int(row[place + 1]))


def _divides(indicator: Indicator) -> bool:
    return bool(indicator.counting and indicator.counting.of)


def _headline(indicator: Indicator, total: _Row) -> float | None:
    """The value of the whole. Of shares by reason there is none: only the parts have one."""
    return None if indicator.parts_of_whole else value_of(indicator, total.numerator, total.denominator)


def _parts(indicator: Indicator, by: str, rows: Sequence[Any], place: int, total: _Row, *, complete: bool) -> tuple[Part, ...]:
    dimension = dimension_of(by)
    shares = indicator.parts_of_whole == by
    told: dict[str, list[int]] = {}
    for row in rows:
        one = _row(row, place)
        if one.numerator or one.denominator:
            for code in dimension.codes(row[2]):
                sums = told.setdefault(dimension.label(code), [0, 0])
                sums[0] += one.numerator
                sums[1] += one.denominator or 0
    order = list(told) if not dimension.ordered else sorted(told, key=_order(dimension))
    if not dimension.ordered:
        order.sort(key=lambda label: (-(told[label][1] or told[label][0]), label))
    parts = []
    for label in order:
        numerator, denominator = told[label]
        under = total.denominator if shares else denominator if _divides(indicator) else None
        parts.append(Part(label, numerator, under, value_of(indicator, numerator, under) if complete else None))
    return tuple(parts)


def _order(dimension: Dimension) -> Any:
    places = {label: index for index, label in enumerate(dimension.words.values())}
    return lambda label: (places.get(label, -1), label)


def dimension_of(by: str) -> Dimension:
    """A breakdown by its name."""
    try:
        return DIMENSIONS.get(by) or OWN[by]
    except KeyError:
        raise ValueError(f"Nothing is broken down by {by}.") from None


def _window(indicator: Indicator, at: date, window: Window | None) -> Window:
    if window is None:
        return window_of(indicator, at)
    if indicator.period == "as at":
        return Window(at, at)
    if window.since > at:
        raise ValueError("The time that is counted over begins after the day as at which it is asked for.")
    return Window(window.since, min(window.until, at))


def _complete(indicator: Indicator, window: Window, whole_from: int | None) -> bool:
    """Whether the record holds that time whole: the end of the year before the first whole one is known too."""
    if whole_from is None:
        return True
    whole_from += indicator.counting.back if indicator.counting else 0
    if indicator.period == "as at":
        return window.until >= date(whole_from - 1, 12, 31)
    return window.since.year >= whole_from


def _warnings(odd: Mapping[str, int], whole_from: int | None, *, complete: bool) -> tuple[str, ...]:
    told = [sentence.format(n=f"{count:,}") for sentence, count in odd.items() if count]
    if not complete:
        told.insert(0, f"The record holds everything only from 1 January {whole_from}. For a time before that no value is given.")
    return tuple(told)


# --- the statement ---------------------------------------------------------------------------------------------------


def _base(indicator: Indicator) -> Base:
    if indicator.counting is None:
        raise NotCounted(f"{indicator.code} has no number yet. {indicator.awaits}")
    return BASES[indicator.counting.base]


def _statement(group: Sequence[Indicator], by: str | None, *, known: date | None) -> str:
    """Columns: which day, whether it is the whole, the group; then `shown`."""
    base = _base(group[0])
    if by is not None and any(by not in each.breakdowns for each in group):
        raise ValueError(f"{group[0].code} is not broken down by {by}.")
    columns, used = shown(group)
    if by is None:
        return f"SELECT e.place, true, '', {', '.join(columns)} {source(base, used, known)} GROUP BY e.place"
    sql = grouped_by(base, by)
    told_of, columns = _of_rows(group)
    # Grouped outside, behind OFFSET 0: within grouping sets the planner does not see through to whose child a row is of, and then
    # reads the children of every area.
    return (
        f"SELECT place, grouping(part) = 1, part, {', '.join(columns)} FROM (SELECT e.place, {sql} AS part, {', '.join(told_of)}"
        f" {source(base, [*used, sql], known)} OFFSET 0) each GROUP BY GROUPING SETS ((place), (place, part))"
    )  # fmt: skip


def _of_rows(group: Sequence[Indicator]) -> tuple[list[str], list[str]]:
    """What must be known of each row, each with a name, and the columns of `shown` from those names."""
    inner: dict[str, str] = {}

    def name(sql: str) -> str:
        return inner.setdefault(sql, f"v{len(inner)}")

    columns = []
    for indicator in group:
        counting = indicator.counting
        assert counting is not None
        each = f"count(DISTINCT {name(counting.distinct)})" if counting.distinct else f"sum({name(counting.weight)})" if counting.weight else "count(*)"
        summed = f"sum({name(f'CASE WHEN {counting.hit} THEN {counting.measure} END')})" if counting.measure else each
        columns.append(f"{summed} FILTER (WHERE {name(counting.hit)})")
        columns.append(f"{each} FILTER (WHERE {name(counting.of)})" if counting.of else "NULL::int")
        of_each = f"count(DISTINCT {name(CHILD)})" if counting.many else "count(*)"
        columns += [f"{of_each} FILTER (WHERE {name(condition)})" for condition in (*counting.beside, *_behind(counting))]
    columns += [f"count(*) FILTER (WHERE {name(condition)})" for condition in _base(group[0]).odd]
    return [f"({sql}) AS {called}" for sql, called in inner.items()], columns


def grouped_by(base: Base, by: str) -> str:
    """A breakdown as an expression over a row of a base."""
    dimension = dimension_of(by)
    return base.own[by] if by in base.own else dimension.sql.format(key=base.key) if "{key}" in dimension.sql else dimension.sql


def shown(group: Sequence[Indicator]) -> tuple[list[str], list[str]]:
    """For each indicator two columns, its `beside` and how many children are behind it, then one for each odd kind of row; and all conditions that they use."""
    columns, used = [], []
    for indicator in group:
        counting = indicator.counting
        assert counting is not None
        each = f"count(DISTINCT {counting.distinct})" if counting.distinct else f"sum({counting.weight})" if counting.weight else "count(*)"
        summed = f"sum({counting.measure})" if counting.measure else each
        columns.append(f"{summed} FILTER (WHERE {counting.hit})")
        columns.append(f"{each} FILTER (WHERE {counting.of})" if counting.of else "NULL::int")
        of_each = f"count(DISTINCT {CHILD})" if counting.many else "count(*)"
        columns += [f"{of_each} FILTER (WHERE {condition})" for condition in (*counting.beside, *_behind(counting))]
        used += [counting.hit, counting.of, counting.measure, counting.weight, *counting.beside]
    return columns + [f"count(*) FILTER (WHERE {condition})" for condition in _base(group[0]).odd], used


def children_columns(indicator: Indicator) -> int:
    """How many numbers of children there are behind a figure of this indicator."""
    return len(_behind(indicator.counting)) if indicator.counting else 0


def _behind(counting: Counting) -> tuple[str, ...]:
    """Whose children are counted besides: the numerator's, and the denominator's where it has one."""
    return tuple(filter(None, (counting.hit, counting.of))) if counting.many else ()


def source(base: Base, used: Iterable[str], known: date | None) -> str:
    """The rows of a base at the days asked for, joined with what these conditions use."""
    text = " ".join(used)
    if "kind." in text:
        text += " place."
    joins = " ".join(join for alias, join in JOINS.items() if re.search(rf"\b{alias}\.", text))
    child = "JOIN people_child c ON c.id = x.child_id AND c.closed_list_on IS NULL" if base.child else ""
    if known is not None and base.child:
        child += " AND c.first_recorded_on <= %(known)s"
    rows = base.rows if known is None else _as_known(base)
    return f"FROM unnest(%(ats)s::date[], %(sinces)s::date[], %(untils)s::date[]) WITH ORDINALITY AS e(at, since, until, place) JOIN ({rows}) x ON {base.when} {child} {joins}"


def _as_known(base: Base) -> str:
    """The rows of a base with the days emptied that nobody had recorded by the end of the day `known`.

    A fact that an action recorded is known from then on. A fact that none recorded came with the record itself (a return,
    a first load) and counts as known from the day it happened.
    """
    if not base.recorded:
        return base.rows
    after = "(%(known)s::date + 1)::timestamp AT TIME ZONE 'Europe/London'"
    columns = []
    for column, verbs in base.recorded.items():
        names = ", ".join(f"'{verb}'" for verb in verbs)
        said = f"SELECT 1 FROM core_event v WHERE v.child_id = y.child_id AND v.verb IN ({names})"
        columns.append(
            f"CASE WHEN y.{column} <= %(known)s AND NOT (EXISTS ({said} AND v.at >= {after}) AND NOT EXISTS ({said} AND v.at < {after} AND (v.at AT TIME ZONE 'Europe/London')::date >= y.{column})) THEN y.{column} END AS {column}"
        )
    others = ", ".join(f"y.{name}" for name in _columns(base.rows) if name not in base.recorded)
    return f"SELECT {', '.join([part for part in (others, *columns) if part])} FROM ({base.rows}) y"


def _columns(rows: str) -> list[str]:
    """The names of what a base's rows select, read from its own text: each part ends with its name."""
    depth, parts, start = 0, [], 0
    body = rows.strip().removeprefix("SELECT")
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter == ",":
            parts.append(body[start:place])
            start = place + 1
        if depth == 0 and body[place : place + 5].upper() == "FROM " and body[place - 1].isspace():
            parts.append(body[start:place])
            break
    return [re.split(r"[\s.]+", part.strip())[-1] for part in parts]


def given(indicator: Indicator, area: int, days: Sequence[tuple[date, Window | None]], known: date | None) -> dict[str, Any]:
    """The values of a statement: the area, and of each day that day and what is counted over."""
    windows = [_window(indicator, at, window) for at, window in days]
    return {
        "area": area, "known": known, "ats": [at for at, _ in days], "sinces": [each.since for each in windows], "untils": [each.until for each in windows],
    }  # fmt: skip


def month_ends(at: date, *, months: int = 24) -> list[date]:
    """The last days of the whole months before a day (and of its own, where it is the last), oldest first."""
    last = at if (at + timedelta(days=1)).day == 1 else at.replace(day=1) - timedelta(days=1)
    ends = [last]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]
