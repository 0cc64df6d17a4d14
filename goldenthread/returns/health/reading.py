"""Reads the list of children whom a health system has flagged: CSV or Excel, one child a row. Nothing is guessed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from goldenthread.core.form_fields.reading import (
    Unreadable,
    parse_date_text,
    parse_name,
    parse_nhs_number,
    parse_postcode,
    tidy,
)
from goldenthread.core.office_files import is_office
from goldenthread.core.refusals import Refused

MOST_ROWS = 20_000
MOST_BYTES = 10 * 1024 * 1024
COLUMNS = ("NHS number", "Surname", "Forename", "Date of birth", "Postcode")
#: What each column may be called.
_NAMES = {
    "nhs_number": ("nhs number", "nhs no", "nhs no.", "nhsnumber"),
    "surname": ("surname", "last name", "family name"),
    "forename": ("forename", "first name", "given name", "forenames"),
    "born_on": ("date of birth", "dob", "birth date", "born"),
    "postcode": ("postcode", "post code", "home postcode"),
}
_SAID = dict(zip(_NAMES, COLUMNS, strict=True))


@dataclass(frozen=True, slots=True)
class Patient:
    """One child as the file has them. `wrong` is a sentence where the row cannot be taken."""

    number: int
    nhs_number: str = ""
    surname: str = ""
    forename: str = ""
    born_on: dt.date | None = None
    postcode: str = ""
    wrong: str = ""

    def as_said(self) -> dict[str, Any]:
        """For keeping: what the file says, the date as text."""
        said = asdict(self)
        del said["wrong"], said["number"]
        return {**said, "born_on": self.born_on.isoformat() if self.born_on else ""}


def patients_of(content: bytes) -> list[Patient]:
    """Every row below the heading, in order. Refused as a whole where it is no such file."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // 1024 // 1024} MB.")
    if not content.strip():
        raise Refused("The selected file is empty.")
    table = _excel(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    columns = _columns(next(table, None) or [])
    found: list[Patient] = []
    for number, cells in enumerate(table, start=1):
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        if len(found) >= MOST_ROWS:
            raise Refused(f"The file has more than {MOST_ROWS:,} rows. Ask for it in parts.")
        found.append(_patient(number, cells, columns))
    if not found:
        raise Refused("The file has a heading and no rows below it.")
    return found


def _excel(content: bytes) -> Iterator[list[Any]]:
    if not is_office(io.BytesIO(content), "xlsx"):
        raise Refused("The selected file is not an Excel file (XLSX), or is damaged. Save it again as XLSX or CSV.")
    from python_calamine import CalamineWorkbook  # where an Excel file is read

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as error:  # the reader's own errors have no common name
        raise Refused("The Excel file could not be read. Save it again as XLSX or CSV.") from error


def _csv(content: bytes) -> Iterator[list[Any]]:
    if b"\x00" in content[:2000]:
        raise Refused("The selected file must be a CSV or Excel (XLSX) file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    apart = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=apart)
    except csv.Error:
        raise Refused("The selected file cannot be read as CSV. Save it again as CSV or XLSX.") from None


def _columns(heading: list[Any]) -> dict[str, int]:
    names = [re.sub(r"[\s_]+", " ", tidy(str(cell or ""))).lower() for cell in heading]
    found = {}
    for column, called in _NAMES.items():
        at = [number for number, name in enumerate(names) if name in called]
        if len(at) > 1:
            raise Refused(f"Two columns of the file are called {names[at[0]]}. Leave one of them.")
        if at:
            found[column] = at[0]
    missing = [_SAID[each] for each in ("surname", "forename", "born_on") if each not in found]
    if missing:
        raise Refused(f"The first row must name the columns {', '.join(COLUMNS)}. Not found: {', '.join(missing)}.")
    return found


def _patient(number: int, cells: list[Any], columns: dict[str, int]) -> Patient:
    def said(column: str) -> Any:
        at = columns.get(column)
        value = cells[at] if at is not None and at < len(cells) else ""
        return value if isinstance(value, dt.date) else _plain(value)

    surname, forename = str(said("surname"))[:200], str(said("forename"))[:200]
    told = {"surname": surname, "forename": forename}
    try:
        parse_name(surname), parse_name(forename)
        told["nhs_number"] = parse_nhs_number(str(said("nhs_number")))
        told["postcode"] = parse_postcode(str(said("postcode")), nhs=True)
        born = said("born_on")
        born_on = born.date() if isinstance(born, dt.datetime) else born if isinstance(born, dt.date) else parse_date_text(str(born))
    except Unreadable as unreadable:
        return Patient(number, wrong=f"{unreadable.sentence[0].upper()}{unreadable.sentence[1:]}.".replace("..", "."), **told)
    if born_on is None or not (surname and forename):
        return Patient(number, wrong="The row must have a surname, a forename and a date of birth.", **told)
    return Patient(number, born_on=born_on, **told)


def _plain(value: Any) -> str:
    """A cell in words: a number of Excel without its point and nought."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return tidy(str(value if value is not None else ""))
