"""Reads a published file that gives a measure by special educational needs, in the shape in which the department publishes it.

The group of pupils stands in a column of its own (`sen_status`, `sen_provision`), or in a pair of columns that say what a row is
broken down by. A row counts where every other breakdown in it is a total. A column that says one thing throughout (which schools, which
terms) breaks nothing down. What cannot be understood is refused with a sentence.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.core.refusals import Refused

from ..benchmarks.reading import ENGLAND, LARGEST, LONDON, PARTS_OF_LONDON, SIGNS
from ..published_tables import read_table
from .measures import SHARED, PupilMeasure

_PLACES = ("time_period", "geographic_level", "region_code", "region_name", "old_la_code", "la_name")
_PAIRS = (
    ("breakdown_topic", "breakdown"),
    ("characteristic_group", "characteristic"),
    ("characteristic", "characteristic_breakdown"),
)
_HEADINGS = {
    *_PLACES,
    "time_identifier",
    "country_code",
    "country_name",
    "new_la_code",
    "version",
    *(each for pair in _PAIRS for each in pair),
}
_OWN = ("sen_provision", "sen_status", "sen")
#: A number as the department writes one. What only a program takes for a number, such as nan or 1e999, is none.
_FIGURE = re.compile(r"[+-]?(\d{1,12}(\.\d*)?|\.\d+)(e[+-]?\d)?", re.IGNORECASE | re.ASCII)
#: All with needs together, with or without a plan.
_ANY = re.compile(r"all sen|any sen|sen total|^identified sen", re.IGNORECASE)
_LEVELS = {"national": "E", "regional": "R", "local authority": "A"}
TOTAL = re.compile(
    r"^(total|all|all (schools|pupils|state[- ]funded.*)|total (schools|pupils)|state[- ]funded (schools|total).*|)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as read."""

    status: str
    year: int
    level: str
    place: str
    name: str
    region: str
    value: float | None
    sign: str

    @property
    def key(self) -> tuple[str, int, str, str]:
        return self.status, self.year, self.level, self.place


@dataclass
class Read:
    """A file as read."""

    name: str
    column: str
    sha256: str
    lines: list[Line] = field(default_factory=list)


def read_pupils(path: Path, measure: PupilMeasure, column: str = "") -> Read:
    """Every figure of a measure in a file. `Refused` with what to do where anything is not understood."""
    raw, rows = read_table(path, largest=LARGEST)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if absent := [each for each in _PLACES if each not in header]:
        raise Refused(
            f"{path.name} has no column {absent[0]}, so it is not a published data set by local authority. Give the file as it was downloaded."
        )
    wanted = [column.strip().lower()] if column else list(measure.columns)
    found = next((each for each in wanted if each in header), "")
    if not found:
        known = f"none of {', '.join(wanted)}" if wanted else "no column that is known to hold it"
        raise Refused(
            f"{path.name} has {known}, so {measure.name} cannot be read from it. Name its column with --column. The columns are: {', '.join(each for each in header if each not in _HEADINGS)[:600]}."
        )
    own = [each for each in _OWN if each in header]
    only = {each: re.compile(pattern, re.IGNORECASE) for each, pattern in measure.only if each in header}
    if found in SHARED and len(only) < len(measure.only):
        lacking = next(each for each, _ in measure.only if each not in only)
        raise Refused(
            f"{path.name} has no column {lacking}, so it is not a file of {measure.name}. Give the file of the release {measure.release}."
        )
    pair = next((each for each in _PAIRS if set(each) <= set(header)), None)
    if not own and pair is None:
        raise Refused(
            f"{path.name} does not say which pupils a row is of: it has neither {' nor '.join(_OWN)}, nor breakdown_topic with breakdown."
        )
    read = Read(path.name, found, hashlib.sha256(raw).hexdigest())
    seen: dict[tuple[str, int, str, str], tuple[int, Line, list[str]]] = {}
    filters = _filters(header, rows[1:], {*own, *only, found})
    for number, cells in enumerate(rows[1:], 2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise Refused(
                f"{path.name}, line {number}: there are {len(cells)} cells where the heading has {len(header)}. Download it again."
            )
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        status = _status(row, own, pair)
        level = _LEVELS.get(row["geographic_level"].lower(), "")
        if (
            not status
            or not level
            or any(not TOTAL.match(row[each]) for each in filters)
            or any(not pattern.fullmatch(row[each]) for each, pattern in only.items())
        ):
            continue
        if "term" in row["time_identifier"].lower():
            raise Refused(
                f"{path.name} is of a term ({row['time_identifier']}), and a year is compared. Give the file of the full year."
            )
        line = _line(path.name, number, row, status, level, found)
        told = [row[each] for each in (*own, *(pair or ()))]
        if line.key in seen:
            first, before, under = seen[line.key]
            if line == before and told != under:
                continue  # the same pupils once more, under another heading
            raise Refused(
                f"{path.name}, line {number} says again what line {first} says of {line.name}. The file is broken down by something that is not known here."
            )
        seen[line.key] = number, line, told
        read.lines.append(line)
    if not read.lines:
        raise Refused(
            f"{path.name} has no row of pupils with a plan, with SEN support or without needs whose other breakdowns are totals."
        )
    newest = max(line.year for line in read.lines)
    if not any(line.place == ENGLAND and line.year == newest for line in read.lines):
        raise Refused(
            f"{path.name} has no figure for England in its newest year. Download it again, with every place in it."
        )
    return read


def _filters(header: list[str], rows: list[list[str]], known: set[str]) -> list[str]:
    """Columns of words that say more than one thing of a year and level: what a row is broken down by besides the pupils' needs."""
    year, level = header.index("time_period"), header.index("geographic_level")
    whole = [cells for cells in rows if len(cells) == len(header)]
    found = []
    for place, each in enumerate(header):
        if each in _HEADINGS or each in known:
            continue
        said: dict[tuple[str, str], set[str]] = {}
        words = False
        for cells in whole:
            cell = cells[place].strip()
            words = words or not _is_figure(cell)
            said.setdefault((cells[year], cells[level]), set()).add(cell)
        if words and any(len(cells) > 1 for cells in said.values()):
            found.append(each)
    return found


def _is_figure(cell: str) -> bool:
    if cell.lower() in SIGNS:
        return True
    return bool(_FIGURE.fullmatch(cell.replace(",", "").removesuffix("%")))


def _status(row: dict[str, str], own: list[str], pair: tuple[str, str] | None) -> str:
    if pair is not None:
        topic, breakdown = row[pair[0]].lower(), row[pair[1]].lower()
        if (
            re.search(r"\bsen\b|special educational", topic)
            and "primary" not in topic
            and "need" not in re.sub("special educational needs?", "", topic)
        ):
            return group_of(breakdown)
        if not own or not (TOTAL.match(topic) and TOTAL.match(breakdown)):
            return ""
    told = {group_of(row[each]) for each in own if not TOTAL.match(row[each]) and not _ANY.search(row[each])}
    return told.pop() if len(told) == 1 else ""


def group_of(said: str) -> str:
    """Which pupils: "" for those that are not compared, such as all with needs together."""
    said = said.lower()
    if re.search(r"\bno (identified )?sen\b|no special educational needs?|without sen|non-sen", said):
        return "none"
    if _ANY.search(said):
        return ""
    if re.search(r"sen support|sen without|\bno (statement|ehc)|without an? (statement|ehc)", said):
        return "support"
    return "plan" if re.search(r"\behc|education,? health and care|statement", said) else ""


def _line(name: str, number: int, row: dict[str, str], status: str, level: str, column: str) -> Line:
    if level == "E":
        place, called, region = ENGLAND, "England", ""
    elif level == "R":
        place, called, region = row["region_code"], row["region_name"], ""
    else:
        place, called, region = row["old_la_code"], row["la_name"], row["region_code"]
        region = LONDON if region in PARTS_OF_LONDON else region
    if not place or not called or (level == "A" and not re.fullmatch(r"\d{3}", place)):
        raise Refused(f"{name}, line {number}: the place has no number or no name. Download the file again.")
    if len(place) > 9 or len(region) > 9 or len(called) > 100:
        raise Refused(
            f"{name}, line {number}: the number or the name of the place is too long to be one. Download the file again."
        )
    said = row[column]
    sign = said.lower() if said.lower() in SIGNS else ""
    if not sign and said and not _is_figure(said):
        raise Refused(f"{name}, line {number}: “{said}” is neither a number nor a sign that the department uses.")
    value = None if sign or not said else float(said.replace(",", "").removesuffix("%"))
    return Line(status, school_year_end(name, number, row["time_period"]), level, place, called, region, value, sign)


def school_year_end(name: str, number: int, period: str) -> int:
    """The year in which a school year ends: 2025 of 202425."""
    said = period.replace("/", "")
    if re.fullmatch(r"20\d{4}", said) and (int(said[2:4]) + 1) % 100 == int(said[4:]):
        return int(said[:4]) + 1
    if re.fullmatch(r"20\d\d", said):
        return int(said)
    raise Refused(f"{name}, line {number}: “{period}” is no period. It must be a school year such as 202425.")
