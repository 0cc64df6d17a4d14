"""Overdue reviews shared out over workers and weeks, when the last is done, and who would carry too much otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .overdue import Overdue

#: A worker who carries so many times the mean carries an unfair load.
UNFAIR = 1.5
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Place:
    """One overdue review with its worker and the Monday of its week."""

    one: Overdue
    worker_id: int
    week_on: date
    moved: bool


@dataclass(frozen=True)
class Shared:
    """A whole catch-up. `remaining` is how many are left at the end of each week, from the first."""

    places: list[Place]
    weekly: int
    loads: dict[int, int]
    own: dict[int, int]
    unowned: int
    starts_on: date | None
    clears_on: date | None
    remaining: list[tuple[date, int]]
    alone_clears_on: date | None

    @property
    def unfair(self) -> list[tuple[int, int]]:
        """Workers who hold far more overdue reviews than the mean as things stand, the most loaded first."""
        if len(self.loads) < 2:
            return []
        mean = sum(self.own.values()) / len(self.loads)
        return sorted(((worker, held) for worker, held in self.own.items() if held > max(UNFAIR * mean, mean + 2)), key=lambda pair: -pair[1])


def monday_after(today: date) -> date:
    """The Monday of the week that follows."""
    return today + timedelta(days=7 - today.weekday())


def share(ranked: Sequence[Overdue], workers: Sequence[int], *, weekly: int, today: date) -> Shared:
    """Each review goes to its own worker while that is fair, and else to whoever has least; the first in rank come first."""
    start = monday_after(today)
    own = Counter(one.worker_id for one in ranked if one.worker_id in set(workers))
    if not workers or weekly < 1 or not ranked:
        return Shared([], weekly, dict.fromkeys(workers, 0), dict(own), len(ranked) - sum(own.values()), None, None, [], None)
    fair = -(-len(ranked) // len(workers))
    loads: dict[int, int] = dict.fromkeys(workers, 0)
    keeping: dict[int, bool] = {}
    for index, one in enumerate(ranked):  # who keeps their own: up to the fair share each, the first in rank first
        if one.worker_id in loads and loads[one.worker_id] < fair:
            loads[one.worker_id] += 1
            keeping[index] = True
    order = sorted(workers)
    assigned = [one.worker_id if index in keeping else None for index, one in enumerate(ranked)]
    rest = iter(_in_turn(loads, order, fair))
    chosen = [worker if worker is not None else next(rest) for worker in assigned]
    done: Counter[int] = Counter()
    places = []
    for index, one in enumerate(ranked):
        worker = chosen[index]
        places.append(Place(one, worker, start + WEEK * (done[worker] // weekly), index not in keeping))
        done[worker] += 1
    weeks = max(place.week_on for place in places)
    by_week = Counter(place.week_on for place in places)
    left, remaining = len(places), []
    week = start
    while week <= weeks:
        left -= by_week[week]
        remaining.append((week, left))
        week += WEEK
    alone = max(own.values(), default=0)
    return Shared(
        places, weekly, dict(done), dict(own), len(ranked) - sum(own.values()), start, weeks + timedelta(days=4), remaining,
        start + WEEK * (-(-alone // weekly) - 1) + timedelta(days=4) if alone else None,
    )  # fmt: skip


def _in_turn(loads: dict[int, int], order: Sequence[int], fair: int) -> list[int]:
    """Workers with room, the least loaded first, as often as they have room."""
    room = {worker: fair - loads[worker] for worker in order}
    turns: list[int] = []
    level = max(room.values(), default=0)
    while level > 0:
        turns += [worker for worker in order if room[worker] >= level]
        level -= 1
    return turns
