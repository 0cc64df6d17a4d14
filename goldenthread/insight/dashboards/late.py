"""What is late in an area and what is likely to be: by kind of clock, and week by week until the end of a term."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, Series, bar_chart, bars_across
from goldenthread.law.timetable import CLOCKS

from ..drawn import of_state
from ..guarding import Guard
from . import clocks, tallies
from .entrance import Place, place_of
from .forecast import LEAST
from .words import number_column

#: How many kinds of clock a chart names.
MOST = 12


@require_safe
@needs("agg", "view")
def late(request: Any) -> HttpResponse:
    """Late, and likely to be late, as totals."""
    place = place_of(request)
    drawn = of_state(request, place, "insight/dashboards/_late.html", lambda: told(place), tallies.mark(place.area.pk))
    return render(request, "insight/dashboards/late.html", {"place": place, "drawn": drawn})


def told(place: Place) -> dict[str, Any]:
    """What the page says below its heading. It follows from the tallies alone."""
    now = clocks.running(place.area.pk)
    before = clocks.past(place.area.pk, place.on, now)
    lines, guard = clocks.lines(now, before, place.on), place.guard
    return {
        "place": place, "weeks": clocks.WEEKS_AHEAD, "since": clocks.first_day(place.on), "least": LEAST, "running": bool(lines),
        "counts": counts(lines, guard, rows=place.rows), "columns": COLUMNS, "rows": [row(line, guard) for line in lines],
        "charts": [late_now(lines, guard), week_by_week(clocks.by_week(now, before, place.on), guard)],
    }  # fmt: skip


def counts(lines: list[clocks.Line], guard: Guard, *, rows: bool) -> list[dict[str, str]]:
    """The figures at the top."""
    due, told = sum(line.falling_due for line in lines), [line.likely for line in lines if line.likely]
    likely = round(sum(each.number for each in told))
    return [
        {"name": "Dates of the law past", "value": guard.words(sum(line.late for line in lines)), "href": "/caseload?late=1" if rows else ""},
        {"name": f"Fall due within {clocks.WEEKS_AHEAD} weeks", "value": guard.words(due), "href": "/caseload?within=90" if rows else ""},
        {"name": "Of these likely to be late", "value": f"about {guard.words(likely)}" if told else "not known", "href": ""},
    ]


COLUMNS = [
    "What is due", number_column("Running"), number_column("Late"), number_column("Days late, in the middle"), number_column("Days late, longest"),
    number_column(f"Due in {clocks.WEEKS_AHEAD} weeks"), number_column("Likely to be late"),
]  # fmt: skip


def row(line: clocks.Line, guard: Guard) -> list[str]:
    """A row of the table. Of few, how late they are could name one, so it is not said."""
    many = line.late and guard.number(line.late) is not None
    return [
        name_of(line.clock), guard.words(line.running), guard.words(line.late),
        f"{line.median_days_late:,}" if many else ("*" if line.late else "–"), f"{line.most_days_late:,}" if many and guard.open_rows else ("*" if line.late else "–"),
        guard.words(line.falling_due), likely_words(line, guard),
    ]  # fmt: skip


def likely_words(line: clocks.Line, guard: Guard) -> str:
    """About how many, and between what bounds; in words where nothing can be said."""
    if not line.falling_due:
        return "–"
    if line.likely is None:
        return "too few ended to say"
    about = round(line.likely.number)
    if not guard.open_rows:
        return f"about {guard.words(about)}"
    return f"{about:,} ({line.likely.low:,} to {line.likely.high:,})"


def name_of(clock: str) -> str:
    """What a clock asks for, said as a task."""
    known = CLOCKS.get(clock)
    return known.name if known else clock


def short_name_of(clock: str) -> str:
    """The same in few words, for a picture."""
    known = CLOCKS.get(clock)
    return known.short if known else clock


def late_now(lines: list[clocks.Line], guard: Guard) -> Chart:
    """Clocks past their date, by kind."""
    shown = [line for line in lines if line.late][:MOST]
    whole = sum(line.late for line in lines)
    return bars_across(
        identity="late-now", title="Past their date today", heading="What was due", labels=[short_name_of(line.clock) for line in shown],
        values=[guard.number(line.late) for line in shown], value_name="Late",
        sentence=f"{guard.words(whole)} dates of the law are past. Most of them: {name_of(shown[0].clock).lower()} ({guard.words(shown[0].late)})." if shown else "No date of the law is past.",
    )  # fmt: skip


@lru_cache(maxsize=64)
def week_by_week(weeks: tuple[clocks.Week, ...], guard: Guard) -> Chart:
    """What falls due each week from today, and how much of it is likely to be late."""
    whole = sum(week.likely for week in weeks)
    return bar_chart(
        identity="week-by-week", title="What falls due each week, and how much of it is likely to be late", heading="Week from", labels=[f"{week.begins:%-d %b}" for week in weeks],
        series=[Series("Falls due", [guard.number(week.due) for week in weeks]), Series("Likely to be late", [guard.number(round(week.likely)) for week in weeks])],
        sentence=f"{guard.words(sum(week.due for week in weeks))} dates of the law fall in the next {len(weeks)} weeks. From how long such work took before, about {guard.words(round(whole))} are likely to be missed unless something is done.",
    )  # fmt: skip
