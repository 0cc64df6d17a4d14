"""Reads a service's return: one row for each referral, each checked by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.core.form_fields.reading import Unreadable, parse_date_text
from goldenthread.core.refusals import Refused
from goldenthread.core.small_tables import MORE_CELLS, is_csv

from .dictionary import BY_KEY, COLUMNS, DAYS, tells_who, why_not_a_number
from .sheets import heading_of, plain, rows_of

#: No referral that still matters came before.
EARLIEST = date(2000, 1, 1)
#: What of a referral a row says, besides which one it is.
FACTS = ("district", "decision", "decided_on", "reason", "started_on", "discharged_on", "discharge_reason")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: its line in the file, the column, and what to do. The value itself is not repeated."""

    line: int
    column: str
    sentence: str

    def as_said(self) -> dict[str, Any]:
        """For keeping."""
        return {"line": self.line, "column": self.column, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Line:
    """One referral as a file has it."""

    line: int
    number: str
    referred_on: date
    said: dict[str, Any]


@dataclass
class Read:
    """A file as read: the rows that can be taken, and what is wrong with the others."""

    rows: int = 0
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_return(content: bytes, *, service: str, districts: Iterable[str], today: date) -> Read:
    """Every row of a file. Refused as a whole where its heading is not that of the template, or asks for who a child is.

    A heading alone is a return too: it says that there is nothing to tell.
    """
    table = rows_of(content)
    _, heading = next(table, (0, []))
    columns = _columns(heading)
    places = {name.casefold(): name for name in districts}
    read = Read()
    seen: dict[tuple[str, date], int] = {}
    typed = is_csv(content)
    for number, cells in table:
        read.rows += 1
        said = {key: plain(cells[at]) if at < len(cells) else "" for key, at in columns.items()}
        faults: list[Fault] = []
        values = _values(number, said, faults, service=service, places=places, today=today)
        if not faults:
            _hold_together(number, values, faults)
        key = values["number"], values["referred_on"]
        if not faults and key in seen:
            faults.append(Fault(number, BY_KEY["number"].heading, f"The same number was referred on the same day in row {seen[key]} already. Leave one of them."))
        more = typed and len(cells) > len(heading)
        if more and (faults or any(plain(cell) for cell in cells[len(heading) :])):
            faults = [Fault(number, "–", MORE_CELLS)]
        if faults:
            read.faults += faults
            continue
        seen[key] = number
        read.lines.append(Line(number, values["number"], values["referred_on"], {name: values[name] for name in FACTS}))
    return read


def _columns(heading: list[Any]) -> dict[str, int]:
    names = [heading_of(cell) for cell in heading]
    who = [plain(cell) for cell, name in zip(heading, names, strict=True) if tells_who(name)]
    if who:
        raise Refused(f"The column “{who[0][:60]}” asks for who a child is. A return holds no names, NHS numbers, dates of birth or addresses: take the column out and send the file again. Nothing was kept.")
    known = {heading_of(each.heading): each.key for each in COLUMNS}
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        if not name:
            continue
        if name not in known:
            raise Refused(f"The column “{plain(heading[at])[:60]}” is not in the template. Take it out, so that nothing is sent that should not be. Nothing was kept.")
        if known[name] in found:
            raise Refused(f"Two columns are called {BY_KEY[known[name]].heading}. Leave one of them.")
        found[known[name]] = at
    if missing := [each.heading for each in COLUMNS if each.needed and each.key not in found]:
        raise Refused(f"The first row must have the headings of the template. Not found: {', '.join(missing)}.")
    return found


def _values(line: int, said: dict[str, str], faults: list[Fault], *, service: str, places: dict[str, str], today: date) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(("number", *FACTS), "")

    def wrong(key: str, sentence: str) -> None:
        faults.append(Fault(line, BY_KEY[key].heading, sentence))

    number = values["number"] = said["number"]
    if why := "Enter the service’s own number for the child." if not number else why_not_a_number(number):
        wrong("number", why)
    if said.get("service") and said["service"].casefold() != service.casefold():
        wrong("service", f"This row is of another service. Leave it empty, or write {service}.")
    if place := said.get("district", ""):
        values["district"] = places.get(place.casefold(), "")
        if not values["district"]:
            wrong("district", f"This is none of the area’s districts: {', '.join(places.values())}." if places else "The area has not said which districts it has. Leave it empty until it has.")
    for key in DAYS:
        values[key] = _day(said.get(key, ""), key, today, wrong)
    if not said.get("referred_on"):
        wrong("referred_on", "Enter the day on which the referral came.")
    for key in ("decision", "reason", "discharge_reason"):
        column, text = BY_KEY[key], said.get(key, "")
        codes = {code.casefold(): code for code in column.codes} | {words.casefold().replace("’", "'"): code for code, words in column.codes.items()}
        values[key] = codes.get(text.casefold().replace("’", "'"), "")
        if text and not values[key]:
            wrong(key, f"This is none of the codes: {', '.join(column.codes)}.")
    return values


def _day(text: str, key: str, today: date, wrong: Any) -> date | None:
    try:
        day = parse_date_text(text, subject=BY_KEY[key].heading)
    except Unreadable:
        wrong(key, "This is no day. Write it like 2026-03-14 or 14/03/2026.")
        return None
    if day and day > today:
        wrong(key, "This day lies ahead. A return tells what has happened.")
    elif day and day < EARLIEST:
        wrong(key, f"This day is before {EARLIEST.year}. Check the year.")
    return day


def _hold_together(line: int, values: dict[str, Any], faults: list[Fault]) -> None:
    """What the values of one row must be to one another."""

    def wrong(key: str, sentence: str) -> None:
        faults.append(Fault(line, BY_KEY[key].heading, sentence))

    for key in ("decided_on", "started_on", "discharged_on"):
        if values[key] and values[key] < values["referred_on"]:
            wrong(key, "This day is before the referral. Check both.")
    if values["started_on"] and values["discharged_on"] and values["discharged_on"] < values["started_on"]:
        wrong("discharged_on", "The child left before being first seen. Check both days.")
    if values["decided_on"] and not values["decision"]:
        wrong("decision", "There is a day of decision and no decision. Enter accepted or rejected.")
    if values["decision"] == "rejected":
        if not values["decided_on"]:
            wrong("decided_on", "Enter the day on which the referral was rejected: until then it counts as waiting.")
        if not values["reason"]:
            wrong("reason", "Say why the referral was rejected.")
        if values["started_on"] or values["discharged_on"]:
            wrong("decision", "A referral that was rejected has no day of being seen and none of discharge.")
    elif values["reason"]:
        wrong("reason", "There is a reason for rejecting, and the decision is not rejected. Check both.")
    if values["discharged_on"] and not values["discharge_reason"]:
        wrong("discharge_reason", "Say why the child left.")
    if values["discharge_reason"] and not values["discharged_on"]:
        wrong("discharged_on", "Enter the day on which the child left, or take the reason out.")
