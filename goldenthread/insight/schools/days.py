"""The days that schools and areas count on: census days, months, and the years of who is in no education or work."""

from __future__ import annotations

import re
from datetime import date, timedelta

from goldenthread.core.form_fields.reading import Unreadable, parse_date_text, read_month

#: No count that still matters came before.
EARLIEST = date(2015, 1, 1)
THURSDAY = 3
TERMS = {1: "spring", 5: "summer", 10: "autumn"}


def census_days(year: int) -> tuple[date, date, date]:
    """The school census of a year: the third Thursday of January and of May, and the first of October."""
    return _thursday(year, 1, 3), _thursday(year, 5, 3), _thursday(year, 10, 1)


def _thursday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (which - 1))


def newest_census_days(day: date, how_many: int = 9) -> list[date]:
    """The census days that have been, newest first."""
    found = [
        each
        for year in range(day.year, day.year - how_many // 3 - 2, -1)
        for each in reversed(census_days(year))
        if each <= day
    ]
    return found[:how_many]


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def newest_months(day: date, how_many: int = 18) -> list[date]:
    """The months that are over on a day, by their last days, newest first."""
    end = month_end(day)
    found = [end if end <= day else date(day.year, day.month, 1) - timedelta(days=1)]
    while len(found) < how_many:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found


def month_of(said: str) -> date | None:
    """The last day of a month as a file has it: 2026-09, 09/2026, September 2026, or any date in it. None for anything else."""
    text = said.strip()
    year = month = None
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})", text, re.ASCII):
        year, month = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2}|[A-Za-z]{3,9}\.?)[-/ ](\d{4})", text, re.ASCII):
        year, month = int(found[2]), read_month(found[1])
    if year is None:
        try:
            day = parse_date_text(text)
        except Unreadable:
            return None
        return month_end(day) if day else None
    return month_end(date(year, month, 1)) if month and 1 <= month <= 12 and 1 <= year < 9999 else None


def month_words(end: date) -> str:
    """September 2026."""
    return f"{end:%B %Y}"


def month_short(end: date) -> str:
    """As a chart says it: Sep 26."""
    return f"{end:%b %y}"


def census_words(day: date) -> str:
    """15 January 2026 (spring census)."""
    return f"{day.day} {day:%B %Y} ({TERMS[day.month]} census)"


def neet_year_end(year: int) -> date:
    """The last day of the three months whose average is a year's figure: the end of its February."""
    return month_end(date(year, 2, 1))


def neet_months(year: int) -> tuple[date, date, date]:
    """December, January and February, by their last days: the months whose average the department publishes as a year's figure."""
    return date(year - 1, 12, 31), date(year, 1, 31), neet_year_end(year)
