"""The review of a file before it is saved: tables that share their headings are named together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from .reading.assembling import layouts_of
from .reading.columns import MEANINGS, Layout
from .reading.grid import Source, Table
from .reading.placed import Read, ReadAction

#: Rows of a table that are shown as printed, and the letters of a cell.
FEW, SHORT = 3, 160
#: A file has at most so many tables whose columns are named one by one.
MOST = 60


@dataclass
class Alike:
    """Tables with the same columns. `name` begins the names of their choices in the form."""

    name: str
    headings: list[str]
    meanings: list[str]
    part: bool
    numbers: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Which tables these are."""
        if len(self.numbers) == 1:
            return f"Table {self.numbers[0]}"
        return f"Tables {', '.join(map(str, self.numbers[:-1]))} and {self.numbers[-1]}"


def alike(source: Source, said: Mapping[int, list[str]]) -> list[Alike]:
    """The file's tables, those of the plan first, put together where heading and meaning are the same."""
    layouts = layouts_of(source, said)
    found: dict[tuple[bool, int, tuple[str, ...]], Alike] = {}
    for table in source.tables:
        layout = layouts[table.number]
        headings = _headings(table, layout)
        meanings = [column.meaning for column in layout.columns] if layout else ["nothing"] * table.width
        own = (layout is not None, table.width, tuple(meanings) if layout else (str(table.number),))
        one = found.setdefault(own, Alike(f"t{table.number}", headings, meanings, layout is not None))
        one.numbers.append(table.number)
        if len(one.rows) < FEW:
            first = layout.last + 1 if layout else 0
            rows = islice((row for row in table.rows[first:] if any(cell.says for cell in row)), FEW - len(one.rows))
            one.rows += [[_short(cell.text) for cell in row] for row in rows]
    return sorted(found.values(), key=lambda one: (not one.part, one.numbers[0]))[:MOST]


def _headings(table: Table, layout: Layout | None) -> list[str]:
    if layout is None or layout.first < 0:
        return [f"Column {number}" for number in range(1, table.width + 1)]
    return [
        " ".join(filter(None, [_short(column.heading), column.period if column.period != column.heading else ""])) or f"Column {number}"
        for number, column in enumerate(layout.columns, 1)
    ]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"


def chosen(tables: Iterable[Alike], typed: Mapping[str, str]) -> dict[int, list[str]]:
    """What a person chose, table by table; only what differs from what is shown."""
    out = {}
    for one in tables:
        meanings = [typed.get(f"{one.name}c{at}", meaning) for at, meaning in enumerate(one.meanings)]
        meanings = [meaning if meaning in MEANINGS else "nothing" for meaning in meanings]
        if meanings != one.meanings:
            out.update(dict.fromkeys(one.numbers, meanings))
    return out


def read_from(read: Read, one: Alike) -> list[ReadAction]:
    """The first actions that were read from these tables."""
    return list(islice((action for action in read.actions if action.at.table in one.numbers), FEW))
