"""Reads what people and files write: dates, names, postcodes, numbers.

One reading for pages, imports and the API. Nothing is guessed: a day and a month never change places, a year of two
figures is never completed, and a value that cannot be read is refused with a code and a sentence that says what to do.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from goldenthread.law import identifiers

from ..languages import is_foreign, later, say

LOCAL_TIME = ZoneInfo("Europe/London")

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SHORT_MONTHS = {month[:3]: number for number, month in enumerate(MONTHS, start=1)} | {"sept": 9}
LONG_MONTHS = {month: number for number, month in enumerate(MONTHS, start=1)}

INVISIBLE_AT_THE_EDGE = "\ufeff\u200b\u200e\u200f\u2060"


class Unreadable(ValueError):
    """A value that cannot be taken: a code for machines, a sentence for people, and the part that is wrong."""

    def __init__(self, code: str, sentence: str, part: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.part = part


class Ask(Unreadable):
    """A value with two honest readings: the person is asked which, and neither is chosen for them."""


def tidy(text: str) -> str:
    """The text without space, or marks that cannot be seen, at its edges."""
    before = None
    while text != before:
        before, text = text, text.strip().strip(INVISIBLE_AT_THE_EDGE)
    return text


def whole_number(text: str) -> int | None:
    """A whole number written in the decimal digits of any script; None for anything else, fractions and signs included."""
    digits = [unicodedata.decimal(letter, None) for letter in text]
    if not digits or len(digits) > 12 or None in digits:
        return None
    return int("".join(str(digit) for digit in digits))


# --- dates -----------------------------------------------------------------------------------------------------------


class DateParts(NamedTuple):
    day: str
    month: str
    year: str


def read_month(text: str) -> int | None:
    """The number of a month written in figures or as an English word, whole or short (Aug, Sept)."""
    number = whole_number(text) if len(text) <= 2 else None
    if number is not None:
        return number
    word = text.casefold().rstrip(".")
    return LONG_MONTHS.get(word) or SHORT_MONTHS.get(word)


def parse_date_parts(day: str, month: str, year: str, *, subject: str = "Date") -> dt.date | None:
    """A date from three boxes; None when all three are empty.

    Raises Unreadable with missing_day (and so on), two_digit_year or not_a_real_date.
    """
    parts = DateParts(tidy(day), tidy(month), tidy(year))
    missing = [name for name, text in zip(DateParts._fields, parts, strict=True) if not text]
    if len(missing) == 3:
        return None
    if missing:
        raise Unreadable(
            f"missing_{'_'.join(missing)}", say("%(subject)s must include a day, a month and a year", subject=subject) if is_foreign() else f"{subject} must include a {' and '.join(missing)}", missing[0]
        )
    unreal = say("%(subject)s must be a real date", subject=subject)
    day_number = whole_number(parts.day) if len(parts.day) <= 2 else None
    month_number = read_month(parts.month)
    year_number = whole_number(parts.year)
    if year_number is None:
        raise Unreadable("not_a_real_date", unreal, "year")
    if month_number is None:
        raise Unreadable("not_a_real_date", unreal, "month")
    if day_number is None:
        raise Unreadable("not_a_real_date", unreal, "day")
    if len(parts.year) != 4:
        raise Unreadable("two_digit_year", later("Year must include 4 numbers"), "year")
    try:
        return dt.date(year_number, month_number, day_number)
    except ValueError:
        raise Unreadable("not_a_real_date", unreal, "" if 1 <= month_number <= 12 else "month") from None


ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
BRITISH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def parse_date_text(text: str, *, subject: str = "date of birth") -> dt.date | None:
    """A date in one cell of a file: YYYY-MM-DD or DD/MM/YYYY and nothing else; None for an empty cell."""
    text = tidy(text)
    if not text:
        return None
    iso, british = ISO_DATE.fullmatch(text), BRITISH_DATE.fullmatch(text)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return dt.date(int(british[3]), int(british[2]), int(british[1]))
    except ValueError:
        pass
    raise Unreadable("not_a_real_date", f"{subject} must be a real date, like 27/03/2015")


def parse_iso_date(text: object, *, subject: str = "date") -> dt.date:
    """A calendar date as the API takes it: the string YYYY-MM-DD exactly."""
    if not isinstance(text, str) or not (found := ISO_DATE.fullmatch(text)):
        raise Unreadable("format", f"{subject} must be a date in the form YYYY-MM-DD")
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Unreadable("not_a_real_date", f"{subject} must be a real date") from None


def parse_instant(text: object, *, subject: str = "time") -> dt.datetime:
    """A moment as the API takes it: RFC 3339 with Z or an offset. Given back in UTC."""
    pattern = r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})"
    if not isinstance(text, str) or not re.fullmatch(pattern, text, re.ASCII):
        raise Unreadable("format", f"{subject} must be a date and time with an offset, like 2026-11-23T09:30:00Z")
    try:
        return dt.datetime.fromisoformat(text.upper()).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise Unreadable("not_a_real_date", f"{subject} must be a real date and time") from None


CLOCK_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


def parse_local_time(date: dt.date, time: str, *, fold: int | None = None) -> dt.datetime:
    """A meeting's date and wall-clock time in London, as an aware datetime.

    An hour that the spring change skips is refused. An hour that the autumn change repeats is asked about, unless
    ``fold`` says which was meant: 0 before the clocks go back, 1 after.
    """
    found = CLOCK_TIME.fullmatch(tidy(time))
    if not found:
        raise Unreadable("time", "Enter a time using the 24-hour clock, like 14:30")
    clock = f"{int(found[1]):02}:{found[2]}"
    naive = dt.datetime.combine(date, dt.time(int(found[1]), int(found[2])))
    first, second = (naive.replace(tzinfo=LOCAL_TIME, fold=which) for which in (0, 1))
    back = first.astimezone(dt.UTC).astimezone(LOCAL_TIME).replace(tzinfo=None)
    if back != naive:
        raise Unreadable(
            "time_does_not_exist",
            f"{clock} on {long_date(date)} does not exist because the clocks go forward. Choose another time",
        )
    if first.utcoffset() != second.utcoffset():
        if fold is None:
            raise Ask(
                "time_happens_twice",
                f"{clock} happens twice on {long_date(date)}. Choose before or after the clocks go back",
            )
        return naive.replace(tzinfo=LOCAL_TIME, fold=fold)
    return first


def long_date(date: dt.date) -> str:
    """A date as people write it: 3 June 2026."""
    return f"{date.day} {MONTHS[date.month - 1].capitalize()} {date.year}"


# --- names -----------------------------------------------------------------------------------------------------------

NAME_LENGTH = 200
MARKS_ON_ONE_LETTER = 4
BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = set("\u200c\u200d")  # part of the spelling of names in Persian, Hindi, Sinhala and others
NO_NAME_HOLDS = set("<>@#%*\\_{}[]|~^=+$;")
ACCENTS_TYPED_AS_APOSTROPHES = set("`\u00b4")
VARIATION_FOR_EMOJI = set("\ufe0e\ufe0f\u20e3")


def _fits_in_a_name(letter: str) -> bool:
    if letter in JOINERS or letter in ACCENTS_TYPED_AS_APOSTROPHES:
        return True
    if letter in BIDI_CONTROLS or letter in NO_NAME_HOLDS or letter in VARIATION_FOR_EMOJI:
        return False
    kind = unicodedata.category(letter)
    return not (kind in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or kind.startswith("S")) and ord(letter) & 0xFFFE != 0xFFFE


def parse_name(text: str, *, subject: str = "Name") -> str:
    """A person's name exactly as typed, after NFC and trimming; the empty string when there is none.

    Case and accents are never changed. Only what no name can hold is refused.
    """
    name = unicodedata.normalize("NFC", tidy(text))
    if len(name) > NAME_LENGTH:
        raise Unreadable("too_long", say("%(subject)s must be %(number)s characters or fewer", subject=subject, number=NAME_LENGTH))
    marks = 0
    for letter in name:
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if marks > MARKS_ON_ONE_LETTER or not _fits_in_a_name(letter):
            raise Unreadable("characters", say("%(subject)s must not include symbols or emoji", subject=subject))
    return name


STROKES = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "ng",
})  # fmt: skip


def fold_for_search(text: str) -> str:
    """A name as search compares it: no case, accents, strokes or apostrophes, and hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(STROKES))
    spaced = (" " if unicodedata.category(letter) == "Pd" else letter for letter in plain)
    return " ".join("".join(letter for letter in spaced if letter.isalnum() or letter.isspace()).split())


# --- postcodes -------------------------------------------------------------------------------------------------------

POSTCODE = re.compile(
    r"(GIR|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9](?:[0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW]))([0-9][ABD-HJLNP-UW-Z]{2})"
)
NHS_PSEUDO_POSTCODE = re.compile(r"(ZZ99)([0-9][A-Z]{2})")
POSTCODE_SENTENCE = later("Enter a full UK postcode, like AA3 1AB")


def parse_postcode(text: str, *, nhs: bool = False) -> str:
    """A UK postcode in capitals with one space; the empty string when there is none.

    The shape is checked, never a list. With ``nhs``, the ZZ99 codes that health systems use for no fixed home are taken.
    """
    bare = re.sub(r"[\s.,\u2010-\u2015\u2060\u200b-]+", "", unicodedata.normalize("NFKC", tidy(text))).upper()
    if not bare:
        if tidy(text):
            raise Unreadable("format", POSTCODE_SENTENCE)
        return ""
    found = POSTCODE.fullmatch(bare) or (NHS_PSEUDO_POSTCODE.fullmatch(bare) if nhs else None)
    if not found or (found[1] == "GIR" and found[2] != "0AA"):
        raise Unreadable("format", POSTCODE_SENTENCE)
    return f"{found[1]} {found[2]}"


def postcode_area(postcode: str) -> str:
    """The letters a postcode starts with: LE for LE1 6TP."""
    return re.match(r"[A-Z]+", postcode)[0]  # type: ignore[index]


# --- words, telephones, email ----------------------------------------------------------------------------------------


#: Characters of the kinds Cc and Cs but the tab, which is typed to space words; the second takes line ends as well.
UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")
UNSEEN_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def parse_text(text: str, *, subject: str = "Text", max_length: int | None = None, lines: bool = False) -> str:
    """Free text after NFC, trimming and one kind of line end. Characters that cannot be seen or stored are refused."""
    tidied = tidy(unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    if (UNSEEN_IN_LINES if lines else UNSEEN).search(tidied):
        raise Unreadable("characters", f"{subject} must not include characters that cannot be seen. Type it again")
    if max_length is not None and len(tidied) > max_length:
        raise Unreadable("too_long", say("%(subject)s must be %(number)s characters or fewer", subject=subject, number=f"{max_length:,}"))
    return tidied


PHONE_SENTENCE = later("Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192")
PHONE = re.compile(r"\+?[\d ().\u2010-\u2015-]+(?:(?:ext\.?|x|extension) ?\d{1,6})?", re.IGNORECASE | re.ASCII)


def parse_phone(text: str) -> str:
    """A telephone number as it was written, its digits made plain: seven to fifteen of them; empty when there is none."""
    tidied = tidy(text)
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in tidied)
    plain = " ".join(plain.split())
    if not plain:
        return ""
    if not PHONE.fullmatch(plain) or not 7 <= sum(letter.isdecimal() for letter in re.split("(?i)e?x", plain)[0]) <= 15:
        raise Unreadable("format", PHONE_SENTENCE)
    return plain


# --- numbers of a child: the law says which are right ----------------------------------------------------------------


def _checked(text: object, check: Callable[[object], str]) -> str:
    """The number as it is stored; the empty string when there is none. Any script's digits are made plain first.

    A spreadsheet may hold it as a number: what that has lost is refused, never put back.
    """
    plain = (
        "".join(str(unicodedata.decimal(letter, letter)) for letter in tidy(text)) if isinstance(text, str) else text
    )
    if plain in ("", None):
        return ""
    try:
        return check(plain)
    except identifiers.IdentifierRefusal as refused:
        raise Unreadable(refused.code, refused.sentence) from None


def parse_upn(text: object) -> str:
    """A unique pupil number in capitals without spaces; the empty string when there is none."""
    return _checked(text, identifiers.check_upn)


def parse_uln(text: object) -> str:
    """A unique learner number as ten digits; the empty string when there is none."""
    return _checked(text, identifiers.check_uln)


def parse_nhs_number(text: object, *, live: bool = False) -> str:
    """An NHS number as ten digits; the empty string when there is none. ``live`` refuses numbers kept for tests."""
    return _checked(text, partial(identifiers.check_nhs_number, allow_test_numbers=not live))
