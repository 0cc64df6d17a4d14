"""Reads the published numbers of pupils by SEN status and primary need, in the shape in which the department publishes them.

The status stands in `sen_provision`, `sen_status` or `pupil_sen_status`, the need in `sen_primary_need` or `primary_need`, the number in
`pupil_count` or `number_of_pupils`. A row counts where every other breakdown (phase, year group, language) is a total.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from goldenthread.core.refusals import Refused

from ..benchmarks.reading import ENGLAND, LARGEST, SIGNS
from ..published_tables import read_table
from ..pupils.reading import TOTAL, group_of, school_year_end

_PLACES = ("time_period", "geographic_level", "region_code", "old_la_code")
_HEADINGS = {
    *_PLACES,
    "time_identifier",
    "country_code",
    "country_name",
    "region_name",
    "new_la_code",
    "la_name",
    "version",
}
_STATUS = ("sen_provision", "sen_status", "pupil_sen_status")
_NEED = ("sen_primary_need", "primary_need")
_PUPILS = ("pupil_count", "number_of_pupils")
_LEVELS = {"national": "E", "regional": "R", "local authority": "A"}
#: What a need's words hold, in small letters, and its code; the first that fits.
_CODES = (
    ("autis", "ASD"), ("down", "DS"), ("hearing", "HI"), ("multi", "MSI"), ("profound", "PMLD"), ("severe", "SLD"), ("specific", "SPLD"), ("moderate", "MLD"), ("social", "SEMH"),
    ("speech", "SLCN"), ("vis", "VI"), ("physical", "PD"), ("no specialist", ""), ("missing", ""), ("unclassified", ""), ("not recorded", ""), ("unknown", ""), ("other", "OTH"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One number as read."""

    year: int
    level: str
    place: str
    status: str
    need: str
    pupils: int


def read_needs(path: Path) -> list[PublishedLine]:
    """Every number of pupils with a plan or SEN Support by primary need. `Refused` with what to do where anything is not understood."""
    _, rows = read_table(path, largest=LARGEST)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if absent := [each for each in _PLACES if each not in header]:
        raise Refused(
            f"{path.name} has no column {absent[0]}, so it is not a published data set by local authority. Give the file as it was downloaded."
        )
    status, need, pupils = (_one_of(path, header, names) for names in (_STATUS, _NEED, _PUPILS))
    others = [each for each in header if each not in _HEADINGS and each not in (status, need, pupils)]
    words = [
        each
        for each in others
        if any(len(cells) == len(header) and not _is_figure(cells[header.index(each)]) for cells in rows[1:])
    ]
    found: dict[tuple[int, str, str, str, str], int] = {}
    seen: set[tuple[int, str, str, str, str]] = set()
    for number, cells in enumerate(rows[1:], 2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise Refused(
                f"{path.name}, line {number}: there are {len(cells)} cells where the heading has {len(header)}. Download it again."
            )
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        level, group = _LEVELS.get(row["geographic_level"].lower(), ""), group_of(row[status])
        if (
            not level
            or group not in ("plan", "support")
            or TOTAL.match(row[need])
            or any(not TOTAL.match(row[each]) for each in words)
        ):
            continue
        place = ENGLAND if level == "E" else row["region_code"] if level == "R" else row["old_la_code"]
        if not place or len(place) > 9 or (level == "A" and not re.fullmatch(r"\d{3}", place)):
            raise Refused(f"{path.name}, line {number}: the place has no number. Download the file again.")
        said = row[pupils].replace(",", "")
        if said.lower() in SIGNS:
            continue
        if not re.fullmatch(r"\d{1,9}", said, re.ASCII):
            raise Refused(f"{path.name}, line {number}: “{said[:20]}” is no number of pupils.")
        code = _code(path, number, row[need])
        one = school_year_end(path.name, number, row["time_period"]), level, place, group, code
        told = (*one[:4], row[need].lower())
        if told in seen:
            raise Refused(
                f"{path.name}, line {number} says again what an earlier line says. The file is broken down by something that is not known here."
            )
        seen.add(told)
        found[one] = found.get(one, 0) + int(said)
    if not any(level == "E" and group == "support" for _, level, _, group, _ in found):
        raise Refused(
            f"{path.name} has no number of pupils with SEN support by primary need in England. Give the file by type of SEN provision and type of need."
        )
    return [PublishedLine(*key, pupils=number) for key, number in found.items()]


def _one_of(path: Path, header: list[str], names: tuple[str, ...]) -> str:
    found = next((each for each in names if each in header), None)
    if found is None:
        raise Refused(
            f"{path.name} has none of the columns {', '.join(names)}. Give the file by type of SEN provision and type of need, of Special educational needs in England."
        )
    return found


def _is_figure(cell: str) -> bool:
    said = cell.strip().lower()
    return said in SIGNS or bool(re.fullmatch(r"[+-]?\d[\d,]*(\.\d*)?(e[+-]?\d+)?%?", said, re.ASCII))


def _code(path: Path, number: int, words: str) -> str:
    said = words.lower()
    for part, code in _CODES:
        if part in said:
            return code
    raise Refused(f"{path.name}, line {number}: “{words[:60]}” is no type of need that is known here.")
