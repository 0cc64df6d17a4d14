"""The page of an area's official figures: each with its day, its source, and who checked it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from goldenthread.access.doors import needs

from ..collecting.notes import said_of
from ..dashboards.days import chosen_day
from ..dashboards.entrance import Place, place_of
from ..figure_keepers import answers_for
from .actions import check_official
from .declared import GROUPS, OFFICIAL
from .held import newest, unchecked
from .pages import OFFICIAL_COLUMNS, rows_of


@require_safe
@needs("agg", "view")
def official(request: Any) -> HttpResponse:
    """Every official figure that is held of an area, by group."""
    place = place_of(request)
    day = chosen_day(request, place)
    found = newest(place.area.pk, day.at)
    groups = [(slugify(name), name, rows_of(found, name, place.guard)) for name in GROUPS]
    asks = may_check(request, place) and day.at == place.on  # what stands here is what is then checked
    waiting = set(unchecked(place.area, day.at).values_list("key", flat=True)) if asks else set()
    return render(
        request, "insight/official.html",
        {
            "place": place, "day_form": day, "columns": OFFICIAL_COLUMNS, "groups": [(part, name, rows, any(OFFICIAL[key].group == name for key in waiting)) for part, name, rows in groups if rows],
            "absent": [each.name for each in OFFICIAL.values() if each.key not in found],
            "said": [(OFFICIAL[key].name, each) for key, each in said_of(place.area, "official", found, day.at).items()],
            "sayable": [(key, shown.of.name) for key, shown in found.items()] if answers_for(request.standing, place.area.pk) else [],
        },
    )  # fmt: skip


@require_POST
@needs("return", "decide", reads=False)
def check(request: Any, part: str) -> HttpResponse:
    """Say that the figures of one group are as their sources have them."""
    place = place_of(request)
    group = next((name for name in GROUPS if slugify(name) == part), None)
    if group is None:
        raise Http404
    keys = [each.key for each in OFFICIAL.values() if each.group == group]
    many = check_official(area=place.area, group=keys, by=request.user, on=request.standing.on)
    messages.success(request, f"{group}: {many} {'figure is' if many == 1 else 'figures are'} now checked by you." if many else f"{group}: nothing there is yours to check. What you gave yourself is for somebody else to check.")
    return redirect(f"{reverse('insight:official')}{place.query}")


def may_check(request: Any, place: Place) -> bool:
    return place.area.pk in request.standing.areas_where("return", "decide")
