"""The process-behaviour (XmR) chart: what is usual for a measure, and which of its values are not.

Sources: NHS England, “Making Data Count” (strengthening decisions; rules of the icons); D. J. Wheeler, “Understanding
Variation” (the factor 2.66 and the limit 3.267 of a moving range).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

#: Limits lie so many average moving ranges from the mean: 3 / d2 for pairs, d2 = 1.128.
LIMIT = 2.66
#: A value beyond two thirds of the way to a limit is near it.
NEAR = LIMIT * 2 / 3
#: A moving range above so many times their average is no part of the usual: it is left out when limits are drawn.
SCREEN = 3.267
#: Values in a row on one side of the mean that are a shift.
SHIFT = 7
#: Values in a row, each above (or each below) the one before, that are a trend.
TREND = 6
#: Fewer values have no limits worth drawing; with fewer than FIRM the limits are on trial.
LEAST = 8
FIRM = 13


class Signal(StrEnum):
    """Why a value is not usual."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    NEAR_LIMIT = "near limit"


class Variation(StrEnum):
    """What the latest value tells: the meaning of the NHS's icon of variation. The neutral ones are for measures that
    have no better direction."""

    IMPROVING = "improving"
    CONCERNING = "concerning"
    USUAL = "usual"
    HIGHER = "higher"
    LOWER = "lower"
    TOO_FEW = "too few"


@dataclass(frozen=True)
class XmR:
    """The chart of some values: their mean, the limits of what is usual, and for each value the reasons why it is not.

    `mean` is None of no values; limits are None of fewer than LEAST. `trial` says that there are too few for firm limits.
    """

    values: tuple[float, ...]
    mean: float | None
    lower: float | None
    upper: float | None
    signals: tuple[frozenset[Signal], ...]
    trial: bool = False

    def variation(self, better: str) -> Variation:
        """What the latest value tells, where `better` is "up", "down" or "neither"."""
        if self.lower is None:
            return Variation.TOO_FEW
        if not self.signals[-1]:
            return Variation.USUAL
        high = self._high(len(self.values) - 1)
        if better == "neither":
            return Variation.HIGHER if high else Variation.LOWER
        return Variation.IMPROVING if high == (better == "up") else Variation.CONCERNING

    def _high(self, at: int) -> bool:
        """Which way an unusual value lies: by its side of the mean, but by its slope where a trend alone makes it unusual."""
        value, mean = self.values[at], self.mean or 0.0
        if self.signals[at] == {Signal.TREND} and at:
            return value > self.values[at - 1]
        return value > mean


def process(values: Sequence[float], *, least: float | None = None, most: float | None = None) -> XmR:
    """The chart of values in the order of time. Limits go no further than what the measure can be: `least` and `most`, such
    as 0 and 100."""
    known = tuple(float(value) for value in values)
    if not known:
        return XmR((), None, None, None, ())
    mean = sum(known) / len(known)
    if len(known) < LEAST:
        return XmR(known, mean, None, None, (frozenset(),) * len(known), trial=True)
    spread = usual_range(known)
    lower, upper = mean - LIMIT * spread, mean + LIMIT * spread
    lower = lower if least is None else min(mean, max(lower, least))
    upper = upper if most is None else max(mean, min(upper, most))
    found: list[set[Signal]] = [set() for _ in known]
    # A value is outside only by more than rounding: equal values give equal limits.
    slack = 1e-9 * max(1.0, abs(mean), spread)
    for at, value in enumerate(known):
        if value < lower - slack or value > upper + slack:
            found[at].add(Signal.OUTSIDE)
    for at in _runs([_side(value, mean, slack) for value in known], SHIFT):
        found[at].add(Signal.SHIFT)
    for at in _trends(known, slack):
        found[at].add(Signal.TREND)
    for at in _near(known, mean, spread, lower, upper, slack):
        found[at].add(Signal.NEAR_LIMIT)
    return XmR(known, mean, lower, upper, tuple(frozenset(each) for each in found), trial=len(known) < FIRM)


def usual_range(values: Sequence[float]) -> float:
    """The average difference between neighbours, without those too large to be usual."""
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    if not ranges:
        return 0.0
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < SCREEN * average] or ranges
    return sum(kept) / len(kept)


def since_last_shift(chart: XmR) -> int:
    """The place of the first value of the latest shift, where the latest value is part of one; else 0."""
    if not chart.values or Signal.SHIFT not in chart.signals[-1] or chart.mean is None:
        return 0
    high = chart.values[-1] > chart.mean
    first = len(chart.values) - 1
    while first and (chart.values[first - 1] > chart.mean) == high and Signal.SHIFT in chart.signals[first - 1]:
        first -= 1
    return first


def _side(value: float, mean: float, slack: float) -> int:
    return 0 if abs(value - mean) <= slack else 1 if value > mean else -1


def _runs(sides: Sequence[int], least: int) -> list[int]:
    """Places in runs of one side, so many long. A value on the line itself ends a run."""
    found: list[int] = []
    start = 0
    for at in range(len(sides) + 1):
        if at == len(sides) or sides[at] != sides[start] or sides[start] == 0:
            if sides[start] != 0 and at - start >= least:
                found += range(start, at)
            start = at
    return found


def _trends(values: Sequence[float], slack: float) -> list[int]:
    """Places in runs of values that go one way, so many values long."""
    steps = [_side(later, earlier, slack) for earlier, later in pairwise(values)]
    places = _runs(steps, TREND - 1)
    return sorted({place for at in places for place in (at, at + 1)})


def _near(values: Sequence[float], mean: float, spread: float, lower: float, upper: float, slack: float) -> list[int]:
    """Places of values near a limit, but inside it, of which two stand among three in a row on one side of the mean."""
    sides = [_side(value, mean, slack) for value in values]
    near = [abs(value - mean) > NEAR * spread + slack and lower - slack <= value <= upper + slack for value in values]
    found: set[int] = set()
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        if sides[start] and len({sides[at] for at in three}) == 1 and sum(near[at] for at in three) >= 2:
            found |= {at for at in three if near[at]}
    return sorted(found)
