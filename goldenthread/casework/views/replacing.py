"""A refusal that was changed: what changed it, the dates that hold now, and that the family has been told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused

from .. import actions
from ..facts import duties_of
from ..forms.replacing import ReplaceForm, ToldForm
from ..models import Decision, Request
from .excusing import paper_of
from .finding import acting, find_request, say

#: What must be done in place of each refusal.
DOES = {Decision.About.ASSESS: "assess", Decision.About.ISSUE: "make a plan"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def replaced(request: Any, request_id: UUID) -> HttpResponse:
    """Record what changed the newest refusal; what changed earlier ones, with the dates that follow."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.replaced", children=[found.child])
    refusals = [decision for decision in found.decisions.all() if not decision.yes]
    refused = next((decision for decision in reversed(refusals) if decision.replaced_on is None), None)
    changed = [decision.replacement for decision in refusals if decision.replaced_on is not None]
    for one in changed:
        one.decision.request = found
    if not refusals:
        messages.info(request, "Nothing was refused, so nothing can have been changed.")
        return redirect("casework:request", request_id=found.pk)
    form = None
    if refused is None and request.method == "POST" and "told" not in request.POST:
        return redirect(request.path)  # sent before, or by somebody else: what was recorded is there
    if refused is not None:
        form = _form(request, refused, found)
        if request.method == "POST" and "told" not in request.POST and form.is_valid():
            answer = _replace(request, found, refused, form)
            if answer is not None:
                return answer
    untold = next((one for one in changed if one.told_on is None), None)
    told = None if untold is None else ToldForm(request.POST if request.method == "POST" and "told" in request.POST else None)
    if told is not None and told.is_bound and told.is_valid():
        try:
            actions.note_told_of_replacement(replacement=untold, told_on=told.cleaned_data["told_on"], by=acting(request), on=request.standing.on)
        except Refused as wrong:
            say(told, wrong)
        else:
            messages.success(request, "It is noted")
            return redirect(request.path)
    duties = [
        (duty, duty.state(request.standing.on))
        for duty in duties_of(found, list(found.decisions.all()), list(found.exception_claims.all()))
        if duty.due_on
    ]
    context = {
        "found": found, "child": found.child, "refused": refused, "does": refused and DOES[Decision.About(refused.about)], "form": form,
        "changed": [(one, DOES[Decision.About(one.decision.about)]) for one in changed], "told": told, "duties": duties, "today": request.standing.on,
    }  # fmt: skip
    return render(request, "casework/replaced.html", context)


def _form(request: Any, refused: Decision, found: Request) -> ReplaceForm:
    does = DOES[Decision.About(refused.about)]
    if request.method == "POST" and "told" not in request.POST:
        return ReplaceForm(request.POST, request.FILES, does=does, version=found.version)
    return ReplaceForm(does=does, version=found.version)


def _replace(request: Any, found: Request, refused: Decision, form: ReplaceForm) -> HttpResponse | None:
    """Do it, and go on; None where it is refused, which the form then says."""
    said = form.cleaned_data
    at = reverse("casework:replaced", args=[found.pk])
    try:
        refused.request = found
        title = f"What changed the decision not to {DOES[Decision.About(refused.about)]}"
        actions.replace_refusal(
            decision=refused, **form.facts(), paper=paper_of(said["paper"], title), version=said["version"], form_key=said["form_key"],
            result_url=at, by=acting(request), on=request.standing.on,
        )  # fmt: skip
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except Refused as wrong:
        say(form, wrong)
        return None
    messages.success(request, "It is recorded. The refusal stays as it was; the dates that hold now are below")
    return redirect(at)
