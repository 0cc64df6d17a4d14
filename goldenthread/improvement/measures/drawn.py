"""The process-behaviour chart of a measure: a picture, a table of the same numbers, and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from goldenthread.core.charts import Chart, Series
from goldenthread.core.charts.drawing import (
    LINE,
    WIDTH,
    Scale,
    Table,
    element,
    label_axis,
    nothing_to_show,
    picture,
    room_for_ticks,
    scale,
    shortened,
    text,
    value_axis,
)

from .trend import Trend
from .units import AXIS, spoken
from .words import WHY, told

HEIGHT = 260
#: Room at the right for the range of the forecast and the names of levels.
BESIDE = 176


def behaviour_chart(trend: Trend, *, identity: str = "trend") -> Chart:
    """Values with their mean, the limits of what is usual, the target across, and what is expected on the day it is due.
    An unusual value is a square; the table says why."""
    measure, known = trend.measure, trend.known
    title = f"{measure.words}: over time"
    if not known:
        return nothing_to_show(identity, title, "Until", [Series("Value", [])])
    labels = [f"{each.on:%b %Y}" for each in known if each.on]
    values = [each.value or 0.0 for each in known]
    levels: list[float | None] = [*values, trend.chart.lower, trend.chart.upper, trend.goal.level if trend.goal else None]
    if trend.forecast:
        levels += [trend.forecast.low, trend.forecast.high]
    unit = AXIS.get(measure.unit, "")
    along = scale(levels, start=HEIGHT, end=LINE, whole=False, from_zero=measure.unit != "percent" or min(values) < 40)
    left, right = room_for_ticks(along, unit), WIDTH - (BESIDE if trend.forecast or trend.goal or trend.chart.lower is not None else 12.0)
    step = (right - left - 20) / max(1, len(labels) - 1)
    places = [left + 10 + index * step for index in range(len(labels))] if len(labels) > 1 else [(left + right) / 2]
    under, room = label_axis(labels, places, HEIGHT, step if len(labels) > 1 else right - left)
    parts = [*_usual(trend, along, left, right), *value_axis(along, left, right, unit), *under, *_levels(trend, along, left, right), *_values(trend, places, along, values)]
    if trend.forecast:
        parts += _ahead(trend, along, right)
    said = " ".join(told(trend)[:3])
    return Chart(picture(identity, title, said, WIDTH, HEIGHT + room + 4, parts), table_of(trend, title), said)


def table_of(trend: Trend, title: str) -> Table:
    """Every point, the unusual ones with why; those without a value say why too."""
    measure, rows, place = trend.measure, [], 0
    for each in trend.points:
        until = f"{each.on.day} {each.on:%B %Y}" if each.on else ""
        if each.value is None:
            rows.append([until, "Hidden" if each.hidden else "None", each.reason])
            continue
        why = ", ".join(WHY[signal] for signal in WHY if signal in trend.chart.signals[place])
        rows.append([until, spoken(each.value, measure.unit), why.capitalize() or "As usual"])
        place += 1
    return Table(title, ["Until", "Value", "What it tells"], rows)


def _usual(trend: Trend, along: Scale, left: float, right: float) -> list[Markup]:
    """The band of what is usual."""
    if trend.chart.lower is None or trend.chart.upper is None:
        return []
    top, bottom = along(min(trend.chart.upper, along.high)), along(max(trend.chart.lower, along.low))
    return [element("rect", classes="gt-range", x=left, y=top, width=right - left, height=max(1.0, bottom - top), fill_opacity="0.4")]


def _levels(trend: Trend, along: Scale, left: float, right: float) -> list[Markup]:
    """The mean and the target across, named at the right, one below the other where they are close."""
    parts, unit = [], trend.measure.unit
    named = [("Mean", trend.chart.mean)] if trend.chart.lower is not None else []
    if trend.goal:
        named.append(("Start" if trend.goal.from_start else "Target", trend.goal.level))
    below = 0.0
    for name, level in sorted(((name, level) for name, level in named if level is not None), key=lambda one: -one[1]):
        y = along(level)
        parts.append(element("line", classes="gt-ref" if name != "Mean" else "gt-axis", x1=left, x2=right, y1=y, y2=y))
        below = max(y + 5, below + LINE)
        parts.append(text(shortened(f"{name} {spoken(level, unit)}", BESIDE - 30), WIDTH, below, anchor="end", classes="gt-label"))
    return parts


def _values(trend: Trend, places: Sequence[float], along: Scale, values: Sequence[float]) -> list[Markup]:
    points = " ".join(f"{x:g},{along(value):g}" for x, value in zip(places, values, strict=True))
    parts = [element("polyline", classes="gt-line gt-s1", points=points)] if len(values) > 1 else []
    for x, value, signals in zip(places, values, trend.chart.signals, strict=True):
        y = along(value)
        if signals:
            parts.append(element("rect", classes="gt-s2", x=x - 6, y=y - 6, width=12, height=12))
        else:
            parts.append(element("circle", classes="gt-s1", cx=x, cy=y, r=4))
    return parts


def _ahead(trend: Trend, along: Scale, right: float) -> list[Markup]:
    """The range that is expected on the day it is due, at the right edge, with its month below the axis."""
    ahead = trend.forecast
    assert ahead is not None
    x = right + 26
    low, high = along(max(ahead.low, along.low)), along(min(ahead.high, along.high))
    return [
        element("line", classes="gt-ref", x1=x, x2=x, y1=low, y2=high),
        element("line", classes="gt-ref", x1=x - 6, x2=x + 6, y1=low, y2=low),
        element("line", classes="gt-ref", x1=x - 6, x2=x + 6, y1=high, y2=high),
        element("path", classes="gt-s4", d=f"M{x:g} {along(ahead.expected) - 6:g}l6 6l-6 6l-6 -6z"),
        text(f"expected {ahead.on:%b %Y}", WIDTH, HEIGHT + 18, anchor="end"),
    ]
