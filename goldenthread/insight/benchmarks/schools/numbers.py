"""Takes in how many pupils each school has and how many are eligible for free meals, from the full extract of the national register."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation

from .models import SchoolNumbers

LARGEST = 400 * 1024 * 1024
COLUMNS = ("URN", "NumberOfPupils", "PercentageFSM")


@dataclass
class Taken:
    """Schools whose numbers were taken in, and rows of schools that are not on record here."""

    schools: int = 0
    elsewhere: int = 0
    without: int = 0


@action
def take_in_numbers(*, path: Path, by: Any, on: date) -> Taken:
    """Read the extract. A school not on record is passed over; an empty cell never wipes out what is known."""
    rows = _rows(path)
    known = dict(Organisation.objects.filter(urn__isnull=False).values_list("urn", "pk"))
    taken = Taken()
    found = []
    for number, row in enumerate(rows, 2):
        urn = row["URN"].strip()
        pk = known.get(int(urn)) if urn.isascii() and urn.isdecimal() else None
        if pk is None:
            taken.elsewhere += 1
            continue
        pupils, meals = _whole(path, number, row["NumberOfPupils"]), _percent(path, number, row["PercentageFSM"])
        if pupils is None:
            taken.without += 1
            continue
        found.append(SchoolNumbers(school_id=pk, pupils=pupils, free_meals=meals, taken_in_on=on))
    SchoolNumbers.objects.bulk_create(found, update_conflicts=True, unique_fields=["school"], update_fields=["pupils", "free_meals", "taken_in_on"])
    taken.schools = len(found)
    record("insight.take_in_numbers", fact={"schools": taken.schools})
    return taken


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (OSError, EOFError):
        raise Refused(f"{path.name} cannot be read. Check the path, or fetch the file again.") from None
    if len(raw) > LARGEST:
        raise Refused(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB, so it was not read.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    if absent := [column for column in COLUMNS if column not in (reader.fieldnames or [])]:
        raise Refused(f"{path.name} has no column {absent[0]}. Give the full extract of Get Information about Schools.")
    return list(reader)


def _whole(path: Path, number: int, said: str) -> int | None:
    said = said.strip()
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()) or int(said) > 20_000:
        raise Refused(f"{path.name}, line {number}: “{said}” is no number of pupils.")
    return int(said)


def _percent(path: Path, number: int, said: str) -> Decimal | None:
    if not said.strip():
        return None
    try:
        value = Decimal(said.strip())
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 100:
        raise Refused(f"{path.name}, line {number}: “{said}” is no percentage.")
    return value.quantize(Decimal("0.1"))
