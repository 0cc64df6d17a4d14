"""The days on which a figure is to be given, and whether it was: nothing but dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.law.days import months_after


@dataclass(frozen=True, slots=True)
class Came:
    """A figure that is held: of the time up to `at`, since the day `on`."""

    at: date
    on: date


@dataclass(frozen=True, slots=True)
class Round:
    """One time for which a figure is given. `given_on` is None while none of that time is held."""

    as_at: date
    due_on: date
    given_on: date | None = None

    def state(self, today: date) -> str:
        """ "given", "given late", "late", "due" (still to be given)."""
        if self.given_on is None:
            return "late" if self.due_on < today else "due"
        return "given late" if self.given_on > self.due_on else "given"


def later(day: date, months: int) -> date:
    """So many months later; the last day of a month stays the last of its month."""
    if (day + timedelta(days=1)).month != day.month:
        return months_after(day + timedelta(days=1), months) - timedelta(days=1)
    return months_after(day, months)


def rounds(as_at: date, due_on: date, every: int, came: Iterable[Came], until: date) -> list[Round]:
    """Every round whose figure is due up to a day, and always the first. A figure belongs to the round whose time it ends in."""
    held = sorted(came, key=lambda each: each.on)
    return [Round(at, due, next((each.on for each in held if since < each.at <= at), None)) for since, at, due in _times(as_at, due_on, every, until)]


def _times(as_at: date, due_on: date, every: int, until: date) -> Iterator[tuple[date, date, date]]:
    number = 0
    while number == 0 or later(due_on, number * every) <= until:
        at = later(as_at, number * every)
        yield later(as_at, (number - 1) * every), at, later(due_on, number * every)
        number += 1


def waiting(as_at: date, due_on: date, every: int, came: Iterable[Came], today: date) -> Round:
    """The first round whose figure is not held: late, or the next to come."""
    held = list(came)
    ahead = later(today, 2 * every)
    while True:
        for each in rounds(as_at, due_on, every, held, ahead):
            if each.given_on is None:
                return each
        ahead = later(ahead, 2 * every)
