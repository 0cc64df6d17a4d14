"""What will be late: for each clock still running, the chance that it passes its date, from how long such clocks took before.

The method, as the pages explain it: take every clock of the same kind that began since 1 January two years ago. Of those
that were still running after as many days as this one has run, how many were still running when their time was up? One
that runs today counts for the days that it has run (Kaplan and Meier's way, 1958), so that slow cases are not left out
merely because they have not ended. Where fewer than twenty got so far, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

#: So many earlier clocks must have run as long, and so many must have ended, before a chance is told.
LEAST = 20
#: A range that holds the true number about 19 times of 20, in standard deviations either side.
WIDE = 1.96


@dataclass(frozen=True, slots=True)
class Ran:
    """`count` clocks that ran so many days; `ended` is false for those that run still."""

    days: int
    ended: bool
    count: int


class Past:
    """How long clocks of one kind ran."""

    def __init__(self, ran: Iterable[Ran]) -> None:
        ended: dict[int, int] = {}
        left: dict[int, int] = {}
        for each in ran:
            days = max(0, each.days)
            if each.ended:
                ended[days] = ended.get(days, 0) + each.count
            left[days] = left.get(days, 0) + each.count
        self._follow(left, ended)

    @classmethod
    def of_days(cls, days: Iterable[int], ran: Iterable[int], ended: Iterable[int]) -> Past:
        """The same from days, each once and none below nought, with how many ran so long and how many of those ended."""
        past = cls.__new__(cls)
        days = list(days)
        past._follow(dict(zip(days, ran, strict=True)), dict(zip(days, ended, strict=True)))
        return past

    def _follow(self, left: dict[int, int], ended: dict[int, int]) -> None:
        self.finished = sum(ended.values())
        running, still = sum(left.values()), 1.0
        #: The days on which a clock ended or is today; how many ran at the start of each, and the share that ran on after it.
        self._days = sorted(left)
        self._running: list[int] = []
        self._still: list[float] = []
        for day in self._days:
            self._running.append(running)
            still *= 1 - ended.get(day, 0) / running
            self._still.append(still)
            running -= left[day]

    def chance_late(self, *, run: int, allowed: int) -> float | None:
        """The chance, 0 to 1, that a clock that has run `run` days is still running when its `allowed` days are over."""
        run = max(0, run)
        at = bisect_left(self._days, run)
        if self.finished < LEAST or at == len(self._days) or self._running[at] < LEAST:
            return None
        before = self._after(run - 1)
        return min(1.0, self._after(allowed) / before) if before > 0 else None

    def _after(self, day: int) -> float:
        """The share that ran on after a day."""
        at = bisect_right(self._days, day)
        return self._still[at - 1] if at else 1.0


@dataclass(frozen=True, slots=True)
class Expected:
    """How many of `of` clocks are likely to pass their date: about `number`, hardly fewer than `low` or more than `high`."""

    of: int
    number: float
    low: int
    high: int


def expected(chances: Iterable[tuple[float, int]]) -> Expected:
    """The number late of clocks with these chances, each chance with how many have it; chances are taken to be independent."""
    of, number, spread = 0, 0.0, 0.0
    for chance, count in chances:
        of += count
        number += chance * count
        spread += chance * (1 - chance) * count
    wide = WIDE * sqrt(spread)
    return Expected(of, number, max(0, int(number - wide)), min(of, -int(-(number + wide) // 1)))
