"""Where young people go after 16, and what is open to them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings

from ..after_16 import after_16
from ..models import Leaver
from .quality import number_column
from .transferring import SEE_IT


@require_safe
@needs("review", "list")
def show(request: Any) -> HttpResponse:
    """Counts alone, for those who plan for young people; each leads to its list."""
    standing = request.standing
    if not (SEE_IT - {"setting_staff"}) & set(standing.roles):
        raise Http404
    readings.read(request, page="reviews.after_16", children=[], scope="area")
    found = after_16(standing, standing.on)
    there = reverse("reviews:leavers")
    left = [{"name": words, "value": found.left[key], "href": f"{there}?do={key}"} for key, words in Leaver.Destination.choices if found.left[key]]
    asking = f"{reverse('reviews:transfers')}?phase=secondary_to_post16&year={found.next_september}"
    columns = [number_column(words) for words in (*found.groups, "All")]
    answers = [number_column(words) for words in ("There now", "Asked", "Yes", "No", "Waiting", "Late", "Days to answer, usually")]
    return render(request, "reviews/after_16.html", {"found": found, "left": left, "asking": asking, "columns": ["Where", *columns], "answers": ["Setting", *answers]})
