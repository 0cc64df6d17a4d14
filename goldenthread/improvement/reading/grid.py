"""What a file holds before anybody has said what it means: paragraphs and tables of cells, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .placed import Read

_SAYS = re.compile(r"[^\W_]").search


def says(text: str) -> bool:
    """Whether there is a letter or a figure in it."""
    return _SAYS(text) is not None


#: More rows than this are not an improvement plan, but a register or an export.
MOST_ROWS = 5_000
MOST_COLUMNS = 100


class Cell(NamedTuple):
    """One cell. `fill` is its shading as six hexadecimal digits, or nothing; `continues` says that it is the lower part of
    a merged cell, whose words stand above; `tables` are those within it."""

    lines: tuple[str, ...] = ()
    fill: str = ""
    continues: bool = False
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """All its lines as one."""
        lines = self.lines
        return lines[0] if len(lines) == 1 else "\n".join(lines)

    @property
    def says(self) -> bool:
        """Whether there is a word or a number in it, or a table."""
        for line in self.lines:
            if _SAYS(line):
                return True
        return bool(self.tables)

    @property
    def looks(self) -> bool:
        """Whether there is anything in it at all: something said, or a shade."""
        return bool(self.fill) or self.says


@dataclass(frozen=True)
class Table:
    """A table by its number in the file (or its sheet's name), its rows as wide as the widest."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""

    @property
    def width(self) -> int:
        """How many columns."""
        return max((len(row) for row in self.rows), default=0)

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell that says something, with the numbers of its row (from 1) and column (from 0)."""
        for line, row in enumerate(self.rows, 1):
            for column, cell in enumerate(row):
                if cell.says:
                    yield line, column, cell


@dataclass(frozen=True)
class Paragraph:
    """Words between tables."""

    text: str


@dataclass
class Source:
    """A file as it was read. `notes` are sentences about how it was read that a person should know. `own` is the plan itself
    where the file was written here, and says by its own marks what each word is."""

    title: str
    blocks: list[Paragraph | Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: Read | None = None

    @property
    def tables(self) -> list[Table]:
        """The tables alone."""
        return [block for block in self.blocks if isinstance(block, Table)]
