"""Reads the list of children whom a health system has flagged: CSV or Excel, one child a row. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from goldenthread.core.form_fields.reading import Unreadable, parse_name, parse_nhs_number, parse_postcode
from goldenthread.core.small_tables import Column, Row, Table, rows_of

TABLE = Table(
    {
        "nhs_number": Column("NHS number", ("nhs no", "nhsnumber")),
        "surname": Column("Surname", ("last name", "family name"), needed=True),
        "forename": Column("Forename", ("first name", "given name", "forenames"), needed=True),
        "born_on": Column("Date of birth", ("dob", "birth date", "born"), needed=True),
        "postcode": Column("Postcode", ("post code", "home postcode")),
    },
    most_rows=20_000,
    most_bytes=10 * 1024 * 1024,
    in_parts="Ask for it in parts.",
)
MOST_BYTES, COLUMNS = TABLE.most_bytes, TABLE.names


@dataclass(frozen=True, slots=True)
class Patient:
    """One child as the file has them. `wrong` is a sentence where the row cannot be taken."""

    number: int
    nhs_number: str = ""
    surname: str = ""
    forename: str = ""
    born_on: dt.date | None = None
    postcode: str = ""
    wrong: str = ""

    def as_said(self) -> dict[str, Any]:
        """For keeping: what the file says, the date as text."""
        said = asdict(self)
        del said["wrong"], said["number"]
        return {**said, "born_on": self.born_on.isoformat() if self.born_on else ""}


def patients_of(content: bytes) -> list[Patient]:
    """Every row below the heading, in order; the first is number 1. Refused as a whole where it is no such file."""
    return [_patient(row) for row in rows_of(content, TABLE)]


def _patient(row: Row) -> Patient:
    number = row.number - 1
    told: dict[str, Any] = {"surname": row.words("surname")[:200], "forename": row.words("forename")[:200]}
    if row.wrong:
        return Patient(number, wrong=row.wrong, **told)
    try:
        parse_name(told["surname"]), parse_name(told["forename"])
        told["nhs_number"] = parse_nhs_number(row.words("nhs_number"))
        told["postcode"] = parse_postcode(row.words("postcode"), nhs=True)
        born_on = row.day("born_on", subject="date of birth")
    except Unreadable as unreadable:
        return Patient(number, wrong=f"{unreadable.sentence[0].upper()}{unreadable.sentence[1:]}.".replace("..", "."), **told)
    if born_on is None or not (told["surname"] and told["forename"]):
        return Patient(number, wrong="The row must have a surname, a forename and a date of birth.", **told)
    return Patient(number, born_on=born_on, **told)
