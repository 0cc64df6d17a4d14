"""Reads files of counts. A file is taken whole or not at all: what is wrong is told by its row, with what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.core.form_fields.reading import whole_number
from goldenthread.core.refusals import Refused
from goldenthread.core.small_tables import Column, Row, Table, csv_rows, excel_rows, in_words, is_csv, rows_of

from ..pictures import NEEDS
from ..services.dictionary import tells_who
from .days import EARLIEST, census_days, census_words, month_end, month_of, month_words, neet_year_end

MOST_ROWS = 25_000
MOST_PUPILS, MOST_SESSIONS = 20_000, 2_000_000
STATUS_CODES = {"plan": "E", "support": "K", "none": "N"}
STATUS_WORDS = {"plan": "EHC plan", "support": "SEN Support", "none": "No SEN"}
_STATUS = {
    "plan": ("e", "plan", "ehc", "ehcp", "ehc plan", "education, health and care plan", "education health and care plan"),
    "support": ("k", "support", "sen support", "sen support / sen without an ehc plan"),
    "none": ("n", "none", "no sen", "no identified sen", "no sen provision", "no special educational needs"),
}  # fmt: skip
_NUMBER = {word: key for key, words in _STATUS.items() for word in words}
_IN_PARTS = "Send it in parts, by year."

NEEDS_TABLE = Table(
    {
        "urn": Column("URN", ("urn of school", "school urn"), needed=True), "census": Column("Census date", ("census", "date", "census day"), needed=True),
        "on_roll": Column("On roll", ("number on roll", "nor", "pupils on roll"), needed=True),
        **{code: Column(code, (words, *(("ds", "downs syndrome", "down's syndrome") if code == "DS" else ())), needed=False) for code, words in NEEDS.items() if code},
        "": Column("Not recorded", ("nsa", "no specialist assessment"), needed=False),
    },
    most_rows=MOST_ROWS, in_parts=_IN_PARTS,
)  # fmt: skip
ABSENCE_TABLE = Table(
    {
        "urn": Column("URN", ("urn of school", "school urn"), needed=True), "month": Column("Month", needed=True), "status": Column("SEN status", ("status", "sen"), needed=True),
        "pupils": Column("Pupils", ("enrolments", "on roll"), needed=True), "possible": Column("Sessions possible", ("possible sessions", "possible"), needed=True),
        "authorised": Column("Authorised", ("authorised absence", "sessions authorised"), needed=True),
        "unauthorised": Column("Unauthorised", ("unauthorised absence", "sessions unauthorised"), needed=True),
        "often": Column("Persistently absent", ("persistent absentees", "persistent")),
    },
    most_rows=MOST_ROWS, in_parts=_IN_PARTS,
)  # fmt: skip
YOUNG_TABLE = Table(
    {
        "month": Column("Month or year", ("month", "year", "period"), needed=True), "age": Column("Age", needed=True), "status": Column("SEN status", ("status", "sen"), needed=True),
        "people": Column("Young people", ("cohort", "people"), needed=True), "neet": Column("NEET", needed=True), "unknown": Column("Not known", ("activity not known", "unknown"), needed=True),
    },
    most_rows=MOST_ROWS, in_parts=_IN_PARTS,
)  # fmt: skip
EXAMPLES: dict[str, list[list[Any]]] = {
    "needs": [["900001", "2026-01-15", 210, *(4 if code in ("SLCN", "SEMH") else 0 for code in NEEDS if code), 1]],
    "absence": [["900001", "2026-09", "EHC plan", 9, 378, 21, 6, 2], ["900001", "2026-09", "SEN Support", 24, 1008, 61, 18, ""], ["900001", "2026-09", "No SEN", 177, 7434, 290, 88, ""]],
    "neet": [["2026-01", "16-17", "EHC plan", 160, 14, 3], ["2026", "16-17", "SEN Support", 520, 41, 12]],
}  # fmt: skip
TABLES = {"needs": NEEDS_TABLE, "absence": ABSENCE_TABLE, "neet": YOUNG_TABLE}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: its number in the file, and what to do."""

    line: int
    sentence: str


@dataclass
class Read:
    """A file as read: what it says by what each row is of, and what is wrong."""

    said: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class _Wrong(ValueError):
    """A row that cannot be taken, with what to do."""


def read_needs(content: bytes, *, schools: Mapping[int, int], today: date) -> Read:
    """Pupils with SEN Support by need: a row for each school and census day. `schools` are keys by URN."""

    def line(row: Row) -> tuple[tuple[Any, ...], dict[str, Any]]:
        school = _school(row, schools)
        census_on = _census(row, today)
        on_roll = _count(row, "on_roll", "the number on roll", MOST_PUPILS)
        assert on_roll is not None
        needs = {
            code: number
            for code in NEEDS
            if (
                number := _count(
                    row,
                    code,
                    f"the pupils with {NEEDS[code].lower()}" if code else "those not recorded",
                    MOST_PUPILS,
                    may_be_empty=True,
                )
            )
        }
        return (school, census_on), needs_said(on_roll, needs)

    return _read(content, NEEDS_TABLE, line, "The same school and census day")


def read_absence(content: bytes, *, schools: Mapping[int, int], today: date) -> Read:
    """Sessions possible and missed: a row for each school, month and status."""

    def line(row: Row) -> tuple[tuple[Any, ...], dict[str, Any]]:
        key = (_school(row, schools), _month(row, today), _status(row))
        pupils, possible = (
            _count(row, "pupils", "how many pupils", MOST_PUPILS),
            _count(row, "possible", "the sessions possible", MOST_SESSIONS),
        )
        authorised, unauthorised = (
            _count(row, "authorised", "the sessions missed with leave", MOST_SESSIONS),
            _count(row, "unauthorised", "the sessions missed without leave", MOST_SESSIONS),
        )
        often = _count(row, "often", "how many are persistently absent", MOST_PUPILS, may_be_empty=True)
        return key, absence_said(pupils, possible, authorised, unauthorised, often)

    return _read(content, ABSENCE_TABLE, line, "The same school, month and status")


def read_young_people(content: bytes, *, today: date) -> Read:
    """Young people in no education, work or training: a row for each month or year, age and status."""

    def line(row: Row) -> tuple[tuple[Any, ...], dict[str, Any]]:
        said = row.words("month")
        year = int(said) if said.isascii() and said.isdecimal() and len(said) == 4 else None
        month = neet_year_end(year) if year and year >= EARLIEST.year else _month(row, today)
        if month > today:
            raise _Wrong(
                f"The year {year} is not over yet: its figure is the average of December to February."
                if year
                else "That month is not over yet."
            )
        age = row.words("age").replace("–", "-").replace(" to ", "-").replace(" and ", "-").replace(" ", "")
        if age not in ("16-17", "18-24"):
            raise _Wrong("Write the age as 16-17 or 18-24.")
        status = _status(row)
        people, neet, unknown = (
            _count(row, name, words, 200_000)
            for name, words in (
                ("people", "how many young people"),
                ("neet", "how many are NEET"),
                ("unknown", "how many are not known"),
            )
        )
        return (month, year is not None, age, status), young_people_said(age, status, people, neet, unknown)

    return _read(content, YOUNG_TABLE, line, "The same month, age and status")


def needs_said(on_roll: int, needs: Mapping[str, int]) -> dict[str, Any]:
    """What a school says of a census day, where it holds together; ValueError with what to do where it does not."""
    support = sum(needs.values())
    if support > on_roll:
        raise _Wrong(
            f"There are {support:,} pupils with SEN Support and {on_roll:,} on roll. Count each pupil once, by primary need."
        )
    return {"on_roll": on_roll, "support": support, "needs": {code: number for code, number in needs.items() if number}}


def absence_said(
    pupils: int | None, possible: int | None, authorised: int | None, unauthorised: int | None, often: int | None
) -> dict[str, Any]:
    """What a school says of one status in a month, where it holds together."""
    assert pupils is not None and possible is not None and authorised is not None and unauthorised is not None
    if authorised + unauthorised > possible:
        raise _Wrong(
            f"{authorised + unauthorised:,} sessions were missed of {possible:,} possible. Check the three numbers."
        )
    if possible and not pupils:
        raise _Wrong("There are sessions and no pupils. Give how many pupils they are of.")
    if possible > pupils * 62:
        raise _Wrong(f"{possible:,} sessions are more than {pupils:,} pupils can have in a month. Check both numbers.")
    if often is not None and often > pupils:
        raise _Wrong(f"{often:,} pupils are persistently absent of {pupils:,}. Check both numbers.")
    return {
        "pupils": pupils,
        "possible": possible,
        "authorised": authorised,
        "unauthorised": unauthorised,
        "often": often,
    }


def young_people_said(
    age: str, status: str, people: int | None, neet: int | None, unknown: int | None
) -> dict[str, Any]:
    """What an area says of one age and status, where it holds together."""
    assert people is not None and neet is not None and unknown is not None
    if age == "18-24" and status != "plan":
        raise _Wrong("Past 17 the area tracks young people with a plan alone. Leave this row out.")
    if neet + unknown > people:
        raise _Wrong(f"{neet + unknown:,} are NEET or not known, of {people:,} young people. Check the three numbers.")
    return {"people": people, "neet": neet, "unknown": unknown}


def _read(content: bytes, table: Table, line: Any, same: str) -> Read:
    _refuse_names(content)
    read = Read()
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows_of(content, table):
        if row.wrong:
            read.faults.append(Fault(row.number, row.wrong))
            continue
        try:
            key, said = line(row)
        except _Wrong as wrong:
            read.faults.append(Fault(row.number, str(wrong)))
            continue
        if key in seen:
            read.faults.append(Fault(row.number, f"{same} stand in row {seen[key]} already. Leave one of them."))
            continue
        seen[key] = row.number
        read.said[key] = said
    return read


def _refuse_names(content: bytes) -> None:
    """A file of counts has no column that says who somebody is. One that has is not read on."""
    heading: Iterable[Any] = (
        next(iter(csv_rows(content) if is_csv(content) else excel_rows(content)), []) if content.strip() else []
    )
    for cell in heading:
        words = in_words(cell)
        if not words.lower().startswith("school") and tells_who(words):
            raise Refused(
                f"The column “{words[:60]}” asks for who somebody is. A file of counts holds numbers alone: take the column out and send the file again. Nothing was kept."
            )


def _school(row: Row, schools: Mapping[int, int]) -> int:
    said = row.words("urn")
    number = whole_number(said)
    if number is None or number not in schools:
        raise _Wrong(
            f"{said[:20] or 'An empty cell'} is the URN of none of the schools that you give counts for. Check the number, or leave the row out."
        )
    return schools[number]


def _census(row: Row, today: date) -> date:
    value = row.cells.get("census")
    day = value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None
    if day is None:
        end = (
            month_of(row.words("census"))
            if row.words("census").count("-") == 2 or row.words("census").count("/") == 2
            else None
        )
        try:
            day = row.day("census") if end else None
        except ValueError:
            day = None
    if day is None:
        raise _Wrong("Write the census date like 2026-01-15 or 15/01/2026.")
    return check_census(day, today)


def check_census(day: date, today: date) -> date:
    """A census day that has been; ValueError with what to do for any other."""
    if day > today:
        raise _Wrong("This census day lies ahead. Give what was counted once it has been.")
    if day < EARLIEST or day not in census_days(day.year):
        days = ", ".join(census_words(each) for each in census_days(max(day.year, EARLIEST.year)))
        raise _Wrong(f"{day.isoformat()} is no census day. Those of the year are {days}.")
    return day


def _month(row: Row, today: date) -> date:
    value = row.cells.get("month")
    end = month_end(value) if isinstance(value, dt.date) else month_of(row.words("month"))
    if end is None:
        raise _Wrong("Write the month like 2026-09 or September 2026.")
    return check_month(end, today)


def check_month(end: date, today: date) -> date:
    """A month that is over; ValueError with what to do for any other."""
    if end > today:
        raise _Wrong(f"{month_words(end)} is not over yet. Give it once it is.")
    if end < EARLIEST:
        raise _Wrong(f"This month is before {EARLIEST.year}. Check the year.")
    return end


def _status(row: Row) -> str:
    status = _NUMBER.get(row.words("status").casefold())
    if status is None:
        raise _Wrong("Write the SEN status as EHC plan (E), SEN Support (K) or No SEN (N).")
    return status


def _count(row: Row, column: str, what: str, most: int, *, may_be_empty: bool = False) -> int | None:
    said = row.words(column).replace(",", "")
    if not said:
        if may_be_empty:
            return None
        raise _Wrong(f"Enter {what}. Where there are none, enter 0.")
    number = whole_number(said)
    if number is None or number > most:
        raise _Wrong(f"“{said[:20]}” is no number that can be taken for {what}. Enter a whole number up to {most:,}.")
    return number
