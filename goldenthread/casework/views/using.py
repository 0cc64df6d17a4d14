"""An adviser sees how a plan uses their own advice, and says whether it is accurate. No other line of the plan is shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.form_fields import ChoiceField, ConfirmField, Form, TextareaField
from goldenthread.core.refusals import Refused, allowed
from goldenthread.plans.models import Version

from .. import actions
from ..actions.using import check_say_of_use
from ..advice import policies
from ..advice.use import PassageUsed, how_used, version_to_look_at
from ..models import AdviceRequest
from .asks import find_ask, posted
from .finding import acting, say


class AllForm(Form):
    """Everything that was not spoken of is used accurately."""

    sure = ConfirmField(
        label="The rest", statement="I have read it, and the plan uses all that I have not spoken of accurately", missing="Tick the box to say that you have read it"
    )


class UseForm(Form):
    """One passage: is it used accurately?"""

    accurate = ChoiceField(
        label="Does the plan use this accurately?", choices=[("yes", "Accurate"), ("no", "Not accurate")], reveals={"no": ["why"]},
        missing="Select whether the plan uses it accurately",
    )  # fmt: skip
    why = TextareaField(label="What is not accurate?", missing="Enter what is not accurate", max_length=5000, rows=5)


def _own(request: Any, ask_id: UUID) -> tuple[AdviceRequest, Version | None, list[PassageUsed]]:
    """This person's own advice, the version they may look at, and how that uses it."""
    ask = find_ask(request, ask_id)
    if not policies.belongs(request.standing, ask):
        raise Http404
    version = version_to_look_at(ask) if ask.received_on else None
    return ask, version, how_used(ask, version) if version else []


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def use(request: Any, ask_id: UUID) -> HttpResponse:
    """Each passage beside the lines that came from it."""
    ask, version, used = _own(request, ask_id)
    readings.read(request, page="casework.advice_use", children=[ask.child], scope="asked")
    may_say = allowed(check_say_of_use, standing=request.standing, ask=ask, version=version)
    waiting = [each for each in used if each.check is None or each.changed_since]
    form = AllForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_of_use(ask=ask, said={each.passage.pk: (True, "") for each in waiting}, by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Thank you. What you said is with the SEND team")
            return redirect("casework:advice_use", ask_id=ask.pk)
    context = {"ask": ask, "child": ask.child, "plan_version": version, "used": used, "waiting": waiting, "may_say": may_say, "form": form}
    return render(request, "casework/advice_use.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def passage(request: Any, ask_id: UUID, passage_id: UUID) -> HttpResponse:
    """Say of one passage whether it is used accurately."""
    ask, _, used = _own(request, ask_id)
    found = next((each for each in used if each.passage.pk == passage_id), None)
    if found is None:
        raise Http404
    readings.read(request, page="casework.advice_use", children=[ask.child], scope="asked")
    said = found.check
    form = UseForm(posted(request), initial={"accurate": "yes" if said.accurate else "no", "why": said.why} if said else {})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.say_of_use(
                ask=ask, said={passage_id: (given["accurate"] == "yes", given["why"] or "")}, by=acting(request), on=request.standing.on
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Thank you. What you said is with the SEND team")
            return redirect("casework:advice_use", ask_id=ask.pk)
    return render(request, "casework/advice_use_of.html", {"ask": ask, "child": ask.child, "one": found, "form": form})
