"""A return as an Excel workbook: one sheet for each of the nine tables, with the headings of the nine-file export.

Every cell of words is written as words, so that none can act as a formula. Rows are written as they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from goldenthread.returns.records import Header, Person
from goldenthread.returns.structure import structure
from goldenthread.returns.tables import TABLES
from goldenthread.returns.writing import Export


class _Sheet:
    """A sheet that takes rows as a CSV writer does."""

    def __init__(self, sheet: Any, heading: Any) -> None:
        self.sheet, self.heading, self.line = sheet, heading, 0

    def writerow(self, cells: list[Any]) -> None:
        """Write the next row; the first is the headings."""
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self.sheet.write_number(self.line, column, cell)
            elif cell not in (None, ""):
                self.sheet.write_string(self.line, column, str(cell), *([self.heading] if self.line == 0 else []))
        self.line += 1


def write_workbook(header: Header, persons: Iterable[Person], path: Path | str) -> int:
    """Write the file; how many people are in it. Memory does not grow with them."""
    import xlsxwriter  # when a file is made: most processes never make one

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    sheets: Mapping[str, _Sheet] = {table.name: _Sheet(book.add_worksheet(table.name[:31]), bold) for table in TABLES}
    export, people = Export(header, structure(header.year), sheets), 0
    for people, person in enumerate(persons, start=1):  # noqa: B007 - the count is the answer
        export.write("person", person, parent=1)
    book.close()
    return people
