"""A person as drawn: what a return would say of them, and what an area knows beyond any return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from goldenthread.returns.records import Person


@dataclass(slots=True)
class Drawn:
    """`person` is what a return says. The rest is about their newest request or plan, and no return carries it.

    `known_on` is the day their record begins here; `worked` whether they have a named worker; `kept_here` whether the
    request was received here rather than taken on from a return; `drafting_on` the day it was decided to issue a plan
    that has not been issued yet. `former_review` is the one before
    the newest: met, told, outcome. `transfers` are phase transfers that were due: the
    date, and the day of the final plan.
    """

    person: Person
    known_on: date
    worked: bool = True
    kept_here: bool = False
    channel: str = "return"
    ended_on: date | None = None
    drafting_on: date | None = None
    moved_in: bool = False
    transferred_in_on: date | None = None
    amended_final_on: date | None = None
    no_amendment_on: date | None = None
    ground: str = ""
    former_review: tuple[date, date, str] | None = None
    transfers: list[tuple[date, date | None]] = field(default_factory=list)
    assessing: bool = False
    open: bool = True
