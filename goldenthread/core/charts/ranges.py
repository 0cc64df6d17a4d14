"""A value among others: each row a dot on its range, as a council among councils like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .drawing import (
    LINE,
    NARROWEST,
    Chart,
    Scale,
    Table,
    Value,
    element,
    name_lines,
    nothing_to_show,
    percent,
    scale,
    short,
    spoken,
    text,
    wide_picture,
    width_of,
)

#: The height of a row: its name, and its range below it.
ROW = 48


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A named value, with the lowest and highest of the others."""

    name: str
    value: Value
    low: Value = None
    high: Value = None


def range_chart(
    *,
    identity: str,
    title: str,
    rows: Sequence[RangeRow],
    heading: str = "",
    value_name: str = "Here",
    low_name: str = "Lowest",
    high_name: str = "Highest",
    unit: str = "",
    whole: bool = True,
    sentence: str | None = None,
) -> Chart:
    """One row a name: under it a bar from the lowest to the highest, and a dot for the value here. As wide as its room."""
    levels = [level for row in rows for level in (row.value, row.low, row.high)]
    if all(level is None for level in levels):
        return nothing_to_show(identity, title, heading, [])
    along = scale(levels, start=2.5, end=80, whole=whole)
    names = [name_lines(row.name if row.value is not None else f"{row.name}: {spoken(row.value, unit)}") for row in rows]
    bottom = 4.0 + sum(ROW + LINE * (len(lines) - 1) for lines in names)
    parts = []
    for tick, label in shown_ticks(along, unit):
        x = percent(along(tick))
        parts.append(element("line", classes="gt-axis" if tick == 0 else "gt-grid", x1=x, x2=x, y1=0, y2=bottom))
        if label:
            parts.append(text(label, x if tick != along.low else "0", bottom + LINE, anchor="middle" if tick != along.low else "start"))
    top = 0.0
    for row, lines in zip(rows, names, strict=True):
        parts.append(element("rect", classes="gt-behind", x=0, y=top + 1, width="100%", height=LINE * len(lines)))
        for line in lines:
            parts.append(text(line, 0, top + 16))
            top += LINE
        y = top + 14
        top += ROW - LINE
        if row.low is not None and row.high is not None:
            start, end = along(row.low), along(row.high)
            parts.append(element("rect", classes="gt-range", x=percent(start), y=y - 5, width=percent(max(0.5, end - start)), height=10))
        if row.value is not None:
            parts.append(element("circle", classes="gt-s1", cx=percent(along(row.value)), cy=y, r=7))
            parts.append(text(spoken(row.value, unit), "100%", y + 5, anchor="end", classes="gt-label"))
    said = sentence or " ".join(_told(row, unit, low_name, high_name) for row in rows[:4])
    headings = [heading, value_name, low_name, high_name]
    table = Table(
        title,
        headings,
        [[row.name, spoken(row.value, unit), spoken(row.low, unit), spoken(row.high, unit)] for row in rows],
    )
    return Chart(wide_picture(identity, title, said, bottom + LINE + 8, parts), table, said)


def shown_ticks(along: Scale, unit: str) -> list[tuple[float, str]]:
    """Round numbers of a scale across in percents, with their words where the narrowest picture has room for them."""
    said = [f"£{short(tick, along.step)}" if unit == "£" else f"{short(tick, along.step)}{unit}" for tick in along.ticks]
    room = (along(along.ticks[1]) - along(along.ticks[0])) * NARROWEST / 100
    every = max(1, ceil((max(map(width_of, said)) + 6) / room))
    return [(tick, words if index % every == 0 else "") for index, (tick, words) in enumerate(zip(along.ticks, said, strict=True))]


def _told(row: RangeRow, unit: str, low_name: str, high_name: str) -> str:
    others = ""
    if row.low is not None and row.high is not None:
        others = f" ({low_name.lower()} {spoken(row.low, unit)}, {high_name.lower()} {spoken(row.high, unit)})"
    return f"{row.name}: {spoken(row.value, unit)}{others}."
