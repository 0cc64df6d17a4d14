"""When the time is over that a plan prints for a milestone: "July 2026", "Jan – Jun 2021", "31/03/2027"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from .quarters import MONTHS
from .reading.dates import printed_date

_MONTH_OF_YEAR = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*['’]?(\d{4}|\d{2})(?!\d)")


def period_end(printed: str) -> date | None:
    """The last day of a printed period; None where it names no month of a year. A quarter by its number is not guessed at:
    plans count them from January, from April and from September."""
    ends = [_end(month, year) for month, year in _MONTH_OF_YEAR.findall(printed)]
    return max(ends) if ends else printed_date(printed).on


def _end(month: str, year: str) -> date:
    number = next(at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(month.lower()))
    full = int(year) + 2000 if len(year) == 2 else int(year)
    return date(full, number, monthrange(full, number)[1])
