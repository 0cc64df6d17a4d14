"""The page of how far parts or areas differ in one indicator."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, RangeRow, Series, line_chart, range_chart
from goldenthread.people.models import Area

from ..dashboards.entrance import OF_AN_AREA, Place, place_of
from ..dashboards.words import number_column
from ..guarding import Guard
from ..indicators import LIBRARY, Indicator
from ..indicators.declared import YEAR
from ..indicators.kept import as_counted
from ..indicators.telling import number, unit_of, value
from .spread import Quarter, across, between, within

#: How many names the table of all values holds.
MOST = 30


@require_safe
@needs("agg", "view")
@as_counted
def variation(request: Any, code: str) -> HttpResponse:
    """`?by=district&over=quarter`: the range at the end of each of the last eight quarters."""
    place, indicator = place_of(request), LIBRARY.get(code)
    if indicator is None or not indicator.counted or indicator.parts_of_whole:
        raise Http404("That indicator has no single number.")
    areas = list(Area.objects.filter(pk__in=request.standing.areas_where("agg", "view", OF_AN_AREA)).order_by("name"))
    offered = between(indicator, place, areas)
    by = request.GET.get("by", "")
    by = by if by in dict(offered) else next((name for name, _ in offered), "")
    # Guarded numbers are given for the same times as on the indicator's own page, so that one tells no more than the other.
    places = [_place(request, area) for area in areas]
    alone = indicator.period != "as at" and (all(each.rows for each in places) if by == "area" else place.rows)
    over = "quarter" if request.GET.get("over") == "quarter" and alone else YEAR
    quarters = across(indicator, places, over=over) if by == "area" else within(indicator, place, by, over=over) if by else []
    heading = dict(offered).get(by, "")
    return render(
        request, "insight/variation.html",
        {
            "place": place, "indicator": indicator, "offered": offered, "by": by, "over": over, "year": YEAR, "heading": heading, "alone": alone,
            "ranges": _ranges(indicator, quarters), "spread": _spread(indicator, quarters), "columns": _columns(heading), "rows": [_row(indicator, each) for each in reversed(quarters)],
            "names": _names(indicator, quarters), "quarters": [number_column(_called(each)) for each in quarters], "shown": any(each.spread is not None for each in quarters),
        },
    )  # fmt: skip


def _place(request: Any, area: Area) -> Place:
    rows = area.pk in request.standing.areas_where("agg", "view")
    return Place(area, request.standing.on, Guard(open_rows=rows), rows)


def _called(each: Quarter) -> str:
    return f"{each.end:%b %Y}"


def _columns(heading: str) -> list[Any]:
    return ["Quarter to", "Lowest", "Highest", number_column("Middle"), number_column("Apart"), number_column("Compared"), number_column("Left out")]


def _row(indicator: Indicator, each: Quarter) -> list[str]:
    ends = [f"{value(indicator, found[1])}, {found[0]}" if found else "–" for found in (each.lowest, each.highest)]
    return [_called(each), *ends, value(indicator, each.middle), _apart(indicator, each.spread), number(len(each.values)), number(each.left_out)]


def _apart(indicator: Indicator, spread: float | None) -> str:
    return "–" if spread is None else f"{number(spread)}{' points' if indicator.unit == '%' else unit_of(indicator)}"


def _ranges(indicator: Indicator, quarters: list[Quarter]) -> Chart | None:
    if not any(each.values for each in quarters):
        return None
    rows = [RangeRow(_called(each), each.middle, each.lowest[1] if each.lowest else None, each.highest[1] if each.highest else None) for each in quarters]
    return range_chart(
        identity="ranges", title=f"{indicator.name}: from the lowest to the highest", heading="Quarter to", value_name="Middle", rows=rows, unit=unit_of(indicator), whole=indicator.unit == "count", sentence=sentence(indicator, quarters),
    )  # fmt: skip


def sentence(indicator: Indicator, quarters: list[Quarter]) -> str:
    """How far they lie apart now, and whether that has grown or shrunk."""
    known = [each for each in quarters if each.spread is not None]
    if not known:
        return "Fewer than two can be compared."
    first, last = known[0], known[-1]
    low, high = last.values[0], last.values[-1]
    said = f"In the quarter to {last.end:%B %Y} they lay from {value(indicator, low[1])} ({low[0]}) to {value(indicator, high[1])} ({high[0]}), {_apart(indicator, last.spread)} apart."
    if first is last or first.spread is None or last.spread is None:
        return said
    way = "as far as" if last.spread == first.spread else "closer together than" if last.spread < first.spread else "farther apart than"
    then = "" if last.spread == first.spread else f" ({_apart(indicator, first.spread)})"
    return f"{said} That is {way} in the quarter to {first.end:%B %Y}{then}."


def _spread(indicator: Indicator, quarters: list[Quarter]) -> Chart | None:
    if sum(each.spread is not None for each in quarters) < 2:
        return None
    return line_chart(
        identity="spread", title="How far apart the lowest and the highest lie", labels=[_called(each) for each in quarters], series=[Series("Apart", [each.spread for each in quarters])],
        unit="" if indicator.unit == "%" else unit_of(indicator), whole=indicator.unit == "count",
    )  # fmt: skip


def _names(indicator: Indicator, quarters: list[Quarter]) -> list[list[str]]:
    """Every name with its value at the end of each quarter."""
    by_quarter = [dict(each.values) for each in quarters]
    names = sorted({name for each in by_quarter for name in each})
    return [[name, *(value(indicator, each.get(name)) for each in by_quarter)] for name in names[:MOST]]
