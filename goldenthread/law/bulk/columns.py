"""Columns of dates, tables that the readable functions fill, and what one clock gives over all rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from goldenthread.law import ceasing, moves, review, transfer
from goldenthread.law.appeal import appeal_limit
from goldenthread.law.days import anniversary, months_after, tribunal_limit
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.duty import STATES
from goldenthread.law.timetable.table import CLOCKS

MISSING = np.int32(2**31 - 1)
"""A date that is not known, or has not come. Later than every day, so a comparison with today answers rightly."""

ABSENT = np.int32(-(2**31))
"""In ``due_on``: this row has no such duty."""

EVER = np.int32(-(2**31) + 1)
"""In ``ended_on``: it fell away, on a day that is not known."""

MET, MET_LATE, DUE, LATE, LIFTED, ENDED = range(len(STATES))
NONE = -1

_RANK_ENDED, _RANK_MET_LATE, _RANK_NONE = np.uint8(3), np.uint8(5), np.uint8(6)
_LIMIT_STATES = np.array([DUE, LATE, LIFTED, ENDED, MET, MET_LATE, NONE], dtype=np.int8)
_WINDOW_STATES = np.array([DUE, ENDED, LIFTED, ENDED, MET, MET, NONE], dtype=np.int8)
"""The state for each rank: a window that has closed has ended, and cannot be late."""

FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2069, 12, 31)
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = FIRST_DAY.toordinal() - _EPOCH
_SPAN = (LAST_DAY - FIRST_DAY).days + 1

Column = np.ndarray


def number(day: date | None) -> int:
    """A date as a number of days; ``MISSING`` for none."""
    return int(MISSING) if day is None else day.toordinal() - _EPOCH


def day(number: int) -> date | None:
    """The date that a number of days stands for; ``None`` for what is missing or absent."""
    return None if number in (MISSING, ABSENT, EVER) else date.fromordinal(int(number) + _EPOCH)


def column(dates) -> Column:
    """A column from dates and ``None``, or from a ``datetime64`` array in which NaT is what is missing."""
    if isinstance(dates, np.ndarray) and dates.dtype.kind == "M":
        days = dates.astype("datetime64[D]").astype(np.int64)
        return np.where(np.isnat(dates), np.int64(MISSING), days).astype(np.int32)
    return np.fromiter((number(each) for each in dates), dtype=np.int32)


@lru_cache(maxsize=64)
def _table(name: str, settings: LawSettings) -> Column:
    rule = _RULES[name]
    found = np.full(_SPAN + 1, MISSING, dtype=np.int32)
    one_day, today = timedelta(days=1), FIRST_DAY
    for at in range(_SPAN):
        found[at] = number(rule(today, settings))
        today += one_day
    return found


_RULES: dict[str, Callable[[date, LawSettings], date | None]] = {
    "year_ends": lambda start, _: review.year_ends(start),
    "three_months": lambda start, _: moves.review_by(start, start).three_months,
    "months+1": lambda start, _: months_after(start, 1),
    "months+2": lambda start, _: months_after(start, 2),
    "months+6": lambda start, _: review.under_five_window(start)[1],
    "before_move": lambda move, _: transfer.between_post16_by(move),
    "tribunal": lambda limit, _: tribunal_limit(limit),
    "turns_5": lambda born, _: anniversary(born, 5),
    "turns_25": lambda born, settings: anniversary(
        born, 25, leap_on_1_march=settings.born_on_29_february_ages_on_1_march
    ),
    "fe_ends": lambda born, settings: ceasing.maintainable_until(born, "fe", None, settings),
    "day_before_26": lambda born, settings: ceasing.maintainable_until(born, "other", date.max, settings),
}  # fmt: skip


_READ_SETTINGS = frozenset({"turns_25", "fe_ends", "day_before_26"})
"""The tables that an assumed reading can change, beside those of the clocks themselves."""


def _clock_rule(clock: str) -> str:
    name = f"clock {clock}"
    if name not in _RULES:
        _RULES[name] = lambda start, settings: CLOCKS[clock].length.end(start, settings)
    return name


def look_up(name: str, days: Column, settings: LawSettings) -> Column:
    """What the table gives for each day; ``MISSING`` stays missing, since the last place of the table holds it."""
    at = days - np.int32(_FIRST)
    if len(at) and (at.min() < 0 or ((at >= _SPAN) & (days != MISSING)).any()):
        raise LawRefusal(f"A date lies outside {FIRST_DAY.year} to {LAST_DAY.year}. Check it.")
    reading = settings if name in _READ_SETTINGS or name.startswith("clock ") else DEFAULT
    return np.take(_table(name, reading), at, mode="clip")


def last_day(clock: str, start: Column, settings: LawSettings) -> Column:
    """The clock's last day for each start; ``MISSING`` where there is no start."""
    delta = CLOCKS[clock].length.delta
    if settings is DEFAULT and delta is not None:
        return np.where(start == MISSING, MISSING, start + np.int32(delta.days))
    return look_up(_clock_rule(clock), start, settings)


@dataclass(frozen=True, slots=True)
class Clocks:
    """One clock over all rows. ``due_on`` is ``ABSENT`` where a row has no such duty; the others may be ``None``.

    ``because``: the words to which ``ended_code`` points, one for each way in which the duty fell away.
    """

    clock: str
    starts_on: Column | None
    due_on: Column
    met_on: Column | None = None
    lifted_on: Column | None = None
    ended_on: Column | None = None
    ended_code: Column | None = None
    because: tuple[str, ...] = ()

    def states(self, today: date) -> Column:
        """For each row the place of its state in ``STATES``, or ``NONE``: as ``Duty.state`` gives it."""
        now = np.int32(number(today))
        window = CLOCKS[self.clock].is_window
        due_on = self.due_on
        # Each state has a rank; the highest that holds is the row's own. Bytes and maxima run at memory speed.
        rank = (due_on < now).view(np.uint8)
        if self.lifted_on is not None:
            np.maximum(rank, (self.lifted_on <= now).view(np.uint8) << 1, out=rank)
        if self.ended_on is not None:
            np.maximum(rank, (self.ended_on <= now).view(np.uint8) * _RANK_ENDED, out=rank)
        if self.met_on is not None:
            met = self.met_on <= now
            np.maximum(rank, met.view(np.uint8) << 2, out=rank)
            if not window:
                met &= self.met_on > due_on
                if self.lifted_on is not None:
                    met &= self.lifted_on == MISSING
                np.maximum(rank, met.view(np.uint8) * _RANK_MET_LATE, out=rank)
        np.maximum(rank, (due_on == ABSENT).view(np.uint8) * _RANK_NONE, out=rank)
        return np.take(_WINDOW_STATES if window else _LIMIT_STATES, rank)

    def ended_because(self, row: int) -> str:
        """Why this row's duty fell away, or ""."""
        if self.ended_on is None or self.ended_on[row] == MISSING or self.ended_code is None:
            return ""
        return self.because[self.ended_code[row]]


def absent(due: Column) -> Column:
    """A due date where there is one, ``ABSENT`` where the day it runs from is missing."""
    return np.where(due == MISSING, ABSENT, due)


def appeal_dates(notice_sent_on: Column, settings: LawSettings = DEFAULT) -> Column:
    """The last day to appeal for each notice, where there is no certificate yet."""
    name = "appeal"
    _RULES.setdefault(name, lambda sent, _: appeal_limit(sent).by)
    return look_up(name, notice_sent_on, settings)


def window(served_on: Column) -> Clocks:
    """The family's 15 days from each day of service."""
    last = last_day("DRAFT-15", served_on, DEFAULT)
    return Clocks("DRAFT-15", served_on, np.where(served_on == MISSING, ABSENT, last))
