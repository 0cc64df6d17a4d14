"""Reads a file of official figures: one figure a line. What cannot be understood is refused with the line and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from goldenthread.core.refusals import Refused

from ..published_tables import read_table
from .declared import OFFICIAL
from .models import OfficialFigure

COLUMNS = ("figure", "of", "district", "on", "period", "value", "source")
LARGEST, MOST = 5 * 1024 * 1024, Decimal(10) ** 9  # bytes of a file; more than there are people in any figure


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as the file gives it, understood."""

    key: str
    of: str
    district: str
    on: date
    period: str
    value: Decimal
    source: str

    @property
    def place(self) -> tuple[str, str, str, date]:
        return self.key, self.of, self.district, self.on


def read_official(path: Path) -> list[Line]:
    """Every line of a file; `Refused` at the first that cannot be understood."""
    _, rows = read_table(path, largest=LARGEST)
    if not rows or [cell.strip().lower() for cell in rows[0]] != list(COLUMNS):
        raise Refused(f"The first line of {path.name} must be: {','.join(COLUMNS)}.")
    found: dict[tuple[str, str, str, date], int] = {}
    lines = []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(COLUMNS):
            raise Refused(f"Line {number} has {len(cells)} cells where the heading has {len(COLUMNS)}.")
        line = _line(number, [cell.strip() for cell in cells])
        if line.place in found:
            raise Refused(f"Line {number} says again what line {found[line.place]} says. Leave one of them out.")
        found[line.place] = number
        lines.append(line)
    return lines


def _line(number: int, cells: list[str]) -> Line:
    key, of, district, on, period, value, source = cells
    declared = OFFICIAL.get(key)
    if declared is None:
        raise Refused(f"Line {number}: {key or 'nothing'} is no figure that is held here. The figures are: {', '.join(OFFICIAL)}.")
    if of not in OfficialFigure.Of.values:
        raise Refused(f"Line {number}: “of” must be one of {', '.join(OfficialFigure.Of.values)}.")
    if (of == OfficialFigure.Of.DISTRICT) != bool(district):
        raise Refused(f"Line {number}: a district is named where “of” is district, and nowhere else.")
    if district and (not declared.by_district or not re.fullmatch(r"[A-Z]{1,2}\d{1,2}[A-Z]?", district)):
        raise Refused(f"Line {number}: {declared.name} is not held for {district}. Give the first part of a postcode, of a figure that is held by district.")
    if not period or not source or len(period) > 60 or len(source) > 300:
        raise Refused(f"Line {number}: say in “period” what it is of and in “source” where it was published, in at most 60 and 300 letters.")
    return Line(key, of, district, _day(number, on), period, _value(number, value, declared.unit), source)


def _day(number: int, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refused(f"Line {number}: “on” must be a day such as 2025-06-30, not {said or 'nothing'}.") from None


def _value(number: int, said: str, unit: str) -> Decimal:
    try:
        value = Decimal(said)
    except InvalidOperation:
        raise Refused(f"Line {number}: “value” must be a number such as 1250 or 8.7, not {said or 'nothing'}. Leave out a figure that is not published.") from None
    if not value.is_finite() or not 0 <= value < MOST or (unit == "%" and value > 100) or (unit == "count" and value != value.to_integral_value()):
        raise Refused(f"Line {number}: {said} cannot be right: a count is a whole number, a share is from 0 to 100.")
    return value.quantize(Decimal("0.01"))
