"""When a board meets: dates of a rhythm, moved off weekends, bank holidays and, for some boards, school holidays.

Pure: days in, days out. School days are the area's own half terms; where none are known nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.law.days import in_words, is_working_day, months_after, next_working_day
from goldenthread.law.holidays import name_of

WEEK = timedelta(days=7)
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
#: Weeks that a meeting is moved on, at most, to reach a school day: no school holiday is longer.
MOST_WEEKS_MOVED = 8

Half = tuple[date, date]


class NoTermDates(ValueError):
    """The rhythm needs half terms and none are known for these months."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A day for a meeting; `moved` says in words from which day it was moved and why."""

    on: date
    moved: str = ""


def proposed(rhythm: str, *, first_on: date, start: date, until: date, halves: Sequence[Half] = (), in_term: bool = False) -> list[Proposed]:
    """The meetings of a rhythm that begins on `first_on`, from `start` to `until`, both counted; each day once."""
    wanted = _half_termly(first_on, until, halves) if rhythm == "half_termly" else _regular(rhythm, first_on, until)
    found: dict[date, Proposed] = {}
    for day in wanted:
        moved = settled(day, halves=halves if in_term else ())
        if start <= moved.on <= until:
            found.setdefault(moved.on, moved)
    return [found[day] for day in sorted(found)]


def _regular(rhythm: str, first_on: date, until: date) -> Iterator[date]:
    number, day = 0, first_on
    while day <= until:
        yield day
        number += 1
        if rhythm == "six_weekly":
            day = first_on + 6 * number * WEEK
        elif rhythm in MONTHS:
            month_on = months_after(first_on, MONTHS[rhythm] * number)
            day = month_on + timedelta(days=(first_on.weekday() - month_on.weekday()) % 7)
        else:
            return


def _half_termly(first_on: date, until: date, halves: Sequence[Half]) -> Iterator[date]:
    """The same weekday of the same week of each half term as the first meeting; the last such weekday of a shorter one."""
    later = [half for half in sorted(halves) if half[1] >= first_on and half[0] <= until]
    if not later:
        raise NoTermDates("No term dates are known for these months. Enter them first, or choose another rhythm.")
    begins, _ = later[0]
    week = max((first_on - begins).days // 7, 0)
    for first, last in later:
        day = first + timedelta(days=(first_on.weekday() - first.weekday()) % 7) + week * WEEK
        while day > last and day - WEEK >= first:
            day -= WEEK
        yield day


def settled(day: date, *, halves: Sequence[Half] = ()) -> Proposed:
    """The day itself, or the first that will do after it: a working day, and a school day where half terms are given."""
    why = _why_not(day, halves)
    if not why:
        return Proposed(day)
    moved = day
    for _ in range(MOST_WEEKS_MOVED):
        moved = next_working_day(moved)
        if not _why_not(moved, halves):
            break
        # The weekday stays the same while school holidays are passed by.
        moved = moved + WEEK if moved.weekday() == day.weekday() else moved + timedelta(days=1)
    return Proposed(moved, f"Moved from {in_words(day)}: {why}")


def _why_not(day: date, halves: Sequence[Half]) -> str:
    if not is_working_day(day):
        return name_of(day) or "a weekend"
    known = halves and min(half[0] for half in halves) <= day <= max(half[1] for half in halves)
    if known and not any(first <= day <= last for first, last in halves):
        return "school holidays"
    return ""
