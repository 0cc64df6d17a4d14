"""A return from records: the XML message, or the nine CSV files, in the order and shape of its year.

Both write as they go, so a return of any size needs the memory of one person. An element with no value is left
out. A value that the year's return has no element for is not written: shape the records to the year first.
"""

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Protocol

from goldenthread.returns.records import Header, Person, Record
from goldenthread.returns.structure import Item, Structure, structure
from goldenthread.returns.tables import TABLES, Table, as_cell

BATCH = 200
XML_FORBIDDEN = {number: None for number in range(32) if chr(number) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}


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
    """Writes one kind of group with everything below it. Tags are made once, indented for their depth."""

    def __init__(self, name: str, shape: Structure, *, depth: int) -> None:
        indent = " " * depth
        self.open, self.close = f"{indent}<{name}>\n", f"{indent}</{name}>\n"
        self.parts = [
            (item.attribute, f"{indent} <{item.element}>", f"</{item.element}>\n", None, item)
            if item.kind != "group"
            else (item.attribute, "", "", _GroupWriter(item.element, shape, depth=depth + 1), item)
            for item in shape.groups[name].items.values()
        ]

    def write(self, record: Record, out: list[str]) -> None:
        out.append(self.open)
        self.values_of(record, out)
        out.append(self.close)

    def values_of(self, record: Record, out: list[str]) -> None:
        for attribute, before, after, below, item in self.parts:
            value = getattr(record, attribute)
            if value is None or value == ():
                continue
            if below is not None:
                for one in value if item.most != 1 else (value,):
                    below.write(one, out)
            else:
                out += (before, value if type(value) is str and value.isalnum() else as_xml(value, item), after)


def as_xml(value: Any, item: Item) -> str:
    """One value as the text of an element."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if text.translate(XML_FORBIDDEN) != text or any("\ud800" <= letter <= "\udfff" for letter in text):
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
