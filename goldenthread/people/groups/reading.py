"""Reads a file of groups: CSV or Excel, one child and one group a row. Nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.core.form_fields.reading import Unreadable
from goldenthread.core.small_tables import Column, Row, Table, rows_of
from goldenthread.law.groups import GROUPS

from ..models import ChildGroup

TABLE = Table(
    {
        "child": Column("UPN", ("unique pupil number", "reference", "upn or reference", "child"), needed=True),
        "group": Column("Group", ("flag", "vulnerable group"), needed=True),
        "learnt_on": Column("Learnt on", ("date learnt", "told on")),
        "from_on": Column("From", ("since", "start date", "from date")),
        "until_on": Column("Until", ("end date", "until date")),
        "said_by": Column("Said by", ("who said it", "source detail")),
        "agreed_by": Column("Agreed by", ("consent by", "consent given by")),
        "agreed_name": Column("Name of who agreed", ("agreed name", "consent name")),
        "agreed_how": Column("How agreed", ("agreed how", "consent how")),
        "agreed_on": Column("Agreed on", ("consent date", "consent on")),
    },
    in_parts="Send it in parts.",
    fill_in="Fill in a row for each child and group.",
)
_GROUPS = {
    **{code: code for code in GROUPS}, **{each.name.lower(): code for code, each in GROUPS.items()},
    "adopted": "adopted", "sgo": "guardianship", "special guardianship order": "guardianship", "cao": "arrangements", "child arrangements order": "arrangements",
    "young carer": "young_carer", "cin": "in_need", "child in need": "in_need", "cpp": "protection", "child protection plan": "protection",
    "service child": "service", "service family": "service", "fsm": "meals", "free school meals": "meals",
}  # fmt: skip
_AGREED = {
    **{value: value for value in ChildGroup.Agreed.values}, **{label.lower(): value for value, label in ChildGroup.Agreed.choices},
    "carer": "parent", "mother": "parent", "father": "parent", "guardian": "parent", "young person": "young_person", "child": "young_person",
}  # fmt: skip
_HOW = {"written": "written", "in writing": "written", "letter": "written", "form": "written", "email": "written", "spoken": "spoken", "by word of mouth": "spoken", "telephone": "spoken", "phone": "spoken"}
_DAYS = {"learnt_on": "Learnt on", "from_on": "From", "until_on": "Until", "agreed_on": "Agreed on"}


@dataclass(frozen=True, slots=True)
class Said:
    """One row: which child by a number, and what is said of them. `wrong` is a sentence where it cannot be taken."""

    number: int
    child: str = ""
    group: str = ""
    facts: dict[str, Any] | None = None
    wrong: str = ""


def groups_said(content: bytes, *, on: date) -> list[Said]:
    """Every row below the heading. `on` stands for the day on which it was learnt where the file does not say."""
    return [_said(row, on) for row in rows_of(content, TABLE)]


def _said(row: Row, on: date) -> Said:
    child, group = row.words("child").replace(" ", "").upper(), _GROUPS.get(row.words("group").lower(), "")
    if row.wrong:
        return Said(row.number, wrong=row.wrong)
    if not child:
        return Said(row.number, wrong="The row does not say which child. Enter the UPN, or the reference of the record.")
    if not group:
        names = ", ".join(each.name for each in GROUPS.values())
        return Said(row.number, wrong=f"The group is none that is kept. Enter one of these: {names}.")
    facts: dict[str, Any] = {}
    for column, name in _DAYS.items():
        try:
            facts[column] = row.day(column)
        except Unreadable:
            return Said(row.number, wrong=f"The day under {name} could not be read. Write it as 16/11/2026.")
    agreed_by, how = row.words("agreed_by"), row.words("agreed_how")
    facts["agreed_by"], facts["agreed_how"] = _AGREED.get(agreed_by.lower(), ""), _HOW.get(how.lower(), "")
    if agreed_by and not facts["agreed_by"]:
        return Said(row.number, wrong="Enter parent or young person under Agreed by.")
    if how and not facts["agreed_how"]:
        return Said(row.number, wrong="Enter written or spoken under How agreed.")
    facts |= {"learnt_on": facts["learnt_on"] or on, "said_by": row.words("said_by")[:200], "agreed_name": row.words("agreed_name")[:200]}
    return Said(row.number, child, group, facts)
