"""Opening a plan: what kind of file it is by its content, whether it is safe, and its paragraphs and tables."""

from __future__ import annotations

import io
from typing import IO

from goldenthread.core.office_files import check_no_password, is_office
from goldenthread.core.refusals import Refused
from goldenthread.core.small_tables import csv_rows
from goldenthread.core.uploads import INSTEAD

from .grid import MOST_COLUMNS, MOST_ROWS, Cell, Source, Table

ENDINGS = (".docx", ".xlsx", ".csv")
NO_TABLE = "No table was found in the file. Send the plan with its tables as text in Word, Excel or CSV."
PICTURE = "The file holds pictures and no table: a table that is a picture cannot be read. Send the Word or Excel file that it was made from."
MOST_BYTES = 20 * 1024 * 1024


def open_plan(file: IO[bytes], name: str) -> Source:
    """The file's paragraphs and tables; or a refusal that says what to do."""
    ending = f".{name.lower().rpartition('.')[2]}" if "." in name else ""
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise Refused("The selected file is empty")
    if file.seek(0, io.SEEK_END) > MOST_BYTES:
        raise Refused("The selected file must be smaller than 20 MB")
    check_no_password(head, file)
    if ending not in ENDINGS:
        raise Refused(_instead(ending))
    source = _read_csv(file, name) if ending == ".csv" else _read_office(file, name, ending.lstrip("."))
    if not any(any(True for _ in table.cells()) for table in source.tables):
        raise Refused(PICTURE if "picture" in source.notes else NO_TABLE)
    for table in source.tables:
        if len(table.rows) > MOST_ROWS or table.width > MOST_COLUMNS:
            where = f"The sheet “{table.name}”" if table.name else f"Table {table.number}"
            raise Refused(
                f"{where} has {len(table.rows):,} rows and {table.width:,} columns: more than a plan has. Send the plan alone, in fewer than {MOST_ROWS:,} rows."
            )
    source.notes = [note for note in source.notes if note != "picture"]
    return source


def _instead(ending: str) -> str:
    if ending == ".pdf":
        return "The selected file is a PDF, whose tables cannot be read with certainty. Send the Word or Excel file that it was made from."
    sentence = INSTEAD.get(ending)
    if sentence and ("DOCX" in sentence or "XLSX" in sentence or "macros" in sentence):
        return sentence.replace(" or PDF", "")
    return "The selected file must be a Word (DOCX), Excel (XLSX) or CSV file"


def _read_office(file: IO[bytes], name: str, kind: str) -> Source:
    if not is_office(file, kind):
        raise Refused(f"The selected file is not what its name says, or is damaged. Save it again as {kind.upper()} and try again")
    file.seek(0)
    if kind == "docx":  # brought in when a plan is: most processes never read one
        from .word import read_word

        return read_word(file, name)
    from .sheets import read_workbook

    return read_workbook(file, name)


def _read_csv(file: IO[bytes], name: str) -> Source:
    """A CSV file, in UTF-8 or as Excel writes it, with commas, semicolons or tabs."""
    file.seek(0)
    content = file.read()
    if b"\x00" in content:
        raise Refused("The selected file is not what its name says, or is damaged. Save it again as CSV and try again")
    rows = list(csv_rows(content))
    width = max((len(row) for row in rows), default=0)
    cells = tuple(tuple(Cell(lines_of(cell)) for cell in [*row, *[""] * (width - len(row))]) for row in rows)
    return Source(name.rpartition(".")[0], [Table(1, cells)])


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a cell's words, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
