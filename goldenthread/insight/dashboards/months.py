"""Indicators over months and years: the 20-week rate by month, plans by year, plans by need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, Series, bar_chart, bars_across, line_chart

from ..drawn import of_figures
from ..guarding import Guard
from ..indicators import Figure, Window, figure, guarded, month_ends, series
from ..indicators.kept import as_counted
from . import told
from .entrance import Place, place_of

#: How many years back the picture of plans goes.
YEARS = 8


@require_safe
@needs("agg", "view")
@as_counted
def over_time(request: Any) -> HttpResponse:
    """The 20-week rate month by month, plans year by year, and plans by need."""
    place = place_of(request)
    drawn = of_figures(request, place, "insight/dashboards/_over_time.html", lambda: {"charts": [twenty_week_rate(place), plans_by_year(place), plans_by_need(place)]})
    return render(request, "insight/dashboards/over_time.html", {"place": place, "drawn": drawn})


@dataclass(frozen=True)
class Month:
    """Plans first issued in one month: how many, how many within 20 weeks, and the same without accepted exceptions."""

    first_day: date
    issued: int
    in_time: int
    issued_unexcepted: int
    in_time_unexcepted: int


def twenty_weeks(area_id: int, on: date, *, months: int = 24) -> list[Month]:
    """The 20-week rate by month of issue, oldest first, the month of `on` last and only up to that day."""
    ends = month_ends(on, months=months if on.day == 1 else months - 1)
    ends = ends if ends[-1] == on else [*ends, on]
    windows = [Window(end.replace(day=1), end) for end in ends]
    every, without = (series(code, area=area_id, ends=ends, windows=windows) for code in ("EHC02", "EHC01"))
    return [
        Month(end.replace(day=1), all_.denominator or 0, all_.numerator or 0, less.denominator or 0, less.numerator or 0)
        for end, all_, less in zip(ends, every, without, strict=True)
    ]


def twenty_week_rate(place: Place) -> Chart:
    """The share of plans issued within 20 weeks by month, with and without exceptions; guarded readers see whole months."""
    guard = place.guard
    months = twenty_weeks(place.area.pk, place.on if place.rows else told.day_of(place))
    year = months[-12:]
    without = guard.percent(sum(m.in_time_unexcepted for m in year), sum(m.issued_unexcepted for m in year))
    every = guard.percent(sum(m.in_time for m in year), sum(m.issued for m in year))
    return line_chart(
        identity="twenty-weeks", title="Plans issued within 20 weeks, by month of issue", labels=[f"{month.first_day:%b %Y}" for month in months],
        series=[
            Series("Leaving out exceptions", [guard.percent(m.in_time_unexcepted, m.issued_unexcepted) for m in months]),
            Series("Counting every plan", [guard.percent(m.in_time, m.issued) for m in months]),
        ],
        unit="%", whole=False,
        sentence=f"Over the last 12 months {_share(without)} of plans were issued within 20 weeks when exceptions are left out, and {_share(every)} of all plans.",
    )  # fmt: skip


def plans_by_year(place: Place) -> Chart:
    """Plans in force at the end of each year that the record holds whole, and those made and ended in it."""
    at = told.day_of(place)
    ends = [date(year, 12, 31) for year in range(at.year - YEARS + 1, at.year)] + [at]
    found = {code: [guarded(each, exact=place.rows) for each in series(code, area=place.area.pk, ends=ends)] for code in ("EHC20", "EHC21", "EHC23")}
    held = [index for index, each in enumerate(found["EHC20"]) if each.complete] or [len(ends) - 1]
    first, last = held[0], len(ends) - 1
    number = lambda code, index: _amount(found[code][index])  # noqa: E731
    return bar_chart(
        identity="plans-over-time", title="Plans in force at the end of each year, made and ended in it", heading="Year", labels=[str(end.year) for end in ends[first:]],
        series=[Series(name, [number(code, index) for index in range(first, last + 1)]) for name, code in (("In force", "EHC20"), ("Made", "EHC21"), ("Ended", "EHC23"))],
        sentence=(
            f"{_words(number('EHC20', last))} plans are in force. So far in {at.year} {_words(number('EHC21', last))} were made and {_words(number('EHC23', last))} ended. "
            f"Years before {ends[first].year} are not held whole here."
        ),
    )  # fmt: skip


def plans_by_need(place: Place) -> Chart:
    """Plans in force by main type of need."""
    found = guarded(figure("EHC20", area=place.area.pk, at=told.day_of(place), by="need"), exact=place.rows)
    named = [part.label for part in found.parts if part.label != "Not recorded"]
    return bars_across(
        identity="needs", title="Plans in force by main type of need", heading="Type of need", value_name="Plans",
        labels=[part.label for part in found.parts], values=[part.numerator for part in found.parts],
        sentence=f"The commonest main need is {named[0][0].lower() + named[0][1:]}." if named else "No plan is shown by need.",
    )  # fmt: skip


def _amount(one: Figure) -> int | None:
    return one.numerator if one.complete else None


def _words(count: int | None) -> str:
    return "*" if count is None else Guard(open_rows=True).words(count)


def _share(percent: float | None) -> str:
    return "an unknown share" if percent is None else f"{percent:g}%"
