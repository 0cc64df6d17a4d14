"""Reads a contract return: one row for each thing that a body gives, with its value for a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from goldenthread.core.refusals import Refused

from ..reading import Fault
from ..sheets import heading_of, plain, rows_of
from .models import MinimumItem
from .sources import ENTERED

HEADINGS = ("Code", "What", "Unit", "Value", "Out of")
LARGEST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Given:
    """A value as a file or a page gives it. `out_of` is how many a share is of."""

    code: str
    value: Decimal
    out_of: int | None = None


@dataclass
class ReadValues:
    """What a file gives, and what is wrong with the rows that cannot be taken. Rows without a value are left out."""

    given: list[Given] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_values(content: bytes, items: Mapping[str, MinimumItem]) -> ReadValues:
    """Every row with a value. `items` are those that the sender gives, by code."""
    table = rows_of(content)
    _, heading = next(table, (0, []))
    names = [heading_of(cell) for cell in heading]
    known = [heading_of(each) for each in HEADINGS]
    if "code" not in names or "value" not in names:
        raise Refused("The first row must have the headings of the template: Code, What, Unit, Value and Out of.")
    if strange := [plain(cell) for cell, name in zip(heading, names, strict=True) if name and name not in known]:
        raise Refused(f"The column “{strange[0][:60]}” is not in the template. Take it out.")
    read = ReadValues()
    seen: dict[str, int] = {}
    for line, cells in table:
        said = {name: plain(cells[names.index(name)]) if name in names and names.index(name) < len(cells) else "" for name in known}
        code = said["code"].upper()
        if not said["value"]:
            continue
        try:
            item = items.get(code)
            if item is None or item.source != ENTERED:
                raise _Wrong("Code", "This is none of the codes that you give.")
            if code in seen:
                raise _Wrong("Code", f"Row {seen[code]} gives this already. Leave one of them.")
            read.given.append(given_of(item, said["value"], said["out of"]))
            seen[code] = line
        except _Wrong as wrong:
            read.faults.append(Fault(line, wrong.column, wrong.sentence))
    return read


class _Wrong(ValueError):
    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def given_of(item: MinimumItem, value: str, out_of: str) -> Given:
    """A value of a thing, or why it cannot be one."""
    number = _number(value.removesuffix("%").removeprefix("£"), "Value", "Enter a number, like 62.5.")
    if item.unit == "count" and number != number.to_integral_value():
        raise _Wrong("Value", "A count is a whole number.")
    if item.unit == "%" and number > 100:
        raise _Wrong("Value", "A share is from 0 to 100.")
    base = _number(out_of, "Out of", "Enter a whole number, like 140.") if out_of else None
    if base is not None and (base != base.to_integral_value() or base == 0):
        raise _Wrong("Out of", "Enter a whole number above nought.")
    if item.unit == "%" and base is None:
        raise _Wrong("Out of", "Say out of how many the share is, so that shares of few are not shown to everybody.")
    return Given(item.code, number.quantize(Decimal("0.01")), None if base is None else int(base))


def _number(text: str, column: str, sentence: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number < LARGEST:
        raise _Wrong(column, sentence)
    return number
