"""Pupils by primary need, of a school or a whole area, beside England: what schools gave of SEN Support, and plans from the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from goldenthread.core import wall
from goldenthread.people.models import Area

from ..benchmarks.comparing import Published, compare
from ..benchmarks.measures import MEASURES
from ..guarding import Guard
from ..indicators.bases.plans import PLANS
from ..indicators.dimensions import JOINS
from ..indicators.guard import table_column
from ..pictures import NEEDS
from .models import PublishedNeed, SchoolNeeds

#: Pupils of one school by need; the school "" is the whole area.
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One need. `share` is of all pupils counted, `apart` how many percentage points it lies from England, `before` the same a year ago.

    A number that is hidden from the reader is None, and so is what would follow from it.
    """

    need: str
    pupils: int | None
    share: float | None
    england: float | None
    before: float | None

    @property
    def apart(self) -> float | None:
        """Percentage points above England; below it less than nought."""
        return None if self.share is None or self.england is None else round(self.share - self.england, 1)

    @property
    def moved(self) -> str:
        """Whether it came nearer to England in the year."""
        if self.apart is None or self.before is None:
            return "–"
        now, then = abs(self.apart), abs(self.before)
        return "As before" if now == then else "Nearer" if now < then else "Further"


@dataclass(frozen=True, slots=True)
class Profile:
    """Everybody counted on a day, by need, the commonest first."""

    whole: int | None
    lines: tuple[Line, ...]


def profile(
    now: Mapping[str, int],
    then: Mapping[str, int],
    england: Mapping[str, float],
    england_then: Mapping[str, float],
    guard: Guard,
) -> Profile:
    """The needs of those counted now, and how far each lay from England a year before. Nothing is held of a year where it is empty."""
    order = sorted(
        (code for code in NEEDS if now.get(code) or code in england),
        key=lambda code: (-now.get(code, 0), not code, NEEDS[code]),
    )
    shown, whole = _shown([now.get(code, 0) for code in order], guard)
    shares = [_share(number, whole) for number in shown]
    then_shown, then_whole = _shown([then.get(code, 0) for code in order], guard)
    before = [
        None if share is None or code not in england_then else round(share - england_then[code], 1)
        for code, share in zip(order, (_share(number, then_whole) for number in then_shown), strict=True)
    ]
    return Profile(
        whole,
        tuple(
            Line(code, number, share, england.get(code), apart)
            for code, number, share, apart in zip(order, shown, shares, before, strict=True)
        ),
    )


def _shown(counts: Sequence[int], guard: Guard) -> tuple[list[int | None], int | None]:
    total = sum(counts)
    if guard.open_rows:
        return list(counts), total
    column = table_column(counts, total)
    return (column, guard.number(total)) if column is not None else ([None] * len(counts), guard.number(total))


def _share(number: int | None, whole: int | None) -> float | None:
    return None if number is None or not whole else round(100 * min(number, whole) / whole, 1)


def support_days(area: Area) -> list[date]:
    """The census days of which any school gave its counts, newest first."""
    return list(
        SchoolNeeds.objects.filter(area=area, replaced_on=None)
        .order_by("-census_on")
        .values_list("census_on", flat=True)
        .distinct()
    )


def support_on(area: Area, days: Sequence[date]) -> dict[date, dict[int, SchoolNeeds]]:
    """By census day and school, what stands."""
    found: dict[date, dict[int, SchoolNeeds]] = {day: {} for day in days}
    for row in (
        SchoolNeeds.objects.filter(area=area, census_on__in=days, replaced_on=None)
        .only("school", "census_on", "on_roll", "support", "needs")
        .order_by()
    ):
        found[row.census_on][row.school_id] = row
    return found


_PLANS = f"""
SELECT e.at, coalesce(o.id, 0), coalesce(need.need, ''), count(*)
  FROM unnest(%(days)s::date[]) AS e(at) CROSS JOIN ({PLANS.rows}) x {JOINS["need"]} {JOINS["place"]}
 WHERE {PLANS.when} GROUP BY 1, 2, 3
"""


def plans_on(area: Area, days: Sequence[date]) -> dict[date, dict[int, Counts]]:
    """By day and school, plans in force by need, as at the day. Under 0 those at no school that is known."""
    found: dict[date, dict[int, Counts]] = {day: {} for day in days}
    with (
        wall.lifted(because="insight.schools: totals by school, for whoever may see them"),
        connection.cursor() as cursor,
    ):
        cursor.execute(_PLANS, {"area": area.pk, "days": list(days), "known": None})
        for day, school, need, count in cursor.fetchall():
            found[day].setdefault(school, {})[need if need in NEEDS else ""] = count
    return found


def added(schools: Mapping[int, Mapping[str, int]]) -> Counts:
    """All schools together."""
    whole: Counts = {}
    for counts in schools.values():
        for need, number in counts.items():
            whole[need] = whole.get(need, 0) + number
    return whole


@dataclass(frozen=True, slots=True)
class Beside:
    """England's shares by need in one January, and where they are published."""

    year: int | None
    shares: dict[str, float]
    source: str


def england_support(day: date) -> Beside:
    """England’s pupils with SEN Support by need, in the newest published January that is not after a day."""
    rows = PublishedNeed.objects.filter(level="E", status="support", year__lte=day.year)
    year = rows.order_by("-year").values_list("year", flat=True).first()
    held = list(rows.filter(year=year)) if year else []
    whole = sum(row.pupils for row in held)
    return Beside(
        year,
        {row.need: round(100 * row.pupils / whole, 1) for row in held} if whole else {},
        held[0].source if held else "",
    )


#: Our codes of need by the column of the published plans.
_PARTS = {f"number_{code.lower() if code else 'need_unknown'}": code for code in NEEDS if code != "DS"}


def england_plans(day: date, held: Published) -> Beside:
    """England’s plans by need, in the newest published January that is not after a day."""
    years = compare("EHC27", la_code="", held=held).years
    year = max((each for each in years if each <= day.year), default=None)
    if year is None:
        return Beside(None, {}, "")
    found: dict[str, Any] = {
        code: compare("EHC27", la_code="", period=year, part=part, held=held)
        for part, code in _PARTS.items()
        if part in MEASURES["EHC27"].parts
    }
    return Beside(
        year,
        {code: each.england for code, each in found.items() if each.england is not None},
        next((each.source for each in found.values() if each.source), ""),
    )
