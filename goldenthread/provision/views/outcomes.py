"""A child's outcomes, and progress towards each over time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation
from goldenthread.people.standing import permitted
from goldenthread.plans.models import Line
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea

from .. import actions
from ..forms import ProgressForm
from ..keeping import lines_in_force
from ..progress import outcomes_of
from .finding import Opened, acting


def _opened(request: Any, child_id: UUID, action: str, page: str) -> Opened:
    opened = Opened(request, child_id, action)
    if opened.only_lines:
        raise Http404
    readings.read(request, page=page, children=[opened.child], scope=opened.scope)
    return opened


@require_safe
@needs("provision", "view")
def outcomes(request: Any, child_id: UUID) -> HttpResponse:
    """Every outcome of the plan in force."""
    opened = _opened(request, child_id, "view", "provision.outcomes")
    return render(
        request, "provision/outcomes.html",
        {
            "opened": opened, "child": opened.child, "outcomes": outcomes_of(opened.child), "areas": dict(BroadArea.choices), "themes": dict(AdulthoodTheme.choices),
            "may": permitted(opened.pairs, "provision", "create"),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "create", reads=True)
def progress(request: Any, child_id: UUID, line_id: UUID) -> HttpResponse:
    """Note how far the child has come."""
    opened = _opened(request, child_id, "create", "provision.progress")
    line = next((each for each in lines_in_force([opened.child.pk], Line.Kind.OUTCOME) if each.pk == line_id), None)
    if line is None:
        raise Http404
    line.version.child = opened.child
    form = ProgressForm(request.POST if request.method == "POST" else None, initial={"seen_on": opened.today})
    there = reverse("provision:outcomes", args=[opened.child.pk])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.note_progress(
                line=line, seen_on=said["seen_on"], scale=int(said["scale"]), evidence=said["evidence"] or "", organisation=_body(opened), by_family=opened.is_family,
                by=acting(request), on=opened.today,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("evidence" if "what shows it" in refused.sentence else None, refused.sentence)
        else:
            messages.success(request, "The progress is noted")
            return redirect(there)
    return render(request, "provision/progress.html", {"child": opened.child, "line": line, "form": form, "back_to": there})


def _body(opened: Opened) -> Organisation | None:
    """The body for which this person notes it: their setting's or service's; none for a family."""
    if opened.is_family:
        return None
    return Organisation.objects.filter(pk__in=[seat.organisation_id for seat in opened.standing.seats]).order_by("pk").first()
