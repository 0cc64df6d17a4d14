"""Numbers of a measure in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from .models import Measure

#: How a number of each unit is said: what stands before it, after it, and after a single one.
_SAID = {
    "percent": ("", "%", "%"), "number": ("", "", ""), "days": ("", " days", " day"), "yearly": ("", " a year", " a year"), "score": ("", " points", " point"),
    "pounds": ("£", "", ""),
}  # fmt: skip
#: The same on the axis of a picture.
AXIS = {"percent": "%", "pounds": "£"}


def spoken(value: Any, unit: str) -> str:
    """A value as people read it: 63.4%, 1,204, 42 days, £1,200; "Done" where it is done or not; "not known" for nothing."""
    if value is None:
        return "not known"
    if unit == Measure.Unit.DONE:
        return "Done" if value >= 1 else "Not done"
    before, after, one = _SAID[unit]
    rounded = round(float(value), 2 if unit == "pounds" and value != int(value) else 1)
    text = f"{abs(rounded):,.0f}" if rounded == int(rounded) else f"{abs(rounded):,.{2 if unit == 'pounds' else 1}f}"
    minus = "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{minus}{before}{text}{one if rounded == 1 else after}"


def day(on: date) -> str:
    """A day in words."""
    return f"{on.day} {on:%B %Y}"


def target_level(measure: Measure) -> str:
    """What the measure is to reach, without the day: "at least 95%"."""
    comparator = Measure.Comparator(measure.comparator)
    if measure.unit == Measure.Unit.DONE:
        return "done"
    if comparator in (Measure.Comparator.RISE, Measure.Comparator.FALL):
        return str(comparator.label) + (f" ({spoken(measure.baseline, measure.unit)})" if measure.baseline is not None else "")
    if comparator == Measure.Comparator.WATCH:
        return str(comparator.label)
    return "not set yet" if measure.target is None else f"{comparator.label} {spoken(measure.target, measure.unit)}"


def target_words(measure: Measure) -> str:
    """The same with its day: "at least 95% by 31 March 2027"."""
    level = target_level(measure)
    return f"{level} by {day(measure.due_on)}" if measure.due_on and measure.comparator != Measure.Comparator.WATCH else level
