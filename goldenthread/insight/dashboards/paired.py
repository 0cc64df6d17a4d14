"""Timeliness beside quality, month by month: whether plans that come in time are also whole, and how many will be late.

A month's plans are those first issued in it. Of quality are told only those whose lines are held here: a plan known from a return says
nothing of what stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, Series, line_chart

from ..drawn import of_figures
from ..guarding import LEAST_BASE, Guard
from ..indicators import LIBRARY, Window, month_ends, series
from ..indicators.kept import as_counted
from . import clocks, tallies, told
from .entrance import Place, place_of
from .words import number_column

#: The rate of the law, what is asked of a plan, and all of that together.
IN_TIME, WHOLE = "EHC02", "PLN06"
ASKED = ("PLN01", "PLN02", "PLN07")
COLUMNS = [
    "Month", number_column("Plans issued"), number_column("Within 20 weeks"), number_column("Plans held here"), number_column("Advice from all three"),
    number_column("Words of child and family"), number_column("Outcomes with day and measure"), number_column("Whole: all of these"),
]  # fmt: skip
MONTHS = 24
YEAR = 12
CLOCK = "EHCNA-20"


@dataclass(frozen=True)
class Month:
    """Plans first issued in a month: of each indicator how many, of how many."""

    first_day: date
    counted: dict[str, tuple[int, int]]

    def of(self, code: str) -> tuple[int, int]:
        """How many, of how many."""
        return self.counted[code]


@require_safe
@needs("agg", "view")
@as_counted
def paired(request: Any) -> HttpResponse:
    """Two years month by month, and what the weeks ahead hold."""
    place = place_of(request)
    drawn = of_figures(request, place, "insight/dashboards/_paired.html", lambda: shown(place), tallies.mark(place.area.pk))
    return render(request, "insight/dashboards/paired.html", {"place": place, "drawn": drawn})


def shown(place: Place) -> dict[str, Any]:
    """What the page says below its heading."""
    found, guard = months(place), place.guard
    return {
        "place": place, "chart_made": picture(found, guard), "columns": COLUMNS, "rows": [_row(each, guard) for each in reversed(found[-YEAR:])], "earlier": [_row(each, guard) for each in reversed(found[:-YEAR])], "sentences": sentences(found, guard),
        "ahead": ahead(place), "weeks": clocks.WEEKS_AHEAD, "meanings": [LIBRARY[code] for code in (IN_TIME, *ASKED, WHOLE)],
        "late": f"{reverse('insight:late')}{place.query}", "cases": f"{reverse('insight:at_risk')}{place.query}" if place.rows else "",
    }  # fmt: skip


def months(place: Place) -> list[Month]:
    """The months of two years, oldest first. Whoever sees guarded numbers sees whole months; others the month of today up to it."""
    at = told.day_of(place)
    ends = month_ends(at, months=MONTHS)
    if ends[-1] != at:
        ends = [*ends[1:], at]
    windows = [Window(end.replace(day=1), end) for end in ends]
    found = {code: series(code, area=place.area.pk, ends=ends, windows=windows) for code in (IN_TIME, *ASKED, WHOLE)}
    return [Month(end.replace(day=1), {code: (one[index].numerator or 0, one[index].denominator or 0) for code, one in found.items()}) for index, end in enumerate(ends)]


def picture(found: Sequence[Month], guard: Guard) -> Chart:
    """Both shares over the months."""
    lines = [(name, [guard.percent(*each.of(code)) for each in found]) for name, code in (("Issued within 20 weeks", IN_TIME), ("Whole", WHOLE))]
    return line_chart(
        identity="paired", title="Plans issued within 20 weeks, and plans that are whole, by month of issue", labels=[f"{each.first_day:%b %Y}" for each in found],
        series=[Series(name, values) for name, values in lines], unit="%", whole=False, sentence=sentences(found, guard)[0],
    )  # fmt: skip


def _row(each: Month, guard: Guard) -> list[str]:
    shares = {code: _percent(guard.percent(*each.of(code)), each.of(code)[1]) for code in (IN_TIME, *ASKED, WHOLE)}
    return [f"{each.first_day:%b %Y}", guard.words(each.of(IN_TIME)[1]), shares[IN_TIME], guard.words(each.of(WHOLE)[1]), *(shares[code] for code in (*ASKED, WHOLE))]


def sentences(found: Sequence[Month], guard: Guard) -> list[str]:
    """The last twelve months beside the twelve before: whether both rose, or one at the other's cost."""
    now, before = found[-YEAR:], found[:-YEAR]
    in_time, whole = (_moved(now, before, code, guard) for code in (IN_TIME, WHOLE))
    said = [_of_all(in_time, guard) + (_of_held(whole, guard) if in_time.of else "")]
    if in_time.change is None or whole.change is None:
        return [*said, "Too little is held here of the year before to say how both moved."]
    if in_time.change > 0 and whole.change < 0:
        return [*said, "Plans come faster and are less often whole: look whether speed is bought with quality."]
    if in_time.change < 0 and whole.change > 0:
        return [*said, "Plans are more often whole and come later."]
    if in_time.change > 0 and whole.change > 0:
        return [*said, "Both are better than in the 12 months before."]
    if in_time.change < 0 and whole.change < 0:
        return [*said, "Both are worse than in the 12 months before."]
    return [*said, "At least one of them is as it was in the 12 months before."]


@dataclass(frozen=True)
class Moved:
    """A share of a year, of how many, and by how many points it differs from the year before: None where either is not known or is of so few that chance alone moves it."""

    share: float | None
    change: float | None
    of: int


def _moved(now: Sequence[Month], before: Sequence[Month], code: str, guard: Guard) -> Moved:
    share, then = (guard.percent(sum(each.of(code)[0] for each in some), sum(each.of(code)[1] for each in some)) for some in (now, before))
    few = any(sum(each.of(code)[1] for each in some) < LEAST_BASE for some in (now, before))
    return Moved(share, None if share is None or then is None or few else round(share - then, 1), sum(each.of(code)[1] for each in now))


def _of_all(moved: Moved, guard: Guard) -> str:
    if not moved.of:
        return "No plan was issued in the last 12 months."
    counted = guard.number(moved.of)
    issued = "Few plans were" if counted is None else "1 plan was" if counted == 1 else f"{counted:,} plans were"
    return f"{issued} issued in the last 12 months, {_told(moved, 'came within 20 weeks')}"


def _of_held(moved: Moved, guard: Guard) -> str:
    if not moved.of:
        return " The lines of none of them are held here, so that nothing can be said of whether they are whole."
    counted = guard.number(moved.of)
    return f" The lines of {'few' if counted is None else f'{counted:,}'} of them are held here, {_told(moved, 'are whole')}"


def _told(moved: Moved, words: str) -> str:
    if moved.share is None:
        return f"and it cannot be said how many {words}."
    way = "" if moved.change is None else ", as many as in the 12 months before" if not moved.change else f", {abs(moved.change):g} points {'more' if moved.change > 0 else 'less'} than in the 12 months before"
    return f"of which {moved.share:g}% {words}{way}."


def ahead(place: Place) -> str:
    """How many assessments reach their twentieth week in the weeks ahead, and how many of them are likely to pass it."""
    now = [each for each in clocks.falling_due(place.area.pk, place.on) if each.clock == CLOCK]
    line = next(iter(clocks.lines(now, clocks.past(place.area.pk, place.on, now), place.on)), None)
    if line is None:
        return f"No assessment reaches its twentieth week in the next {clocks.WEEKS_AHEAD} weeks."
    guard, start = place.guard, f"Assessments that reach their twentieth week in the next {clocks.WEEKS_AHEAD} weeks: {place.guard.words(line.falling_due)}."
    if line.likely is None:
        return f"{start} Too few ended before to say how many are likely to pass it."
    between = f", hardly fewer than {line.likely.low:,} or more than {line.likely.high:,}" if guard.open_rows else ""
    return f"{start} About {guard.words(round(line.likely.number))} of them are likely to pass it unless something is done{between}."


def _percent(share: float | None, base: int) -> str:
    return f"{share:g}%" if share is not None else "*" if base else "–"
