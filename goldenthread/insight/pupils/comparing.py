"""Where an authority stands among all that are published, year by year, and beside its own target."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from goldenthread.people.models import Area

from ..benchmarks.comparing import likeness, neighbours_of
from .measures import MEASURES, PupilMeasure, amount
from .models import PupilTarget


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure of one group in one year. `rank` 1 is best; `quarter` 1 is the best quarter of the `of` authorities with a figure."""

    measure: PupilMeasure
    status: str
    year: int
    own: float | None
    why: str
    england: float | None
    region: float | None
    neighbours: float | None
    rank: int | None
    of: int
    quarter: int | None
    lowest: float | None
    highest: float | None
    target: float | None

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none, or no figure."""
        if self.target is None or self.own is None:
            return None
        return self.own >= self.target if self.measure.good == "high" else self.own <= self.target

    def said(self, value: float | None) -> str:
        return amount(value, self.measure.unit)


#: Of each measure, group and year what the authorities make up together, and where one of them stands among them: the rows stay where they are.
_SQL = """
SELECT r.measure, r.status, r.year, m.id IS NOT NULL, m.value, m.sign,
       count(r.value) FILTER (WHERE r.level = 'A'), min(r.value) FILTER (WHERE r.level = 'A'), max(r.value) FILTER (WHERE r.level = 'A'),
       count(*) FILTER (WHERE r.level = 'A' AND r.id <> m.id AND CASE WHEN r.measure = ANY (%(high)s::text[]) THEN r.value > m.value ELSE r.value < m.value END),
       max(r.value) FILTER (WHERE r.level = 'E'),
       max(r.value) FILTER (WHERE r.level = 'R' AND r.place = CASE WHEN m.id IS NULL THEN l.region ELSE m.region END),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY r.value) FILTER (WHERE r.level = 'A' AND r.place = ANY (%(near)s::text[]))
  FROM insight_pupilrow r
  LEFT JOIN insight_pupilrow m ON (m.measure, m.status, m.year, m.level, m.place) = (r.measure, r.status, r.year, 'A', %(own)s)
  LEFT JOIN insight_pupilrow l ON (l.measure, l.status, l.year, l.level, l.place) = (r.measure, r.status, r.year, 'A', %(like)s)
 WHERE r.measure = ANY (%(measures)s::text[])
 GROUP BY r.measure, r.status, r.year, m.id, l.id
"""


def standings(area: Area, keys: Iterable[str] = MEASURES) -> dict[tuple[str, str], list[Standing]]:
    """By measure and group: every year that is published or has a target, oldest first. Two questions, answered with one row a year."""
    asked = list(keys)
    given: dict[str, Any] = {
        "measures": asked, "own": area.code, "like": likeness(area.code), "near": [code for code, _ in neighbours_of(area.code)],
        "high": [key for key in asked if MEASURES[key].good == "high"],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        found = {(measure, status, year): _Published(*rest) for measure, status, year, *rest in cursor.fetchall()}
    targets = {(each.measure, each.status, each.year): float(each.value) for each in PupilTarget.objects.filter(area=area, measure__in=asked)}
    made: dict[tuple[str, str], list[Standing]] = {}
    for measure, status, year in sorted(found.keys() | targets.keys()):
        key = measure, status, year
        made.setdefault((measure, status), []).append(_standing(MEASURES[measure], status, year, found.get(key, _Published()), targets.get(key)))
    return made


@dataclass(frozen=True, slots=True)
class _Published:
    """What was published of one measure, group and year: of ourselves, of all authorities together, and of how many that are better."""

    named: bool = False
    own: float | None = None
    sign: str | None = None
    of: int | None = None
    lowest: float | None = None
    highest: float | None = None
    better: int = 0
    england: float | None = None
    region: float | None = None
    neighbours: float | None = None


def _standing(measure: PupilMeasure, status: str, year: int, found: _Published, target: float | None) -> Standing:
    rank = quarter = None
    if found.own is not None and found.of:
        rank = 1 + found.better
        quarter = math.ceil(4 * rank / found.of)
    near = None if found.neighbours is None else round(found.neighbours, 2)
    return Standing(measure, status, year, found.own, _why(found), found.england, found.region, near, rank, found.of or 0, quarter, found.lowest, found.highest, target)


def _why(found: _Published) -> str:
    """Why there is no figure of ours; "" where there is one."""
    if found.own is not None:
        return ""
    if found.of is None:
        return "Not published yet"
    return "Kept back by the department" if found.named and found.sign in ("c", "~") else "Not published of this authority"
