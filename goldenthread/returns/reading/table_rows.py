"""One row of an export to one record, for the structure of one year."""

import csv
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.csv_files import CsvFiles
from goldenthread.returns.reading.values import EXPORT_PARSERS, Parser, parser, value_or_problem
from goldenthread.returns.records import RECORD_OF_GROUP, Header, Problem
from goldenthread.returns.structure import Item, Structure, readable_years, structure
from goldenthread.returns.tables import Table, from_cell


class Row(NamedTuple):
    """A row as it is kept between the two steps: `cells` is a JSON list in the order of the file's columns."""

    id: str
    parent: str
    line: int
    cells: str


class TableFile:
    """One of the nine files: which column is which element of the year."""

    def __init__(self, table: Table, shape: Structure, files: CsvFiles) -> None:
        self.table, self.shape, self.files = table, shape, files
        self.name = files.name_of(table.name)
        self.problems: list[Problem] = []
        with files.open(table.name) as stream:
            headings = next(files.guarded(csv.reader(stream), table.name), None) or []
        self.headings = [heading.strip().lower() for heading in headings]
        self.items: list[tuple[int, Item]] = []
        self.other_years: list[tuple[int, str, str]] = []
        self._columns()

    def _columns(self) -> None:
        mine = {item.element.lower(): item for item in self.table.values(self.shape)}
        needed = [self.table.id_column, self.table.parent_column if self.table.parent != "sen2" else None]
        needed += [name for name, item in mine.items() if item.status == "M"]
        missing = [name for name in needed if name and name not in self.headings]
        if missing:
            raise ReturnUnreadable(
                "headings",
                f"The first line has no ‘{missing[0]}’ heading. The {self.table.name} file of {self.shape.year} needs: "
                f"{', '.join(name for name in needed if name)}. Export the nine files again, without editing them.",
                file=self.name,
                line=1,
            )
        own = {
            self.table.id_column,
            self.table.parent_column,
            "nativeid",
            "sourceid",
            f"{self.table.name}orderseqcolumn",
        }
        for place, heading in enumerate(self.headings):
            if heading in mine:
                if self.headings.index(heading) != place:
                    raise ReturnUnreadable(
                        "headings", f"Two columns are headed ‘{heading}’. Take one out.", file=self.name, line=1
                    )
                self.items.append((place, mine[heading]))
            elif years := _years_of(self.table, heading):
                self.other_years.append((place, heading, " and ".join(map(str, years))))
            elif heading and heading not in own and not heading.endswith("tableid"):
                sentence = f"The column ‘{heading[:60]}’ is not one of the export's: it has not been read."
                self.problems.append(Problem("unknown", heading[:60], self.table.name, 1, "", sentence, self.name))

    def rows(self) -> Iterator[tuple[str, str, int, str]]:
        """Id, id of the row above, line and cells of each row."""
        own = self.headings.index(self.table.id_column)
        above = self.headings.index(self.table.parent_column) if self.table.parent_column in self.headings else None
        width = len(self.headings)
        with self.files.open(self.table.name) as stream:
            reader = csv.reader(stream)
            rows = self.files.guarded(reader, self.table.name)
            next(rows, None)
            for cells in rows:
                if len(cells) != width:
                    if not any(cells):
                        continue
                    raise ReturnUnreadable(
                        "ragged",
                        f"Line {reader.line_num} has {len(cells)} cells under {width} headings, so it is not known "
                        "which is which. Export the nine files again, without editing them.",
                        file=self.name,
                        line=reader.line_num,
                    )
                parent = cells[above].strip() if above is not None else ""
                yield cells[own].strip(), parent, reader.line_num, json.dumps(cells)


class RowReader:
    """Reads the rows of one file to records, and the rows below each."""

    def __init__(self, file: TableFile) -> None:
        self.file = file
        self.record = RECORD_OF_GROUP.get(file.table.groups[0], Header)
        self.columns: list[tuple[int, Item, Parser]] = [
            (place, item, parser(item, EXPORT_PARSERS)) for place, item in file.items
        ]
        self.below = [
            (item, item.element.lower()) for group in file.table.groups for item in file.shape.groups[group].groups
        ]

    def values(self, row: Row, path: str) -> dict[str, Any]:
        """The values of one row by attribute, with where they stood."""
        cells = json.loads(row.cells)
        values: dict[str, Any] = {"path": path, "line": row.line, "file": self.file.name}
        problems: list[Problem] = []
        for place, item, parse in self.columns:
            text = cells[place]
            if not text:
                continue
            text = from_cell(text)
            value = parse(text)
            if value is None:
                value, problem = value_or_problem(
                    item, text, parse, path=path, line=row.line, year=self.file.shape.year, file=self.file.name
                )
                if problem and problem.kind != "empty":
                    problems.append(problem)
                if value is None:
                    continue
            values[item.attribute] = value
        for place, heading, years in self.file.other_years:
            if text := cells[place].strip():
                sentence = (
                    f"Leave {heading} empty, or check the year: it belongs to the return of {years}, "
                    f"not {self.file.shape.year}."
                )
                problems.append(
                    Problem("other_year", heading, f"{path}/{heading}", row.line, text, sentence, self.file.name)
                )
        if problems:
            values["problems"] = tuple(problems)
        return values

    def read(
        self, row: Row, path: str, below: dict[str, dict[str, list[Row]]], readers: dict[str, "RowReader"], **more: Any
    ) -> Any:
        """The record of one row and everything under it."""
        values = self.values(row, path) | more
        problems: list[Problem] = []
        for item, name in self.below:
            rows = below[name].get(row.id)
            if not rows:
                continue
            for extra in rows[item.most or len(rows) :]:
                most = "one row" if item.most == 1 else f"at most {item.most} rows"
                sentence = f"Give {most} here in the {name} file: this is one more."
                path_below = f"{path}/{item.element}"
                problems.append(
                    Problem("too_many", item.element, path_below, extra.line, "", sentence, readers[name].file.name)
                )
            if item.most == 1:
                values[item.attribute] = readers[name].read(rows[0], f"{path}/{item.element}", below, readers)
            else:
                values[item.attribute] = tuple(
                    readers[name].read(one, f"{path}/{item.element}[{number}]", below, readers)
                    for number, one in enumerate(rows, start=1)
                )
        if problems:
            values["problems"] = (*values.get("problems", ()), *problems)
        record = self.record.__new__(self.record)
        record.__dict__ = values
        return record


def _years_of(table: Table, heading: str) -> list[int]:
    """The years whose export has this column."""
    return [
        year
        for year in readable_years()
        if any(item.element.lower() == heading for item in table.values(structure(year)))
    ]
