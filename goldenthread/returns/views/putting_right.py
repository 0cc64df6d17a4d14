"""The records that the next return would find fault with, for whoever has the case: kept within minutes of every change."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, readings
from goldenthread.people.models import Child

from .. import holding
from ..models import RecordCheck
from ..structure import collections

PAGE = 50


@require_safe
@needs("ident", "update", reads=True)
def to_put_right(request: Any) -> HttpResponse:
    """One's own cases, or with `whose=all` every record of one's areas, those with most errors first."""
    standing = request.standing
    year = holding.current_year(clock.today())
    everybody = bool(standing.areas_where("ident", "update"))
    whose = "all" if everybody and request.GET.get("whose") == "all" else "mine"
    rows = RecordCheck.objects.filter(Q(errors__gt=0) | Q(queries__gt=0), year=year, child__in=Child.objects.visible_to(standing))
    rows = rows.filter(child__case__worker=request.user) if whose == "mine" else rows.filter(area__in=standing.areas_where("ident", "update"))
    page = Paginator(rows.select_related("child", "child__case", "child__case__worker").order_by("-errors", "-queries", "child"), PAGE).get_page(request.GET.get("page"))
    readings.read(request, page="returns.to_put_right", children=[row.child for row in page], scope="area" if whose == "all" else "case")
    return render(
        request, "returns/to_put_right.html",
        {"shown": page, "year": year, "when": collections()[year], "whose": whose, "everybody": everybody, "total": page.paginator.count},
    )  # fmt: skip
