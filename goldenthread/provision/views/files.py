"""A provider's file: sent and checked, looked at row by row, written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused
from goldenthread.people.children import visible
from goldenthread.people.models import Organisation

from .. import actions
from ..forms import SendFileForm
from ..models import DeliveryFile, DeliveryRow
from .finding import acting
from .ours import bodies_spoken_for
from .sheet import settings_spoken_for

PAGE = 100


def _bodies(request: Any) -> list[int]:
    return list(dict.fromkeys([*bodies_spoken_for(request.standing), *settings_spoken_for(request.standing)]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "list", reads=True)
def files(request: Any) -> HttpResponse:
    """Send a file, and see those that were sent."""
    readings.read(request, page="provision.files", children=[])
    mine = _bodies(request)
    body = Organisation.objects.filter(pk__in=mine).order_by("pk").first()
    form = SendFileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if body is None:
            form.add_error("file", "You do not work for a body that gives provision, so you cannot send a file")
        else:
            sent = form.cleaned_data["file"]
            try:
                made = actions.check_file(organisation=body, name=sent.name or "", content=sent.read(), by=acting(request), on=request.standing.on)
            except Refused as refused:
                form.add_error("file", refused.sentence)
            else:
                return redirect("provision:file", file_id=made.pk)
    sent_before = list(DeliveryFile.objects.filter(organisation_id__in=mine).select_related("sent_by", "organisation").order_by("-sent_at", "pk")[:50])
    return render(request, "provision/files.html", {"form": form, "files": sent_before, "body": body})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "list", reads=True)
def file(request: Any, file_id: UUID) -> HttpResponse:
    """What each row of a file would come to; a press writes them all."""
    found = DeliveryFile.objects.filter(pk=file_id, organisation_id__in=_bodies(request)).select_related("organisation").first()
    if found is None:
        raise Http404
    seen = Q(child__isnull=True) | visible(request.standing, request.standing.on, "child__")
    rows = found.rows.filter(seen).select_related("child").order_by("number")
    number = max(1, int(typed)) if (typed := request.GET.get("page", "1")).isascii() and typed.isdecimal() and len(typed) < 5 else 1
    count = rows.count()
    number = min(number, max(1, -(-count // PAGE)))
    shown = list(rows[(number - 1) * PAGE : number * PAGE])
    readings.read(request, page="provision.file", children=dict.fromkeys(row.child_id for row in shown if row.child_id), scope="line")
    if request.method == "POST":
        try:
            counts = actions.write_file(file=found, by=acting(request), on=request.standing.on)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, f"Written: {counts['created']} new, {counts['changed']} corrected, {counts['unchanged']} known already")
        return redirect(reverse("provision:file", args=[found.pk]))
    counts = {value: 0 for value, _ in DeliveryRow.Outcome.choices}
    for outcome in rows.values_list("outcome", flat=True):
        counts[outcome] += 1
    steps = Listing.of(request).pages(number, -(-count // PAGE))
    return render(request, "provision/file.html", {"file": found, "rows": shown, "counts": counts, "steps": steps, "words": dict(DeliveryRow.Outcome.choices)})
