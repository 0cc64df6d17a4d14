"""Who waits for a service as at a day: how many, how long, in each district; and as others than those concerned may see it. Nobody waits for one that has ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ..guarding import Guard
from ..indicators.guard import table_column
from .codes import BANDS, Band, band_of, weeks_begun
from .models import Service

_BANDS = ", ".join(
    f"count(*) FILTER (WHERE w.days > {7 * (band.least - 1) if band.least else -1}{f' AND w.days <= {7 * band.most}' if band.most is not None else ''})" for band in BANDS
)
#: One row for each day, service and district, and one for each day and service with no district: the whole.
_SQL = f"""
WITH w AS (
    SELECT e.place, r.service_id, r.district, s.standard_weeks, e.at - r.referred_on AS days
      FROM unnest(%(days)s::date[]) WITH ORDINALITY AS e(at, place)
      JOIN insight_referral r ON r.service_id = ANY (%(services)s::uuid[]) AND r.struck_on IS NULL AND r.referred_on <= e.at
       AND (r.started_on IS NULL OR r.started_on > e.at) AND (r.discharged_on IS NULL OR r.discharged_on > e.at)
       AND NOT (r.decision = 'rejected' AND r.decided_on <= e.at)
      JOIN insight_service s ON s.id = r.service_id AND (s.ended_on IS NULL OR s.ended_on > e.at))
SELECT w.place, w.service_id, grouping(w.district) = 1, w.district, count(*), count(*) FILTER (WHERE w.days <= 7 * w.standard_weeks),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY w.days), max(w.days), {_BANDS}
  FROM w GROUP BY GROUPING SETS ((w.place, w.service_id), (w.place, w.service_id, w.district))
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long those who wait have waited. Days; after `shown_as` a number that is hidden is None, and `longest` is told by its band.

    `within` counts those who have waited no longer than the service's standard.
    """

    waiting: int | None
    within: int | None
    share: float | None
    median: float | None
    longest: int | None
    bands: tuple[int | None, ...]
    longest_band: Band | None
    hidden: bool = False

    @property
    def median_weeks(self) -> float | None:
        """The wait that half wait longer than, in weeks."""
        return None if self.median is None else round(self.median / 7, 0 if self.hidden else 1)

    @property
    def longest_weeks(self) -> int | None:
        """The longest wait, in weeks begun."""
        return None if self.longest is None else weeks_begun(self.longest)


NOBODY = Wait(0, 0, None, None, None, (0,) * len(BANDS), None)


@dataclass(frozen=True)
class Waits:
    """One service as at a day: the whole, and each district by its name ("" where none was told)."""

    on: date
    whole: Wait
    districts: dict[str, Wait]


def waits(services: Iterable[Service], days: Sequence[date]) -> dict[UUID, list[Waits]]:
    """Of each service, as at each of these days in their order. One question."""
    asked = list(services)
    found: dict[UUID, list[Waits]] = {each.pk: [Waits(day, NOBODY, {}) for day in days] for each in asked}
    if not asked or not days:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"days": list(days), "services": [each.pk for each in asked]})
        for place, service, whole, district, *numbers in cursor.fetchall():
            wait, at = _wait(numbers), found[service][place - 1]
            if whole:
                found[service][place - 1] = replace(at, whole=wait)
            else:
                at.districts[district] = wait
    # The whole may come before or after its districts: both are held by the same dictionary.
    return found


def _wait(numbers: Sequence[Any]) -> Wait:
    waiting, within, median, longest, *bands = numbers
    return Wait(waiting, within, round(100 * within / waiting, 1), float(median), longest, tuple(bands), band_of(longest))


def shown_as(found: Waits, guard: Guard) -> Waits:
    """The same as somebody may see it. Of a district those without a right to the rows see how many, the share and the median alone."""
    if guard.open_rows:
        return found
    names = list(found.districts)
    counts = table_column([found.districts[name].waiting or 0 for name in names], found.whole.waiting or 0) or [None] * len(names)
    districts = {name: _guarded(found.districts[name], guard, number, bands=False) for name, number in zip(names, counts, strict=True)}
    return Waits(found.on, _guarded(found.whole, guard, guard.number(found.whole.waiting), bands=True), districts)


def _guarded(wait: Wait, guard: Guard, number: int | None, *, bands: bool) -> Wait:
    if not wait.waiting or number is None:
        return replace(wait, waiting=number, within=number, share=None, median=None, longest=None, longest_band=None, bands=(number,) * len(BANDS), hidden=True)
    within, waiting = wait.within or 0, wait.waiting
    pair = table_column([within, waiting - within], waiting)
    shown = pair[0] if pair else None
    share = None if shown is None or (pair and pair[1] is None) else float(round(100 * min(shown, number) / number))
    column = table_column([each or 0 for each in wait.bands], waiting) if bands else None
    return Wait(number, shown, share, wait.median, None, tuple(column or [None] * len(BANDS)), wait.longest_band if bands else None, hidden=True)


@dataclass(frozen=True, slots=True)
class Spread:
    """Between which medians the districts lie, in weeks."""

    lowest: tuple[str, float]
    highest: tuple[str, float]

    @property
    def range(self) -> float:
        """How far apart they are, in weeks."""
        return round(self.highest[1] - self.lowest[1], 1)


def spread(districts: dict[str, Wait]) -> Spread | None:
    """How far districts differ; None where fewer than two can be shown."""
    known = sorted(((weeks, name) for name, each in districts.items() if name and (weeks := each.median_weeks) is not None))
    if len(known) < 2:
        return None
    return Spread((known[0][1], known[0][0]), (known[-1][1], known[-1][0]))
