"""How well reviews are held, setting by setting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings

from .. import quality


def number_column(words: str) -> dict[str, Any]:
    """A column of numbers that cannot be sorted."""
    return {"text": words, "number": True, "sorted": None, "sort_href": None}


@require_safe
@needs("review", "list", reads=True)
def by_setting(request: Any) -> HttpResponse:
    """Each setting's reviews of a year beside what the law asks of a review; those outside the area are marked."""
    standing = request.standing
    areas = standing.areas_where("review", "list")
    if not areas:
        raise Http404
    readings.read(request, page="reviews.quality", children=[], scope="area")
    rows = quality.by_setting(areas, standing.on)
    columns = ["Held by", number_column("Reviews"), number_column("Kept"), "Missed most often"]
    return render(request, "reviews/quality.html", {"rows": rows, "columns": columns, "asked": quality.ASKED})
