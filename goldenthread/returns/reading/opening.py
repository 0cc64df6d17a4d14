"""Opening whatever was given as a return: an XML file, or the nine files of an export in a folder or a zip."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.csv_export import CsvReturn
from goldenthread.returns.reading.limits import DEFAULT, Limits
from goldenthread.returns.records import Header, Person, Problem


class ReturnFile(Protocol):
    """One pass over one return. Use it in a `with`; go through `people()` once.

    `problems` belong to no person and are complete only when the people have been gone through. Any step may
    raise ReturnUnreadable, the first as late as the last line: survey the file before taking anything from it.
    """

    kind: str
    name: str
    header: Header
    problems: list[Problem]

    def people(self) -> Iterator[Person]:
        """Each person with everything below, in the order of the file."""


def read_return(path: Path | str, *, limits: Limits = DEFAULT) -> AbstractContextManager[ReturnFile]:
    """Open a return; the header has been read and its year is known when this returns."""
    path = Path(path)
    if not path.exists():
        raise ReturnUnreadable("not_found", "There is no such file. Check the name and the folder.", file=path.name)
    if path.is_dir() or _starts_as_zip(path):
        return CsvReturn(path, limits=limits)
    if path.suffix.lower() == ".csv":
        raise ReturnUnreadable(
            "one_csv",
            "This is one CSV file; an export has nine. Put all nine in one folder or one zip and send that.",
            file=path.name,
        )
    from goldenthread.returns.reading.xml import XmlReturn  # lxml: most processes never read one

    return XmlReturn(path, limits=limits)


def _starts_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"
