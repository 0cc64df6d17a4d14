"""A return from records: the XML message, or the nine CSV files, in the order and shape of its year.

Both write as they go, so a return of any size needs the memory of one person. An element with no value is left
out. A value that the year's return has no element for is not written: shape the records to the year first.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Protocol

from goldenthread.returns.records import Header, Person, Record
from goldenthread.returns.structure import Item, Structure, structure
from goldenthread.returns.tables import TABLES, Table, as_cell

BATCH = 200
#: What no XML file can hold: characters that steer a terminal, halves of a pair, and two that are none.
XML_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: How many lines of one element are kept while a file is written.
MOST_LINES = 2000


class NotWritable(ValueError):
    """A value that no XML file can hold. The sentence names the element and says what to do."""


def write_xml(header: Header, persons: Iterable[Person], stream: IO[bytes]) -> int:
    """Write the whole message in UTF-8; how many people were written."""
    shape = structure(header.year)
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n <Header>\n')
    for name in ("CollectionDetails", "Source"):
        out = [f"  <{name}>\n"]
        _GroupWriter(name, shape, depth=2).values_of(header, out)
        out.append(f"  </{name}>\n")
        stream.write("".join(out).encode())
    stream.write(b" </Header>\n <Persons>\n")
    write = _GroupWriter("Person", shape, depth=2).write
    out, count = [], 0
    for count, person in enumerate(persons, start=1):
        write(person, out)
        if count % BATCH == 0:
            stream.write("".join(out).encode())
            out.clear()
    stream.write("".join(out).encode())
    stream.write(b" </Persons>\n</Message>\n")
    return count


class _GroupWriter:
    """Writes one kind of group with everything below it. What stands around a value is made once, indented for its depth."""

    def __init__(self, name: str, shape: Structure, *, depth: int) -> None:
        items = shape.groups[name].items.values()
        indent = " " * depth
        self.open, self.close = f"{indent}<{name}>\n", f"{indent}</{name}>\n"
        self.values = attrgetter(*(item.attribute for item in items))
        self.whole: dict[tuple[Any, ...], str] | None = None if any(item.kind in ("group", "date", "datetime") for item in items) else {}
        self.parts: list[tuple[_Lines | None, _GroupWriter | None, bool]] = [
            (_Lines(item, indent), None, False) if item.kind != "group" else (None, _GroupWriter(item.element, shape, depth=depth + 1), item.most != 1)
            for item in items
        ]

    def write(self, record: Record, out: list[str]) -> None:
        """Add the lines of a group. Where it has neither days nor groups it is one of few, and kept whole."""
        if self.whole is None:
            out.append(self.open)
            self.values_of(record, out)
            out.append(self.close)
            return
        values = self.values(record)
        text = self.whole.get(values)
        if text is None:
            said = [self.open]
            self.values_of(record, said)
            text = "".join([*said, self.close])
            if len(self.whole) < MOST_LINES:
                self.whole[values] = text
        out.append(text)

    def values_of(self, record: Record, out: list[str]) -> None:
        for value, (lines, below, several) in zip(self.values(record), self.parts, strict=True):
            if value is None:
                continue
            if lines is not None:
                out.append(lines[value])
            elif several:
                for one in value:
                    below.write(one, out)  # type: ignore[union-attr] # what is no value is a group
            else:
                below.write(value, out)  # type: ignore[union-attr]


class _Lines(dict[Any, str]):
    """The line of one element by its value. The first values to come are kept, since codes and days come again and again."""

    def __init__(self, item: Item, indent: str) -> None:
        self.item, self.before, self.after = item, f"{indent} <{item.element}>", f"</{item.element}>\n"

    def __missing__(self, value: Any) -> str:
        line = f"{self.before}{as_xml(value, self.item)}{self.after}"
        if len(self) < MOST_LINES:
            self[value] = line
        return line


def as_xml(value: Any, item: Item) -> str:
    """One value as the text of an element."""
    if isinstance(value, date):  # a moment is one too
        return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    text = str(value)
    if text.isalnum():
        return text
    if XML_FORBIDDEN.search(text):
        raise NotWritable(f"{item.label} has a character that a file cannot hold: type it again without it.")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def write_csv_export(header: Header, persons: Iterable[Person], folder: Path | str) -> list[Path]:
    """Write the nine files into a folder that exists, joined by table ids; the paths written."""
    shape = structure(header.year)
    folder = Path(folder)
    day = (header.made_at or header.reference_date or shape.collection.census_date).strftime("%d-%m-%Y")
    paths = {table.name: folder / f"Blade-Export_{day}_{table.name}.csv" for table in TABLES}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(path.open("w", encoding="utf-8", newline="")) for name, path in paths.items()
        }
        export = Export(header, shape, {name: csv.writer(file, lineterminator="\r\n") for name, file in files.items()})
        for person in persons:
            export.write("person", person, parent=1)
    return list(paths.values())


class Rows(Protocol):
    """Where a table's rows go: a CSV file, or a sheet of a workbook."""

    def writerow(self, cells: list[Any], /) -> Any:
        """Take one row."""


class Export:
    """Nine tables being written, the columns of each, and the id that each has come to."""

    def __init__(self, header: Header, shape: Structure, rows: Mapping[str, Rows]) -> None:
        self.lea = header.lea or ""
        self.tables = {table.name: table for table in TABLES}
        self.attributes = {table.name: [item.attribute for item in table.values(shape)] for table in TABLES}
        self.below = {table.name: table.below(shape) for table in TABLES}
        self.rows = rows
        self.ids = dict.fromkeys(self.tables, 0)
        for table in TABLES:
            self.rows[table.name].writerow(table.headings(shape))
        self._row(self.tables["sen2"], header, parent=None)

    def write(self, name: str, record: Record, *, parent: int) -> None:
        """Write a record and everything below it."""
        mine = self._row(self.tables[name], record, parent=parent)
        for attribute, below in self.below[name]:
            value = getattr(record, attribute)
            for one in value if isinstance(value, tuple) else (value,) if value is not None else ():
                self.write(below, one, parent=mine)

    def _row(self, table: Table, record: Record, *, parent: int | None) -> int:
        self.ids[table.name] += 1
        mine = self.ids[table.name]
        cells: list[Any] = [mine, self.lea, mine, 1]
        if parent is not None:
            cells.append(parent)
        cells += [as_cell(getattr(record, attribute)) for attribute in self.attributes[table.name]]
        self.rows[table.name].writerow(cells)
        return mine
