"""What in a text may identify a child: pupil numbers, NHS numbers, references, and dates on which a child may be born.

Pure functions of the text. Spaces, hyphens and small letters, as people type them and as PDFs give them back, are read over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_GAP = r"[ \u00a0\t.\-\u2010-\u2013/]?"
_UPN = re.compile(rf"(?<![0-9A-Za-z])[A-Za-z](?:{_GAP}[0-9]){{11}}{_GAP}[0-9A-Za-z](?![0-9A-Za-z])")
_NHS = re.compile(rf"(?<![0-9])[0-9](?:{_GAP}[0-9]){{9}}(?![0-9])")
_REFERENCE = re.compile(
    r"(?i)(?<![0-9A-Za-z])G\s?T[\s\-\u2010-\u2013]{0,3}((?:[2-9A-HJKMNP-Z][ \u00a0\-]?){7}[2-9A-HJKMNP-Z])(?![0-9A-Za-z])"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
_DATES = (
    re.compile(
        r"(?<![0-9])(?P<d>[0-9]{1,2})\s?[/.\-]\s?(?P<m>[0-9]{1,2})\s?[/.\-]\s?(?P<y>[0-9]{4}|[0-9]{2})(?![0-9])"
    ),
    re.compile(r"(?<![0-9])(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?![0-9])"),
    re.compile(
        rf"(?i)(?<![0-9])(?P<d>[0-9]{{1,2}})\s?(?:st|nd|rd|th)?(?:\sof)?\s+(?P<m>{_MONTH})\s+(?P<y>[0-9]{{4}})(?![0-9])"
    ),
    re.compile(rf"(?i)(?<![a-z])(?P<m>{_MONTH})\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{{4}})(?![0-9])"),
)
#: Somebody younger than 26 was born in these years of one another; two figures of a year mean one of this century.
OLDEST_YEARS = 26


@dataclass(frozen=True)
class Found:
    """Something that identifies a child: its plain form, and where in the text it begins and ends."""

    value: str
    begins: int
    ends: int


@dataclass(frozen=True)
class FoundDate:
    """A date that may be one of birth, and where in the text it begins and ends."""

    day: date
    begins: int
    ends: int


def upns(text: str) -> Iterator[Found]:
    """Unique pupil numbers, in capitals without gaps."""
    return _numbers(_UPN, text)


def nhs_numbers(text: str) -> Iterator[Found]:
    """NHS numbers whose check digit is right (ten digits, modulus 11)."""
    return (found for found in _numbers(_NHS, text) if _nhs_is_right(found.value))


def references(text: str) -> Iterator[Found]:
    """This system's own references, as GT- and eight letters or figures."""
    for match in _REFERENCE.finditer(text):
        yield Found(f"GT-{_plain(match[1])}", match.start(), match.end())


def dates(text: str, *, today: date) -> Iterator[FoundDate]:
    """Dates on which somebody under 26 may have been born, written in figures or in words, day before month."""
    for form in _DATES:
        for match in form.finditer(text):
            day = _date(match["y"], match["m"], match["d"])
            if day is not None and today.year - OLDEST_YEARS <= day.year and day <= today:
                yield FoundDate(day, match.start(), match.end())


def _numbers(form: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in form.finditer(text):
        yield Found(_plain(match[0]), match.start(), match.end())


def _plain(typed: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", typed).upper()


def _nhs_is_right(number: str) -> bool:
    rest = 11 - sum(int(figure) * weight for figure, weight in zip(number, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(number[9])


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
