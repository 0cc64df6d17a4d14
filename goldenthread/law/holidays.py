"""Bank and public holidays in England and Wales: a table of its own, and the rule for years past its end."""

import json
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

TABLE_FILE = Path(__file__).with_name("holidays.json")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[date, dict], date, date]:
    raw = json.loads(TABLE_FILE.read_text("utf-8"))
    rows = {date.fromisoformat(row["date"]): row for row in raw["holidays"]}
    return rows, date.fromisoformat(raw["proclaimed_to"]), date.fromisoformat(raw["computed_to"])


def proclaimed_to() -> date:
    """The last day for which the table holds what the government has published."""
    return _table()[1]


def table_ends() -> date:
    """The last day of the table, its computed years included."""
    return _table()[2]


def months_remaining(on: date) -> int:
    """Whole months of published holidays left after ``on``; 0 when the table has run out and must be renewed."""
    last = proclaimed_to() + timedelta(days=1)
    months = (last.year - on.year) * 12 + last.month - on.month - (1 if on.day > last.day else 0)
    return max(months, 0)


def name_of(day: date) -> str | None:
    """The holiday's name, or ``None`` on any other day. A computed one says so."""
    rows, _, end = _table()
    if day > end or day.year < 2012:
        return _computed(day.year).get(day)
    row = rows.get(day)
    return row["name"] if row else None


def is_computed(day: date) -> bool:
    """Whether what we hold for that day follows from the rule alone, not from what was proclaimed."""
    return day > proclaimed_to() or day.year < 2012


@lru_cache(maxsize=1)
def _days() -> frozenset[date]:
    return frozenset(_table()[0])


@lru_cache(maxsize=1)
def _end() -> date:
    return _table()[2]


def is_holiday(day: date) -> bool:
    """Christmas Day, Good Friday, or a bank holiday in England and Wales, substitutes included."""
    if day > _end() or day.year < 2012:
        return day in _computed(day.year)
    return day in _days()


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


@lru_cache(maxsize=64)
def _computed(year: int) -> dict[date, str]:
    """The holidays that the standing rule gives for a year, without any one-off day."""
    easter = easter_sunday(year)
    found = {
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        _monday_on_or_after(date(year, 5, 1)): "Early May bank holiday",
        _monday_on_or_after(date(year, 5, 25)): "Spring bank holiday",
        _monday_on_or_after(date(year, 8, 25)): "Summer bank holiday",
    }
    for named, name in (
        (date(year, 1, 1), "New Year's Day"),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    ):
        found[named] = name
    # A holiday at a weekend is moved to the next weekday that is free.
    for named in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        if named.weekday() >= 5:
            moved = named
            while moved.weekday() >= 5 or moved in found:
                moved += timedelta(days=1)
            found[moved] = f"{found[named]} (substitute day)"
    return found


def computed(year: int) -> dict[date, str]:
    """The holidays the standing rule gives for ``year``, by date. One-off days are proclaimed, not computed."""
    return dict(sorted(_computed(year).items()))
