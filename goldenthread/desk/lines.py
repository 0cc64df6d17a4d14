"""The rows of a list in the words that their page shows, so that a template only has to write them out.

A list page is asked for more than any other. What a template calls or looks up costs several times what it costs here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from markupsafe import Markup

from .caseload import Row
from .words import STAGES, clock_name, clock_task, how_late, setting_words, short_day, why
from .work import SOON, Due


class When(NamedTuple):
    """A date with how far off it is, in words, and the colour of its tag, which only helps."""

    day: str
    words: str
    colour: str


@lru_cache(maxsize=4096)
def when(due_on: date | None, today: date) -> When | None:
    """None where no date is running."""
    if due_on is None:
        return None
    left = (due_on - today).days
    return When(short_day(due_on), how_late(due_on, today), "red" if left < 0 else "yellow" if left <= SOON else "grey")


class CaseLine(NamedTuple):
    """A child's case on the caseload. `clock` says what comes next, and how many more are late."""

    child_id: UUID
    name: str
    reference: str
    born: str
    stage: str
    since: str
    setting: str
    worker: str
    due: When | None
    clock: str


def case_lines(rows: Iterable[Row], today: date) -> list[CaseLine]:
    return [
        CaseLine(
            row.child_id, row.name, row.reference, short_day(row.date_of_birth), STAGES[row.stage],
            f"since {short_day(row.stage_since)}" if row.stage_since else "", setting_words(row.setting_name) or "Not known",
            row.worker or "Nobody yet", when(row.next_due_on, today),
            f"{clock_name(row.next_clock)}{_others(row, ', and {} more late', today)}" if row.next_clock else "",
        )
        for row in rows
    ]  # fmt: skip


class TeamLine(NamedTuple):
    """A child by the date that comes first, in the work of a whole area."""

    child_id: UUID
    name: str
    reference: str
    task: str
    others: str
    worker: str
    due: When | None


def team_lines(rows: Iterable[Row], today: date) -> list[TeamLine]:
    return [
        TeamLine(
            row.child_id, row.name, row.reference, clock_task(row.next_clock), _others(row, "and {} more late", today),
            row.worker or "Nobody yet", when(row.next_due_on, today),
        )
        for row in rows
    ]  # fmt: skip


class WorkLine(NamedTuple):
    """A clock of one's own work: what must be done about whom, why and by when."""

    child_id: UUID
    name: str
    setting: str
    task: str
    about: str
    why: str
    due: When | None


def work_lines(rows: Iterable[Due], today: date) -> list[WorkLine]:
    return [
        WorkLine(
            row.child_id, row.name, setting_words(row.setting_name) or row.reference, clock_task(row.clock),
            f" ({row.about})" if row.about else "", why(row.clock, row.starts_on), when(row.due_on, today),
        )
        for row in rows
    ]  # fmt: skip


def _others(row: Row, words: str, today: date) -> str:
    others = row.late_clocks(today) - 1
    return words.format(others) if others > 0 else ""


@lru_cache(maxsize=256)
def options(choices: tuple[tuple[str, str], ...], chosen: str, nothing: str = "") -> Markup:
    """The options of a select; `nothing` are the words for no choice."""
    every = (("", nothing), *choices) if nothing else choices
    return Markup("\n").join(
        Markup('<option value="{}"{}>{}</option>').format(value, Markup(" selected") if value == chosen and value else "", words)
        for value, words in every
    )
