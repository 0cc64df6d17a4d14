"""The records that the next return would find fault with, for whoever has the case: kept within minutes of every change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, readings
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child

from .. import holding, mending
from ..forms import DaysToMendForm
from ..models import RecordCheck
from ..structure import collections
from .importing import areas_of

PAGE = 50


@require_safe
@needs("ident", "update", reads=True)
def to_put_right(request: Any) -> HttpResponse:
    """One's own cases, or with `whose=all` every record of one's areas; what should have been mended first, first."""
    standing, today = request.standing, clock.today()
    year = holding.current_year(today)
    everybody = bool(standing.areas_where("ident", "update"))
    whose = "all" if everybody and request.GET.get("whose") == "all" else "mine"
    rows = RecordCheck.objects.filter(Q(errors__gt=0) | Q(queries__gt=0), year=year, child__in=Child.objects.visible_to(standing))
    rows = rows.filter(child__case__worker=request.user) if whose == "mine" else rows.filter(area__in=standing.areas_where("ident", "update"))
    late = rows.filter(mend_by__lt=today).count()
    page = Paginator(rows.select_related("child", "child__case", "child__case__worker").order_by("mend_by", "-errors", "-queries", "child"), PAGE).get_page(request.GET.get("page"))
    readings.read(request, page="returns.to_put_right", children=[row.child for row in page], scope="area" if whose == "all" else "case")
    settles = Area.objects.filter(pk__in=standing.areas_where("return", "create")[:1]).first()
    return render(
        request, "returns/to_put_right.html",
        {
            "shown": page, "year": year, "when": collections()[year], "whose": whose, "everybody": everybody, "total": page.paginator.count, "late": late,
            "today": today, "settles": settles, "days": mending.days_of(settles) if settles else None,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "create", reads=False)
def days_to_mend(request: Any) -> HttpResponse:
    """In how many working days an area mends what is found."""
    area = Area.objects.get(pk=areas_of(request)[0])
    form = DaysToMendForm(request.POST or None, initial={"days": mending.days_of(area)})
    if request.method == "POST" and form.is_valid():
        try:
            mending.settle_days(area=area, days=form.cleaned_data["days"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Saved. What is found from now on has this long.")
            return redirect("returns:to_put_right")
    return render(request, "returns/days_to_mend.html", {"form": form, "area": area})
