"""The figures that a local plan opens with: the return's headlines and the same on any day, with last year and comparators beside.

The plan of Leicestershire (2020, section 2) prints such tables by hand, and one number there contradicts another. Here each
number is a figure of the indicator library, and each share and change is worked out from the numbers that stand beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from ..benchmarks import MEASURES, Comparison, compare
from ..benchmarks.comparing import Published
from ..indicators import LIBRARY, Figure, Window, guarded, series
from . import told
from .days import chosen_day
from .entrance import Place, place_of
from .words import number_column

RATES = ("EHC01", "EHC02")
OTHERS = ("EHC10", "EHC12", "EHC14", "EHC05", "EHC07", "AR02", "AR03", "LAC01", "DR01")
#: What such a plan shows that no fact here can answer yet, each with the indicator that awaits it.
AWAITED = ("SS01", "SS02", "SS03", "SS04", "SS05", "EHC22")
COLUMNS = [
    "Figure", number_column("Now"), number_column("A year before"), number_column("Change"), number_column("Region"), number_column("England"),
    number_column("Statistical neighbours"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with last year's and its comparators, in words. `slug` leads to the indicator."""

    name: str
    now: str
    before: str
    change: str
    region: str = "–"
    england: str = "–"
    neighbours: str = "–"
    slug: str = ""

    @property
    def cells(self) -> list[str]:
        return [self.name, self.now, self.before, self.change, self.region, self.england, self.neighbours]


def census_day(year: int) -> date:
    """The day as at which plans are counted for the SEN2 return: the third Thursday of January (SEN2 guides 2023 to 2026)."""
    first = date(year, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)


@require_safe
@needs("agg", "view")
def opening(request: Any) -> HttpResponse:
    """The page of an area, as at today or another day."""
    place = place_of(request)
    day = chosen_day(request, place)
    census = census_day(day.at.year) if census_day(day.at.year) <= day.at else census_day(day.at.year - 1)
    held = Published()
    return render(
        request, "insight/dashboards/opening.html",
        {
            "place": place, "day_form": day, "columns": COLUMNS, "census": census, "at": day.at,
            "at_census": [row.cells for row in census_rows(place, census, held)], "today": [row.cells for row in rows_at(place, day.at, held)],
            "ages": age_rows(place, day.at), "age_columns": ["Age", number_column("Plans"), number_column("Share"), number_column("A year before"), number_column("Share then")],
            "others": [row.cells for row in other_rows(place, day.at, held)],
            "awaited": [(LIBRARY[code].name, LIBRARY[code].awaits) for code in AWAITED if code in LIBRARY and not LIBRARY[code].counted],
        },
    )  # fmt: skip


def census_rows(place: Place, census: date, held: Published) -> list[Row]:
    """The table of the return: plans on census day, and what happened in the calendar year before it."""
    year = census.year - 1
    days = [census_day(census.year - 1), census]
    ends = [date(year - 1, 12, 31), date(year, 12, 31)]
    rows = []
    plans = _shown("EHC20", place, days)
    rows.append(_count_row("EHC20", "Plans in force on census day", plans, place, census.year, held))
    new = _shown("EHC21", place, ends)
    rows.append(_count_row("EHC21", f"New plans in the calendar year {year}", new, place, year, held))
    rows.append(_share_row(new, plans, place, census.year, held))
    rows += [_rate_row(code, _shown(code, place, ends), place, year, held) for code in told.counted(RATES)]
    return rows


def rows_at(place: Place, at: date, held: Published) -> list[Row]:
    """The same on any day: this calendar year so far beside last year up to the same day."""
    days = [year_before(at), at]
    plans, new = _shown("EHC20", place, days), _shown("EHC21", place, days)
    rows = [_count_row("EHC20", "Plans in force", plans, place, None, held), _count_row("EHC21", "New plans since 1 January", new, place, None, held), _share_row(new, plans, place, None, held)]
    return rows + [_rate_row(code, _shown(code, place, days), place, None, held) for code in told.counted(RATES)]


def other_rows(place: Place, at: date, held: Published) -> list[Row]:
    """What else the record can tell, with the newest published beside it."""
    days = [year_before(at), at]
    return [_rate_row(code, _shown(code, place, days), place, None, held) for code in told.counted(OTHERS)]


def age_rows(place: Place, at: date) -> list[list[str]]:
    """Plans by age. Each share is of the number that is shown, so that the table agrees with itself."""
    before, now = _shown("EHC20", place, [year_before(at), at], by="age band")
    then = {part.label: part.numerator for part in before.parts}
    rows = []
    for part in now.parts:
        earlier = then.get(part.label, 0)
        rows.append([part.label, _number(part.numerator), _share(part.numerator, now.numerator), _number(earlier), _share(earlier, before.numerator)])
    if rows:
        rows.append(["All ages", _number(now.numerator), _share(now.numerator, now.numerator), _number(before.numerator), _share(before.numerator, before.numerator)])
    return rows


def year_before(at: date) -> date:
    """The same day a year before; of 29 February, 28 February."""
    return date(at.year - 1, 2, 28) if (at.month, at.day) == (2, 29) else at.replace(year=at.year - 1)


def _shown(code: str, place: Place, days: Sequence[date], *, by: str | None = None, windows: Sequence[Window | None] = ()) -> list[Figure]:
    return [guarded(each, exact=place.rows) for each in series(code, area=place.area.pk, ends=days, by=by, windows=windows)]


def _count_row(code: str, name: str, figures: Sequence[Figure], place: Place, year: int | None, held: Published) -> Row:
    """A number, with how far it grew in percent, and how far it grew elsewhere."""
    before, now = figures
    elsewhere = _beside(code, year, place, held)
    earlier = compare(code, la_code=place.area.code, period=elsewhere.year - 1, held=held) if elsewhere and elsewhere.year and elsewhere.year - 1 in elsewhere.years else None
    return Row(
        name, told.words(now), told.words(before), _growth(now.value, before.value),
        _growth(_value(elsewhere, "region"), _value(earlier, "region")), _growth(_value(elsewhere, "england"), _value(earlier, "england")), "–", now.indicator.slug,
    )  # fmt: skip


def _rate_row(code: str, figures: Sequence[Figure], place: Place, year: int | None, held: Published) -> Row:
    """A rate, with how many points it moved, and what it is elsewhere."""
    before, now = figures
    found = _beside(code, year, place, held)
    unit, name = now.indicator.unit, now.indicator.name
    if unit == "count":
        return _count_row(code, name, figures, place, year, held)
    return Row(
        name, told.words(now), told.words(before), told.change(now, before), told.amount(_value(found, "region"), unit), told.amount(_value(found, "england"), unit),
        told.amount(found.neighbours_middle if found else None, unit), now.indicator.slug,
    )  # fmt: skip


def _share_row(new: Sequence[Figure], plans: Sequence[Figure], place: Place, year: int | None, held: Published) -> Row:
    """New plans as a share of all plans, from the two numbers above it."""
    before, now = (_part(part.value, whole.value) for part, whole in zip(new, plans, strict=True))
    whole = _beside("EHC20", year, place, held)
    part = _beside("EHC21", whole.year - 1 if whole and whole.year else None, place, held)
    moved = "–" if now is None or before is None else f"{now - before:+.1f} points".replace("-", "−")
    return Row(
        "New plans as a share of all plans", told.amount(now, "%"), told.amount(before, "%"), moved,
        told.amount(_part(_value(part, "region"), _value(whole, "region")), "%"), told.amount(_part(_value(part, "england"), _value(whole, "england")), "%"), "–",
    )  # fmt: skip


def _beside(code: str, year: int | None, place: Place, held: Published) -> Comparison | None:
    """What is published of an indicator for a year, or for the newest year before it; None for one that is never published."""
    if code not in MEASURES:
        return None
    newest = compare(code, la_code=place.area.code, held=held)
    known = [each for each in newest.years if year is not None and each <= year]
    return compare(code, la_code=place.area.code, period=known[-1], held=held) if known and known[-1] != newest.year else newest


def _value(found: Comparison | None, whose: str) -> float | None:
    if found is None:
        return None
    if whose == "region":
        return found.region.value if found.region else None
    return found.england


def _part(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else round(100 * part / whole, 1)


def _growth(now: float | None, before: float | None) -> str:
    if now is None or not before:
        return "–"
    return f"{100 * (now - before) / before:+.1f}%".replace("-", "−")


def _number(count: int | None) -> str:
    return "*" if count is None else f"{count:,}"


def _share(part: int | None, whole: int | None) -> str:
    return "*" if part is None or not whole else f"{100 * part / whole:.1f}%"
