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

# A state's rank is its own number, with a high bit where it outranks all that were not met: the highest rank holds.
_OVER_ALL = 0x80
_STATE = np.uint8(0x7F)

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
def _table(name: str, settings: LawSettings, missing: int) -> Column:
    rule = _RULES[name]
    found = np.full(_SPAN + 1, missing, dtype=np.int32)
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


def look_up(name: str, days: Column, settings: LawSettings, missing: np.int32 = MISSING) -> Column:
    """What the table gives for each day. What is missing gives `missing`, which the last place of the table holds."""
    at = days - np.int32(_FIRST)
    if len(at) and (at.min() < 0 or np.count_nonzero(at >= _SPAN) != np.count_nonzero(days == MISSING)):
        raise LawRefusal(f"A date lies outside {FIRST_DAY.year} to {LAST_DAY.year}. Check it.")
    reading = settings if name in _READ_SETTINGS or name.startswith("clock ") else DEFAULT
    return _table(name, reading, int(missing)).take(at, mode="clip")


def last_day(clock: str, start: Column, settings: LawSettings) -> Column:
    """The clock's last day for each start; ``ABSENT`` where there is no start."""
    delta = CLOCKS[clock].length.delta
    if settings is not DEFAULT or delta is None:
        return look_up(_clock_rule(clock), start, settings, ABSENT)
    return days_on(start, delta.days)


def days_on(start: Column, days: int) -> Column:
    """So many days after each start; ``ABSENT`` where there is none."""
    due = start + np.int32(days)  # a missing start turns round into what is long past
    if len(start) and start.max() == MISSING:
        due[start == MISSING] = ABSENT
    return due


# Choosing by a mask is five times as dear as the lesser or the greater of two columns, so these turn one into the other:
# MISSING is the greatest number there is and the next after it, turned round, is ABSENT, the least.


def only(days: Column, chosen: Column) -> Column:
    """The days of the chosen rows; ``MISSING`` in the others."""
    return np.maximum(days, chosen.astype(np.int32) + MISSING)


def present(due: Column, chosen: Column) -> Column:
    """The due dates of the chosen rows; ``ABSENT`` in the others."""
    return np.minimum(due, ABSENT - chosen.astype(np.int32))


def code(given: Column, chosen: Column, number: int) -> Column:
    """The codes with a greater number put where chosen."""
    return np.maximum(given, chosen.view(np.int8) * np.int8(number))


def taken(days: Column | None, rows: Column) -> Column | None:
    """A column's values at these rows, where there is such a column."""
    return None if days is None else days.take(rows)


def rows_where(chosen: Column) -> Column:
    """The places of the rows that are chosen."""
    return np.flatnonzero(chosen)


@dataclass(frozen=True, slots=True)
class Clocks:
    """One clock over all rows, or over those that ``rows`` names, in order: the columns are then as long as it is.

    ``due_on`` is ``ABSENT`` where a row has no such duty; ``MISSING`` where it has, and its date is not known.
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
    rows: Column | None = None

    def place(self, row: int) -> int | None:
        """Where this row stands in the columns; ``None`` where it has no such duty."""
        at = row
        if self.rows is not None:
            at = int(np.searchsorted(self.rows, row))
            if at == len(self.rows) or self.rows[at] != row:
                return None
        return None if self.due_on[at] == ABSENT else at

    def states(self, today: date) -> Column:
        """For each place the number of its state in ``STATES``, or ``NONE``: as ``Duty.state`` gives it."""
        now = np.int32(number(today))
        window = CLOCKS[self.clock].is_window  # one that has closed has ended, and cannot be late
        due_on = self.due_on
        # Bytes, products and maxima run many at a time; choosing, shifting and looking up do not.
        rank = (due_on < now).view(np.uint8)
        if window:
            rank *= np.uint8(ENDED - DUE)
        rank += np.uint8(DUE)
        if self.lifted_on is not None:
            _raise(rank, self.lifted_on <= now, LIFTED)
        if self.ended_on is not None:
            _raise(rank, self.ended_on <= now, ENDED)
        if self.met_on is not None:
            met = self.met_on <= now
            if not window:
                late = self.met_on > due_on
                late &= met
                if self.lifted_on is not None:
                    late &= self.lifted_on == MISSING
            _raise(rank, met, _OVER_ALL + MET)
            if not window:
                rank += late.view(np.uint8)  # MET_LATE comes next after MET
        rank &= _STATE
        rank |= np.negative((due_on == ABSENT).view(np.int8)).view(np.uint8)  # all bits: NONE
        return rank.view(np.int8)

    def ended_because(self, place: int) -> str:
        """Why the duty at this place fell away, or ""."""
        if self.ended_on is None or self.ended_on[place] == MISSING or self.ended_code is None:
            return ""
        return self.because[self.ended_code[place]]


def _raise(rank: Column, chosen: Column, to: int) -> None:
    at_least = chosen.view(np.uint8)
    at_least *= np.uint8(to)
    np.maximum(rank, at_least, out=rank)


def appeal_dates(notice_sent_on: Column, settings: LawSettings = DEFAULT) -> Column:
    """The last day to appeal for each notice, where there is no certificate yet."""
    name = "appeal"
    _RULES.setdefault(name, lambda sent, _: appeal_limit(sent).by)
    return look_up(name, notice_sent_on, settings)


def window(served_on: Column, rows: Column) -> Clocks:
    """The family's 15 days from each day of service, at these rows."""
    served = served_on.take(rows)
    return Clocks("DRAFT-15", served, last_day("DRAFT-15", served, DEFAULT), rows=rows)
