"""The nine files of an export, found in a folder or in a zip, each opened as text."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.encoding import too_large
from goldenthread.returns.reading.limits import MIB, Limits
from goldenthread.returns.tables import TABLES

T = TypeVar("T")


class CsvFiles:
    """Which file is which of the nine. A zip is never unpacked to disk; what comes out of it is counted."""

    def __init__(self, path: Path, *, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.taken = 0
        self.zip: zipfile.ZipFile | None = None
        names = [entry.name for entry in sorted(path.iterdir())] if path.is_dir() else self._members()
        self.names = {table.name: self._find(table.name, names) for table in TABLES}
        missing = [name for name, found in self.names.items() if not found]
        if missing:
            self.close()
            these = ", ".join(f"*_{name}.csv" for name in missing)
            raise ReturnUnreadable(
                "missing_file",
                f"An export has nine CSV files; {these} {'is' if len(missing) == 1 else 'are'} not there. "
                "Put all nine in one folder or one zip and send that.",
                file=path.name,
            )
        self._check_sizes()

    def __enter__(self) -> "CsvFiles":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the zip."""
        if self.zip:
            self.zip.close()

    def name_of(self, table: str) -> str:
        """The name of one of the nine files, for sentences."""
        return Path(self.names[table]).name

    @contextmanager
    def open(self, table: str) -> Iterator[IO[str]]:
        """One of the nine as text: UTF-8, with or without a byte order mark."""
        name = self.names[table]
        with self.zip.open(name) if self.zip else (self.path / name).open("rb") as raw:
            counted = _Counted(raw, self)
            with io.TextIOWrapper(io.BufferedReader(counted, 65536), encoding="utf-8-sig", newline="") as text:
                yield text

    def guarded(self, rows: Iterator[T], table: str) -> Iterator[T]:
        """The rows, with whatever breaks in them said as a sentence."""
        name = self.name_of(table)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except UnicodeDecodeError:
                raise ReturnUnreadable(
                    "encoding", "The file is not in UTF-8. Save it as ‘CSV UTF-8’ and send it again.", file=name
                ) from None
            except csv.Error as error:
                raise self.not_csv(name, getattr(rows, "line_num", None), str(error)) from None
            except (zipfile.BadZipFile, EOFError, OSError, RuntimeError):
                raise _broken_zip(self.path.name) from None
            yield row

    def not_csv(self, name: str, line: int | None, _: str = "") -> ReturnUnreadable:
        """A file that is no table of values with commas between."""
        return ReturnUnreadable(
            "not_csv",
            "The file cannot be read as CSV. Export the nine files again, without opening them.",
            file=name,
            line=line,
        )

    def count(self, size: int) -> None:
        """Add to what has been taken out of the nine files, and refuse more than the limit."""
        self.taken += size
        # Each file is read twice at most: the header once for its year.
        if self.taken > 2 * self.limits.file_bytes:
            raise too_large(self.path.name, self.limits)

    def _members(self) -> list[str]:
        try:
            self.zip = zipfile.ZipFile(self.path)
            members = self.zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise _broken_zip(self.path.name) from None
        if len(members) > self.limits.zip_members:
            self.close()
            raise ReturnUnreadable(
                "zip_members",
                f"The zip has {len(members):,} files in it; an export has nine. Zip only the nine CSV files.",
                file=self.path.name,
            )
        if any(member.flag_bits & 1 for member in members):
            self.close()
            raise ReturnUnreadable(
                "zip_locked",
                "The zip is locked with a password. Make one without a password and send that.",
                file=self.path.name,
            )
        return [member.filename for member in members if not member.is_dir() and "__MACOSX" not in member.filename]

    def _check_sizes(self) -> None:
        if self.zip is None:
            if sum((self.path / name).stat().st_size for name in self.names.values()) > self.limits.file_bytes:
                raise too_large(self.path.name, self.limits)
            return
        whole = 0
        for name in self.names.values():
            member = self.zip.getinfo(name)
            whole += member.file_size
            if member.file_size > MIB and member.file_size > self.limits.ratio * max(member.compress_size, 1):
                self.close()
                raise ReturnUnreadable(
                    "zip_bomb",
                    "The zip holds a file that is far larger than it could be, so we have not opened it. "
                    "Zip the nine CSV files again.",
                    file=self.path.name,
                )
        if whole > self.limits.file_bytes:
            self.close()
            raise too_large(self.path.name, self.limits)

    def _find(self, table: str, names: list[str]) -> str:
        """The one file of this table: `…_person.csv` or `person.csv`, in whatever capitals."""
        found = [
            name
            for name in names
            if (stem := Path(name).name.lower()).endswith(f"_{table}.csv") or stem == f"{table}.csv"
        ]
        if len(found) > 1:
            self.close()
            raise ReturnUnreadable(
                "two_files",
                f"There are {len(found)} {table} files. Leave only the nine files of one export.",
                file=self.path.name,
            )
        return found[0] if found else ""


class _Counted(io.RawIOBase):
    """Bytes on their way out of a file, counted: what a zip says of its sizes is not believed."""

    def __init__(self, raw: IO[bytes], files: CsvFiles) -> None:
        self.raw, self.files = raw, files

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.raw.read(len(buffer))
        self.files.count(len(data))
        buffer[: len(data)] = data
        return len(data)


def _broken_zip(name: str) -> ReturnUnreadable:
    return ReturnUnreadable(
        "broken_zip", "The zip is damaged or cut short. Make it again and send the new one.", file=name
    )
