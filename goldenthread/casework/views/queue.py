"""The adviser's queue: what is asked of this person and their body, late first."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.access import permissions
from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.listing import Listing
from goldenthread.people.children import visible

from ..advice.policies import ANSWERS
from ..models import AdviceRequest

PAGE = 50


@require_safe
@needs("ask", "list")
def queue(request: Any) -> HttpResponse:
    """What waits for an answer, or what was sent. Whoever asks instead of answering has the board."""
    standing = request.standing
    bodies = [seat.organisation_id for seat in standing.seats if seat.role in ANSWERS]
    tab = "sent" if request.GET.get("tab") == "sent" else "open"
    if not bodies and permissions.AREA_ROLES & set(standing.roles):
        readings.read(request, page="casework.advice_queue", children=[])
        return redirect("casework:advice_board")
    mine = Q(asked_of_id__in=bodies) | Q(adviser_id=standing.user_id)
    found = AdviceRequest.objects.filter(visible(standing, standing.on, "child__"), mine)
    if tab == "open":
        found = found.filter(received_on__isnull=True, withdrawn_on__isnull=True, request__ended="").order_by(
            F("due_on").asc(nulls_last=True), "pk"
        )
    else:
        found = found.filter(received_on__isnull=False, asked_on__isnull=False).order_by("-received_on", "pk")
    number = max(1, int(typed)) if (typed := request.GET.get("page", "1")).isascii() and typed.isdecimal() and len(typed) < 5 else 1
    count = found.count()
    number = min(number, max(1, -(-count // PAGE)))
    asks = list(
        found.select_related("child", "asked_of", "adviser").prefetch_related("returns")[(number - 1) * PAGE : number * PAGE]
    )
    readings.read(request, page="casework.advice_queue", children=dict.fromkeys(ask.child_id for ask in asks))
    tabs = [
        {"text": "To answer", "href": "/advice", "current": tab == "open"},
        {"text": "Sent", "href": "/advice?tab=sent", "current": tab == "sent"},
    ]
    steps = Listing.of(request).pages(number, -(-count // PAGE))
    context = {"asks": asks, "tab": tab, "tabs": tabs, "today": standing.on, "steps": steps, "sees_board": "designated_officer" in standing.roles}
    return render(request, "casework/advice_queue.html", context)
