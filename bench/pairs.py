"""Two ways of doing one thing, timed by turns, so that a busy moment falls on both."""

from __future__ import annotations

import random
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PAIRS, FEW_PAIRS, LONG = 9, 3, 30.0  # a peer that takes longer than LONG seconds is run FEW_PAIRS times
#: Where a pair takes under SHORT seconds, it is taken MANY_PAIRS times: the middle of nine lay anywhere within a fifth on a host that is shared.
MANY_PAIRS, SHORT = 27, 1.0
DRAWS = 2000


@dataclass
class Sample:
    """One timing: seconds on the wall, seconds of processor, and what was answered."""

    wall: float
    cpu: float
    answer: Any = None


class NotTheSame(AssertionError):
    """The two ways gave different answers, so neither time says anything."""


@dataclass
class Pairs:
    """Timings by turns, and how many times faster ours is."""

    ours: list[Sample] = field(default_factory=list)
    peer: list[Sample] = field(default_factory=list)

    def ratio(self, seed: int = 1) -> tuple[float, float, float]:
        """The median of peer ÷ ours over the pairs, with a bootstrap 95 % interval."""
        return interval([peer.wall / ours.wall for ours, peer in zip(self.ours, self.peer, strict=True)], seed)

    def cpu_ratio(self) -> float | None:
        """Peer ÷ ours in seconds of processor over all pairs; None where too little was used to say."""
        ours, peer = sum(one.cpu for one in self.ours), sum(one.cpu for one in self.peer)
        return peer / ours if ours > 0.002 else None

    def medians(self) -> tuple[float, float]:
        return statistics.median(one.wall for one in self.ours), statistics.median(one.wall for one in self.peer)


def interval(values: list[float], seed: int = 1) -> tuple[float, float, float]:
    """The median and its bootstrap 95 % interval."""
    dice = random.Random(seed)
    medians = sorted(statistics.median(dice.choices(values, k=len(values))) for _ in range(DRAWS))
    return statistics.median(values), medians[int(DRAWS * 0.025)], medians[int(DRAWS * 0.975)]


def interleave(
    ours: Callable[[], Sample], peer: Callable[[], Sample], same: Callable[[Any, Any], bool], *, most: int = PAIRS
) -> Pairs:
    """Ours, peer, ours, peer …; the first of each warms up, and is not counted unless it is long."""
    began = time.perf_counter()
    first, other = ours(), peer()
    short = time.perf_counter() - began < SHORT and most == PAIRS
    if not same(first.answer, other.answer):
        raise NotTheSame(f"ours gave {str(first.answer)[:300]!r}, the peer {str(other.answer)[:300]!r}")
    long = other.wall > LONG
    found = Pairs([first], [other]) if long else Pairs()
    if short:
        most = MANY_PAIRS
    for _ in range(FEW_PAIRS - 1 if long else most):
        found.ours.append(ours())
        found.peer.append(peer())
    for one in (*found.ours, *found.peer):
        one.answer = None
    return found


def timed(work: Callable[[], Any], times: int = 1) -> Callable[[], Sample]:
    """Work in this process or its children, as a sample: the mean of so many times."""

    def once() -> Sample:
        before, began = _cpu(), time.perf_counter()
        for _ in range(times):
            answer = work()
        return Sample((time.perf_counter() - began) / times, (_cpu() - before) / times, answer)

    return once


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def slope(sizes: list[int], values: list[float]) -> float:
    """How a cost grows with size: the slope of a line through both in logarithms. 1 is in step with size, 0 is flat."""
    import numpy as np

    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])
