"""What everybody may read of waits: whole services alone, at the ends of quarters, with small numbers hidden."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import public
from goldenthread.core import clock
from goldenthread.people.models import Area

from ..guarding import Guard
from . import telling
from .as_told import as_told
from .codes import BANDS
from .models import Service
from .quarters import last_quarters, quarter_words


@require_safe
@public
def waiting_times(request: Any) -> HttpResponse:
    """How long children wait for each service of an area: `?area=990`, or the first by its name."""
    today, guard = clock.today(), Guard(open_rows=False)
    end = last_quarters(today, 1)[0]
    open_then = Q(ended_on=None) | Q(ended_on__gt=end)
    areas = list(Area.objects.filter(pk__in=Service.objects.filter(open_then).values("area_id")).order_by("name", "pk"))
    area = next((each for each in areas if each.code == request.GET.get("area")), areas[0] if areas else None)
    found = as_told(Service.objects.filter(open_then, area=area).select_related("organisation") if area else [], end, today, lambda _: guard)
    rows = [(each.service, each.why, [each.service.organisation.name, f"{each.service.standard_weeks} weeks", *telling.wait_cells(each.wait)]) for each in found]
    bands = [[each.service.name, *(telling.number(count) for count in each.wait.bands)] for each in found if each.wait]
    return render(
        request, "insight/services/public.html",
        {
            "area": area, "areas": areas, "end": end, "quarter": quarter_words(end), "columns": ["Service", "Who gives it", telling.number_column("Standard"), *telling.WAIT_COLUMNS], "rows": rows,
            "band_columns": ["Service", *(telling.number_column(band.words) for band in BANDS)], "bands": bands,
        },
    )  # fmt: skip
