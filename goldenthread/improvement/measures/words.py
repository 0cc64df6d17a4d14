"""What a trend says, in sentences that anybody can read."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import Value
from .models import Measure
from .statistics import Assurance, Signal, Variation
from .statistics.xmr import LEAST
from .trend import Trend
from .units import day, spoken, target_level

#: The NHS's icons in words: a short name for a tag with its colour, and a sentence.
VARIATION = {
    Variation.IMPROVING: ("Improving", "green", "The latest value is better than usual, by more than chance."),
    Variation.CONCERNING: ("Getting worse", "red", "The latest value is worse than usual, by more than chance."),
    Variation.USUAL: ("As usual", "grey", "The values go up and down as they usually do. Nothing has changed by more than chance."),
    Variation.HIGHER: ("Higher", "purple", "The latest value is higher than usual, by more than chance. Neither way is better."),
    Variation.LOWER: ("Lower", "purple", "The latest value is lower than usual, by more than chance. Neither way is better."),
    Variation.TOO_FEW: ("Too few values", "grey", f"There are too few values to say what is usual: it takes {LEAST}."),
}
ASSURANCE = {
    Assurance.MET: ("Target reliably met", "green", "Judged by all the values so far, the target is reliably met."),
    Assurance.HIT_OR_MISS: ("Target by chance", "yellow", "Judged by all the values so far, the target is sometimes met and sometimes missed, by chance."),
    Assurance.MISSED: ("Target out of reach", "red", "Judged by all the values so far, the target is out of reach unless something changes."),
    Assurance.UNKNOWN: ("", "", ""),
}
WHY = {
    Signal.OUTSIDE: "outside the limits of what is usual",
    Signal.SHIFT: "one of seven or more in a row on one side of the mean",
    Signal.TREND: "one of six or more in a row that go one way",
    Signal.NEAR_LIMIT: "one of two among three close to a limit",
}


@dataclass(frozen=True)
class Tag:
    """A word on a colour."""

    word: str
    colour: str


def standing(trend: Trend) -> Tag:
    """How the measure stands to its target, in a word or two."""
    return stands(trend.met, trend.value.value, hidden=trend.value.hidden)


def stands(met: bool | None, value: float | None, *, hidden: bool = False) -> Tag:
    """The same of a value alone."""
    if value is None:
        return Tag("Too small to show" if hidden else "No value yet", "grey")
    if met is None:
        return Tag("No target to meet", "grey")
    return Tag("Target met", "green") if met else Tag("Target not met", "yellow")


def told(trend: Trend) -> list[str]:
    """The sentences beside the chart, the most useful first."""
    measure, said = trend.measure, [headline(trend)]
    if trend.points:
        said.append(VARIATION[trend.variation][2])
        if trend.variation in (Variation.IMPROVING, Variation.CONCERNING, Variation.HIGHER, Variation.LOWER):
            said.append(f"It is {', and '.join(WHY[signal] for signal in Signal if signal in trend.chart.signals[-1])}.")
    if ASSURANCE[trend.assurance][2]:
        said.append(ASSURANCE[trend.assurance][2])
    if trend.chart.lower is not None and trend.chart.trial:
        said.append("With fewer than thirteen values the limits are on trial.")
    if trend.forecast:
        said.append(forecast_words(trend))
    if trend.expected is not None and measure.due_on and trend.at < measure.due_on:
        said.append(f"On the way from its start to its target it would be at {spoken(trend.expected, measure.unit)} by now.")
    return said


def headline(trend: Trend) -> str:
    """The value and how it stands, in a sentence."""
    return value_sentence(trend.measure, trend.value, trend.met)


def value_sentence(measure: Measure, value: Value, met: bool | None) -> str:
    """One value in a sentence."""
    if value.value is None:
        return value.reason or "There is no value yet."
    said = f"{spoken(value.value, measure.unit)} on {day(value.on)}" if value.on else spoken(value.value, measure.unit)
    if met is None:
        return f"{said}."
    return f"{said}. That {'meets' if met else 'does not meet'} the target: {target_level(measure)}."


def forecast_words(trend: Trend) -> str:
    """Where it is likely to be on the day that it is due, and how that was worked out."""
    ahead, unit = trend.forecast, trend.measure.unit
    assert ahead is not None
    way = "go on along their line" if ahead.slope else "stay as they are"
    reach = ""
    if trend.goal:
        ends = [trend.goal.met_by(level) for level in (ahead.low, ahead.expected, ahead.high)]
        reach = " That reaches the target." if all(ends) else " That does not reach the target." if not any(ends) else " That may reach the target or miss it."
    return (
        f"If the last {ahead.points} values {way}, {spoken(ahead.expected, unit)} is expected on {day(ahead.on)}, "
        f"and between {spoken(ahead.low, unit)} and {spoken(ahead.high, unit)} four times in five.{reach}"
    )
