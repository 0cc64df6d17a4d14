"""A figure in words, in a table and in pictures: the same numbers on the page, in its file and in its charts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from goldenthread.core.charts import Chart, Series, bars_across, line_chart, sparkline
from goldenthread.core.words import in_a_sentence

from .behind import Behind
from .declared import Figure, Indicator
from .figures import dimension_of
from .guard import guarded

HIDDEN = "*"
NONE = "–"
_UNITS = {"%": "%", "count": "", "weeks": " weeks", "days": " days"}
GOOD = {"high": "More is better", "low": "Less is better", "none": "Neither more nor less is better of itself"}


def unit_of(indicator: Indicator) -> str:
    return _UNITS.get(indicator.unit, f" {indicator.unit}")


def number(value: int | float | None, *, hidden: bool = False) -> str:
    """A number as people read it. One that is hidden is a star, one that there is not a dash."""
    if value is None:
        return HIDDEN if hidden else NONE
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def value(indicator: Indicator, found: float | None, *, hidden: bool = False) -> str:
    """A value with its unit."""
    words = number(found, hidden=hidden)
    return words if found is None else f"{words}{unit_of(indicator)}"


def headline(figure: Figure) -> str:
    """The value of the whole; of shares by reason, how many there are."""
    if figure.indicator.parts_of_whole:
        return number(figure.denominator, hidden=figure.hidden)
    return value(figure.indicator, figure.value, hidden=_starred(figure))


def _starred(figure: Figure) -> bool:
    """Whether a missing value is one that is hidden, and not one that there is not."""
    return figure.hidden and figure.complete and figure.denominator != 0


def when(figure: Figure) -> str:
    """The time that a figure counts over, in words."""
    if figure.indicator.period == "as at":
        return f"as at {day(figure.at)}"
    said = f"from {day(figure.window.since)} to {day(figure.window.until)}"
    return said if figure.window.until == figure.at else f"{said}, as it stood on {day(figure.at)}"


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def sentence(figure: Figure) -> str:
    """What a figure says, in one sentence."""
    indicator = figure.indicator
    of = "" if figure.denominator is None and not indicator.denominator else f" of {number(figure.denominator, hidden=figure.hidden)}"
    if not figure.complete:
        return f"There is no value {when(figure)}: the record does not hold that time whole."
    if indicator.parts_of_whole:
        return f"{number(figure.denominator, hidden=figure.hidden)} {when(figure)}."
    if indicator.denominator and figure.denominator == 0:
        return f"There was nothing to count {when(figure)}."
    if indicator.counting and indicator.counting.measure and indicator.unit != "%":
        return f"{headline(figure)} {when(figure)}, over {number(figure.denominator, hidden=figure.hidden)}."
    return f"{number(figure.numerator, hidden=figure.hidden)}{of} {when(figure)}."


def behind(found: Behind, *, exact: bool) -> list[str]:
    """The figure that children stand behind, and what pages said until it was counted with them."""
    now = guarded(found.figure, exact=exact)
    words = sentence(now)
    if words[:1].isdigit() or words.startswith(HIDDEN):
        words = f"The figure is {headline(now)}: {words}" if now.indicator.unit == "%" and not now.indicator.parts_of_whole else f"The figure is {words}"
    told = [f"{words} It was counted now."]
    if found.before is not None:
        at = f" when it was counted at {timezone.localtime(found.counted_at):%H:%M}" if found.counted_at else ""
        then = headline(guarded(found.before, exact=exact))
        told.append(f"It was {then}{at}. Something was recorded since that changes it, so all figures of today were counted again: every page shows the new ones.")
    return told


def readable(sql: str) -> str:
    """A statement over several lines, broken before each of its parts."""
    words = " ".join(sql.replace("%%", "%").split())
    return re.sub(r"(?<!LEFT)(?<!CROSS) (?=(?:FROM|LEFT JOIN|CROSS JOIN|JOIN|WHERE|GROUP BY|UNION ALL|ORDER BY|WHEN|ELSE|AND EXISTS)\b)|(?<=,) (?=count\(|EXISTS|CASE|\()", "\n  ", words)


def moved(figures: Sequence[Figure]) -> str:
    """How a history went, in one sentence."""
    known = [(one, shown) for one in figures if (shown := _shown(one)) is not None]
    if len(known) < 2:
        return "There are too few months with a value to show how it moved."
    (first, began), (last, ended) = known[0], known[-1]
    indicator, change = last.indicator, round(ended - began, 1)
    way = "stayed at" if not change else "rose to" if change > 0 else "fell to"
    start = "" if not change else f", from {_with_unit(indicator, began)} at the end of {first.at:%B %Y}"
    better = "" if not change or indicator.good == "none" else " That is better." if (change > 0) == (indicator.good == "high") else " That is worse."
    return f"It {way} {_with_unit(indicator, ended)} at the end of {last.at:%B %Y}{start}.{better}"


def _with_unit(indicator: Indicator, shown: float) -> str:
    return number(shown) if indicator.parts_of_whole else value(indicator, shown)


def history_chart(figures: Sequence[Figure]) -> Chart:
    """The value at the ends of months."""
    indicator = figures[0].indicator
    whole = "at the end of each month" if indicator.period == "as at" else "in the 12 months to the end of each month"
    return line_chart(
        identity="history", title=f"{indicator.name}, {whole}", labels=[f"{one.at:%b %Y}" for one in figures], series=[Series(indicator.name, [_shown(one) for one in figures])],
        unit="" if indicator.parts_of_whole else unit_of(indicator), whole=indicator.unit == "count" or bool(indicator.parts_of_whole), sentence=moved(figures),
    )  # fmt: skip


def _shown(one: Figure) -> float | None:
    return float(one.denominator) if one.indicator.parts_of_whole and one.denominator is not None else one.value


def trend(figures: Sequence[Figure]) -> Chart:
    """The same, small enough for a list."""
    indicator = figures[0].indicator
    return sparkline(
        identity=f"trend-{indicator.code.lower()}", title=indicator.name, labels=[f"{one.at:%b %Y}" for one in figures], values=[_shown(one) for one in figures], unit="" if indicator.parts_of_whole else unit_of(indicator),
    )  # fmt: skip


def parts_chart(figure: Figure) -> Chart:
    """The value of each part as bars."""
    dimension = dimension_of(figure.by or "")
    known = [part for part in figure.parts if part.value is not None]
    most = max(known, key=lambda part: part.value or 0, default=None)
    said = f"Highest for {most.label}: {value(figure.indicator, most.value)}." if most else "No part can be shown."
    return bars_across(
        identity="parts", title=f"{figure.indicator.name}, by {in_a_sentence(dimension.heading)}", labels=[part.label for part in known], values=[part.value for part in known],
        value_name=figure.indicator.name, heading=dimension.heading, unit=unit_of(figure.indicator), sentence=said,
    )  # fmt: skip


def table_of_parts(figure: Figure) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a breakdown, the whole last."""
    indicator, dimension = figure.indicator, dimension_of(figure.by or "")
    rows = [[part.label, *_numbers(figure, part.numerator, part.denominator, part.value)] for part in figure.parts]
    rows.append(["All", *_numbers(figure, figure.numerator, figure.denominator, figure.value)])
    return [dimension.heading, *_columns(indicator)], rows


def _columns(indicator: Indicator) -> list[str]:
    numbers = ["Numerator"] if not (indicator.counting and indicator.counting.measure and indicator.unit != "%") else []
    return [*numbers, *(["Denominator"] if indicator.denominator else []), "Value"] if indicator.unit != "count" else ["Number"]


def _numbers(figure: Figure, up: int | None, down: int | None, found: float | None) -> list[str]:
    indicator, hidden = figure.indicator, figure.hidden
    shown = value(indicator, found, hidden=hidden and figure.complete and down != 0)
    if indicator.unit == "count":
        return [shown]
    if indicator.parts_of_whole and up == down:
        shown = "100%" if down else NONE
    numbers = [number(up, hidden=hidden)] if "Numerator" in _columns(indicator) else []
    return [*numbers, *([number(down, hidden=hidden)] if indicator.denominator else []), shown]

