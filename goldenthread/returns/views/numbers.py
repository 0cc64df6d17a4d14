"""The records whose NHS number or UPN is missing, or was never held against a source, for whoever has the case."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.people.models import Child

from ..numbers import lacking

PAGE = 50
WHICH = {"nhs": "NHS number", "upn": "UPN"}


@require_safe
@needs("ident", "update", reads=True)
def numbers_to_check(request: Any) -> HttpResponse:
    """One's own open cases, or with `whose=all` those of one's areas: numbers missing first, then those not checked."""
    standing = request.standing
    everybody = bool(standing.areas_where("ident", "update"))
    whose = "all" if everybody and request.GET.get("whose") == "all" else "mine"
    which = request.GET.get("which") if request.GET.get("which") in WHICH else "nhs"
    cases = Child.objects.visible_to(standing).filter(case__open=True)
    cases = cases.filter(case__worker=request.user) if whose == "mine" else cases.filter(area__in=standing.areas_where("ident", "update"), closed_list_on=None)
    wanting = lacking(cases, which, standing.on)
    field = "nhs_number" if which == "nhs" else "upn"
    page = Paginator(wanting.select_related("case", "case__worker").order_by(field, "surname", "forename", "pk"), PAGE).get_page(request.GET.get("page"))
    readings.read(request, page="returns.numbers_to_check", children=list(page), scope="area" if whose == "all" else "case")
    told = {
        "shown": page, "which": which, "words": WHICH[which], "field": field, "whose": whose, "everybody": everybody, "total": page.paginator.count,
        "without": wanting.filter(**{field: ""}).count(),
    }  # fmt: skip
    return render(request, "returns/numbers.html", told)
