"""Support after a refusal: to whom, what, and whether the family has been spoken to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField
from goldenthread.core.refusals import Refused
from goldenthread.people.children import visible
from goldenthread.people.models import Organisation

from .. import actions
from ..models import StepAcross
from .finding import acting, find_request, say

MOST = 200


class StepForm(Form):
    """To whom the family is referred, and for what."""

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = ChoiceField(label="Which service or setting?", choices=services, draw_as="select", missing="Select a service or setting")
        self.fields["what"] = TextareaField(
            label="What support is asked for?", missing="Enter what support is asked for", max_length=5000, rows=5,
            help_text="What the evidence shows the child needs now, and who should do it",
        )  # fmt: skip


class TalkForm(Form):
    """That the service spoke to the family."""

    met_on = DateField(label="When did the service first speak to the family?", subject="The day of the talk", past=True, missing="Enter the day")
    what_came = TextareaField(label="What was agreed?", missing="Enter what was agreed", max_length=5000, rows=5)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def step(request: Any, request_id: UUID) -> HttpResponse:
    """Open a step across after a refusal."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.step_across", children=[found.child])
    decision = next((one for one in found.decisions.all() if not one.yes), None)
    if decision is None:
        raise Http404
    around = Q(area=found.area, kind__in=("send_team", "psychology", "health", "social_care", "provider")) | Q(
        involvements__child=found.child, involvements__role="setting", involvements__until_on__isnull=True
    )
    services = Organisation.objects.filter(around, closed_on__isnull=True).distinct().order_by("name")[:200]
    form = StepForm(request.POST if request.method == "POST" else None, services=[(str(one.pk), one.name) for one in services])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.step_across(decision=decision, to=Organisation.objects.get(pk=said["to"]), what=said["what"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The service was told. The family’s right to challenge the decision stays as it is")
            return redirect("casework:steps_across")
    context = {
        "found": found, "child": found.child, "form": form, "heading": "Step across to support", "button": "Refer",
        "lead": "The family keeps every right that came with the decision: mediation, and appeal to the Tribunal. This comes beside it.",
    }  # fmt: skip
    return render(request, "casework/change.html", context)


@require_safe
@needs("request", "list")
def steps(request: Any) -> HttpResponse:
    """Families who wait to be spoken to, the longest first, and those who were."""
    standing = request.standing
    found = list(
        StepAcross.objects.filter(visible(standing, standing.on, "child__"), ended_on__isnull=True)
        .select_related("child", "to")
        .order_by("met_on", "due_on", "pk")[:MOST]
    )
    readings.read(request, page="casework.steps_across", children=[one.child for one in found], scope="area")
    return render(request, "casework/steps_across.html", {"steps": found, "today": standing.on})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def talked(request: Any, step_id: UUID) -> HttpResponse:
    """Note that the service spoke to the family."""
    standing = request.standing
    one = StepAcross.objects.filter(visible(standing, standing.on, "child__"), pk=step_id).select_related("child", "to", "decision__request").first()
    if one is None:
        raise Http404
    readings.read(request, page="casework.step_across", children=[one.child])
    form = TalkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_first_talk(step=one, by=acting(request), on=standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "It is noted")
            return redirect("casework:steps_across")
    context = {"found": one.decision.request, "child": one.child, "form": form, "heading": "The first talk", "button": "Save", "lead": one.what}
    return render(request, "casework/change.html", context)
