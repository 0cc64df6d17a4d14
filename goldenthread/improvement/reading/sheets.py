"""Excel workbooks: each sheet is a table; merged cells and formulas are told, and shading is read as it was saved."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import IO, Any
from xml.parsers import expat

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from goldenthread.core.refusals import Refused
from goldenthread.core.sheet_sizes import check_sizes

from .grid import MOST_COLUMNS, MOST_ROWS, Cell, Source, Table
from .own_sheet import is_own, read_own

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAMAGED = "The selected file is not what its name says, or is damaged. Save it again as XLSX and try again"
FORMULAS = "The workbook has formulas. Their results as last saved in Excel were read."
CELL, FORMULA, VALUE = (f"{S[1:-1]} {name}" for name in ("c", "f", "v"))
NOTHING = Cell()
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})").fullmatch
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]").search
UNSAVED = "{} of a formula was never worked out, so its cell was read as empty. Open the file in Excel, save it, and send it again."


def read_workbook(file: IO[bytes], name: str) -> Source:
    """Every sheet that is not empty."""
    content = file.read()
    check_sizes(content)
    source = Source(name.rpartition(".")[0])
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        looks = _Looks(content)
        for number, title in enumerate(book.sheet_names, 1):
            sheet = book.get_sheet_by_name(title)
            height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
            if height > MOST_ROWS or width > MOST_COLUMNS:
                raise Refused(
                    f"The sheet “{title}” has {height:,} rows and {width:,} columns: more than a plan has. Send the plan alone, in fewer than {MOST_ROWS:,} rows."
                )
            cells = _cells(sheet, looks.fills.get(number, {}))
            if cells:
                source.blocks.append(table := Table(number, cells, title))
                if source.own is None and is_own(table):
                    source.own = read_own(table, source.title)
                    source.title = source.own.title
    except (CalamineError, etree.XMLSyntaxError, expat.ExpatError, zipfile.BadZipFile, KeyError, ValueError):
        raise Refused(DAMAGED) from None
    if looks.formulas:
        source.notes.append(FORMULAS)
    if looks.unsaved:
        source.notes.append(UNSAVED.format("The result" if looks.unsaved == 1 else f"The result of each of {looks.unsaved} cells"))
    if looks.pictures and not any(any(True for _ in table.cells()) for table in source.tables):
        source.notes.append("picture")
    return source


def _cells(sheet: Any, fills: Mapping[tuple[int, int], str]) -> tuple[tuple[Cell, ...], ...]:
    rows = sheet.to_python(skip_empty_area=False)
    below = {
        (line, start[1]): line != start[0] for start, end in sheet.merged_cell_ranges or [] for line in range(start[0], min(end[0], MOST_ROWS) + 1)
    }
    if not fills and not below:
        return tuple(tuple([Cell(lines) if (lines := _lines(value)) else NOTHING for value in row]) for row in rows)
    return tuple(
        tuple(Cell(_lines(value), fills.get((line, column), ""), below.get((line, column), False)) for column, value in enumerate(row))
        for line, row in enumerate(rows)
    )


def _lines(value: Any) -> tuple[str, ...]:
    if type(value) is str and value.isprintable():  # so there is no break in it
        return (line,) if (line := value.strip()) else ()
    match value:
        case dt.datetime() | dt.date():
            return (f"{value.day:02}/{value.month:02}/{value.year:04}",)
        case bool():
            return ("Yes" if value else "No",)
        case float():
            return (f"{value:g}" if abs(value) < 1e15 else str(value),)
    return tuple(line.strip() for line in str(value).splitlines() if line.strip())


class _Looks:
    """How the cells look, which the reader of values leaves aside: shading, and whether a value is a formula's."""

    def __init__(self, content: bytes) -> None:
        self.fills: dict[int, dict[tuple[int, int], str]] = {}
        self.formulas, self.unsaved = 0, 0
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            self.pictures = any(each.startswith("xl/media/") for each in names)
            styles = _fills_of_styles(parts.read("xl/styles.xml")) if "xl/styles.xml" in names else []
            for number in range(1, 200):
                part = f"xl/worksheets/sheet{number}.xml"
                if part not in names:
                    break
                content = parts.read(part)
                if any(styles) or _FORMULA(content):
                    self.fills[number] = self._sheet(content, styles)

    def _sheet(self, content: bytes, styles: list[str]) -> dict[tuple[int, int], str]:
        """The shades of a sheet's cells; formulas are counted on the way. An event for each cell costs a fifth of its element."""
        shades = {str(number): fill for number, fill in enumerate(styles) if number and fill}
        fills: dict[tuple[int, int], str] = {}
        #: Of the cell that is read now: whether it has a formula, whether its value is being read, and whether that is empty.
        has_formula = in_value = empty = False

        def starts(name: str, said: dict[str, str]) -> None:
            nonlocal has_formula, in_value, empty
            if name == CELL:
                if (fill := shades.get(said.get("s", ""))) and (found := _PLACE(said.get("r", ""))):
                    fills[int(found[2]) - 1, _column(found[1])] = fill
            elif name == FORMULA:
                has_formula = empty = True
                parser.EndElementHandler, parser.CharacterDataHandler = ends, says
            elif has_formula:
                in_value = name == VALUE

        def says(words: str) -> None:
            nonlocal empty
            empty = empty and not (in_value and words)

        def ends(name: str) -> None:
            nonlocal has_formula, in_value
            in_value = False
            if name == CELL:
                self.formulas, self.unsaved, has_formula = self.formulas + 1, self.unsaved + empty, False
                parser.EndElementHandler = parser.CharacterDataHandler = None

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.StartDoctypeDeclHandler = starts, _no_doctype
        parser.Parse(content, True)
        return fills


def _no_doctype(*said: Any) -> None:
    raise ValueError("A sheet has no document type.")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _fills_of_styles(content: bytes) -> list[str]:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    colours = []
    for fill in root.iterfind(f"{S}fills/{S}fill"):
        colour = fill.find(f"{S}patternFill/{S}fgColor")
        rgb = (colour.get("rgb") or "")[-6:].upper() if colour is not None else ""
        colours.append(rgb if re.fullmatch(r"[0-9A-F]{6}", rgb) and rgb != "FFFFFF" else "")
    numbers = [int(style.get("fillId", "0")) for style in root.iterfind(f"{S}cellXfs/{S}xf")]
    return [colours[number] if number < len(colours) else "" for number in numbers]
