"""How it works, and by when: for everybody, and about nobody."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import public
from goldenthread.core import clock
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.timetable import CLOCKS

from .. import process
from ..forms import HappenedForm


@require_safe
@public
def how_it_works(request: Any) -> HttpResponse:
    """The stages with their limits, and the dates that follow from a day that the reader names."""
    form = HappenedForm(request.GET if "what" in request.GET or any(name.startswith("on-") for name in request.GET) else None)
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {"what": "asked", "on": clock.today()}
    return render(
        request, "portal/how.html",
        {
            "form": form, "asked": form.is_bound and form.is_valid(), "stages": process.STAGES, "on": said["on"],
            "what": process.HAPPENED[said["what"]][0], "dates": process.dates_after(said["what"], said["on"]),
            "clocks": CLOCKS.values(), "grounds": GROUNDS.values(),
        },
    )  # fmt: skip
