"""Amounts as bars that lie: for names too long to stand under a bar."""

from __future__ import annotations

from collections.abc import Sequence

from .drawing import (
    LINE,
    NARROWEST,
    Chart,
    Series,
    Value,
    check,
    element,
    name_lines,
    nothing_to_show,
    percent,
    scale,
    spoken,
    table_of,
    text,
    wide_picture,
    width_of,
)

#: The height of a row, its name and its bar below it, and of the bar.
ROW, BAR = 46, 18


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
    """One bar a name, longest where the amount is, with its number at its end. As wide as its room."""
    series = [Series(value_name, list(values))]
    check(labels, series)
    if not labels or all(value is None for value in values):
        return nothing_to_show(identity, title, heading, series)
    numbers = max(width_of(spoken(value, unit)) for value in values) + 8
    along = scale([0, *values], start=0, end=max(40.0, 100 - 100 * numbers / NARROWEST))
    zero, top, parts = along(0), 0, []
    for label, value in zip(labels, values, strict=True):
        end = along(value or 0)
        for line in name_lines(label):
            parts.append(text(line, 0, top + 15))
            top += LINE
        if value:
            parts.append(element("rect", classes="gt-bar gt-s1", x=percent(zero), y=top + 2, width=percent(max(0.3, end - zero)), height=BAR))
        parts.append(text(spoken(value, unit), percent(end), top + 16, dx=6))
        top += ROW - LINE
    svg = wide_picture(identity, title, sentence, top + 2, parts)
    return Chart(svg, table_of(title, heading, labels, series, unit), sentence)
