"""Files of invented people, taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.core.actors import command
from goldenthread.returns.importing import take_in
from goldenthread.returns.models import ImportRun
from goldenthread.returns.writing import write_csv_export, write_xml
from tests import making

from . import making as invented

BY = command("test")
ON = date(2026, 2, 4)


@pytest.fixture
def area(db):
    return making.area("801", "Bristowe")


@pytest.fixture
def take(area, tmp_path):
    """Takes people in as one file, and gives the run."""

    def take(people, year: int = 2026, *, csv: bool = False, **header) -> ImportRun:
        head = invented.header(year, **header)
        numbered = [replace(person, number=number) for number, person in enumerate(people, 1)]
        if csv:
            path = tmp_path / "export"
            path.mkdir()
            write_csv_export(head, numbered, path)
        else:
            path = tmp_path / "return.xml"
            with path.open("wb") as stream:
                write_xml(head, numbered, stream)
        return take_file(path)

    def take_file(path: Path) -> ImportRun:
        run = ImportRun.objects.create(area=area, file_name=path.name)
        return take_in(run, path, by=BY, on=ON)

    take.file = take_file
    return take
