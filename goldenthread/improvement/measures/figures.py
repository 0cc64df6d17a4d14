"""The value of each measure as at a day: the one place that every page, paper, file and public edition asks.

`exact` is for those with a right to the rows. Everybody else is given guarded numbers: of an indicator by its own rules
(`insight.indicators`), for ends of whole months; of other counts 1 to 7 are hidden, and shares of fewer than 8 or with so few on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from goldenthread.insight.guarding import LEAST_BASE, SMALL
from goldenthread.insight.indicators import LIBRARY, Figure, figure, figures, guarded, month_end_for, serieses
from goldenthread.insight.indicators.kept import held, holding
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
    """As counted last: within ten minutes of anything recorded, as pages of figures show them."""
    if not measures:
        return {}
    with nullcontext() if held() else holding():
        return _as_counted(measures, at=at, exact=exact)


def _as_counted(measures: Sequence[Measure], *, at: date, exact: bool) -> dict[Any, Value]:
    day = at if exact else month_end_for(at)
    found: dict[Any, Value] = {}
    for area in {each.plan.area_id for each in measures}:
        mine = [each for each in measures if each.plan.area_id == area]
        whole = [each for each in mine if has_number(each.indicator) and (not each.part_of or each.kind == Measure.Kind.CHANGE)]
        codes = {kind: dict.fromkeys(each.indicator for each in whole if (each.kind == Measure.Kind.CHANGE) is kind) for kind in (False, True)}
        counted = figures(codes[False], area=area, at=day)
        over_a_year = serieses(codes[True], area=area, ends=[year_before(day), day])
        broken_down = {(each.indicator, each.part_of) for each in mine if each.part_of and each.kind != Measure.Kind.CHANGE and has_number(each.indicator)}
        parts = {(code, by): figure(code, area=area, at=day, by=by) for code, by in broken_down}
        for each in mine:
            if not has_number(each.indicator):
                found[each.pk] = Value(reason=why_not_counted(each.indicator))
            elif each.kind == Measure.Kind.CHANGE:
                then, now = over_a_year[each.indicator]
                found[each.pk] = of_change(guarded(then, exact=exact), guarded(now, exact=exact))
            elif each.part_of:
                found[each.pk] = of_figure(part_of(guarded(parts[each.indicator, each.part_of], exact=exact), each.part), each)
            else:
                found[each.pk] = of_figure(guarded(counted[each.indicator], exact=exact), each)
    return found


def has_number(code: str) -> bool:
    """Whether an indicator is there and is counted."""
    return code in LIBRARY and LIBRARY[code].counted


def why_not_counted(code: str) -> str:
    """Why an indicator has no number."""
    indicator = LIBRARY.get(code)
    return (indicator.awaits if indicator else "") or "The facts that this is counted from are not kept here yet."


def part_of(whole: Figure, label: str) -> Figure:
    """One part of a figure that is broken down, as a figure of its own. A part that is not there is none, save where the
    breakdown is hidden."""
    one = next((each for each in whole.parts if each.label == label), None)
    if one is not None:
        return replace(whole, numerator=one.numerator, denominator=one.denominator, value=one.value, parts=())
    shut = whole.hidden and not whole.parts and whole.numerator != 0
    none = None if shut else 0
    divided = whole.denominator is not None
    return replace(whole, numerator=none, denominator=none if divided else None, value=None if shut or divided else 0.0, parts=())


def of_figure(figure: Figure, measure: Measure) -> Value:
    """A figure of an indicator as a measure's value. A measure that is a plain number takes how many were counted, where
    the indicator is a share."""
    as_number = measure.unit == Measure.Unit.NUMBER and bool(figure.indicator.denominator) and not _averaged(figure)
    value = (None if figure.numerator is None or not figure.complete else float(figure.numerator)) if as_number else figure.value
    there = figure.numerator is not None and (figure.denominator is not None or as_number or not figure.indicator.denominator)
    hidden = value is None and figure.hidden and figure.complete and not (there or _averaged(figure))
    reason = "" if value is not None else _why(figure, hidden=hidden)
    return Value(
        value, figure.window.until, None if _averaged(figure) else figure.numerator, figure.denominator, "Counted from the casework", figure.warnings, reason, hidden=hidden
    )


def of_change(then: Figure, now: Figure) -> Value:
    """By how many per cent a number changed since the same time a year before. `numerator` is the number now, and
    `denominator` the one before."""
    if not (then.complete and now.complete):
        return Value(on=now.window.until, where_from="Counted from the casework", reason="The record does not hold both years whole.")
    if then.numerator is None or now.numerator is None:
        return Value(on=now.window.until, where_from="Counted from the casework", reason="The number is too small to show.", hidden=True)
    if not then.numerator:
        return Value(on=now.window.until, numerator=now.numerator, where_from="Counted from the casework", reason="There were none a year before to compare with.")
    value = round(100 * (now.numerator - then.numerator) / then.numerator, 1)
    return Value(value, now.window.until, now.numerator, then.numerator, "Counted from the casework", (*now.warnings,))


def _averaged(figure: Figure) -> bool:
    """Whether the number above is a sum of days and not of things."""
    return bool(figure.indicator.counting and figure.indicator.counting.measure)


def _why(figure: Figure, *, hidden: bool) -> str:
    if not figure.complete:
        return "The record does not hold that time whole."
    return "The number is too small to show." if hidden else "There is nothing to count yet."


# What families say


def _asked(measures: Sequence[Measure], *, at: date) -> dict[Any, Value]:
    """The share of a year's answers that agree. Guarded for everybody: whoever answered was promised it."""
    found: dict[Any, Value] = {}
    for area in {each.plan.area_id for each in measures}:
        mine = [each for each in measures if each.plan.area_id == area]
        counted = answers(area, [each.survey_question for each in mine], since=year_before(at), until=at)
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


def year_before(at: date) -> date:
    """The same day of the year before; of a 29th, 30th or 31st the 28th."""
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
    """Whether a value that was entered could tell of somebody: a count of 1 to 7, or a share of fewer than 8, or with such a part on either side."""
    if measure.kind in OF_NOBODY:
        return False
    if measure.unit == Measure.Unit.NUMBER and value.value is not None and 0 < value.value <= SMALL:
        return True
    if value.denominator is not None and 0 < value.denominator < LEAST_BASE:
        return True
    if value.numerator is None:
        return False
    return any(0 < part <= SMALL for part in (value.numerator, (value.denominator or 0) - value.numerator))


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
