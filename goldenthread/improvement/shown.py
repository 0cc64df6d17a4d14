"""A plan's own grid as a page shows it: rows with their cells, an objective's over all of its actions, ratings as tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .out.grid import Column, Grid, Put, Row
from .reading.placed import ReadAction, ReadGroup, ReadSection

#: The design system's tags nearest to a plan's colours; the colour is always written too.
TAGS = {"blue": "blue", "green": "green", "amber": "yellow", "yellow": "yellow", "red": "red", "pink": "pink", "purple": "purple", "grey": "grey", "white": "grey"}
NOT_RATED = "Not rated yet"


@dataclass(frozen=True)
class Colour:
    """A rating as it is shown: a word on its colour, and what the plan means by it."""

    word: str
    tag: str
    meaning: str
    period: str = ""


@dataclass(frozen=True)
class ShownCell:
    """A cell, its column, and over how many rows it stands."""

    column: Column
    pieces: list[Put]
    rows: int = 1


@dataclass(frozen=True)
class ShownRow:
    """A row: its cells, or words over its whole width. `name` says which action it is, for links that need to."""

    cells: list[ShownCell]
    over: list[Put]
    action: ReadAction | None
    name: str = ""
    #: The group whose name is in this row.
    group: ReadGroup | None = None


def colour_of(piece: Put) -> Colour:
    """A rating in the words and the colour of the plan's scale."""
    if not piece.colour:
        word = piece.words if any(character.isalnum() for character in piece.words) else NOT_RATED
        return Colour(word, "grey", "", piece.period)
    words = piece.words.strip("()")
    return Colour(words[:1].upper() + words[1:] if words.lower() != words.upper() else words, TAGS[piece.colour], "", piece.period)


def scale_of(grid: Grid) -> list[Colour]:
    """The plan's scale, in its words."""
    return [Colour(colour.capitalize(), TAGS.get(colour, "grey"), words) for colour, words in grid.read.scale.items()]


def rows_of(grid: Grid, section: ReadSection) -> Iterator[ShownRow]:
    """The rows of a section."""
    rows = grid.rows_of(section)
    for at, row in enumerate(rows):
        if row.over:
            yield ShownRow([], row.over, None, group=row.group if row.begins_group else None)
            continue
        cells = []
        for column, pieces in zip(grid.columns, row.cells, strict=True):
            if column.role != "group.title":
                cells.append(ShownCell(column, pieces))
            elif row.begins_group:
                cells.append(ShownCell(column, pieces, _down(rows, at)))
        yield ShownRow(cells, [], row.action, _name(row), row.group if row.begins_group else None)


def _down(rows: list[Row], at: int) -> int:
    """How many rows an objective stands over."""
    count = 1
    for row in rows[at + 1 :]:
        if row.begins_group or row.over:
            break
        count += 1
    return count


def _name(row: Row) -> str:
    if row.action is None:
        return ""
    return row.action.reference or " ".join(row.action.words.split())[:60]
