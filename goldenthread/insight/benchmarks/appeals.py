"""Reads the table of appeal rates that comes with a release: years side by side, two rows of headings, notes at its foot."""

import csv
import io
import re

from goldenthread.core.refusals import Refused

from .reading import ENGLAND, Read, Row, figure

#: What the second row of headings calls a column, in the order in which to look, and our name for it.
_NAMES = (
    ("in development: total appealable decisions", "in_development_decisions"),
    ("in development: send tribunal appeal rate", "in_development_rate"),
    ("appeals registered", "appeals_registered"),
    ("total appealable decisions", "appealable_decisions"),
    ("send tribunal appeal rate", "appeal_rate"),
)
COLUMNS = ["appeals_registered", "appealable_decisions", "appeal_rate", "in_development_decisions", "in_development_rate"]


def is_appeals(text: str) -> bool:
    """Whether this is the table of appeals: it says so in its first line."""
    first = text.split("\n", 1)[0].lower()
    return "appeal rate" in first and "tribunal" in first


def read_appeals(name: str, text: str) -> Read:
    """The totals of each authority and of England by year. A dash means that there was none, so it is 0."""
    lines = list(csv.reader(io.StringIO(text, newline="")))
    head = next((number for number, cells in enumerate(lines) if cells and cells[0].strip() == "Local Authority"), None)
    if head is None or head + 1 >= len(lines):
        raise Refused(f"{name} has no row that starts “Local Authority”. Give the file as it was downloaded.")
    places = _places(name, lines[head], lines[head + 1])
    years = sorted({year for year, _ in places.values()})
    read = Read("appeals", name, "", years[-1] + 1, list(COLUMNS))
    for number, cells in enumerate(lines[head + 2 :], head + 3):
        called = _without_notes(cells[0]) if cells else ""
        code = cells[1].strip() if len(cells) > 1 else ""
        if called == "England Total":
            level, place, called = "E", ENGLAND, "England"
        elif re.fullmatch(r"\d{3}", code):
            level, place = "A", code
        else:
            continue
        for year in years:
            figures = {of: _cell(name, number, cells[at]) for at, (its, of) in places.items() if its == year and at < len(cells)}
            read.rows.append(Row(year, level, place, called, "", [figures.get(column, "x") for column in COLUMNS]))
    if not any(row.level == "E" for row in read.rows):
        raise Refused(f"{name} has no row for England. Give the file as it was downloaded.")
    return read


def _places(name: str, years: list[str], columns: list[str]) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    year = 0
    for at in range(2, len(columns)):
        if at < len(years) and years[at].strip():
            if not re.fullmatch(r"20\d\d", years[at].strip()):
                raise Refused(f"{name}: “{years[at]}” stands where a year should. Give the file as it was downloaded.")
            year = int(years[at])
        said = columns[at].strip().lower()
        ours = next((our for theirs, our in _NAMES if said.startswith(theirs)), None)
        if said and (ours is None or not year):
            raise Refused(f"{name} has a column that is not known here: {columns[at]}.")
        if ours:
            found[at] = (year, ours)
    if not found:
        raise Refused(f"{name} names no year and no column. Give the file as it was downloaded.")
    return found


def _without_notes(called: str) -> str:
    """A name without the numbers of its footnotes: "England Total4,9"."""
    return re.sub(r"[\d,]+$", "", called.strip()).strip()


def _cell(name: str, number: int, cell: str) -> float | int | str:
    said = cell.strip()
    return 0 if said == "-" else figure(name, number, said)
