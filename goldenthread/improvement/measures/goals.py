"""What a measure is held against on a day, and how it stands to it. Pure: it asks no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .models import Measure
from .statistics.assurance import meets


@dataclass(frozen=True)
class Goal:
    """A level and how a value must lie to it: "gte", "gt", "lte", "lt" or "eq". `from_start` says that it is the starting
    value, where the plan names a direction and no level."""

    comparator: str
    level: float
    from_start: bool = False

    def met_by(self, value: float) -> bool:
        """Whether a value meets it."""
        return bool(meets(value, self.level, self.comparator))


def goal_of(measure: Measure) -> Goal | None:
    """What the measure is to reach; None where the plan says none, or only a direction from a start that nobody knows."""
    match measure.comparator:
        case "watch":
            return None
        case "rise" | "fall":
            if measure.baseline is None:
                return None
            return Goal("gt" if measure.comparator == "rise" else "lt", float(measure.baseline), from_start=True)
    return None if measure.target is None else Goal(measure.comparator, float(measure.target))


def expected_on(measure: Measure, on: date, steps: list[tuple[date, float]] | None = None) -> float | None:
    """The level that should be reached on a day: along straight lines from the start, by the targets on the way, to the
    target. None where start, target or their days are not known, and before the start."""
    goal = goal_of(measure)
    path = list(steps or [])
    if measure.baseline is not None and measure.baseline_on:
        path.insert(0, (measure.baseline_on, float(measure.baseline)))
    if goal and not goal.from_start and measure.due_on:
        path.append((measure.due_on, goal.level))
    path.sort()
    if len(path) < 2 or on < path[0][0]:
        return None
    for (day, level), (later, next_level) in pairwise(path):
        if on <= later:
            share = (on - day).days / max(1, (later - day).days)
            return level + share * (next_level - level)
    return path[-1][1]


def better(measure: Measure, value: float, than: float) -> bool | None:
    """Whether one value is better than another; None where they are equal, or neither way is better."""
    if measure.direction == Measure.Direction.NEITHER or value == than:
        return None
    return (value > than) == (measure.direction == Measure.Direction.UP)
