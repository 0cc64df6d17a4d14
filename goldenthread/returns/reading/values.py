"""Text of the file to value, and a sentence for what is no value.

Nothing is guessed: no day and month swapped, no code put into capitals. A parser answers None for text that
is not a value of its kind; `problem` then says why and what to do.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.core.words import in_a_sentence
from goldenthread.returns.records import Problem
from goldenthread.returns.structure import Item

KINDS = {
    "date": "a date that cannot be read",
    "code": "a code that is not in the set for the year",
    "number": "text that should have been digits",
    "empty": "an element that is present but empty",
    "blanks": "a value with blanks around it, which were taken off",
    "spelling": "an element spelt in another way than the files in use have it",
    "order": "an element out of its order",
    "too_many": "an element given more often than the return allows",
    "other_year": "an element of another year's return",
    "unknown": "an element of no year's return",
}

MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}

Parser = Callable[[Any], Any]


def iso_date(text: str) -> date | None:
    """`ccyy-mm-dd` and nothing else: fromisoformat alone would also take 20260115 and week dates."""
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return None


class DatesSeen(dict[str, date]):
    """Text to date, each text read once: a return has some thousands of different dates, each many times over.

    Bounded, so that a file of nothing but different texts cannot fill the memory.
    """

    MOST = 40_000

    def __missing__(self, text: str | None) -> date | None:
        found = iso_date(text) if text else None
        if found and text and len(self) < self.MOST:
            self[text] = found
        return found


def export_date(text: str) -> date | None:
    """As COLLECT exports it (`2022-Sep-28 00:00:00`), or `ccyy-mm-dd`."""
    day, blank, time = text.replace("T", " ").partition(" ") if len(text) > 11 else (text, "", "")
    if blank and time != "00:00:00":
        return None
    if len(day) == 11 and (month := MONTHS.get(day[5:8])):
        day = f"{day[:4]}-{month:02}{day[8:]}"
    return iso_date(day)


def iso_datetime(text: str | None) -> datetime | None:
    """`ccyy-mm-ddThh:mm:ss`, the area's own clock: no zone, no fraction."""
    if text and len(text) == 19 and text[10] == "T" and text[13] == text[16] == ":" and iso_date(text[:10]):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return None
    return None


def export_datetime(text: str) -> datetime | None:
    """A time as COLLECT exports it (`2023-Mar-01 14:05:09`), or in the form of the XML."""
    day, _, time = text.replace("T", " ").partition(" ")
    found = export_date(day)
    return iso_datetime(f"{found}T{time}") if found else None


def year(text: str | None) -> int | None:
    """Four digits."""
    return int(text) if text and len(text) == 4 and text.isascii() and text.isdigit() else None


def plain(text: str | None) -> str | None:
    """Text kept exactly as sent, if it is not empty and has no blanks around it."""
    return text if text and text == text.strip() else None


def digits(text: str | None) -> str | None:
    """A number that is a name, such as a URN: kept as text with its leading noughts."""
    return text if text and text.isascii() and text.isdigit() else None


def area(text: str | None) -> str | None:
    """A local authority number, or XXX for an area unknown or outside England."""
    return text if text and len(text) == 3 and (text == "XXX" or (text.isascii() and text.isdigit())) else None


PARSERS: dict[str, Parser] = {
    "date": iso_date, "datetime": iso_datetime, "year": year, "text": plain, "digits": digits, "area": area,
}  # fmt: skip
DATES_SEEN = DatesSeen()
EXPORT_PARSERS: dict[str, Parser] = {**PARSERS, "date": export_date, "datetime": export_datetime}


def parser(item: Item, parsers: dict[str, Parser] = PARSERS) -> Parser:
    """The parser of one element; a code is looked up, so that each code is one string however often it comes."""
    if item.kind == "code":
        return {code: code for code in item.codes}.get
    if item.kind == "date" and parsers is PARSERS:
        return DATES_SEEN.__getitem__
    return parsers[item.kind]


def value_or_problem(
    item: Item, text: str, parse: Parser, *, path: str, line: int | None, year: int, file: str = ""
) -> tuple[Any, Problem | None]:
    """For text that the parser did not take as it stood: trimmed if that is all it needs, else a problem."""

    def problem(kind: str, sentence: str) -> Problem:
        return Problem(kind, item.element, f"{path}/{item.element}", line, text, sentence, file)

    trimmed = text.strip()
    if not trimmed:
        return None, problem("empty", f"Leave {item.element} out when there is no {in_a_sentence(item.label)} to give.")
    if trimmed != text and (value := parse(trimmed)) is not None:
        return value, problem("blanks", f"Take off the blanks before or after the {in_a_sentence(item.label)}.")
    return None, problem(*refusal(item, trimmed, year))


def refusal(item: Item, text: str, year: int) -> tuple[str, str]:
    """Kind and sentence for text that is no value of this element."""
    name = in_a_sentence(item.label)
    match item.kind:
        case "date":
            shape = len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()
            what = "must be a real date in the form" if shape else "must be in the form"
            return "date", f"{item.label} {what} YYYY-MM-DD, like 2015-03-27."
        case "datetime":
            return "date", f"{item.label} must be in the form YYYY-MM-DDThh:mm:ss, like 2026-01-20T09:00:00."
        case "code":
            shown = text if len(text) <= 12 else text[:12] + "…"
            if len(item.codes) <= 13:
                use = "Use " + ", ".join(f"{code} ({meaning})" for code, meaning in item.codes.items()) + "."
            else:
                use = f"Choose one of the {len(item.codes)} codes of the {year} return."
            return "code", f"‘{shown}’ is not a code for {name}. {use}"
        case "area":
            return (
                "code",
                f"{item.label} must be a local authority number of three digits, or XXX where it is not known.",
            )
        case "digits":
            return "number", f"{item.label} must be digits only."
        case _:
            return "number", f"{item.label} cannot be read. Check it and send it again."
