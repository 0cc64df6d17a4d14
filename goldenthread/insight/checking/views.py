"""Saying that a figure is right."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.access.doors import needs
from goldenthread.core.refusals import Refused

from ..dashboards.entrance import place_of
from ..indicators.telling import day
from .actions import check_figure


@require_POST
@needs("return", "decide", reads=False)
def check(request: Any, code: str) -> HttpResponse:
    """The figure as at the day that was sent is as it should be."""
    place = place_of(request)
    back = f"{reverse('insight:indicator', args=[code])}{place.query}"
    try:
        at = date.fromisoformat(request.POST.get("at", ""))
        made = check_figure(area=place.area, code=code, at=at, by=request.user, on=place.on)
    except ValueError:
        messages.info(request, "That day cannot be read. Open the figure as at a day, and check it there.")
        return redirect(back)
    except Refused as refused:
        messages.info(request, refused.sentence)
        return redirect(back)
    messages.success(request, f"The figure as at {day(made.at)} is now checked by you.")
    return redirect(f"{back}&at={made.at.isoformat()}")
