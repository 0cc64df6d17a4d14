"""An Excel workbook that was written here: the first column says what each row is, a hidden row what each column holds."""

from __future__ import annotations

from collections.abc import Iterator

from .grid import Cell, Table
from .marks import ACTION_ROW, BY_NAME, GROUP_ROW, MORE_ROW, ROLES, SHEET_MARK, period_of
from .placed import At, Read, ReadColumn
from .taking import Piece, Taker


def is_own(table: Table) -> bool:
    """Whether this sheet was written here."""
    return len(table.rows) > 1 and bool(table.rows[1]) and table.rows[1][0].text == SHEET_MARK


def read_own(table: Table, title: str) -> Read:
    """The plan, row by row. A row or a cell that has lost its mark is kept as not placed."""
    taker = Taker(title)
    codes = [cell.text.partition("|") for cell in table.rows[1]]
    roles = [role for role, _, _ in codes]
    periods = [rest.partition("|")[0] for _, _, rest in codes]
    meanings = [rest.partition("|")[2] for _, _, rest in codes]
    for meaning, period, head in zip(meanings, periods, table.rows[0], strict=False):
        if meaning:
            heading = head.text if not period or head.text == period else head.text.removesuffix(period).rstrip()
            taker.column(ReadColumn(meaning, " ".join(heading.split()), period))
    for number, row in enumerate(table.rows[2:], 3):
        taker.row(list(_pieces(row, At(table.number, number), roles, periods, meanings, taker)))
    return taker.read


def _pieces(row, at: At, roles: list[str], periods: list[str], meanings: list[str], taker: Taker) -> Iterator[Piece]:
    kind = row[0].text.strip()
    if kind in (ACTION_ROW, GROUP_ROW, MORE_ROW):
        for cell, role, period in zip(row[1:], roles[1:], periods[1:], strict=False):
            if kind == GROUP_ROW and role == "group.title":
                yield Piece(role, cell.text, at)
            elif cell.text or (role == "action.words" and kind != MORE_ROW):
                own, words = period_of(cell.text) if role in ("action.milestone", "action.rating") and not period else (period, cell.text)
                yield Piece(role if role in ROLES else "", words, at, own, cell.fill)
        return
    says = [cell for cell in row if cell.says]
    if kind == "Section heading":
        taker.read.columns.insert(0, ReadColumn("section", _at(row, roles, "words").text))
    elif kind in BY_NAME:
        yield from _of(BY_NAME[kind], row, at, roles)
    elif says:
        yield Piece("", " | ".join(cell.text.replace("\n", " ") for cell in says), at)


def _of(role: str, row, at: At, roles: list[str]) -> Iterator[Piece]:
    """A row that is one piece, with a reference or a period of its own beside it; a row of words without a place has three."""
    beside, words = _at(row, roles, "beside"), _at(row, roles, "words")
    if role == "unplaced.words":
        yield Piece(role, words.text, at)
        yield Piece("unplaced.why", beside.text, at)
        if (heading := _at(row, roles, "under").text):
            yield Piece("unplaced.heading", heading, at)
        return
    if role in ("section.title", "group.title") and beside.text:
        yield Piece(role.replace("title", "reference"), beside.text, at)
        yield Piece(role, words.text, at)
        return
    yield Piece(role, words.text, at, beside.text, words.fill)


def _at(row, roles: list[str], role: str) -> Cell:
    at = roles.index(role) if role in roles else -1
    return row[at] if 0 <= at < len(row) else Cell()
