"""Reads a provider's file: CSV or Excel, one session a row. Nothing is guessed; a row that cannot be read says what to do."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goldenthread.core.form_fields.reading import Unreadable, parse_date_text, parse_iso_date, tidy, whole_number
from goldenthread.core.office_files import is_office
from goldenthread.core.refusals import Refused

from .models import DeliveryRecord

MOST_ROWS = 5000
MOST_BYTES = 5 * 1024 * 1024
COLUMNS = ("Child", "Line", "Date", "Given", "Why", "Minutes")
#: What each column may be called.
_NAMES = {
    "child": ("child", "upn", "reference", "upn or reference", "pupil"),
    "line": ("line", "line reference", "provision", "provision line"),
    "date": ("date", "session date", "day"),
    "given": ("given", "delivered", "outcome", "given or missed", "state"),
    "why": ("why", "reason", "why missed"),
    "minutes": ("minutes", "mins", "length"),
}
_GIVEN = {"given", "yes", "y", "delivered", "true", "1"}
_MISSED = {"missed", "no", "n", "not given", "not delivered", "false", "0"}
_WHY = {
    **{label.lower(): value for value, label in DeliveryRecord.Why.choices}, **{value: value for value in DeliveryRecord.Why.values},
    "absent": "absent", "child absent": "absent", "pupil absent": "absent", "away": "absent", "ill": "absent", "staff absent": "staff", "sick": "staff",
    "staff sick": "staff", "vacancy": "nobody", "no staff": "nobody", "school closed": "closed", "cancelled": "cancelled",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row as it was read: whose, which line, which day, and what. `wrong` is a sentence where it cannot be taken."""

    number: int
    child: str = ""
    line: str = ""
    on: dt.date | None = None
    state: str = ""
    why: str = ""
    note: str = ""
    minutes: int | None = None
    wrong: str = ""


def line_reference(lineage: UUID | str) -> str:
    """What a line is called outside the plan, the same in all of its versions: L-3F9A1C2B."""
    return f"L-{str(lineage).replace('-', '')[:8].upper()}"


def rows_of(name: str, content: bytes) -> list[Row]:
    """Every row of the file below its heading. Refused as a whole where it is no such file."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // 1024 // 1024} MB")
    if not content.strip():
        raise Refused("The selected file is empty")
    table = _excel(content) if content.startswith(b"PK\x03\x04") else _csv(name, content)
    heading = next(table, None)
    columns = _columns(heading or [])
    found = []
    for number, cells in enumerate(table, start=2):
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        if len(found) >= MOST_ROWS:
            raise Refused(f"The file has more than {MOST_ROWS:,} rows. Send it in parts, such as one a month.")
        found.append(_row(number, cells, columns))
    if not found:
        raise Refused("The file has a heading and no rows below it. Fill in a row for each session, then send it again.")
    return found


def _excel(content: bytes) -> Iterator[list[Any]]:
    if not is_office(io.BytesIO(content), "xlsx"):
        raise Refused("The selected file is not an Excel file (XLSX), or is damaged. Save it again as XLSX or CSV.")
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        yield from book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as error:  # the reader's own errors have no common name
        raise Refused("The Excel file could not be read. Save it again as XLSX or CSV.") from error


def _csv(name: str, content: bytes) -> Iterator[list[Any]]:
    if b"\x00" in content[:2000]:
        raise Refused("The selected file must be a CSV or Excel (XLSX) file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    apart = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=apart)
    except csv.Error:
        raise Refused("The selected file cannot be read as CSV. Save it again as CSV or XLSX.") from None


def _columns(heading: list[Any]) -> dict[str, int]:
    """Where each thing stands, by the names in the first row."""
    names = [re.sub(r"\s+", " ", tidy(str(cell or ""))).lower() for cell in heading]
    found = {}
    for column, called in _NAMES.items():
        at = [number for number, name in enumerate(names) if name in called]
        if len(at) > 1:
            raise Refused(f"Two columns of the file are called {names[at[0]]}. Leave one of them.")
        if at:
            found[column] = at[0]
    missing = [{"child": "Child", "line": "Line", "date": "Date", "given": "Given"}[each] for each in ("child", "line", "date", "given") if each not in found]
    if missing:
        raise Refused(f"The first row must name the columns {', '.join(COLUMNS)}. Not found: {', '.join(missing)}.")
    return found


def _row(number: int, cells: list[Any], columns: dict[str, int]) -> Row:
    def said(column: str) -> Any:
        at = columns.get(column)
        value = cells[at] if at is not None and at < len(cells) else ""
        return tidy(value) if isinstance(value, str) else value

    child, line = _plain(said("child")).replace(" ", "").upper(), _plain(said("line")).replace(" ", "").upper()
    if not child or not line:
        return Row(number, wrong="This row does not say which child and which line. Fill in both.")
    try:
        on = _date(said("date"))
    except Unreadable:
        return Row(number, child, line, wrong="The date could not be read. Write it as 16/11/2026.")
    given = _plain(said("given")).lower()
    state = "given" if given in _GIVEN else "missed" if given in _MISSED else ""
    if not state:
        return Row(number, child, line, on, wrong="Say given or missed in the column Given.")
    typed = _plain(said("why"))
    why = _WHY.get(typed.lower(), "other" if typed else "") if state == "missed" else ""
    note = typed[:500] if why == "other" else ""
    minutes = said("minutes")
    length = None if minutes in ("", None) else whole_number(_plain(minutes))
    if minutes not in ("", None) and (length is None or not 0 < length <= 1440):
        return Row(number, child, line, on, wrong="The minutes must be a whole number, such as 30.")
    return Row(number, child, line, on, state, why, note, length if state == "given" else None)


def _plain(value: Any) -> str:
    """A cell in words: a number of Excel without its point and nought, yes for a tick box."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return tidy(str(value if value is not None else ""))


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value or "")
    try:
        return parse_iso_date(text)
    except Unreadable:
        found = parse_date_text(text, subject="date")
        if found is None:
            raise Unreadable("empty", "Enter the date") from None
        return found
