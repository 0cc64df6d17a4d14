"""A plan's own grid as a page shows it: rows with their cells, an objective's over all of its actions, ratings as tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .out.grid import Column, Grid, Put, Row
from .reading.marks import EMPTY
from .reading.placed import ReadAction, ReadGroup, ReadSection

#: The design system's tags nearest to a plan's colours; the colour is always written too.
TAGS = {"blue": "blue", "green": "green", "amber": "yellow", "yellow": "yellow", "red": "red", "pink": "pink", "purple": "purple", "grey": "grey", "white": "grey"}
NOT_RATED = "Not rated yet"
#: A heading longer than this is cut where it begins to name colours.
LONG = 40
_SCALE = re.compile(r"(?i)\b(?:red|amber|green|blue|pink|purple|yellow|grey|white)\b")


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
    """The rows of a section. What is said of a whole group stands once over all the rows of its actions."""
    rows = grid.rows_of(section)
    until: dict[int, int] = {}
    for at, row in enumerate(rows):
        if row.over:
            yield ShownRow([], row.over, None, group=row.group if row.begins_group else None)
            continue
        cells = []
        for number, (column, pieces) in enumerate(zip(grid.columns, row.cells, strict=True)):
            if until.get(number, 0) > at:
                continue
            down = _down(rows, at, number) if column.role.startswith("group.") and (pieces or row.begins_group) else 1
            until[number] = at + down
            cells.append(ShownCell(column, _together(pieces), down))
        yield ShownRow(cells, [], row.action, _name(row), row.group if row.begins_group else None)


def _down(rows: list[Row], at: int, column: int) -> int:
    """Over how many rows of its group a cell stands: until the next that says something, or the next group."""
    count = 1
    for row in rows[at + 1 :]:
        if row.begins_group or row.over or row.cells[column]:
            break
        count += 1
    return count


def _together(pieces: list[Put]) -> list[Put]:
    """Places for ratings that nobody has given, as one."""
    empty = [piece for piece in pieces if piece.role == "action.rating" and piece.words == EMPTY]
    if len(empty) < 2:
        return pieces
    periods = ", ".join(piece.period for piece in empty if piece.period)
    return [*[piece for piece in pieces if piece not in empty], Put("action.rating", EMPTY, periods)]


def short_heading(column: Column) -> str:
    """A heading without the scale that some plans print in it."""
    before = _SCALE.split(column.heading, maxsplit=1)[0].strip(" -–:(")
    return before if len(column.heading) > LONG and before else column.heading


def _name(row: Row) -> str:
    if row.action is None:
        return ""
    return row.action.reference or " ".join(row.action.words.split())[:60]
