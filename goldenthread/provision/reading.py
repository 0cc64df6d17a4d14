"""Reads a provider's file: CSV or Excel, one session a row. Nothing is guessed; a row that cannot be read says what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from goldenthread.core import small_tables
from goldenthread.core.form_fields.reading import Unreadable, whole_number
from goldenthread.core.small_tables import Column, Table

from .models import DeliveryRecord

TABLE = Table(
    {
        "child": Column("Child", ("upn", "reference", "upn or reference", "pupil"), needed=True),
        "line": Column("Line", ("line reference", "provision", "provision line"), needed=True),
        "date": Column("Date", ("session date", "day"), needed=True),
        "given": Column("Given", ("delivered", "outcome", "given or missed", "state"), needed=True),
        "why": Column("Why", ("reason", "why missed")),
        "minutes": Column("Minutes", ("mins", "length")),
    },
    in_parts="Send it in parts, such as one a month.",
    fill_in="Fill in a row for each session, then send it again.",
)
COLUMNS = TABLE.names
_GIVEN = {"given", "yes", "y", "delivered", "true", "1"}
_MISSED = {"missed", "no", "n", "not given", "not delivered", "false", "0"}
_WHY = {
    **{label.lower(): value for value, label in DeliveryRecord.Why.choices}, **{value: value for value in DeliveryRecord.Why.values},
    "absent": "absent", "child absent": "absent", "pupil absent": "absent", "away": "absent", "ill": "absent", "staff absent": "staff", "sick": "staff",
    "staff sick": "staff", "vacancy": "nobody", "no staff": "nobody", "school closed": "closed", "cancelled": "cancelled",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row as it was read: whose, which line, which day, and what. `wrong` is a sentence where it cannot be taken."""

    number: int
    child: str = ""
    line: str = ""
    on: dt.date | None = None
    state: str = ""
    why: str = ""
    note: str = ""
    minutes: int | None = None
    wrong: str = ""


def line_reference(lineage: UUID | str) -> str:
    """What a line is called outside the plan, the same in all of its versions: L-3F9A1C2B."""
    return f"L-{str(lineage).replace('-', '')[:8].upper()}"


def rows_of(content: bytes) -> list[Row]:
    """Every row of the file below its heading. Refused as a whole where it is no such file."""
    return [_row(row) for row in small_tables.rows_of(content, TABLE)]


def _row(said: small_tables.Row) -> Row:
    number = said.number
    child, line = (said.words(column).replace(" ", "").upper() for column in ("child", "line"))
    if said.wrong:
        return Row(number, child, line, wrong=said.wrong)
    if not child or not line:
        return Row(number, wrong="This row does not say which child and which line. Fill in both.")
    try:
        on = said.day("date")
    except Unreadable:
        on = None
    if on is None:
        return Row(number, child, line, wrong="The date could not be read. Write it as 16/11/2026.")
    given = said.words("given").lower()
    state = "given" if given in _GIVEN else "missed" if given in _MISSED else ""
    if not state:
        return Row(number, child, line, on, wrong="Say given or missed in the column Given.")
    typed = said.words("why")
    why = _WHY.get(typed.lower(), "other" if typed else "") if state == "missed" else ""
    note = typed[:500] if why == "other" else ""
    minutes = said.words("minutes")
    length = whole_number(minutes) if minutes else None
    if minutes and (length is None or not 0 < length <= 1440):
        return Row(number, child, line, on, wrong="The minutes must be a whole number, such as 30.")
    return Row(number, child, line, on, state, why, note, length if state == "given" else None)
