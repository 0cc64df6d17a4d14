"""Where an authority stands among all that are published, year by year, and beside its own target."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.people.models import Area

from ..benchmarks.comparing import likeness, neighbours_of
from .measures import MEASURES, PupilMeasure, amount
from .models import PupilRow, PupilTarget


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


def standings(area: Area, keys: Iterable[str] = MEASURES) -> dict[tuple[str, str], list[Standing]]:
    """By measure and group: every year that is published or has a target, oldest first. Two questions."""
    found: dict[tuple[str, str, int], list[PupilRow]] = {}
    for row in PupilRow.objects.filter(measure__in=list(keys)).only("measure", "status", "year", "level", "place", "region", "value", "sign").order_by():
        found.setdefault((row.measure, row.status, row.year), []).append(row)
    targets = {(each.measure, each.status, each.year): float(each.value) for each in PupilTarget.objects.filter(area=area, measure__in=list(keys))}
    made: dict[tuple[str, str], list[Standing]] = {}
    for measure, status, year in sorted(found.keys() | targets.keys()):
        made.setdefault((measure, status), []).append(_standing(area, MEASURES[measure], status, year, found.get((measure, status, year), []), targets.get((measure, status, year))))
    return made


def _standing(area: Area, measure: PupilMeasure, status: str, year: int, rows: list[PupilRow], target: float | None) -> Standing:
    authorities = {row.place: row for row in rows if row.level == "A"}
    mine, like = authorities.get(area.code), authorities.get(area.code) or authorities.get(likeness(area.code))
    own = mine.value if mine else None
    values = sorted(row.value for row in authorities.values() if row.value is not None)
    others = [row.value for code, row in authorities.items() if row.value is not None and code != area.code]
    rank = quarter = None
    if own is not None:
        rank = 1 + sum(each > own if measure.good == "high" else each < own for each in others)
        quarter = math.ceil(4 * rank / (len(others) + 1))
    near = sorted(value for code, _ in neighbours_of(area.code) if code in authorities and (value := authorities[code].value) is not None)
    return Standing(
        measure, status, year, own, _why(rows, mine, own), next((row.value for row in rows if row.level == "E"), None),
        next((row.value for row in rows if row.level == "R" and like is not None and row.place == like.region), None), _middle(near), rank, len(values), quarter,
        values[0] if values else None, values[-1] if values else None, target,
    )  # fmt: skip


def _why(rows: list[PupilRow], mine: PupilRow | None, own: float | None) -> str:
    """Why there is no figure of ours; "" where there is one."""
    if own is not None:
        return ""
    if not rows:
        return "Not published yet"
    return "Kept back by the department" if mine and mine.sign in ("c", "~") else "Not published of this authority"


def _middle(values: list[float]) -> float | None:
    if not values:
        return None
    half = len(values) // 2
    return values[half] if len(values) % 2 else round((values[half - 1] + values[half]) / 2, 2)
