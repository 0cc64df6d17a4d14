"""How long it took from a finding to change that lasts: until every measure of what answers it has met its target and goes on to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.improvement.models import Finding

from .figures import Value
from .goals import Goal, goal_of
from .models import Measure
from .trend import points_of
from .units import day

#: Values in a row that meet a target before the change is said to last. A local choice: one good month is no change.
IN_A_ROW = 3


@dataclass(frozen=True)
class Lasting:
    """Of one finding: its measures with a level to meet, and since when each has met it in every value, if it has."""

    finding: Finding
    published_on: date | None
    measures: tuple[tuple[Measure, date | None], ...]
    at: date

    @property
    def since(self) -> date | None:
        """The day from which all of them met their targets; None where one does not."""
        days = [since for _, since in self.measures]
        return max(each for each in days if each) if days and all(days) else None

    @property
    def days(self) -> int | None:
        """Days from the report to lasting change, or to the day that is looked at; None where the report has no day."""
        return None if self.published_on is None else max(((self.since or self.at) - self.published_on).days, 0)

    @property
    def sentence(self) -> str:
        """What can be said of it."""
        if not self.measures:
            return "No measure with a target is tied to what answers it, so that lasting change cannot be seen."
        after = "" if self.days is None else f" {self.days:,} days after the report"
        if self.since:
            return f"Lasting change{after}: every target has been met since {day(self.since)}."
        lasting = sum(since is not None for _, since in self.measures)
        return f"No lasting change yet{after}: {lasting} of {len(self.measures)} {'measure has' if len(self.measures) == 1 else 'measures have'} met the target {IN_A_ROW} times in a row."


def lasting_of(finding: Finding, *, at: date, exact: bool) -> Lasting:
    """A finding's measures, by the actions that answer it and by the parts of plans that do."""
    actions = Q(action__answers__finding=finding) | Q(group__actions__answers__finding=finding)
    parts = Q(action__group__section__finding=finding) | Q(group__section__finding=finding)
    held = Measure.objects.filter(actions | parts, dropped_on__isnull=True).select_related("plan").distinct()
    found = [(each, met_since(points_of(each, at=at, exact=exact), goal)) for each in held if (goal := goal_of(each)) is not None]
    return Lasting(finding, finding.inspection.published_on, tuple(found), at)


def met_since(points: Sequence[Value], goal: Goal) -> date | None:
    """The day of the first of the values that have met a level without a break until now; None where they are fewer than
    `IN_A_ROW`. A value that is hidden or not known breaks nothing and counts for nothing."""
    run: list[Value] = []
    for each in points:
        if each.value is not None:
            run = [*run, each] if goal.met_by(each.value) else []
    return run[0].on if len(run) >= IN_A_ROW else None
