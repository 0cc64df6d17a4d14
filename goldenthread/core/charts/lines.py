"""Values over time as lines, and the same in a small space."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from .drawing import (
    LINE,
    NARROW,
    WIDTH,
    Chart,
    Legend,
    Scale,
    Series,
    Value,
    check,
    element,
    label_axis,
    nothing_to_show,
    picture,
    room_for_ticks,
    scale,
    shortened,
    spoken,
    table_of,
    text,
    value_axis,
    width_of,
)

HEIGHT = 260
#: The same on a telephone, and how many pixels apart points must lie for each to have its mark there.
LOW, CLOSE = 220, 9


def line_chart(
    *,
    identity: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    heading: str = "Month",
    unit: str = "",
    reference: tuple[str, float] | None = None,
    whole: bool = True,
    sentence: str | None = None,
) -> Chart:
    """Lines over labels in order. A gap in the values is a gap in the line. ``reference`` is a level drawn across, by name."""
    check(labels, series)
    if not _known(series):
        return nothing_to_show(identity, title, heading, series)
    said = sentence or _sentence(labels, series, unit)

    def drawn(named: str, width: float) -> Markup:
        legend = Legend([one.name for one in series], _mark, width)
        top, bottom = legend.height + (LINE if reference else 12), legend.height + (HEIGHT if width == WIDTH else LOW)
        levels = [value for one in series for value in one.values] + ([reference[1]] if reference else [])
        along = scale(levels, start=bottom, end=top, whole=whole)
        left, right = room_for_ticks(along, unit), width - 12.0
        step = (right - left - 20) / max(1, len(labels) - 1)
        places = [left + 10 + index * step for index in range(len(labels))] if len(labels) > 1 else [(left + right) / 2]
        under, room = label_axis(labels, places, bottom, step if len(labels) > 1 else right - left, width)
        parts = [*legend.parts, *value_axis(along, left, right, unit), *under]
        if reference:
            parts += _reference(reference, along, left, right, unit)
        for index, one in enumerate(series):
            parts += _line(index, one.values, places, along, "all" if step >= CLOSE else "alone")
        return picture(named, title, said, width, bottom + room + 4, parts)

    return Chart(drawn(identity, WIDTH), table_of(title, heading, labels, series, unit), said, drawn(f"{identity}-narrow", NARROW))


def sparkline(
    *, identity: str, title: str, labels: Sequence[str], values: Sequence[Value], heading: str = "Month", unit: str = ""
) -> Chart:
    """One line small enough for a table's cell, with its end marked."""
    series = [Series(title, values)]
    check(labels, series)
    said = _sentence(labels, series, unit)
    table = table_of(title, heading, labels, series, unit)
    known = [value for value in values if value is not None]
    if not known:
        return Chart(_small(picture(identity, title, "No numbers yet.", 120, 28, [text("–", 6, 18)])), table, "No numbers yet.")
    along = scale(values, start=24, end=4, whole=False, from_zero=False)
    step = 108 / max(1, len(values) - 1)
    places = [6 + index * step for index in range(len(values))] if len(values) > 1 else [60.0]
    parts = _line(0, values, places, along, markers="end")
    return Chart(_small(picture(identity, title, said, 120, 28, parts)), table, said)


def _small(svg: Markup) -> Markup:
    return svg.replace("<svg ", Markup('<svg class="gt-spark" '), 1)


def _known(series: Sequence[Series]) -> bool:
    return any(value is not None and math.isfinite(value) for one in series for value in one.values)


def _runs(values: Sequence[Value]) -> list[list[int]]:
    """The places of values that follow one another without a gap."""
    runs: list[list[int]] = [[]]
    for index, value in enumerate(values):
        if value is not None and math.isfinite(value):
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _line(
    number: int, values: Sequence[Value], places: Sequence[float], along: Scale, markers: str = "all"
) -> list[Markup]:
    parts = []
    runs = _runs(values)
    for run in runs:
        points = " ".join(f"{places[index]:g},{along(values[index] or 0):g}" for index in run)
        if len(run) > 1:
            parts.append(element("polyline", classes=f"gt-line gt-s{number + 1}", points=points))
    shown = [index for run in runs for index in run]
    if markers == "end":
        shown = shown[-1:]
    elif markers == "alone" or len(shown) > 40:
        shown = [index for run in runs if len(run) == 1 for index in run]
    return parts + [_marker(number, places[index], along(values[index] or 0)) for index in shown]


def _marker(number: int, x: float, y: float) -> Markup:
    """A point: each series has a shape of its own, so that no colour is needed to tell them apart."""
    classes = f"gt-s{number + 1}"
    match number % 6:
        case 0:
            return element("circle", classes=classes, cx=x, cy=y, r=4)
        case 1:
            return element("rect", classes=classes, x=x - 4, y=y - 4, width=8, height=8)
        case 2:
            return element("path", classes=classes, d=f"M{x:g} {y - 5:g}l5 9h-10z")
        case 3:
            return element("path", classes=classes, d=f"M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z")
        case 4:
            return element("path", classes=classes, d=f"M{x:g} {y + 5:g}l5 -9h-10z")
        case _:
            return element("path", classes=classes, d=f"M{x - 5:g} {y - 2:g}h3v-3h4v3h3v4h-3v3h-4v-3h-3z")


def _mark(number: int, x: float, y: float) -> Markup:
    return element("line", classes=f"gt-line gt-s{number + 1}", x1=x, x2=x + 26, y1=y, y2=y) + _marker(
        number, x + 13, y
    )


def _reference(reference: tuple[str, float], along: Scale, left: float, right: float, unit: str) -> list[Markup]:
    name, level = reference
    y = along(level)
    words = shortened(f"{name}: {spoken(level, unit)}", right - left)
    return [
        element("line", classes="gt-ref", x1=left, x2=right, y1=y, y2=y),
        element(
            "rect",
            classes="gt-behind",
            x=right - width_of(words) - 4,
            y=y - LINE,
            width=width_of(words) + 4,
            height=LINE - 3,
        ),
        text(words, right, y - 5, anchor="end", classes="gt-label"),
    ]


def _sentence(labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    told = []
    for one in series:
        known = [(label, value) for label, value in zip(labels, one.values, strict=True) if value is not None]
        if not known:
            told.append(f"{one.name}: not known")
            continue
        (first_label, first), (last_label, last) = known[0], known[-1]
        if len(known) == 1:
            told.append(f"{one.name}: {spoken(first, unit)} in {first_label}")
            continue
        verb = "rose" if last > first else "fell" if last < first else "stayed"
        change = f"at {spoken(first, unit)}" if last == first else f"from {spoken(first, unit)} to {spoken(last, unit)}"
        told.append(f"{one.name} {verb} {change} between {first_label} and {last_label}")
    return "; ".join(told) + "."
