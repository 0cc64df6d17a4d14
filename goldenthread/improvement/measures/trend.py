"""A measure over time, and what its chart says: each point tells of one month, quarter, half-year or year alone."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

from goldenthread.insight.indicators import Figure, Window, guarded, series
from goldenthread.insight.indicators.kept import held, holding
from goldenthread.voice.models import SurveyAnswer

from .figures import (
    AGREE,
    ANSWERS,
    Value,
    has_number,
    of_answers,
    of_change,
    of_figure,
    of_row,
    part_of,
    value_of,
    why_not_counted,
    year_before,
)
from .figures import ends as ends_of
from .goals import Goal, expected_on, goal_of
from .models import Measure
from .statistics import Assurance, Forecast, Variation, XmR, assured, forecast, process

#: Values older than the newest so many are in the table of all values, not in the picture.
MOST = 36


@dataclass(frozen=True)
class Trend:
    """A measure as at a day, with what was before and what is likely to come.

    `met` is None where there is no level to meet, or no value. `expected` is the level that the way from the start to the
    target would have reached by now.
    """

    measure: Measure
    at: date
    exact: bool
    value: Value
    points: tuple[Value, ...]
    chart: XmR
    variation: Variation
    assurance: Assurance
    forecast: Forecast | None
    goal: Goal | None
    met: bool | None
    expected: float | None

    @property
    def known(self) -> list[Value]:
        """The points that have a value, in the order of the chart's."""
        return [each for each in self.points if each.value is not None]


def trend_of(measure: Measure, *, at: date, exact: bool) -> Trend:
    """Everything that a page says of one measure."""
    value = value_of(measure, at=at, exact=exact)
    points = points_of(measure, at=at, exact=exact)
    known = [(each.on, each.value) for each in points if each.value is not None and each.on is not None]
    least, most = ends_of_scale(measure)
    chart = process([number for _, number in known], least=least, most=most)
    goal = goal_of(measure)
    ahead = None
    if measure.due_on and known:
        ahead = forecast([day for day, _ in known], [number for _, number in known], on=measure.due_on, least=least, most=most)
    return Trend(
        measure, at, exact, value, tuple(points), chart, chart.variation(measure.direction),
        assured(chart, goal.level, goal.comparator) if goal else Assurance.UNKNOWN, ahead, goal,
        goal.met_by(value.value) if goal and value.value is not None else None,
        expected_on(measure, at, [(step.on, float(step.target)) for step in measure.steps.all()]),
    )  # fmt: skip


def ends_of_scale(measure: Measure) -> tuple[float | None, float | None]:
    """The least and the most that a measure can be."""
    if measure.kind in (Measure.Kind.CHANGE, Measure.Kind.SCORE, Measure.Kind.VARIATION):
        return None, None
    return 0.0, 100.0 if measure.unit == Measure.Unit.PERCENT else None


def points_of(measure: Measure, *, at: date, exact: bool) -> list[Value]:
    """The values of the newest whole months, quarters, half-years or years up to a day, oldest first."""
    match measure.source:
        case Measure.Source.INDICATOR:
            return _counted(measure, at=at, exact=exact)
        case Measure.Source.SURVEY:
            return _asked(measure, at=at)
    rows = measure.values.filter(replaced_on__isnull=True, on__lte=at).order_by("-on")[:MOST]
    return [of_row(measure, row, exact=exact) for row in reversed(rows)]


def _counted(measure: Measure, *, at: date, exact: bool) -> list[Value]:
    code = measure.indicator
    if not has_number(code):
        return [Value(reason=why_not_counted(code))]
    windows = [Window(first, last) for first, last in ends_of(measure.rhythm, at)]
    if measure.kind == Measure.Kind.CHANGE:
        before = [Window(year_before(each.since), last_of_month(year_before(each.until))) for each in windows]
        found = _figures(measure, [*before, *windows], exact=exact)
        return _from_first([of_change(then, now) for then, now in zip(found[: len(windows)], found[len(windows) :], strict=True)])
    return _from_first([of_figure(figure, measure) for figure in _figures(measure, windows, exact=exact)])


def _figures(measure: Measure, windows: Sequence[Window], *, exact: bool) -> list[Figure]:
    """The figures of these times, each alone, in one statement: as counted last, as the measure's own value is."""
    with nullcontext() if held() else holding():
        found = series(measure.indicator, area=measure.plan.area_id, ends=[each.until for each in windows], windows=windows, by=measure.part_of or None)
    shown = [guarded(figure, exact=exact) for figure in found]
    return [part_of(figure, measure.part) for figure in shown] if measure.part_of else shown


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _asked(measure: Measure, *, at: date) -> list[Value]:
    windows = ends_of(measure.rhythm, at)
    said = SurveyAnswer.objects.filter(survey__area_id=measure.plan.area_id, month__gte=windows[0][0], month__lte=windows[-1][1])
    told: dict[date, list[str]] = defaultdict(list)
    for month, answer in said.values_list("month", f"said__{measure.survey_question}"):
        told[month].append(answer)
    found = []
    for first, last in windows:
        answers = [answer for month, given in told.items() if first <= month <= last for answer in given if answer in ANSWERS]
        found.append(of_answers(sum(answer in AGREE for answer in answers), len(answers), on=last))
    return _from_first(found)


def _from_first(points: Sequence[Value]) -> list[Value]:
    """Without the empty ones before anything was known."""
    first = next((at for at, each in enumerate(points) if each.value is not None or each.hidden), len(points))
    return list(points[first:])
