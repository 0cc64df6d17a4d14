"""The value of each measure as at a day: the one place that every page, paper, file and public edition asks.

`exact` is for those with a right to the rows. Everybody else is given guarded numbers: of an indicator by its own rules
(`insight.indicators`), for ends of whole months; of other counts 1 to 7 are hidden, and of shares those of fewer than 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from goldenthread.insight.guarding import LEAST_BASE, SMALL
from goldenthread.insight.indicators import LIBRARY, figures, guarded, month_end_for
from goldenthread.voice.models import SurveyAnswer
from goldenthread.voice.questions import EDITIONS

from .models import Measure, MeasureValue

#: Answers to a statement that agree with it, and those that are any answer.
AGREE = ("yes", "mostly")
ANSWERS = ("yes", "mostly", "hardly", "no")
#: Kinds of measure that count no people: their small numbers tell of nobody.
OF_NOBODY = frozenset({"frequency", "milestone", "money", "score", "variation", "duration"})


@dataclass(frozen=True)
class Value:
    """A measure's value. `on` is the last day that it tells of. Where `value` is None, `reason` says why; `hidden` says
    that it is there but too small to show."""

    value: float | None = None
    on: date | None = None
    numerator: float | None = None
    denominator: float | None = None
    where_from: str = ""
    warnings: tuple[str, ...] = ()
    reason: str = ""
    hidden: bool = False


def value_of(measure: Measure, *, at: date, exact: bool) -> Value:
    """The value of one measure as at a day."""
    return values_of([measure], at=at, exact=exact)[measure.pk]


def values_of(measures: Iterable[Measure], *, at: date, exact: bool) -> dict[Any, Value]:
    """The values of many measures as at a day, with at most one question to the database for each of them."""
    every = list(measures)
    found: dict[Any, Value] = {}
    found |= _counted([each for each in every if each.source == Measure.Source.INDICATOR], at=at, exact=exact)
    found |= _asked([each for each in every if each.source == Measure.Source.SURVEY], at=at)
    typed = [each for each in every if each.source in (Measure.Source.ENTERED, Measure.Source.SERIES)]
    found |= _typed(typed, at=at, exact=exact)
    return found


def day_for(measure: Measure, at: date, *, exact: bool) -> date:
    """The day that a measure is shown as at: guarded numbers are given for ends of months."""
    return at if exact or measure.source != Measure.Source.INDICATOR else month_end_for(at)


# Counted from the casework


def _counted(measures: Sequence[Measure], *, at: date, exact: bool) -> dict[Any, Value]:
    if not measures:
        return {}
    day = at if exact else month_end_for(at)
    found = {}
    for area in {each.plan.area_id for each in measures}:
        mine = [each for each in measures if each.plan.area_id == area]
        codes = dict.fromkeys(each.indicator for each in mine if each.indicator in LIBRARY and LIBRARY[each.indicator].counted)
        counted = figures(codes, area=area, at=day)
        for each in mine:
            figure = counted.get(each.indicator)
            found[each.pk] = of_figure(guarded(figure, exact=exact)) if figure else Value(reason=why_not_counted(each.indicator))
    return found


def why_not_counted(code: str) -> str:
    """Why an indicator has no number."""
    indicator = LIBRARY.get(code)
    return (indicator.awaits if indicator else "") or "The facts that this is counted from are not kept here yet."


def of_figure(figure: Any) -> Value:
    """A figure of an indicator as a measure's value."""
    indicator = figure.indicator
    there = figure.numerator is not None and (figure.denominator is not None or not indicator.denominator)
    reason = ""
    if figure.value is None:
        if not figure.complete:
            reason = "The record does not hold that time whole."
        elif figure.hidden and not there:
            reason = "The number is too small to show."
        else:
            reason = "There is nothing to count yet."
    return Value(
        figure.value, figure.window.until, figure.numerator, figure.denominator, "Counted from the casework", figure.warnings, reason,
        hidden=figure.value is None and figure.hidden and not there and figure.complete,
    )  # fmt: skip


# What families say


def _asked(measures: Sequence[Measure], *, at: date) -> dict[Any, Value]:
    """The share of a year's answers that agree. Guarded for everybody: whoever answered was promised it."""
    found = {}
    for area in {each.plan.area_id for each in measures}:
        mine = [each for each in measures if each.plan.area_id == area]
        counted = answers(area, [each.survey_question for each in mine], since=_year_before(at), until=at)
        found |= {each.pk: of_answers(*counted[each.survey_question], on=at) for each in mine}
    return found


def answers(area_id: int, questions: Iterable[str], *, since: date, until: date) -> dict[str, tuple[int, int]]:
    """How many agree with each statement, of how many who answered it, in the months that began after `since`."""
    known = {key for edition in EDITIONS.values() for key in edition}
    asked = dict.fromkeys(questions)
    counts = {}
    for key in known & set(asked):
        counts[f"agree_{key}"] = Count("pk", filter=Q(**{f"said__{key}__in": AGREE}))
        counts[f"all_{key}"] = Count("pk", filter=Q(**{f"said__{key}__in": ANSWERS}))
    told = SurveyAnswer.objects.filter(survey__area_id=area_id, month__gt=since, month__lte=until).aggregate(**counts) if counts else {}
    return {key: (told.get(f"agree_{key}", 0), told.get(f"all_{key}", 0)) for key in asked}


def of_answers(agree: int, everybody: int, *, on: date) -> Value:
    """A share of answers; hidden where fewer than 8 answered."""
    where = "Families’ answers of the last twelve months"
    if everybody == 0:
        return Value(where_from=where, reason="Nobody has answered yet.")
    if everybody < LEAST_BASE:
        return Value(where_from=where, reason="Too few families answered to show what they said.", hidden=True)
    return Value(float(round(100 * agree / everybody)), on, where_from=where)


def _year_before(at: date) -> date:
    return at.replace(year=at.year - 1, day=min(at.day, 28))


# Entered, or brought in a file


def _typed(measures: Sequence[Measure], *, at: date, exact: bool) -> dict[Any, Value]:
    if not measures:
        return {}
    rows = MeasureValue.objects.filter(measure__in=[each.pk for each in measures], replaced_on__isnull=True, on__lte=at)
    latest = {row.measure_id: row for row in rows.order_by("measure_id", "-on").distinct("measure_id")}
    none = Value(reason="No value has been entered yet.")
    return {each.pk: of_row(each, latest[each.pk], exact=exact) if each.pk in latest else none for each in measures}


def of_row(measure: Measure, row: MeasureValue, *, exact: bool) -> Value:
    """A row that was entered, as this person may see it."""
    numerator, denominator = (None if number is None else float(number) for number in (row.numerator, row.denominator))
    value = Value(float(row.value), row.on, numerator, denominator, row.said_by)
    return value if exact or not too_small(measure, value) else replace(value, value=None, numerator=None, denominator=None, hidden=True, reason="The number is too small to show.")


def too_small(measure: Measure, value: Value) -> bool:
    """Whether a value that was entered could tell of somebody: a count of 1 to 7, or a share of fewer than 8 or with such a part."""
    if measure.kind in OF_NOBODY:
        return False
    if measure.unit == Measure.Unit.NUMBER and value.value is not None and 0 < value.value <= SMALL:
        return True
    if value.denominator is not None and 0 < value.denominator < LEAST_BASE:
        return True
    return value.numerator is not None and 0 < value.numerator <= SMALL


# The days of a trend


def ends(rhythm: str, at: date, *, points: int = 24) -> list[tuple[date, date]]:
    """The first and last days of the newest whole months (quarters, half-years, years) up to a day, oldest first. Years and
    their parts are those of the calendar."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[rhythm]
    last = month_end_for(at)
    while last.month % months:
        last = last.replace(day=1) - timedelta(days=1)
    found = []
    for _ in range(points):
        index = last.year * 12 + last.month - months
        first = date(index // 12, index % 12 + 1, 1)
        found.append((first, last))
        last = first - timedelta(days=1)
    return found[::-1]
