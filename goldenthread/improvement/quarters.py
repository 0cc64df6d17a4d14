"""Quarters, by the last day of each, and what each is called."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def quarter_end(day: date) -> date:
    """The last day of the quarter of the calendar that this day is in."""
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year, month, monthrange(day.year, month)[1])


def quarter_name(end: date) -> str:
    """A quarter in words: July to September 2026."""
    return f"{MONTHS[end.month - 3]} to {MONTHS[end.month - 1]} {end.year}"


def quarters_before(day: date, many: int) -> Iterator[date]:
    """The last days of this quarter and of those before it, newest first."""
    end = quarter_end(day)
    for _ in range(many):
        yield end
        end = quarter_end(date(end.year, end.month - 2, 1) - timedelta(days=1))
