"""What everybody may read of waits: whole services alone, at the ends of quarters, with small numbers hidden."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import public
from goldenthread.core import clock
from goldenthread.people.models import Area

from ..guarding import Guard
from . import telling, waits
from .codes import BANDS
from .models import Service
from .quarters import last_quarters, quarter_words


@require_safe
@public
def waiting_times(request: Any) -> HttpResponse:
    """How long children wait for each service of an area: `?area=990`, or the first by its name."""
    areas = list(Area.objects.filter(pk__in=Service.objects.filter(ended_on=None).values("area_id")).order_by("name", "pk"))
    area = next((each for each in areas if each.code == request.GET.get("area")), areas[0] if areas else None)
    guard, end = Guard(open_rows=False), last_quarters(clock.today(), 1)[0]
    found = list(Service.objects.filter(area=area, ended_on=None).select_related("organisation")) if area else []
    shown = [(each, waits.shown_as(counted[0], guard).whole) for each, counted in zip(found, waits.waits(found, [end]).values(), strict=True)]
    rows = [[each.name, each.organisation.name, *telling.wait_cells(wait)] for each, wait in shown]
    bands = [[each.name, *(telling.number(count) for count in wait.bands)] for each, wait in shown]
    return render(
        request, "insight/services/public.html",
        {
            "area": area, "areas": areas, "end": end, "quarter": quarter_words(end), "columns": ["Service", "Who gives it", *telling.WAIT_COLUMNS], "rows": rows,
            "band_columns": ["Service", *(telling.number_column(band.words) for band in BANDS)], "bands": bands, "standards": {each.name: each.standard_weeks for each in found},
        },
    )  # fmt: skip
