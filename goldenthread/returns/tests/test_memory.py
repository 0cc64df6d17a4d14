"""A return ten times as long needs no more memory to read."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

import goldenthread
from goldenthread.returns.tests import making
from goldenthread.returns.writing import write_csv_export, write_xml

ROOT = Path(goldenthread.__path__[0]).parent
PEAK_OF_A_SURVEY = """
import resource, sys
from goldenthread.returns.reading import survey
assert survey(sys.argv[1]).people == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(path: Path, people: int) -> int:
    """The most memory, in MB, that a process of its own has when it surveys the file; lxml's own memory included."""
    command = [sys.executable, "-c", PEAK_OF_A_SURVEY, str(path), str(people)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def xml_of(people: int, folder: Path) -> Path:
    """The same 500 people over and over: only the length matters here."""
    stream = io.BytesIO()
    write_xml(making.header(2026), making.people(2026, 500), stream)
    start, _, rest = stream.getvalue().partition(b"<Persons>\n")
    block, _, end = rest.partition(b" </Persons>")
    path = folder / f"{people}.xml"
    with path.open("wb") as file:
        file.write(start + b"<Persons>\n")
        for _ in range(people // 500):
            file.write(block)
        file.write(b" </Persons>" + end)
    return path


# Two seconds: 22,000 people are really read, in processes of their own, since only the system knows lxml's memory.
def test_an_xml_file_ten_times_as_long_needs_the_same_memory(tmp_path: Path) -> None:
    short, long = xml_of(2_000, tmp_path), xml_of(20_000, tmp_path)
    assert long.stat().st_size > 18_000_000
    assert peak(long, 20_000) - peak(short, 2_000) < 10


# Over a second, for the same reason.
@pytest.mark.parametrize("times", [10])
def test_an_export_ten_times_as_long_needs_the_same_memory(times: int, tmp_path: Path) -> None:
    found = []
    for people in (400, 400 * times):
        folder = tmp_path / str(people)
        folder.mkdir()
        write_csv_export(making.header(2026), making.people(2026, people), folder)
        found.append(peak(folder, people))
    assert found[1] - found[0] < 10
