"""Our own figure for the period that a published one is of, counted from the record by the indicator library."""

from __future__ import annotations

from datetime import date, timedelta

from ..dashboards.entrance import Place
from ..indicators import LIBRARY, Window, figure, figures, guarded, month_end_for
from .datasets import DATASETS
from .measures import MEASURES


def census_day(year: int) -> date:
    """The third Thursday of January, on which schools and authorities count."""
    first = date(year, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)


def figure_now(code: str, place: Place) -> tuple[float, date] | None:
    """What the record here says as at today, or for who sees guarded numbers as at the newest month's end, with that day."""
    indicator, measure = LIBRARY.get(code), MEASURES[code]
    if indicator is None or not indicator.counted or measure.unit == "count" or indicator.unit != measure.unit:
        return None
    at = place.on if place.rows else month_end_for(place.on)
    found = figure(code, area=place.area.pk, at=at)
    value = guarded(found, exact=place.rows).value if found.complete else None
    return None if value is None else (value, at)


def figures_now(place: Place) -> tuple[dict[str, float], date]:
    """The same for every indicator that is counted here, by code, and the day."""
    at = place.on if place.rows else month_end_for(place.on)
    codes = [code for code, measure in MEASURES.items() if code in LIBRARY and LIBRARY[code].counted and LIBRARY[code].unit == measure.unit]
    found = {code: guarded(one, exact=place.rows).value for code, one in figures(codes, area=place.area.pk, at=at).items() if one.complete}
    return {code: value for code, value in found.items() if value is not None}, at


def own_figure(code: str, place: Place, year: int | None) -> float | None:
    """What the record here says of the same year, as this reader may see it; None where it does not hold that year whole."""
    indicator, measure = LIBRARY.get(code), MEASURES[code]
    if indicator is None or not indicator.counted or year is None or measure.unit == "count" or indicator.unit != measure.unit:
        return None
    january = measure.dataset in DATASETS and DATASETS[measure.dataset].counted_in == "January"
    window = None if january or indicator.period == "as at" else Window(date(year, 1, 1), date(year, 12, 31))
    at = census_day(year) if january else date(year, 12, 31)
    at = at if place.rows else month_end_for(at)
    if at > place.on:
        return None
    found = figure(code, area=place.area.pk, at=at, window=window)
    return guarded(found, exact=place.rows).value if found.complete else None
