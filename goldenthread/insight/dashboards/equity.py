"""For whom it works: one rate for each group of children, with the range that chance alone would explain. Never a league table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, RangeRow, range_chart

from ..drawn import of_figures
from ..indicators import LIBRARY, Figure, Part, breakdowns, figure, guarded
from ..indicators.dimensions import DIMENSIONS
from ..indicators.kept import as_counted
from . import told
from .days import chosen_day
from .entrance import Place, place_of
from .words import number_column

#: The rates that are offered, the first shown unless another is asked for.
CODES = ("EHC01", "EHC05", "EHC12", "EHC07", "AR06", "AR03", "PT01", "PRV01", "OUT01", "PLN04", "EHC25", "EHC26", "DR02")
#: The groups, in order. Deprivation is none of them: nothing in the record says where an address stands on the index.
GROUPS = ("need", "sex", "ethnicity", "group", "age band", "district")
#: Standard deviations of a 95 % interval.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Group:
    """One group's rate with its interval, in percent; None where it is hidden or there is nothing to divide by. `apart` says how
    it lies to the rate of everybody: "above", "below", or nothing where chance would explain it."""

    label: str
    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    apart: str = ""


@require_safe
@needs("agg", "view")
@as_counted
def equity(request: Any) -> HttpResponse:
    """One rate by every group that the record knows."""
    place = place_of(request)
    return render(request, "insight/dashboards/equity.html", {"place": place, "drawn": of_figures(request, place, "insight/dashboards/_equity.html", lambda: figures_of(request, place))})


def figures_of(request: Any, place: Place) -> dict[str, Any]:
    """What the page says below its heading."""
    day = chosen_day(request, place)
    offered = [code for code in told.counted(CODES) if LIBRARY[code].unit == "%"]
    code = next((each for each in offered if LIBRARY[each].slug == request.GET.get("rate")), offered[0])
    found = breakdowns(code, area=place.area.pk, at=day.at, by=[by for by in GROUPS if by in LIBRARY[code].breakdowns])
    whole = guarded(next(iter(found.values())) if found else figure(code, area=place.area.pk, at=day.at), exact=place.rows)
    tables = [table(guarded(each, exact=place.rows)) for each in found.values()]
    columns = [number_column("How many"), number_column("Of"), number_column("Share"), number_column("Likely range")]
    return {
        "place": place, "day_form": day, "at": day.at, "indicator": LIBRARY[code], "whole": told.words(whole), "offered": [LIBRARY[each] for each in offered],
        "charts": [chart for chart, _ in tables], "tables": [(chart.table.caption, [DIMENSIONS[by].heading, *columns], rows) for (chart, rows), by in zip(tables, found, strict=True)],
    }  # fmt: skip


def table(found: Figure) -> tuple[Chart, list[list[str]]]:
    """The picture of one breakdown, and its rows."""
    groups = groups_of(found)
    return picture(found, groups), [row(each) for each in groups]


def groups_of(found: Figure) -> list[Group]:
    """Each part with its interval, in the order of the library: by size or by the order of the groups, not by rank."""
    return [_group(part, found.value) for part in found.parts]


def _group(part: Part, overall: float | None) -> Group:
    if part.value is None or part.numerator is None or not part.denominator:
        return Group(part.label, part.numerator, part.denominator, part.value, None, None)
    low, high = interval(part.numerator, part.denominator)
    apart = "" if overall is None else "above" if low > overall else "below" if high < overall else ""
    return Group(part.label, part.numerator, part.denominator, part.value, low, high, apart)


def interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, in percent (Wilson's, 1927, which holds for small numbers too)."""
    part = min(part, whole)
    share, square = part / whole, Z * Z / whole
    middle, wide = (share + square / 2) / (1 + square), Z * sqrt(share * (1 - share) / whole + square / (4 * whole)) / (1 + square)
    return round(100 * max(0.0, middle - wide), 1), round(100 * min(1.0, middle + wide), 1)


def row(group: Group) -> list[str]:
    """A row of the table."""
    between = "–" if group.low is None else f"{group.low:g}% to {group.high:g}%" + (f", {group.apart} all" if group.apart else "")
    return [group.label, _number(group.numerator), _number(group.denominator), told.amount(group.value, "%") if group.value is not None else "–", between]


def picture(found: Figure, groups: Sequence[Group]) -> Chart:
    """A dot for each group on its interval, and everybody above them."""
    dimension = DIMENSIONS[found.by or "need"]
    everybody = []
    if found.value is not None and found.numerator is not None and found.denominator:
        everybody = [RangeRow("Everybody", found.value, *interval(found.numerator, found.denominator))]
    return range_chart(
        identity=f"by-{(found.by or '').replace(' ', '-')}", title=f"By {dimension.heading[0].lower()}{dimension.heading[1:]}", heading=dimension.heading, value_name="Share", low_name="Lowest likely", high_name="Highest likely",
        rows=[*everybody, *(RangeRow(each.label, each.value, each.low, each.high) for each in groups)], unit="%", whole=False, sentence=sentence(groups),
    )  # fmt: skip


def sentence(groups: Sequence[Group]) -> str:
    """Who lies apart from everybody by more than chance would explain."""
    if not any(each.low is not None for each in groups):
        return "Too few to show by group without telling who they are."
    told_of = []
    for way in ("above", "below"):
        if names := [each.label for each in groups if each.apart == way]:
            told_of.append(f"{way.capitalize()} everybody’s share by more than chance explains: {', '.join(names)}.")
    return " ".join(told_of) or "No group lies apart from everybody’s share by more than chance would explain."


def _number(count: int | None) -> str:
    return "*" if count is None else f"{count:,}"
