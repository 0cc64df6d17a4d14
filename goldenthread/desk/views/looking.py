"""Who looked at which records: for whoever answers for information governance in an area."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import opaque, readings
from goldenthread.core.listing import Listing

from ..looking import NAMED, Asked, looks


@require_safe
@needs("audit", "list", reads=True)
def records_looked_at(request: Any) -> HttpResponse:
    """Readings of the area's records, newest first. Looking here is a reading too."""
    areas = request.standing.areas_where("audit", "list")
    if not areas:
        raise PermissionDenied("Your role does not include who looked at records across the area.")
    asked = Asked(
        reference=_typed(request, "reference"), person=_typed(request, "person"), closed="closed" in request.GET, reason="reason" in request.GET
    )
    before = opaque.number("line", request.GET.get("before"))
    found, following = looks(areas, asked, before)
    shown = dict.fromkeys(child_id for look in found for child_id in look.child_ids)
    readings.read(request, page="desk.records_looked_at", children=shown, scope="area")
    steps = Listing.of(request).steps(after=None)
    if before:
        steps["previous"] = {"href": Listing.of(request).href()}
    if following:
        steps["next"] = {"href": Listing.of(request).href(before=opaque.key("line", following))}
    context = {"looks": found, "asked": asked, "steps": steps, "named": NAMED, "narrowed": asked != Asked()}
    return render(request, "desk/records_looked_at.html", context)


def _typed(request: Any, name: str) -> str:
    return " ".join(request.GET.get(name, "").replace("\x00", "").split())[:100]
