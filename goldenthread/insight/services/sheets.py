"""A table in a CSV or Excel file as rows of cells, read with nothing guessed, and a table as such a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from goldenthread.core.form_fields.reading import tidy
from goldenthread.core.refusals import Refused
from goldenthread.core.small_tables import csv_rows, excel_rows, in_words, is_csv

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Every row with its number in the file, the heading first. Refused where the file is no table."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // 1024 // 1024} MB.")
    if not content.strip():
        raise Refused("The selected file is empty.")
    table: Iterator[list[Any]] = csv_rows(content) if is_csv(content) else excel_rows(content)
    taken = 0
    for number, cells in enumerate(table, 1):
        if not any(plain(cell) for cell in cells):
            continue
        taken += 1
        if taken > MOST_ROWS + 1:
            raise Refused(f"The file has more than {MOST_ROWS:,} rows. Send it in parts.")
        yield number, cells


def heading_of(cell: Any) -> str:
    """A heading as it is compared: one space between words, no capitals, no mark of a needed column."""
    return re.sub(r"[\s_]+", " ", tidy(str(cell or ""))).lower().rstrip(" *")


def plain(cell: Any) -> str:
    """A cell in words: a number of Excel without its point and nought, a day as 2026-03-14."""
    text = in_words(cell)
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def as_file(kind: str, sheets: Sequence[tuple[str, Sequence[Any], Sequence[Sequence[Any]]]]) -> bytes:
    """Sheets of (name, headings, rows) as a file: all of them in Excel, the first in CSV. No cell can act as a formula."""
    if kind == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        for line in (sheets[0][1], *sheets[0][2]):
            writer.writerow([_safe(cell) for cell in line])
        return ("\ufeff" + out.getvalue()).encode()
    import xlsxwriter  # when a file is made: most processes never make one

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for name, headings, rows in sheets:
        sheet = book.add_worksheet(name)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, str(heading), bold)
            sheet.set_column(column, column, max(12, min(60, len(str(heading)) + 2)))
        for at, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, column, dt.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day of a cell has no zone
                elif isinstance(cell, int | float):
                    sheet.write_number(at, column, cell)
                elif cell:
                    sheet.write_string(at, column, str(cell))
        sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _safe(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return "'" + text if isinstance(cell, str) and text.startswith(_FORMULA) else text
