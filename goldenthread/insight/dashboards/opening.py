"""The figures that a local plan opens with: the return's headlines and the same on any day, with last year and comparators beside.

The plan of Leicestershire (2020, section 2) prints such tables by hand, and one number there contradicts another. Here each
number is a figure of the indicator library, and each share and change is worked out from the numbers that stand beside it.
"""

from __future__ import annotations

from calendar import monthrange
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
from ..drawn import of_figures, outside
from ..indicators import LIBRARY, Figure, Window, guarded, series
from ..indicators.kept import as_counted
from ..official import newest, per_thousand
from ..official.pages import OFFICIAL_COLUMNS, of_groups
from . import told
from .ages import EVERYWHERE, NOWHERE, ages_elsewhere
from .days import Day, chosen_day
from .entrance import Place, place_of
from .words import number_column

RATES = ("EHC01", "EHC02")
OTHERS = ("EHC10", "EHC12", "EHC14", "EHC05", "EHC07", "AR02", "AR03", "LAC01", "DR01")
#: What such a plan shows that is counted elsewhere: the indicator that awaits it, and the official figure that says it meanwhile.
AWAITED = {"SS01": "pupils_support", "SS02": "pupils_plan", "SS03": "", "SS04": "excluded", "SS05": "absence_primary_plan", "EHC22": "population_0_25"}
COLUMNS = [
    "Figure", number_column("Now"), number_column("A year before"), number_column("Change"), number_column("Region"), number_column("England"),
    number_column("Statistical neighbours"),
]  # fmt: skip
AGE_COLUMNS = [
    "Age", number_column("Plans"), number_column("Share"), number_column("Share, region"), number_column("Share, England"), number_column("A year before"),
    number_column("Share then"), number_column("Three years before"), number_column("Growth since"),
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
@as_counted
def opening(request: Any) -> HttpResponse:
    """The page of an area, as at today or another day."""
    place = place_of(request)
    day = chosen_day(request, place)
    drawn = of_figures(request, place, "insight/dashboards/_opening.html", lambda: figures_of(place, day), outside(place.area.pk))
    return render(request, "insight/dashboards/opening.html", {"place": place, "at": day.at, "drawn": drawn})


def figures_of(place: Place, day: Day) -> dict[str, Any]:
    """What the page says below its heading."""
    census = census_day(day.at.year) if census_day(day.at.year) <= day.at else census_day(day.at.year - 1)
    held = Published()
    published = newest(place.area.pk, day.at)
    return {
        "place": place, "day_form": day, "columns": COLUMNS, "census": census, "at": day.at,
        "at_census": [row.cells for row in census_rows(place, census, held)], "today": [row.cells for row in rows_at(place, day.at, held)],
        "ages": age_rows(place, day.at, held), "age_columns": AGE_COLUMNS, "official": of_groups(published, place.guard), "official_columns": OFFICIAL_COLUMNS,
        "others": [row.cells for row in other_rows(place, day.at, held)],
        "awaited": [(LIBRARY[code].name, LIBRARY[code].awaits) for code, key in AWAITED.items() if code in LIBRARY and not LIBRARY[code].counted and key not in published],
    }  # fmt: skip


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
    return [*rows, *_population_row(plans, days, place, census.year, held)]


def rows_at(place: Place, at: date, held: Published) -> list[Row]:
    """The same on any day: this calendar year so far beside last year up to the same day."""
    days = [years_before(at, 1), at]
    plans, new = _shown("EHC20", place, days), _shown("EHC21", place, days)
    rows = [_count_row("EHC20", "Plans in force", plans, place, None, held), _count_row("EHC21", "New plans since 1 January", new, place, None, held), _share_row(new, plans, place, None, held)]
    rows += [_rate_row(code, _shown(code, place, days), place, None, held) for code in told.counted(RATES)]
    return [*rows, *_population_row(plans, days, place, None, held)]


def other_rows(place: Place, at: date, held: Published) -> list[Row]:
    """What else the record can tell, with the newest published beside it."""
    days = [years_before(at, 1), at]
    rows = [_rate_row(code, _shown(code, place, days), place, None, held) for code in told.counted(OTHERS)]
    before, now = _shown("LAC01", place, days)
    return [*rows, Row("Looked-after children with a plan, how many", _number(now.numerator), _number(before.numerator) if before.complete else "–", _growth(now.numerator, before.numerator), slug=now.indicator.slug)]


def age_rows(place: Place, at: date, held: Published) -> list[list[str]]:
    """Plans by age, with a year and three years before. Each share is of the number that is shown, so that the table agrees
    with itself; a time that the record does not hold whole has a dash."""
    then, before, now = _shown("EHC20", place, [years_before(at, 3), years_before(at, 1), at], by="age band")
    earlier, longer = ({part.label: part.numerator for part in each.parts} for each in (before, then))
    beside = ages_elsewhere(place.area.code, held)
    rows = [_age_row(part.label, part.numerator, earlier.get(part.label, 0), longer.get(part.label, 0), (now, before, then), beside.get(part.label, NOWHERE)) for part in now.parts]
    if rows:
        rows.append(_age_row("All ages", now.numerator, before.numerator, then.numerator, (now, before, then), EVERYWHERE))
    return rows


def _age_row(label: str, now: int | None, before: int | None, then: int | None, figures: tuple[Figure, Figure, Figure], beside: tuple[str, str]) -> list[str]:
    at, earlier, longer = figures
    return [
        label, _number(now), _share(now, at.numerator), *beside, *([_number(before), _share(before, earlier.numerator)] if earlier.complete else ["–", "–"]),
        *([_number(then), _growth(now, then)] if longer.complete else ["–", "–"]),
    ]  # fmt: skip


def years_before(at: date, years: int) -> date:
    """The same day so many years before: of the last day of a month the last day, so that the end of a month stays one."""
    day = monthrange(at.year - years, at.month)[1] if (at + timedelta(days=1)).day == 1 else at.day
    return at.replace(year=at.year - years, day=day)


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


def _population_row(plans: Sequence[Figure], days: Sequence[date], place: Place, year: int | None, held: Published) -> list[Row]:
    """Plans for each thousand people aged 0 to 25, from the number of plans above and the newest population up to each day; no
    row where no population is held."""
    people = [newest(place.area.pk, day).get("population_0_25") for day in days]
    if people[-1] is None:
        return []
    before, now = (per_thousand(figure.value, one.value if one else None) for figure, one in zip(plans, people, strict=True))
    elsewhere = _beside("EHC20", year, place, held)
    there = (per_thousand(_value(elsewhere, whose), people[-1].beside.get(whose)) for whose in ("region", "england"))
    moved = "–" if now is None or before is None else f"{now - before:+.1f}".replace("-", "−")
    return [Row("Plans for each 1,000 people aged 0 to 25", told.amount(now, "count"), told.amount(before, "count"), moved, *(told.amount(each, "count") for each in there))]


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
