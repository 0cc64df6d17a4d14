"""A file of figures over time: CSV or Excel with a column of days and one of values."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import IO

from goldenthread.core.refusals import Refused
from goldenthread.improvement.reading import open_plan
from goldenthread.improvement.reading.dates import printed_date

#: What a column's heading may say.
HEADINGS = {
    "on": ("date", "day", "month", "period", "quarter", "year", "as at", "week ending"),
    "value": ("value", "figure", "result", "percentage", "percent", "%", "rate", "score"),
    "numerator": ("numerator", "number", "count"),
    "denominator": ("denominator", "base", "total", "out of"),
    "note": ("note", "notes", "comment"),
}
MOST = 1_000
LARGEST = Decimal(10) ** 11
_QUARTER = re.compile(r"(?i)^q([1-4])\s*[ ,/-]?\s*(\d{4})(?:\s*[/-]\s*(\d{2}|\d{4}))?$")
_YEARS = re.compile(r"^(\d{4})\s*[/-]\s*(\d{2}|\d{4})$")


@dataclass(frozen=True)
class ReadValue:
    """One row: the last day of the time that it tells of, and the value. `row` is its number in the file, from 1."""

    row: int
    on: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""


@dataclass
class ReadSeries:
    """What a file holds, and a sentence for each row that could not be read."""

    values: list[ReadValue] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_series(file: IO[bytes], name: str, *, latest: date) -> ReadSeries:
    """The values of the first table with a column of days and one of values (or of both numbers of a share). Values after
    `latest` are faults: nobody can know them yet."""
    if name.lower().endswith(".docx"):
        raise Refused("The selected file must be an Excel (XLSX) or CSV file")
    for table in open_plan(file, name).tables:
        for line, row in enumerate(table.rows[:20]):
            columns = _columns([cell.text for cell in row])
            if "on" in columns and ("value" in columns or {"numerator", "denominator"} <= columns.keys()):
                return _read([[cell.text for cell in row] for row in table.rows[line + 1 :]], columns, line + 2, latest)
    raise Refused("The file has no column of dates beside a column of values. Head one column “Date” and one “Value”")


def _columns(heads: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, head in enumerate(heads):
        said = " ".join(head.lower().split())
        for name, words in HEADINGS.items():
            if name not in found and said in words:
                found[name] = column
                break
    return found


def _read(rows: list[list[str]], columns: dict[str, int], first: int, latest: date) -> ReadSeries:
    read = ReadSeries()
    seen: dict[date, int] = {}
    for number, row in enumerate(rows, first):
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in columns.items()}
        if not any(cells[name] for name in cells if name != "note"):
            continue
        if len(read.values) == MOST:
            read.faults.append(f"The file has more than {MOST:,} values. Those after row {number - 1} were not read.")
            break
        try:
            one = _value(number, cells, latest)
        except Refused as refused:
            read.faults.append(f"Row {number}: {refused.sentence}")
            continue
        if one.on in seen:
            read.faults.append(f"Row {number}: {cells['on']} is there already, in row {seen[one.on]}.")
            continue
        seen[one.on] = number
        read.values.append(one)
    return read


def _value(row: int, cells: dict[str, str], latest: date) -> ReadValue:
    on = last_day(cells["on"])
    if on is None:
        raise Refused(f"“{cells['on'][:40]}” is not a date, a month, a quarter or a year.")
    if on > latest:
        raise Refused(f"{cells['on']} is in the future.")
    numerator, denominator, value = (number(cells.get(name, "")) for name in ("numerator", "denominator", "value"))
    if value is None and numerator is not None and denominator:
        value = round(100 * numerator / denominator, 3)
    if value is None:
        raise Refused("there is no value.")
    return ReadValue(row, on, value, numerator, denominator, cells.get("note", "")[:500])


def number(text: str) -> Decimal | None:
    """A number as people write it: 1,204 or 63.4% or £1,200; None for nothing. Refused for words."""
    plain = text.replace(",", "").replace("£", "").replace("%", "").replace("\N{MINUS SIGN}", "-").strip()
    if not plain:
        return None
    try:
        read = Decimal(plain)
    except InvalidOperation:
        raise Refused(f"“{text[:40]}” is not a number.") from None
    if not read.is_finite() or abs(read) >= LARGEST:
        raise Refused(f"“{text[:40]}” is not a number that can be kept.")
    return round(read, 3)


def last_day(text: str) -> date | None:
    """The last day of the time that words name: a day, a month, a quarter of the financial year, a financial or calendar
    year. “Q1 2025/26” ends on 30 June 2025; “Q1 2025” alone is the calendar's, and ends on 31 March."""
    said = " ".join(text.split())
    if found := _QUARTER.match(said):
        quarter, year = int(found[1]), int(found[2])
        month = quarter * 3 + (3 if found[3] else 0)
        year, month = (year + 1, month - 12) if month > 12 else (year, month)
        return date(year, month, monthrange(year, month)[1])
    if (found := _YEARS.match(said)) and int(found[2]) % 100 == (int(found[1]) + 1) % 100:
        return date(int(found[1]) + 1, 3, 31)
    if re.fullmatch(r"(19|20)\d\d", said):
        return date(int(said), 12, 31)
    if found := re.fullmatch(r"((?:19|20)\d\d)-(\d\d)", said):
        year, month = int(found[1]), int(found[2])
        return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None
    printed = printed_date(said)
    return printed.on if printed.state in ("day", "month") else None
