"""Reads the published files of a release, from a folder or a zip as they are downloaded, with the traps that they hold.

A file starts with a byte-order mark; a column may stand twice; periods are 2024 (a calendar year) or 202425 (the January of
2025); `x` and `z` stand for no number; London's authorities lie under two codes of region; an authority may have had two codes
of the statistics office. What cannot be understood is refused with a sentence, and then nothing of the release is taken in.
"""

import csv
import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.core.refusals import Refused

from .ages import TOPIC, added_up, with_ages
from .datasets import HEADINGS, Dataset, meanings, plain, which

LARGEST = 200 * 1024 * 1024  # bytes of one file once unpacked; the largest of 2025 is 5 MB
ENGLAND = "E92000001"
LONDON, PARTS_OF_LONDON = "E12000007", ("E13000001", "E13000002")
#: Signs that stand for no number, as the department explains them.
SIGNS = {
    "x": "not available", "z": "not applicable", "c": "kept back to protect confidentiality", "u": "of low reliability",
    ":": "not available", "..": "not available", "~": "kept back to protect confidentiality", "": "not given", "k": "rounds to nought", "low": "rounds to nought",
}  # fmt: skip
_LEVELS = {"national": "E", "regional": "R", "local authority": "A"}
#: Files of a release that hold no figures.
_NO_FIGURES = ({"des_med_off"}, {"des_clin_off"})


@dataclass(frozen=True)
class Row:
    """The total of one place in one year."""

    year: int
    level: str
    place: str
    name: str
    region: str
    figures: list[float | int | str]


@dataclass
class Read:
    """One data set as read: its release, its columns under our names, and its totals."""

    dataset: str
    name: str
    sha256: str
    release: int
    columns: list[str]
    rows: list[Row] = field(default_factory=list)


def read_release(path: Path) -> list[Read]:
    """Every data set in a folder, a zip or one file. `Refused` with what to do where anything is not understood."""
    from .appeals import is_appeals, read_appeals

    found: dict[tuple[str, int], Read] = {}
    for name, raw in _files(path):
        text = _text(name, raw)
        if is_appeals(text):
            read = read_appeals(name, text)
        elif (maybe := _read(name, text)) is not None:
            read = maybe
        else:
            continue
        read.sha256 = hashlib.sha256(raw).hexdigest()
        other = found.setdefault((read.dataset, read.release), read)
        if other is not read and other.sha256 != read.sha256:
            raise Refused(f"{name} and {other.name} both hold {read.dataset} of {read.release}. Leave one of them out.")
    if not found:
        raise Refused(f"There is no published data set in {path.name}. Give the folder or the zip of the release as it was downloaded.")
    return list(found.values())


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if path.is_dir():
            for each in sorted(p for p in path.rglob("*") if p.name.lower().endswith((".csv", ".csv.gz"))):
                yield each.name, _unpacked(each.name, each.read_bytes())
        elif path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                for info in sorted(archive.infolist(), key=lambda info: info.filename):
                    if info.filename.lower().endswith((".csv", ".csv.gz")) and not info.filename.startswith("__MACOSX"):
                        if info.file_size > LARGEST:
                            raise _too_large(info.filename)
                        with archive.open(info) as member:
                            raw = member.read(LARGEST + 1)
                        yield Path(info.filename).name, _unpacked(Path(info.filename).name, raw)
        elif path.is_file():
            yield path.name, _unpacked(path.name, path.read_bytes())
        else:
            raise Refused(f"There is no file or folder called {path}. Check the path.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        raise Refused(f"{path.name} is cut short, damaged or locked. Download it again.") from fault


def _unpacked(name: str, raw: bytes) -> bytes:
    if name.lower().endswith(".gz"):
        with gzip.open(io.BytesIO(raw)) as stream:
            raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise _too_large(name)
    return raw


def _too_large(name: str) -> Refused:
    return Refused(f"{name} is larger than {LARGEST // 1024 // 1024} MB, so it was not read.")


def _text(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name} is not in UTF-8. Download it again, and do not save it from a spreadsheet.") from None
    if "\0" in text:
        raise Refused(f"{name} holds characters that cannot be stored (NUL). Download it again.")
    return text


def _read(name: str, text: str) -> Read | None:
    """One file of figures; None for a file of the release that holds none, such as who is in post."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        raise Refused(f"{name} is not a table of comma-separated values ({fault}). Download it again.") from None
    header = [cell.strip() for cell in lines[0]] if lines else []
    lower = [cell.lower() for cell in header]
    if absent := [heading for heading in HEADINGS if heading not in lower]:
        if any(signs <= set(lower) for signs in _NO_FIGURES):
            return None
        raise Refused(f"{name} has no column {absent[0]}, so it is not a published data set of this kind. Take it out of the folder, or give the file as it was downloaded.")
    at = {heading: lower.index(heading) for heading in HEADINGS}
    totals, aged = [], []
    for number, cells in enumerate(lines[1:], 2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise Refused(f"{name}, line {number}: there are {len(cells)} cells where the heading has {len(header)}. Download it again.")
        if _is_total(cells[at["breakdown_topic"]], cells[at["breakdown"]]):
            totals.append((number, cells))
        elif cells[at["breakdown_topic"]].strip().lower() == TOPIC:
            aged.append((number, cells))
    if not totals:
        raise Refused(f"{name} has no row of totals: none whose breakdown is the same as its topic. It cannot be used as it is.")
    years = [_year(name, number, cells[at["time_period"]]) for number, cells in totals]
    release = max(years) + (len(totals[0][1][at["time_period"]].strip()) == 4)
    read = _put_together(name, header, at, totals, years, release)
    if read.dataset == "caseload" and aged:
        plans = [lower.index("ehcplans")]
        of_age = ((_row(name, number, cells, at, plans, _year(name, number, cells[at["time_period"]])), cells[at["breakdown"]]) for number, cells in aged)
        read.columns = with_ages(read.columns, read.rows, added_up(((row.year, row.place), age, row.figures[0]) for row, age in of_age))
    return read


def _is_total(topic: str, breakdown: str) -> bool:
    """Each file has a label of its own for its totals; in all of them the breakdown repeats its topic."""
    return topic.strip().lower() == breakdown.strip().lower() or breakdown.strip().lower() == "total"


def _year(name: str, number: int, period: str) -> int:
    """The year of a period: 2024, or 2025 for the January in the academic year 202425."""
    said = period.strip().replace("/", "")
    if re.fullmatch(r"20\d\d", said):
        return int(said)
    if re.fullmatch(r"20\d{4}", said) and (int(said[2:4]) + 1) % 100 == int(said[4:]):
        return int(said[:4]) + 1
    raise Refused(f"{name}, line {number}: “{period}” is no period. It must be a year such as 2024, or an academic year such as 202425.")


def _put_together(name: str, header: list[str], at: dict[str, int], totals: list[tuple[int, list[str]]], years: list[int], release: int) -> Read:
    identifiers = {cells[at["time_identifier"]].strip() for _, cells in totals}
    columns, places = _columns(name, header, set(at.values()), totals, release)
    dataset = which(columns, identifiers)
    if dataset is None:
        raise Refused(f"{name} has columns of no data set that is known here ({', '.join(columns[:3])} …). Take it out of the folder.")
    _check_known(name, dataset, columns)
    read = Read(dataset.name, name, "", release, columns)
    seen: set[tuple[int, str]] = set()
    for (number, cells), year in zip(totals, years, strict=True):
        row = _row(name, number, cells, at, places, year)
        if (year, row.place) in seen:
            raise Refused(f"{name}, line {number}: {row.name} has two totals for {cells[at['time_period']]}. Download it again.")
        seen.add((year, row.place))
        read.rows.append(row)
    if (max(years), ENGLAND) not in seen:
        raise Refused(f"{name} has no total for England in its newest period. Download it again, with every place in it.")
    return read


def _columns(name: str, header: list[str], headings: set[int], totals: list[tuple[int, list[str]]], release: int) -> tuple[list[str], list[int]]:
    """The figures' columns under our names, each once, and where they stand. One that stands twice must say the same twice."""
    columns: list[str] = []
    places: list[int] = []
    for place, column in enumerate(header):
        if place in headings:
            continue
        ours = plain(column, release)
        if ours in columns:
            first = places[columns.index(ours)]
            for number, cells in totals:
                if cells[first].strip() != cells[place].strip():
                    raise Refused(f"{name}, line {number}: the column {column} stands twice, with {cells[first]} and {cells[place]}. Nobody can say which is right.")
            continue
        columns.append(ours)
        places.append(place)
    return columns, places


def _check_known(name: str, dataset: Dataset, columns: list[str]) -> None:
    known = meanings()[dataset.name]
    if unknown := [column for column in columns if column not in known]:
        raise Refused(
            f"{name} has a column that is not known here: {unknown[0]}. Read in the release's guidance what it holds, add it to "
            "goldenthread/insight/benchmarks/data/columns.csv, then try again."
        )


def _row(name: str, number: int, cells: list[str], at: dict[str, int], places: list[int], year: int) -> Row:
    level = _LEVELS.get(cells[at["geographic_level"]].strip().lower())
    match level:
        case "E":
            place, called, region = ENGLAND, "England", ""
        case "R":
            place, called, region = cells[at["region_code"]].strip(), cells[at["region_name"]].strip(), ""
        case "A":
            place, called = cells[at["old_la_code"]].strip(), cells[at["la_name"]].strip()
            region = cells[at["region_code"]].strip()
            region = LONDON if region in PARTS_OF_LONDON else region
        case _:
            raise Refused(f"{name}, line {number}: “{cells[at['geographic_level']]}” is no level of place. It must be National, Regional or Local authority.")
    if not place or not called or (level == "A" and not re.fullmatch(r"\d{3}", place)):
        raise Refused(f"{name}, line {number}: the place has no number or no name. Download the file again.")
    return Row(year, level, place, called, region, [figure(name, number, cells[each]) for each in places])


def figure(name: str, number: int, cell: str) -> float | int | str:
    """A cell's number, or the sign that stands for none. A sign is never nought."""
    said = cell.strip()
    if said.lower() in SIGNS:
        return said.lower()
    try:
        return int(said) if said.isdigit() else float(said.replace(",", "").removesuffix("%"))
    except ValueError:
        raise Refused(f"{name}, line {number}: “{cell}” is neither a number nor a sign that the department uses. Download the file again.") from None
