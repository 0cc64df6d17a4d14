"""Figures of the indicator library in words, as one reader may see them. No number is counted here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..indicators import LIBRARY, Figure, guarded, month_end_for, month_ends
from ..indicators.snapshots import histories, of_months
from .entrance import Place


def day_of(place: Place) -> date:
    """The day as at which figures are told: today, or the newest month's end to those who see guarded numbers."""
    return place.on if place.rows else month_end_for(place.on)


def counted(codes: Iterable[str]) -> list[str]:
    """Those of these indicators that have a number."""
    return [code for code in codes if code in LIBRARY and LIBRARY[code].counted]


def over_time(codes: Sequence[str], place: Place, *, months: int = 13) -> dict[str, list[Figure]]:
    """Each indicator at the ends of the last whole months, oldest first, as this reader may see it: over the twelve months
    before each, or on its day. Taken from what is kept, where that is of today."""
    ends, asked = month_ends(place.on, months=months), counted(codes)
    found = of_months(asked, area=place.area.pk, ends=ends)
    return {code: [guarded(each, exact=place.rows) for each in found[code]] for code in asked if code in found}


def kept_over_time(codes: Sequence[str], area: int, on: date, *, exact: bool, months: int = 13) -> dict[str, list[Figure]]:
    """The same of what is kept alone: without those of which not every month is kept."""
    asked = counted(codes)
    found = histories(asked, area=area, ends=month_ends(on, months=months))
    return {code: [guarded(each, exact=exact) for each in found[code]] for code in asked if code in found}


def words(figure: Figure) -> str:
    """The value as it is read: 1,204 or 57.3% or 21.4 weeks; * for one that is hidden; why there is none."""
    if figure.value is None:
        if not figure.complete:
            return "not held whole"
        if figure.denominator == 0:
            return "none to count"
        return "*" if figure.hidden else "not known"
    return amount(figure.value, figure.indicator.unit)


def amount(value: float | None, unit: str) -> str:
    """A value with its unit; a dash for none."""
    if value is None:
        return "–"
    number = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return number if unit == "count" else f"{number}{unit}" if unit == "%" else f"{number} {unit}"


def change(now: Figure, before: Figure) -> str:
    """How far a value moved, signed: +12, −3.1 points; in words where either is not known."""
    if now.value is None or before.value is None:
        return "–"
    by = round(now.value - before.value, 1)
    if by == 0:
        return "no change"
    number = f"{abs(by):,.0f}" if by == int(by) else f"{abs(by):,.1f}"
    unit = {"%": " points", "count": ""}.get(now.indicator.unit, f" {now.indicator.unit}")
    return f"{'+' if by > 0 else '−'}{number}{unit}"


def direction(now: Figure, before: Figure) -> str:
    """Whether that is better: "better", "worse", or nothing where neither way is."""
    if now.value is None or before.value is None or now.value == before.value or now.indicator.good not in ("high", "low"):
        return ""
    return "better" if (now.value > before.value) == (now.indicator.good == "high") else "worse"
