"""Small tables that people send as files, CSV or Excel (XLSX): a heading and one thing a row. Nothing is guessed.

    TABLE = Table({"child": Column("Child", ("upn", "reference"), needed=True), "date": Column("Date", needed=True)})
    for row in rows_of(content, TABLE):
        row.wrong or row.words("child"), row.day("date")

A file that is no such table is refused as a whole with what to do. A row that cannot be taken has a sentence in `wrong`.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .form_fields.reading import UNSEEN_IN_LINES, parse_date_text, tidy
from .office_files import COMPOUND, MEGABYTE, check_no_password, is_office
from .refusals import Refused
from .sheet_sizes import check_sizes

NO_TABLE = "The selected file must be a CSV or Excel (XLSX) file."
OLD_EXCEL = "The selected file is an old Excel file. Save it as XLSX and try again"
NO_EXCEL = "The selected file is not an Excel file (XLSX), or is damaged. Save it again as XLSX or CSV."
UNREAD = "The Excel file could not be read. Save it again as XLSX or CSV."
MORE_CELLS = "This row has more cells than the heading. Put words that hold a comma in quotation marks, or leave the comma out."


@dataclass(frozen=True, slots=True)
class Column:
    """A column: how people are told of it, and what else it may be called in a file, in small letters."""

    name: str
    also: tuple[str, ...] = ()
    needed: bool = False

    @property
    def called(self) -> frozenset[str]:
        return frozenset({_heading(self.name), *map(_heading, self.also)})


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is asked for. `in_parts` and `fill_in` say what to do where it is too long, or has no rows."""

    columns: Mapping[str, Column]
    most_rows: int = 5000
    most_bytes: int = 5 * MEGABYTE
    in_parts: str = "Send it in parts."
    fill_in: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """How people are told of the columns, in order."""
        return tuple(column.name for column in self.columns.values())


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something. `number` is that of the spreadsheet, where the first row is 1."""

    number: int
    cells: Mapping[str, Any]
    wrong: str = ""

    def words(self, column: str) -> str:
        """What the cell says, in words; nothing where the file has no such column."""
        return in_words(self.cells.get(column))

    def day(self, column: str, *, subject: str = "date") -> dt.date | None:
        """The day in the cell, None where it is empty. Raises Unreadable for anything but a date, 2026-11-16 or 16/11/2026."""
        value = self.cells.get(column)
        if isinstance(value, dt.datetime):
            return value.date()
        return value if isinstance(value, dt.date) else parse_date_text(in_words(value), subject=subject)


def rows_of(content: bytes, table: Table) -> list[Row]:
    """Every row below the heading that says something, in order."""
    if len(content) > table.most_bytes:
        raise Refused(f"The selected file must be smaller than {table.most_bytes // MEGABYTE} MB")
    if not content.strip():
        raise Refused("The selected file is empty")
    text = is_csv(content)
    lines = enumerate(csv_rows(content) if text else excel_rows(content), start=1)
    heading = next((cells for _, cells in lines if _says(cells)), [])
    places = _places(heading, table)
    found: list[Row] = []
    for number, cells in lines:
        if not _says(cells):
            continue
        if len(found) >= table.most_rows:
            raise Refused(f"The file has more than {table.most_rows:,} rows. {table.in_parts}")
        said = {column: cells[at] for column, at in places.items() if at < len(cells)}
        found.append(Row(number, said, MORE_CELLS if text and _says(cells[len(heading) :]) else ""))
    if not found:
        raise Refused(f"The file has a heading and no rows below it. {table.fill_in}".strip())
    return found


def is_csv(content: bytes) -> bool:
    """Whether this is read as text, and not as a workbook."""
    return not content.startswith((b"PK\x03\x04", COMPOUND))


def csv_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file: in UTF-8, in Excel’s Unicode text or as an older Excel writes it; with commas, semicolons or tabs."""
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    if told := re.fullmatch(r"sep=(.)\r?", first):
        text, apart = rest, told[1]
    else:
        apart = max(",;\t", key=(text.splitlines() or [""])[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=apart, strict=True)
    try:
        yield from reader
    except csv.Error as fault:
        quotes = "A quotation mark is opened there and not closed as it should be. " if "EOF" in str(fault) or "expected" in str(fault) else ""
        raise Refused(f"Line {reader.line_num} of the selected file cannot be read as CSV. {quotes}Save it again as CSV or XLSX.".replace("  ", " ")) from None


def excel_rows(content: bytes) -> Iterator[list[Any]]:
    """The rows of the first sheet that can be seen, as last saved. A formula that was never worked out is refused."""
    check_no_password(content[:8], io.BytesIO(content))
    if content.startswith(COMPOUND):
        raise Refused(OLD_EXCEL)
    if not is_office(io.BytesIO(content), "xlsx"):
        raise Refused(NO_EXCEL)
    if unsaved := check_sizes(content):
        raise Refused(f"The result of the formula in the cell {unsaved[0]} was never worked out. Open the file in Excel, save it, and send it again.")
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # where an Excel file is read

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        seen = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible]
        rows = book.get_sheet_by_name(seen[0]).to_python(skip_empty_area=False) if seen else []
    except Exception as error:  # the reader's own errors have no common name
        raise Refused(UNREAD) from error
    yield from rows


def in_words(value: Any) -> str:
    """A cell in words: a whole number without its point and nought, yes for a tick box, and nothing that cannot be seen or kept."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case dt.datetime():
            return value.date().isoformat()
    return tidy(UNSEEN_IN_LINES.sub(" ", str(value)))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Refused(NO_TABLE)
    return text


def _says(cells: Sequence[Any]) -> bool:
    return any(str(cell).strip() for cell in cells if cell is not None)


def _heading(cell: Any) -> str:
    return re.sub(r"[\s_]+", " ", in_words(cell)).lower().rstrip(" .:*")


def _places(heading: Sequence[Any], table: Table) -> dict[str, int]:
    """Where each column stands, by the names in the first row."""
    names = [_heading(cell) for cell in heading]
    found: dict[str, int] = {}
    for key, column in table.columns.items():
        at = [number for number, name in enumerate(names) if name in column.called]
        if len(at) > 1:
            raise Refused(f"Two columns of the file are called {names[at[0]]}. Leave one of them.")
        if at:
            found[key] = at[0]
    missing = [column.name for key, column in table.columns.items() if column.needed and key not in found]
    if missing:
        raise Refused(f"The first row must name the columns {', '.join(table.names)}. Not found: {', '.join(missing)}.")
    return found
