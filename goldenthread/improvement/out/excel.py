"""A plan as an Excel workbook: its own grid on one sheet, each value in a cell of its own, so that it can be sorted and read again."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from ..reading.marks import ACTION_ROW, GROUP_ROW, MORE_ROW, ROLES, SHADES, SHEET_MARK, with_period
from ..reading.placed import Read
from .grid import Column, Grid, Put, Row, grid_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Some programs take words that begin so for a formula once the file is saved in another form.
RISKY = ("=", "+", "-", "@", "\t", "\r")
#: Excel's own limit of letters in a cell.
LONGEST = 32_767
_WIDTH = {"action.words": 50, "group.title": 32, "action.reference": 12, "action.date": 16, "action.rating": 12, "action.milestone": 26}


def plan_xlsx(read: Read, *, author: str, day: dt.date) -> bytes:
    """The plan as .xlsx."""
    import xlsxwriter  # when a file is made: most processes never make one

    grid, out = grid_of(read), BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": read.title, "author": author, "created": dt.datetime.combine(day, dt.time(12))})
    _Sheet(book, grid).write()
    book.close()
    return out.getvalue()


class _Sheet:
    """Writes the one sheet. `beside` and `words` are the columns of rows that are one piece; then comes the plan's own grid."""

    FIRST = ("What this row is", "Reference, period or reason", "Words")

    def __init__(self, book: Any, grid: Grid) -> None:
        self.book, self.grid, self.line = book, grid, 0
        self.sheet = book.add_worksheet("Plan")
        base = {"text_wrap": True, "valign": "top"}
        self.formats: dict[tuple[str, bool], Any] = {}
        self.base, self.bold = base, book.add_format({**base, "bold": True})
        self.own = list(_apart(grid.columns))

    def write(self) -> None:
        """Headings, what the columns hold, the plan, and what was not placed."""
        read = self.grid.read
        under = len(self.FIRST) + len(self.own)
        for at, words in enumerate((*self.FIRST, *(f"{one.heading} {one.period}".strip() if one.period and one.period != one.heading else one.heading for one in self.own), "Heading it stood under")):
            self.sheet.write_string(0, at, words, self.bold)
        codes = (SHEET_MARK, "beside", "words", *(f"{one.role}|{one.period}|{'' if one.role.endswith('.reference') and one.role not in self._given() else one.meaning}" for one in self.own), "under")
        for at, code in enumerate(codes):
            self.sheet.write_string(1, at, code)
        self.sheet.set_row(1, None, None, {"hidden": True})
        for at, width in enumerate((20, 16, 50, *(_WIDTH.get(one.role, 22) for one in self.own), 24)):
            self.sheet.set_column(at, at, width)
        self.line = 2
        self.piece("plan.title", read.title)
        for colour, words in read.scale.items():
            self.piece("scale", f"{colour.capitalize()}: {words}", colour=colour)
        if self.grid.section_heading:
            self.row("Section heading", "", self.grid.section_heading)
        for section in read.sections:
            self.piece("section.title", section.title, section.reference)
            for role, words in (("section.leader", section.leader), ("section.finding", section.finding), ("section.words", section.words)):
                if words:
                    self.piece(role, words)
            for row in self.grid.rows_of(section):
                self.grid_row(row)
        for one in read.unplaced:
            self.row(ROLES["unplaced.words"], one.why, one.words)
            self.cell(self.line - 1, under, one.heading)
        self.sheet.freeze_panes(1, 1)
        self.sheet.autofilter(0, 0, max(self.line - 1, 1), under)
        self.sheet.set_landscape()
        self.sheet.repeat_rows(0)
        self.sheet.fit_to_pages(1, 0)

    def _given(self) -> set[str]:
        return {one.role for one in self.grid.columns}

    def piece(self, role: str, words: str, beside: str = "", colour: str = "") -> None:
        """A row that is one piece of the plan."""
        self.row(ROLES[role], beside, words, colour)

    def row(self, name: str, beside: str, words: str, colour: str = "") -> None:
        self.sheet.write_string(self.line, 0, name, self.bold)
        self.cell(self.line, 1, beside)
        self.cell(self.line, 2, words, colour)
        self.line += 1

    def grid_row(self, row: Row) -> None:
        """A row of the plan's grid; where a cell holds several values the others go on below."""
        if row.over:
            self._one_by_one(row.over)
            return
        reference = next((piece.words for cell in row.cells for piece in cell if piece.role == "group.reference"), "")
        if row.action is None and row.begins_group:
            self._one_by_one([piece for cell in row.cells for piece in cell])
            return
        kind = GROUP_ROW if row.begins_group else ACTION_ROW if row.action is not None else MORE_ROW
        lines: list[list[tuple[int, Put]]] = [[]]
        for at, one in enumerate(self.own):
            for number, piece in enumerate(self._values(row, one, reference)):
                while len(lines) <= number:
                    lines.append([])
                lines[number].append((at, piece))
        for number, line in enumerate(lines):
            self.sheet.write_string(self.line, 0, kind if not number else MORE_ROW, self.bold)
            for at, piece in line:
                self.cell(self.line, len(self.FIRST) + at, with_period(piece.words, piece.period), piece.colour)
            self.line += 1

    def _values(self, row: Row, column: Column, reference: str) -> list[Put]:
        if column.role == "group.reference":
            return [Put(column.role, reference)] if reference else []
        pieces = [piece for cell in row.cells for piece in cell]
        if column.role in ("action.milestone", "action.rating"):
            own = self.grid.columns.index(column)
            return row.cells[own]
        return [piece for piece in pieces if piece.role == column.role]

    def _one_by_one(self, pieces: list[Put]) -> None:
        reference = ""
        for piece in pieces:
            if piece.role == "group.reference":
                reference = piece.words
            else:
                self.piece(piece.role, piece.words, reference if piece.role == "group.title" else piece.period, piece.colour)

    def cell(self, line: int, at: int, words: str, colour: str = "") -> None:
        if not words:
            return
        key = (SHADES.get(colour, ""), words.startswith(RISKY))
        if key not in self.formats:
            shade = {"bg_color": f"#{key[0]}"} if key[0] else {}
            self.formats[key] = self.book.add_format({**self.base, **shade, **({"quote_prefix": True} if key[1] else {})})
        self.sheet.write_string(line, at, words[:LONGEST], self.formats[key])


def _apart(columns: tuple[Column, ...]) -> list[Column]:
    """The grid's columns, with references and mended dates in columns of their own."""
    found: list[Column] = []
    given = {one.role for one in columns}
    for one in columns:
        if one.role == "group.title":
            found.append(Column("group.reference", f"{one.heading}: reference"))
        if one.role == "action.words" and "action.reference" not in given:
            found.append(Column("action.reference", "Reference"))
        found.append(one)
        if one.role == "action.date":
            found.append(Column("action.meant", "Date that was meant"))
    return found
