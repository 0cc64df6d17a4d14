"""A value among others: each row a dot on its range, as a council among councils like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import (
    LINE,
    WIDTH,
    Chart,
    Table,
    Value,
    element,
    nothing_to_show,
    picture,
    scale,
    short,
    shortened,
    spoken,
    text,
    width_of,
)


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
    """One row a name: a bar from the lowest to the highest, and a dot for the value here."""
    levels = [level for row in rows for level in (row.value, row.low, row.high)]
    if all(level is None for level in levels):
        return nothing_to_show(identity, title, heading, [])
    names = min(260.0, max(width_of(row.name) for row in rows) + 14)
    along = scale(levels, start=names + 10, end=WIDTH - 70.0, whole=whole)
    bottom = len(rows) * 34 + 8
    parts = []
    last_end = -1.0
    for tick in along.ticks:
        x, label = along(tick), short(tick, along.step)
        label = f"£{label}" if unit == "£" else f"{label}{unit}"
        parts.append(element("line", classes="gt-axis" if tick == 0 else "gt-grid", x1=x, x2=x, y1=4, y2=bottom))
        if x - width_of(label) / 2 > last_end:
            parts.append(text(label, x, bottom + LINE, anchor="middle"))
            last_end = x + width_of(label) / 2 + 4
    for index, row in enumerate(rows):
        y = index * 34 + 22.0
        parts.append(text(shortened(row.name, names - 10), names, y + 4, anchor="end"))
        if row.low is not None and row.high is not None:
            start, end = along(row.low), along(row.high)
            parts.append(element("rect", classes="gt-range", x=start, y=y - 5, width=max(2.0, end - start), height=10))
        if row.value is not None:
            parts.append(element("circle", classes="gt-s1", cx=along(row.value), cy=y, r=7))
        parts.append(text(spoken(row.value, unit), WIDTH - 4, y + 4, anchor="end", classes="gt-label"))
    said = sentence or " ".join(_told(row, unit, low_name, high_name) for row in rows[:4])
    headings = [heading, value_name, low_name, high_name]
    table = Table(
        title,
        headings,
        [[row.name, spoken(row.value, unit), spoken(row.low, unit), spoken(row.high, unit)] for row in rows],
    )
    return Chart(picture(identity, title, said, WIDTH, bottom + LINE + 10, parts), table, said)


def _told(row: RangeRow, unit: str, low_name: str, high_name: str) -> str:
    others = ""
    if row.low is not None and row.high is not None:
        others = f" ({low_name.lower()} {spoken(row.low, unit)}, {high_name.lower()} {spoken(row.high, unit)})"
    return f"{row.name}: {spoken(row.value, unit)}{others}."
