"""What the sides said of a week, put together: given, given in part, missed, away, disputed, or nobody has said.

Pure but for the rows it reads. A side that speaks of single sessions and later of the whole week is taken at its later word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .rhythm import FORTNIGHT_OF_WEEKS, Period, holding
from .voices import key_of

GIVEN, PART, MISSED, AWAY, DISPUTED, UNSAID, WAITING, LATER = "given", "part", "missed", "away", "disputed", "unsaid", "waiting", "later"
SPOKEN = {
    GIVEN: "Given", PART: "Given in part", MISSED: "Missed", AWAY: "Child away", DISPUTED: "Not agreed", UNSAID: "Nobody has said", WAITING: "Now", LATER: "To come",
}  # fmt: skip
#: What counts as not arrived, when weeks are added up to a fortnight. A child who was away did not miss what was offered.
NOT_ARRIVED = frozenset({MISSED, DISPUTED})
CHILD_AWAY = frozenset({"absent"})


@dataclass(frozen=True)
class Word:
    """What one side says of one period, from its newest rows; of a family, what one person says."""

    side: str
    state: str
    why: str
    note: str
    times: int | None
    minutes: int | None
    said_on: date
    rows: tuple[Any, ...]


@dataclass
class Cell:
    """One period of a line with what each side says of it, by its key (`voices.key_of`), and what that comes to."""

    period: Period
    words: dict[str, Word] = field(default_factory=dict)
    outcome: str = UNSAID

    @property
    def told(self) -> str:
        return SPOKEN[self.outcome]


def of_line(found: Sequence[Period], records: Iterable[Any], today: date) -> list[Cell]:
    """Every period with what was said of it, oldest first. Words about weeks in which nothing was due have a cell of their own."""
    by_period: dict[Period, list[Any]] = defaultdict(list)
    for record in records:
        period = holding(found, record.week) or Period(record.week, _sunday(record.week), 1)
        by_period[period].append(record)
    cells = []
    for period in sorted({*found, *by_period}, key=lambda each: each.first_on):
        words = words_of(by_period.get(period, ()), period.times)
        cells.append(Cell(period, words, outcome_of(words, period, today)))
    return cells


def _sunday(week: date) -> date:
    return date.fromordinal(week.toordinal() + 6)


def words_of(records: Iterable[Any], expected: int) -> dict[str, Word]:
    """Each side's word by its key; each person's of a family."""
    heard: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        heard[key_of(record.side, record.voice)].append(record)
    return {key: _word(rows[0].side, rows, expected) for key, rows in heard.items()}


def _word(side: str, rows: list[Any], expected: int) -> Word:
    """One side's word: its word of the whole week if that came last, otherwise its sessions counted."""
    rows = sorted(rows, key=lambda row: (row.said_at, str(row.pk)))
    last = rows[-1]
    if last.happened_on is None:
        state, times, why, note, minutes = last.state, last.times, last.why, last.note, last.minutes
        if state == GIVEN and times is not None and times < expected:
            state = PART
        used: list[Any] = [last]
    else:
        used = [row for row in rows if row.happened_on is not None]
        given = [row for row in used if row.state == GIVEN]
        times = sum(row.times or 1 for row in given)
        minutes = sum(row.minutes or 0 for row in given) or None
        missed = [row for row in used if row.state != GIVEN]
        state = GIVEN if given and (times >= expected or not missed) else PART if given else missed[-1].state
        why, note = (missed[-1].why, missed[-1].note) if missed and state != GIVEN else ("", "")
    if state == MISSED and why in CHILD_AWAY:
        state = AWAY
    return Word(side, state, why, note, times, minutes, last.said_on, tuple(used))


def outcome_of(words: dict[str, Word], period: Period, today: date) -> str:
    """What all words come to. Where they differ nobody is believed over another, two parents among themselves neither: it is not agreed."""
    states = {word.state for word in words.values()}
    if not states:
        if period.first_on > today:
            return LATER
        return WAITING if period.last_on is None or period.last_on >= today else UNSAID
    if DISPUTED in states:
        return DISPUTED
    if len(states) == 1:
        return states.pop()
    if states == {MISSED, AWAY}:  # whoever says why is believed over whoever does not: a child who was away missed nothing that was offered
        return MISSED if any(word.why for word in words.values() if word.state == MISSED) else AWAY
    return DISPUTED


@dataclass(frozen=True)
class Missing:
    """Weeks in a row, a fortnight or more together, that somebody says were not given. `known_on` is when that was known."""

    first_on: date
    last_on: date
    known_on: date


def missing(cells: Sequence[Cell], after: date | None) -> Missing | None:
    """The newest run of periods that did not arrive and that together make a fortnight, leaving out weeks followed up.

    A period that nobody spoke of, or in which the child was away, ends no run and adds nothing to it; one that was given does.
    """
    run: list[Cell] = []
    found: Missing | None = None
    for cell in cells:
        if after is not None and cell.period.first_on <= after:
            continue
        if cell.outcome in NOT_ARRIVED:
            run.append(cell)
            if sum(max(1, each.period.weeks) for each in run) >= FORTNIGHT_OF_WEEKS:
                known = max(word.said_on for each in run for word in each.words.values())
                found = Missing(run[0].period.first_on, max(row.week for word in cell.words.values() for row in word.rows), known)
        elif cell.outcome in (GIVEN, PART):
            run = []
    return found
