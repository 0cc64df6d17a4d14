"""Target dates as plans print them, and what day each one is.

A month without a day means its last day. A day that no calendar has ("31/09/2020") is never mended by guesswork.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]+\s*(\d{1,2})\s*[/.\-]+\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_MONTH = re.compile(rf"(?i)(?<!\d)(\d{{1,2}})\s*(?:st|nd|rd|th)?\s+{_MONTH}\s*['’]?(\d{{4}}|\d{{2}})(?!\d)")
_MONTH_YEAR = re.compile(rf"(?i)\b{_MONTH}\s*[-–/,]?\s*['’]?(\d{{4}}|\d{{2}})(?!\d)")
_OPEN = re.compile(r"(?i)\bon-?\s?wards?\b|\bongoing\b|\bon-going\b|\bfrom\b")

#: What a printed date turned out to be; the last is one that a person mended.
DAY, MONTH, OPEN, WORDS, SEVERAL, IMPOSSIBLE, NONE, MENDED = "day", "month", "open", "words", "several", "impossible", "none", "mended"
TO_MEND = frozenset({IMPOSSIBLE, SEVERAL})


@dataclass(frozen=True)
class PrintedDate:
    """What was printed, what it is (one of the constants above), and the day where it is one."""

    printed: str
    state: str
    on: date | None = None

    @property
    def sentence(self) -> str:
        """What a person should know of it; nothing where it is plainly a day or a month."""
        match self.state:
            case "impossible":
                return f"{self.printed} is not a day in the calendar. Choose the date that was meant."
            case "several":
                return "More than one date is printed. Choose the one that counts."
            case "open":
                return "Begins then, with no end printed."
            case "words":
                return "No date is printed."
        return ""


@lru_cache(maxsize=2048)
def printed_date(text: str) -> PrintedDate:
    """The date that a cell holds."""
    printed = " ".join(text.split())
    if not printed:
        return PrintedDate("", NONE)
    found, rest, impossible = set(), printed, False
    for pattern, order in ((_ISO, (2, 1, 0)), (_FIGURES, (0, 1, 2)), (_DAY_MONTH, (0, 1, 2))):
        for match in pattern.finditer(rest):
            day = _day(*(match.groups()[at] for at in order))
            impossible |= day is None
            if day:
                found.add((day, DAY))
        rest = pattern.sub(" ", rest)
    for match in _MONTH_YEAR.finditer(rest):
        year, month = _year(match[2]), _month(match[1])
        found.add((date(year, month, monthrange(year, month)[1]), MONTH))
    if impossible:
        return PrintedDate(printed, IMPOSSIBLE)
    if len(found) > 1:
        return PrintedDate(printed, SEVERAL)
    if not found:
        return PrintedDate(printed, WORDS)
    (day, state) = found.pop()
    return PrintedDate(printed, OPEN if _OPEN.search(printed) else state, day)


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(_year(year), int(month) if month.isdigit() else _month(month), int(day))
    except ValueError:
        return None


def _year(text: str) -> int:
    number = int(text)
    return number + 2000 if number < 100 else number


def _month(text: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(text.lower()[:3]))


_PERIODS = (
    re.compile(rf"(?i)(by |end )?{_MONTH}\s*[-–/ ]?\s*['’]?(\d{{4}}|\d{{2}})"),
    re.compile(r"(?i)q(uarter)?\s*\d{1,2}(\s*[-–/ ]?\s*(\d{4}|\d{2})([-–/]\d{2})?)?"),
    re.compile(r"(?i)(spring|summer|autumn|winter|h[12]|year \d)(\s+(term\s+)?\d{4})?"),
)
#: No name of a month, quarter or half-year is longer than this, with all its blanks as one.
_LONGEST = 40


@lru_cache(maxsize=512)  # the same headings stand on every page
def is_period(text: str) -> bool:
    """Whether a heading names a month, a quarter or a half-year: "Aug-19", "Q1", "Autumn 2024"."""
    words = " ".join(text.split())
    return len(words) <= _LONGEST and any(pattern.fullmatch(words) for pattern in _PERIODS)
