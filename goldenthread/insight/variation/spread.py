"""The range and spread of one indicator among districts, teams, bodies or areas at the end of each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.people.models import Area

from ..dashboards.entrance import Place
from ..guarding import LEAST_BASE
from ..indicators import Figure, Indicator, Window, guarded, series
from ..indicators.asking import breakdowns_of
from ..indicators.declared import YEAR
from ..indicators.figures import dimension_of

#: What may be compared, in order; "area" where the reader has several.
BETWEEN = ("service", "served district", "district", "team", "school", "provider", "panel")
QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarter:
    """The values at the end of one quarter, lowest first, each with whose it is; `left_out` parts have no value, or too few behind it."""

    end: date
    whole: float | None
    values: tuple[tuple[str, float], ...]
    left_out: int

    @property
    def lowest(self) -> tuple[str, float] | None:
        return self.values[0] if self.values else None

    @property
    def highest(self) -> tuple[str, float] | None:
        return self.values[-1] if self.values else None

    @property
    def spread(self) -> float | None:
        """Highest less lowest; None where fewer than two can be compared."""
        return round(self.values[-1][1] - self.values[0][1], 1) if len(self.values) > 1 else None

    @property
    def middle(self) -> float | None:
        numbers = [value for _, value in self.values]
        if not numbers:
            return None
        half = len(numbers) // 2
        return numbers[half] if len(numbers) % 2 else round((numbers[half - 1] + numbers[half]) / 2, 1)


def quarter_ends(on: date, many: int = QUARTERS) -> list[date]:
    """The last days of the quarters that are over, oldest first."""
    end = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1) - timedelta(days=1)
    if (on + timedelta(days=1)).day == 1 and on.month % 3 == 0:
        end = on
    ends = [end]
    while len(ends) < many:
        end = ends[-1]
        ends.append(date(end.year, end.month - 2, 1) - timedelta(days=1))
    return ends[::-1]


def differs(indicator: Indicator) -> bool:
    """Whether an indicator can be told apart between any of these parts."""
    return any(each in indicator.breakdowns for each in BETWEEN)


def between(indicator: Indicator, place: Place, areas: Sequence[Area]) -> list[tuple[str, str]]:
    """What this reader may compare: its name and its heading."""
    allowed = {each.name for each in breakdowns_of(indicator, exact=place.rows)}
    found = [(each, dimension_of(each).heading) for each in BETWEEN if each in allowed]
    return [*found, ("area", "Area")] if len(areas) > 1 else found


def within(indicator: Indicator, place: Place, by: str, *, over: str) -> list[Quarter]:
    """The quarters of one area by its parts. Parts with a base under eight are left out: chance alone would set them apart."""
    unnamed = {dimension_of(by).words.get("", ""), dimension_of(by).label("")}
    made = []
    for figure in _series(indicator, place.area.pk, place.on, over, by):
        shown = guarded(figure, exact=place.rows)
        known = [(part.label, part.value) for part in shown.parts if part.value is not None and part.label not in unnamed and (part.denominator is None or part.denominator >= LEAST_BASE)]
        named = sum(part.label not in unnamed for part in figure.parts)
        made.append(Quarter(figure.at, shown.value, tuple(sorted(known, key=lambda each: (each[1], each[0]))), named - len(known)))
    return made


def across(indicator: Indicator, places: Sequence[Place], *, over: str) -> list[Quarter]:
    """The quarters of several areas, each as its own reader may see it."""
    found = [[guarded(each, exact=place.rows) for each in _series(indicator, place.area.pk, place.on, over, None)] for place in places]
    made = []
    for figures in zip(*found, strict=True):
        values = [(place.area.name, each.value) for place, each in zip(places, figures, strict=True) if each.value is not None]
        made.append(Quarter(figures[0].at, None, tuple(sorted(values, key=lambda each: (each[1], each[0]))), len(figures) - len(values)))
    return made


def _series(indicator: Indicator, area: int, on: date, over: str, by: str | None) -> list[Figure]:
    ends = quarter_ends(on)
    if over == YEAR or indicator.period == "as at":
        return series(indicator.code, area=area, ends=ends, by=by, over=YEAR)
    return series(indicator.code, area=area, ends=ends, by=by, windows=[Window(date(end.year, end.month - 2, 1), end) for end in ends])
