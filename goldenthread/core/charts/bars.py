"""Amounts as bars: side by side, or one upon another."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from .drawing import (
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
    spoken,
    table_of,
    text,
    value_axis,
    width_of,
)

HEIGHT = 260
#: The same on a telephone.
LOW = 220


def bar_chart(
    *,
    identity: str,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    heading: str = "",
    unit: str = "",
    stacked: bool = False,
    whole: bool = True,
    sentence: str | None = None,
) -> Chart:
    """Bars over labels; with several series side by side, or ``stacked``."""
    check(labels, series)
    if not labels or all(value is None for one in series for value in one.values):
        return nothing_to_show(identity, title, heading, series)
    said = sentence or _sentence(labels, series, unit, stacked=stacked)
    draw = _stacked if stacked else _grouped

    def drawn(named: str, width: float) -> Markup:
        legend = Legend([one.name for one in series], _mark, width)
        top, bottom = legend.height + 20, legend.height + (HEIGHT if width == WIDTH else LOW)
        along = scale(
            _ends(series) if stacked else [value for one in series for value in one.values],
            start=bottom,
            end=top,
            whole=whole,
        )
        left = room_for_ticks(along, unit)
        step = (width - left) / len(labels)
        places = [left + (index + 0.5) * step for index in range(len(labels))]
        under, room = label_axis(labels, places, bottom, step, width)
        parts = [*legend.parts, *value_axis(along, left, width, unit), *under]
        for index, place in enumerate(places):
            parts += draw([one.values[index] for one in series], place, step, along, unit)
        return picture(named, title, said, width, bottom + room + 4, parts)

    return Chart(drawn(identity, WIDTH), table_of(title, heading, labels, series, unit), said, drawn(f"{identity}-narrow", NARROW))


def _grouped(values: Sequence[Value], place: float, step: float, along: Scale, unit: str) -> list[Markup]:
    width = min(56.0, step * 0.76 / len(values))
    start = place - width * len(values) / 2
    parts = []
    for number, value in enumerate(values):
        if value is None:
            continue
        x = start + number * width
        y, zero = along(value), along(0)
        parts.append(_bar(number, x, min(y, zero), width, abs(zero - y)))
        words = spoken(value, unit)
        if width_of(words) <= width + 2 or (len(values) == 1 and width_of(words) <= step - 4):
            parts.append(text(words, x + width / 2, (y - 5) if value >= 0 else (y + 14), anchor="middle"))
    return parts


def _stacked(values: Sequence[Value], place: float, step: float, along: Scale, unit: str) -> list[Markup]:
    width = min(64.0, step * 0.76)
    parts = []
    above = below = 0.0
    for number, value in enumerate(values):
        if not value:
            continue
        start = above if value > 0 else below
        end = start + value
        above, below = (end, below) if value > 0 else (above, end)
        y = min(along(start), along(end))
        parts.append(_bar(number, place - width / 2, y, width, abs(along(start) - along(end))))
    return parts


def _bar(number: int, x: float, y: float, width: float, height: float) -> Markup:
    """A bar. From the second series on it carries a pattern too, so that no colour is needed to tell them apart."""
    bar = element("rect", classes=f"gt-bar gt-s{number + 1}", x=x, y=y, width=width, height=max(height, 0.5))
    stripes = {1: (8, 0), 2: (5, 5), 3: (4, 0), 4: (9, 9), 5: (3, 3)}.get(number)
    if not stripes or height < 6:
        return bar
    apart, slope = stripes
    lines, at = [], y + apart
    while at < y + height - 1:
        lines.append(f"M{x + 1:g} {at:g}L{x + width - 1:g} {max(y, at - slope):g}")
        at += apart
    return bar + element("path", classes="gt-stripe", d="".join(lines)) if lines else bar


def _mark(number: int, x: float, y: float) -> Markup:
    return _bar(number, x + 2, y - 8, 24, 14)


def _ends(series: Sequence[Series]) -> list[float]:
    columns = list(zip(*(one.values for one in series), strict=True))
    above = [sum(value for value in column if value and value > 0) for column in columns]
    below = [sum(value for value in column if value and value < 0) for column in columns]
    return [float(end) for end in above + below]


def _sentence(labels: Sequence[str], series: Sequence[Series], unit: str, *, stacked: bool) -> str:
    if stacked:
        totals: list[Value] = [sum(one.values[index] or 0 for one in series) for index in range(len(labels))]
        return _range("Together", labels, totals, unit)
    return " ".join(_range(one.name, labels, one.values, unit) for one in series)


def _range(name: str, labels: Sequence[str], values: Sequence[Value], unit: str) -> str:
    known = [(value, label) for value, label in zip(values, labels, strict=True) if value is not None]
    if not known:
        return f"{name}: not known."
    most, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
    if len(known) == 1:
        return f"{name}: {spoken(most[0], unit)} for {most[1]}."
    if most[0] == least[0]:
        return f"{name}: {spoken(most[0], unit)} for each."
    return f"{name}: highest for {most[1]} ({spoken(most[0], unit)}), lowest for {least[1]} ({spoken(least[0], unit)})."
