"""The cases most likely to pass a date of the law, for those who may open them: the soonest first look, the likeliest first shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings

from . import clocks, tallies
from .entrance import place_of
from .forecast import LEAST, Past
from .late import name_of

#: So many clocks, the soonest due, are weighed for one page, and so many are shown.
WEIGHED, SHOWN = 2000, 50


@dataclass(frozen=True, slots=True)
class AtRisk:
    """One clock of one child that has not run out. `chance` is from 0 to 1."""

    child_id: UUID
    name: str
    reference: str
    clock: str
    due_on: date
    days_left: int
    worker: str
    chance: float

    @property
    def task(self) -> str:
        return name_of(self.clock)

    @property
    def percent(self) -> int:
        return round(100 * self.chance)


@require_safe
@needs("ident", "list")
def at_risk(request: Any) -> HttpResponse:
    """Named cases, so only for those who may see the area's rows; behind the wall of their own standing."""
    place = place_of(request)
    if not place.rows:
        raise Http404("The cases behind these figures are not yours to open.")
    before = _past(place.area.pk, place.on, tallies.mark(place.area.pk))
    found = weighed(place.area.pk, place.on, before)
    readings.read(request, page="insight.at_risk", children=[each.child_id for each in found], scope="area")
    return render(
        request, "insight/dashboards/at_risk.html", {"place": place, "found": found, "weeks": clocks.WEEKS_AHEAD, "most": SHOWN, "least": LEAST, "since": clocks.first_day(place.on)}
    )


@lru_cache(maxsize=16)
def _past(area_id: int, on: date, mark: tuple[int, int]) -> dict[str, Past]:
    """How long such clocks took, for the state of the tallies that `mark` names (as in `outlook.py`)."""
    return clocks.past(area_id, on, clocks.running(area_id))


def weighed(area_id: int, on: date, before: dict[str, Past]) -> list[AtRisk]:
    """The clocks that fall due within a term, likeliest to be late first, then soonest."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT d.child_id, c.name, c.reference, d.clock, d.starts_on, d.due_on, coalesce(w.name, '')
              FROM people_deadline d JOIN casework_case c ON c.child_id = d.child_id LEFT JOIN access_user w ON w.id = c.worker_id
             WHERE d.area_id = %(area)s AND d.due_on BETWEEN %(on)s AND %(until)s
               AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL AND d.kind = 'limit'
             ORDER BY d.due_on, d.id LIMIT %(most)s
            """,
            {"area": area_id, "on": on, "until": clocks.last_day(on), "most": WEIGHED},
        )
        rows = cursor.fetchall()
    found = []
    for child_id, name, reference, clock, starts_on, due_on, worker in rows:
        told = clocks.chance(clocks.Running(clock, starts_on, due_on, 1), before.get(clock), on)
        if told is not None:
            found.append(AtRisk(child_id, name, reference, clock, due_on, (due_on - on).days, worker, told))
    return sorted(found, key=lambda each: (-each.percent, each.due_on, each.name, each.clock))[:SHOWN]
