"""Who carries what: open cases of each named worker, weighted by what each stage asks of them, and how evenly it is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import opaque, wall
from goldenthread.core.charts import Chart, bars_across

from .entrance import place_of
from .words import number_column

#: What a case asks of its worker at each stage, where a plan in force is 1. Our reading of how much work each is, not a rule.
WEIGHTS = {"deciding": 3, "assessing": 5, "drafting": 6, "plan": 1}
STAGES = {"deciding": "Deciding whether to assess", "assessing": "Assessing", "drafting": "Writing the plan", "plan": "Plan in force"}


@dataclass(frozen=True, slots=True)
class Load:
    """What one named worker carries. `worker_id` is None for cases that nobody carries."""

    worker_id: int | None
    name: str
    stages: dict[str, int]
    late: int

    @property
    def cases(self) -> int:
        return sum(self.stages.values())

    @property
    def weight(self) -> int:
        """Cases times what their stages ask."""
        return sum(count * WEIGHTS.get(stage, 1) for stage, count in self.stages.items())


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly the weight is shared among those who carry any: the middle, the most, the least, and the share of the busiest quarter."""

    people: int
    middle: float
    most: int
    least: int
    busiest_share: int


@require_safe
@needs("agg", "view")
def workload(request: Any) -> HttpResponse:
    """Names of colleagues, so only for those who see the area's rows."""
    place = place_of(request)
    if not place.rows:
        raise Http404("What each officer carries is not yours to open.")
    with wall.lifted(because="insight.workload: cases of each named worker, for those with a right to the rows"):
        found = loads(place.area.pk, place.on)
    carried = [each for each in found if each.worker_id]
    nobody = next((each for each in found if each.worker_id is None), None)
    return render(
        request, "insight/dashboards/workload.html",
        {
            "place": place, "counts": counts(carried, nobody), "weights": [(STAGES[stage], weight) for stage, weight in WEIGHTS.items()],
            "made": picture(carried), "rows": carried, "stages": STAGES, "key": lambda worker_id: opaque.key("user", worker_id),
            "may_hand_over": place.area.pk in request.standing.areas_where("request", "update"),
            "columns": [number_column(words) for words in (*STAGES.values(), "Cases", "Late", "Weighted")],
        },
    )  # fmt: skip


def loads(area_id: int, on: date) -> list[Load]:
    """Every named worker with open cases, heaviest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.worker_id, coalesce(w.name, ''), c.stage, c.number, c.late FROM (
                SELECT worker_id, stage, count(*) AS number, count(*) FILTER (WHERE next_due_on < %(on)s) AS late
                  FROM casework_case WHERE area_id = %(area)s AND open GROUP BY 1, 2) c LEFT JOIN access_user w ON w.id = c.worker_id
            """,
            {"area": area_id, "on": on},
        )
        rows = cursor.fetchall()
    held: dict[int | None, tuple[str, dict[str, int], int]] = {}
    for worker_id, name, stage, number, late in rows:
        _, stages, before = held.get(worker_id, (name, {}, 0))
        held[worker_id] = (name, {**stages, stage: number}, before + late)
    found = [Load(worker_id, name, stages, late) for worker_id, (name, stages, late) in held.items()]
    return sorted(found, key=lambda each: (-each.weight, each.name))


def spread(carried: Sequence[Load]) -> Spread:
    """How evenly it is shared. Nobody carries anything: all nought."""
    if not carried:
        return Spread(0, 0, 0, 0, 0)
    weights = sorted((each.weight for each in carried), reverse=True)
    quarter = weights[: max(1, round(len(weights) / 4))]
    return Spread(len(weights), median(weights), weights[0], weights[-1], round(100 * sum(quarter) / sum(weights)))


def counts(carried: Sequence[Load], nobody: Load | None) -> list[dict[str, str]]:
    """The figures at the top."""
    told = spread(carried)
    return [
        {"name": "Named workers with cases", "value": f"{told.people:,}"}, {"name": "Cases without a named worker", "value": f"{nobody.cases if nobody else 0:,}", "href": "/caseload?worker=none"},
        {"name": "Weighted load, in the middle", "value": f"{told.middle:,.0f}"}, {"name": "From least to most", "value": f"{told.least:,} to {told.most:,}"},
        {"name": "Carried by the busiest quarter", "value": f"{told.busiest_share}%"},
    ]  # fmt: skip


def picture(carried: Sequence[Load]) -> Chart:
    """Weighted load by named worker."""
    told = spread(carried)
    shown = carried[:30]
    sentence = "Nobody carries an open case."
    if told.people:
        times = f", {told.most / told.middle:.1f} times the middle" if told.middle else ""
        sentence = f"The heaviest load is {told.most:,}{times}; the busiest quarter of workers carry {told.busiest_share}% of the weighted work."
    return bars_across(
        identity="workload", title="Weighted load of each named worker" + ("" if len(carried) <= 30 else ", the thirty heaviest"), heading="Named worker",
        labels=[each.name for each in shown], values=[each.weight for each in shown], value_name="Weighted load", sentence=sentence,
    )  # fmt: skip
