"""The nine CSV files of an export as a stream of people.

The files may be in any order of rows, so they are joined in a temporary SQLite database on disk, in a folder that
only this user can open and that is gone when the reading ends. People then come a batch at a time: memory is
that of one batch, whatever the size of the files.
"""

import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.csv_files import CsvFiles
from goldenthread.returns.reading.header import header_from, known_year
from goldenthread.returns.reading.limits import Limits
from goldenthread.returns.reading.table_rows import Row, RowReader, TableFile
from goldenthread.returns.records import Header, Person, Problem
from goldenthread.returns.structure import structure
from goldenthread.returns.tables import TABLES

BATCH = 500
MOST_FILE_PROBLEMS = 100
STORED = 2_000
"""Rows handed to the database at once."""


class CsvReturn:
    """One pass over one export, a folder or a zip. `people()` may be gone through once; use it in a `with`."""

    kind = "csv"

    def __init__(self, path: Path, *, limits: Limits) -> None:
        self.name = path.name
        self.limits = limits
        self.problems: list[Problem] = []
        self._open = ExitStack()
        try:
            files = self._open.enter_context(CsvFiles(path, limits=limits))
            self.header = self._header(files)
            shape = structure(self.header.year)
            self.tables = {table.name: TableFile(table, shape, files) for table in TABLES[1:]}
            for table in self.tables.values():
                self.problems += table.problems
            folder = self._open.enter_context(tempfile.TemporaryDirectory(prefix="return-"))
            import sqlite3  # where a return is read, and not in every process from its start

            self._rows = sqlite3.connect(Path(folder) / "rows.sqlite", isolation_level=None)
            self._open.callback(self._rows.close)
            self._store()
        except BaseException:
            self._open.close()
            raise

    def __enter__(self) -> "CsvReturn":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def people(self) -> Iterator[Person]:
        """Each person in the order of the person file, with everything that hangs from them."""
        readers = {name: RowReader(table) for name, table in self.tables.items()}
        number = 0
        for batch in self._batches():
            below = self._below([row.id for row in batch])
            for row in batch:
                number += 1
                yield readers["person"].read(row, f"Person[{number}]", below, readers, number=number)

    def _batches(self) -> Iterator[list[Row]]:
        cursor = self._rows.execute("SELECT id, parent, line, cells FROM person ORDER BY place")
        while batch := cursor.fetchmany(BATCH):
            yield [Row(*row) for row in batch]

    def _below(self, ids: list[str]) -> dict[str, dict[str, list[Row]]]:
        """For each table the rows under these people, by the id of the row above, in the order of the file."""
        above = {"person": ids}
        found: dict[str, dict[str, list[Row]]] = {}
        for name, table in self.tables.items():
            if name == "person":
                continue
            rows: dict[str, list[Row]] = defaultdict(list)
            for some in _slices(above[table.table.parent or ""]):
                marks = ",".join("?" * len(some))
                query = f"SELECT id, parent, line, cells FROM {name} WHERE parent IN ({marks}) ORDER BY place"  # noqa: S608
                for row in self._rows.execute(query, some):
                    rows[row[1]].append(Row(*row))
            found[name] = rows
            above[name] = [row.id for group in rows.values() for row in group]
        return found

    def _store(self) -> None:
        """Every row of every file into the database; rows that hang from nothing are reported."""
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute("BEGIN")
        for name, file in self.tables.items():
            self._rows.execute(
                f"CREATE TABLE {name} (place INTEGER PRIMARY KEY, id TEXT, parent TEXT, line INTEGER, cells TEXT)"
            )
            waiting: list[tuple[Any, ...]] = []
            insert = f"INSERT INTO {name} (id, parent, line, cells) VALUES (?, ?, ?, ?)"  # noqa: S608
            count = 0
            for count, row in enumerate(file.rows(), start=1):
                if name == "person" and count > self.limits.people:
                    raise self._too_many(file)
                waiting.append(row)
                if len(waiting) == STORED:
                    self._rows.executemany(insert, waiting)
                    waiting.clear()
            self._rows.executemany(insert, waiting)
            if name == "person" and not count:
                raise ReturnUnreadable(
                    "no_people",
                    "The person file has no rows. Check that the right return was exported.",
                    file=file.name,
                )
            self._join(file)
        self._rows.execute("COMMIT")

    def _join(self, file: TableFile) -> None:
        name, parent = file.table.name, file.table.parent
        self._rows.execute(f"CREATE INDEX {name}_id ON {name} (id)")
        self._rows.execute(f"CREATE INDEX {name}_parent ON {name} (parent)")
        twice = self._rows.execute(
            f"SELECT id, min(line), max(line) FROM {name} GROUP BY id HAVING count(*) > 1 ORDER BY 2 LIMIT 1"  # noqa: S608
        ).fetchone()
        if twice:
            raise ReturnUnreadable(
                "id_twice",
                f"Two rows have the same {file.table.id_column}, on lines {twice[1]} and {twice[2]}: it is not known "
                "which rows belong to which. Export the nine files again.",
                file=file.name,
                line=twice[2],
            )
        if parent in self.tables:
            self._orphans(file, parent)

    def _orphans(self, file: TableFile, parent: str) -> None:
        query = (
            f"SELECT line FROM {file.table.name} AS row WHERE NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {parent} WHERE {parent}.id = row.parent) ORDER BY line"
        )
        sentence = (
            f"This row belongs to no row of the {parent} file: its {file.table.parent_column} is not there. "
            "Export the nine files again, together."
        )
        for (line,) in self._rows.execute(query):
            if len(self.problems) >= MOST_FILE_PROBLEMS:
                return
            self.problems.append(
                Problem("orphan", file.table.parent_column or "", file.table.name, line, "", sentence, file.name)
            )

    def _header(self, files: CsvFiles) -> Header:
        """The one row of the sen2 file. Its year is looked at before its columns, which depend on the year."""
        table = TABLES[0]
        with files.open(table.name) as stream:
            rows = csv.DictReader(stream)
            row = next(files.guarded(rows, table.name), None) or {}
            second = next(files.guarded(rows, table.name), None)
        name = files.name_of(table.name)
        if second is not None:
            raise ReturnUnreadable(
                "two_headers",
                "The sen2 file must have one row, and it has more. Send one return at a time.",
                file=name,
                line=3,
            )
        lower = {(key or "").strip().lower(): value for key, value in row.items()}
        year = known_year(lower.get("year"), name=name, line=2)
        file = TableFile(table, structure(year), files)
        [(_, _, line, cells)] = list(file.rows())
        values = RowReader(file).values(Row("", "", line, cells), "Header")
        self.problems += file.problems
        return header_from([values], name=name)

    def _too_many(self, file: TableFile) -> ReturnUnreadable:
        return ReturnUnreadable(
            "too_many_people",
            f"The file has more than {self.limits.people:,} people, the most that is taken. "
            "Check that it is one local authority's return.",
            file=file.name,
        )


def _slices(ids: list[str]) -> Iterator[list[str]]:
    """A statement may have some tens of thousands of values at most; this keeps far below."""
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
