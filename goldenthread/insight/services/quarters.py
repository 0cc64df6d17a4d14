"""Quarters of the year: January to March, April to June, July to September, October to December. A quarter is known by its last day."""

from __future__ import annotations

from datetime import date, timedelta


def quarter_end(day: date) -> date:
    """The last day of the quarter that a day lies in."""
    month = (day.month - 1) // 3 * 3 + 3
    after = date(day.year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def quarter_start(day: date) -> date:
    """The first day of the quarter that a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def before(end: date) -> date:
    """The last day of the quarter before."""
    return quarter_start(end) - timedelta(days=1)


def last_quarters(day: date, how_many: int = 8) -> list[date]:
    """The newest quarters that are over on a day, by their last days, oldest first."""
    end = quarter_end(day)
    found = [end if end <= day else before(end)]
    while len(found) < how_many:
        found.append(before(found[-1]))
    return found[::-1]


def quarters_between(first: date, last: date) -> list[date]:
    """Every quarter from one to another, by their last days, oldest first."""
    found = []
    end = quarter_end(last)
    while end >= first:
        found.append(end)
        end = before(end)
    return found[::-1]


def quarter_words(end: date) -> str:
    """July to September 2026."""
    first, last = quarter_start(end), quarter_end(end)
    return f"{first:%B} to {last:%B} {last.year}"


def quarter_short(end: date) -> str:
    """As a chart says it, by its last month: Sep 26."""
    return f"{end:%b %y}"


def quarter_label(end: date) -> str:
    """As the heading of a column says it: Jul–Sep 26."""
    return f"{quarter_start(end):%b}–{quarter_end(end):%b} {end:%y}"
