"""Pages of the other lists: what an inspection's Annex A would say, and places and demand."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.people.models import Area

from ..others import annex_a, forecast, places
from ..others.annex_a_rules import check
from ..others.workbooks import SEVERITY, blank, write_annex_a, write_places
from .importing import areas_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs("return", "create", reads=False)
def others(request: Any) -> HttpResponse:
    """What the lists hold today, what is to put right in them, and what is blank and why."""
    area, on = Area.objects.get(pk=areas_of(request)[0]), request.standing.on
    people = list(annex_a.entries(area, on, closed=False))
    found = Counter(each.rule for each in check(people, on))
    rules = sorted(found.items(), key=lambda each: (each[0].list, each[0].severity, -each[1], each[0].number))
    _, demand = places.told(area, on, closed=False)
    past = forecast.of_demand(demand, places.KINDS, whole_from=places.whole_from(area))
    readings.read(request, page="returns.others", children=[])
    return render(
        request, "returns/others.html",
        {
            "area": area, "on": on, "lists": Counter(each.list for each in people), "rules": [(one, SEVERITY[one.severity], many) for one, many in rules],
            "blank": blank(), "blank_places": places.BLANK, "method": forecast.METHOD, "too_short": forecast.TOO_SHORT,
            "past": {january: sum(counts.values()) for january, counts in sorted(past.items())},
            "coming": [each for each in forecast.from_history(past) if each.year_group is None], "a_year_ago": forecast.said_a_year_ago(past),
        },
    )  # fmt: skip


@require_safe
@needs("return", "create", reads=True)
def annex_a_file(request: Any) -> HttpResponse:
    """Both lists of Annex A as a workbook. Records on the closed list are not in a file made here."""
    area, on = Area.objects.get(pk=areas_of(request)[0]), request.standing.on
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "annex-a.xlsx"
        people, _ = write_annex_a(area, on, path, closed=False)
        made = path.read_bytes()
    readings.read(request, page="returns.annex_a", children=[each.child_id for each in people], scope="area")
    return _sent(made, f"annex-a-{area.code}-{on}.xlsx")


@require_safe
@needs("return", "create", reads=False)
def places_file(request: Any) -> HttpResponse:
    """Places and demand as a workbook: counts, for those who may see the rows."""
    area, on = Area.objects.get(pk=areas_of(request)[0]), request.standing.on
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.xlsx"
        write_places(area, on, path, closed=False)
        made = path.read_bytes()
    readings.read(request, page="returns.places", children=[])
    return _sent(made, f"places-and-demand-{area.code}-{on}.xlsx")


def _sent(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
