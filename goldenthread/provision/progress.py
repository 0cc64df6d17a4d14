"""Progress towards the outcomes of a child's plan over time: what was noted here, and what other rooms know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.core.charts import Chart, Series, line_chart
from goldenthread.law.days import in_words
from goldenthread.people.models import Child
from goldenthread.plans.models import Line, Link

from .keeping import lines_in_force
from .models import OutcomeProgress

SCALE = dict(OutcomeProgress.Scale.choices)


@dataclass(frozen=True)
class Point:
    """How far a child had come on a day, on the scale of `OutcomeProgress`, and who says so."""

    lineage: UUID
    on: date
    scale: int
    evidence: str
    who: str

    @property
    def words(self) -> str:
        return SCALE[self.scale]


#: A room above gives what it knows of a child's progress. Called once at start.
Source = Callable[[Child], Sequence[Point]]
_sources: list[Source] = []


def also_from(find: Source) -> Source:
    """Register a function that knows of progress: a review's, for one."""
    if find not in _sources:
        _sources.append(find)
    return find


@dataclass(frozen=True)
class OutcomeView:
    """An outcome of the plan in force, with the areas of need that it is for and all progress towards it, oldest first."""

    line: Line
    area_of_need: str
    points: list[Point]

    @property
    def newest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def sentence(self) -> str:
        if self.newest is None:
            return "Nobody has noted progress yet."
        first = f" It was “{self.points[0].words.lower()}” on {in_words(self.points[0].on)}." if len(self.points) > 1 else ""
        return f"{self.newest.words}, on {in_words(self.newest.on)}.{first}"

    @property
    def chart(self) -> Chart | None:
        """The scale over time; None for fewer than two points, which tell no more than a sentence."""
        if len(self.points) < 2:
            return None
        return line_chart(
            identity=f"progress-{self.line.pk}", title="Progress over time: 0 is gone backwards, 4 is reached", heading="Day",
            labels=[f"{point.on.day} {point.on:%b %Y}" for point in self.points], series=[Series("Progress", [point.scale for point in self.points])],
            sentence=self.sentence,
        )  # fmt: skip


def outcomes_of(child: Child) -> list[OutcomeView]:
    """The outcomes of a child's plan in force."""
    lines = lines_in_force([child.pk], Line.Kind.OUTCOME)
    found: dict[UUID, list[Point]] = defaultdict(list)
    noted = OutcomeProgress.objects.filter(child=child, corrected_at__isnull=True).select_related("organisation", "by")
    for row in noted:
        found[row.lineage].append(Point(row.lineage, row.seen_on, row.scale, row.evidence, _who(row)))
    for source in _sources:
        for point in source(child):
            found[point.lineage].append(point)
    needs = _needs_of(lines)
    return [OutcomeView(line, needs.get(line.pk, ""), sorted(found[line.lineage], key=lambda point: (point.on, point.who))) for line in lines]


def _who(row: Any) -> str:
    if row.by_family:
        return f"{row.by.name}, family" if row.by else "The family"
    return row.organisation.name if row.organisation else row.by.name if row.by else "The council"


def _needs_of(lines: Sequence[Line]) -> dict[UUID, str]:
    """The area of need that each outcome is for: its own, or that of the first need it is linked to."""
    found = {line.pk: line.broad_area for line in lines if line.broad_area}
    wanted = [line.pk for line in lines if not line.broad_area]
    for lower, area in Link.objects.filter(Q(lower_id__in=wanted) & ~Q(upper__broad_area="")).order_by("-pk").values_list("lower_id", "upper__broad_area"):
        found[lower] = area
    return found
