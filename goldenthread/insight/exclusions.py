"""Suspensions and exclusions on the register as totals of an area: by status and phase, a school year at a time. Nobody is named.

Whoever has no right to the rows sees whole months, as of every figure, so that no two days tell of one child.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import wall
from goldenthread.law.school_year import school_year
from goldenthread.provision.exclusions.summary import groups_of, standing_in, summary, with_plans
from goldenthread.provision.models import Exclusion

from .dashboards.entrance import place_of
from .indicators import LIBRARY

#: How many school years can be asked for, this one among them.
YEARS = 4
#: Indicators of the same register, each with its history.
CODES = ("EXC01", "EXC02", "EXC04", "EXC05", "EXC06")


@require_safe
@needs("agg", "view")
def exclusions(request: Any) -> HttpResponse:
    """One school year of the register, with the rates that can be known."""
    place = place_of(request)
    this = school_year(place.on)
    years = [this - number for number in range(YEARS)]
    year = next((each for each in years if str(each) == request.GET.get("year")), this)
    since = date(year, 9, 1)
    until = min(date(year + 1, 8, 31), place.on if place.rows else place.on.replace(day=1) - timedelta(days=1))
    with wall.lifted(because="insight.exclusions: totals of an area, guarded for those without a right to the rows"):
        here = Exclusion.objects.filter(area=place.area, child__closed_list_on__isnull=True)
        groups = groups_of(standing_in(here, since, until))
        plans = with_plans([place.area.pk], until)
    told = {
        "place": place, "since": since, "until": until, "summary": summary(groups, plans, until, place.guard), "anything": bool(groups),
        "years": [{"text": f"{each} to {each + 1}", "href": f"{reverse('insight:exclusions')}{place.query}&year={each}", "current": each == year} for each in years],
        "indicators": [LIBRARY[code] for code in CODES], "may_open": place.area.pk in request.standing.areas_where("exclusion", "list"),
    }  # fmt: skip
    return render(request, "insight/exclusions.html", told)
