"""What stands behind a measure: the children of its number, the numbers it is made of, and what in the plan it is tied to."""

from __future__ import annotations

from datetime import date

from goldenthread.insight.indicators.behind import Behind
from goldenthread.insight.indicators.behind import behind as behind_figure

from .figures import Value
from .models import Measure

#: The parts of a number that can be opened, as the indicators name them.
PARTS = {"numerator": "Those counted", "denominator": "All of them", "missed": "Those not counted"}


def behind(measure: Measure, *, at: date, part: str) -> Behind:
    """The children behind a measure's number, and the figure that they stand behind."""
    return behind_figure(measure.indicator, area=measure.plan.area_id, at=at, part=part)


def count_words(value: Value, measure: Measure) -> str:
    """The numbers that the value is made of: "57 of 90"."""
    if value.denominator is None:
        return ""
    if value.numerator is None:
        return f"{value.denominator:,.10g} counted" if not value.hidden and value.value is not None else ""
    if measure.kind == Measure.Kind.CHANGE and measure.source == Measure.Source.INDICATOR:
        return f"{value.numerator:,.10g}, and {value.denominator:,.10g} a year before"
    return f"{value.numerator:,.10g} of {value.denominator:,.10g}"


def described(measure: Measure) -> str:
    """What in the plan it tells of, in a few words."""
    if measure.action:
        return f"Action {measure.action.reference}".strip() if measure.action.reference else measure.action.words.splitlines()[0][:60]
    if measure.group:
        return measure.group.reference or (measure.group.title or measure.group.section.title)[:60]
    return "The plan as a whole"
