"""Amounts as bars that lie: for names too long to stand under a bar."""

from __future__ import annotations

from collections.abc import Sequence

from .drawing import (
    WIDTH,
    Chart,
    Series,
    Value,
    check,
    element,
    nothing_to_show,
    picture,
    scale,
    shortened,
    spoken,
    table_of,
    text,
    width_of,
)

ROW, BAR = 30, 18


def bars_across(
    *,
    identity: str,
    title: str,
    labels: Sequence[str],
    values: Sequence[Value],
    value_name: str,
    heading: str = "",
    unit: str = "",
    sentence: str,
) -> Chart:
    """One bar a name, longest where the amount is, with its number at its end."""
    series = [Series(value_name, list(values))]
    check(labels, series)
    if not labels or all(value is None for value in values):
        return nothing_to_show(identity, title, heading, series)
    names = min(330.0, max(width_of(label) for label in labels) + 10)
    numbers = max(width_of(spoken(value, unit)) for value in values) + 10
    along = scale([0, *values], start=names + 6, end=WIDTH - numbers)
    bottom = len(labels) * ROW + 4.0
    parts = []
    for index, (label, value) in enumerate(zip(labels, values, strict=True)):
        middle = index * ROW + ROW / 2
        parts.append(text(shortened(label, names), names, middle + 5, anchor="end"))
        end = along(value or 0)
        if value:
            parts.append(element("rect", classes="gt-bar gt-s1", x=along(0), y=middle - BAR / 2, width=max(1.0, end - along(0)), height=BAR))
        parts.append(text(spoken(value, unit), end + 6, middle + 5))
    parts.append(element("line", classes="gt-axis", x1=along(0), x2=along(0), y1=0, y2=bottom))
    svg = picture(identity, title, sentence, WIDTH, bottom + 4, parts)
    return Chart(svg, table_of(title, heading, labels, series, unit), sentence)
