"""Finding an ask for advice in the scope of whoever asks, and drawing the pages that only hold one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.core import readings
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Refused
from goldenthread.people.children import STANDING, values_of, visible_often

from ..advice import policies
from ..models import AdviceRequest
from .finding import say

_ASK: AskedOften[AdviceRequest] = AskedOften(
    lambda ask, **standing: AdviceRequest.objects.filter(visible_often("child__", **standing), pk=ask).select_related(
        "child", "child__area", "request", "request__child", "asked_of", "adviser", "advice", "paper", "accepted_by"
    ),
    ask=UUID, **STANDING,
)  # fmt: skip


def find_ask(request: Any, ask_id: UUID) -> AdviceRequest:
    """An ask that this person may know of. Whoever may not is told that there is none."""
    ask = _ASK.first(ask=ask_id, **values_of(request.standing, request.standing.on))
    if ask is None or not policies.sees(request.standing, ask):
        raise Http404
    return ask


def works_on(request: Any, ask: AdviceRequest) -> AdviceRequest:
    """The same ask, for a page of those who work on the case alone."""
    if not policies.works_on(request.standing, ask.child):
        raise Http404
    return ask


def posted(request: Any) -> Any:
    """What was sent, or None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def valid(forms: Iterable[Form]) -> bool:
    """Whether every form of a page is in order; each is asked, so that each says what is wrong with it."""
    wrong = [form for form in forms if not form.is_valid()]
    return not wrong


def one_form(
    request: Any, ask: AdviceRequest, form: Form, *, heading: str, button: str, act: Callable[[Any], Any], done: str, onward: str, lead: str = ""
) -> HttpResponse:
    """Show a form about one ask; when it is sent, do the thing and go on. What was typed stays when it is refused."""
    readings.read(request, page="casework.advice_change", children=[ask.child])
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(onward)
    context = {"ask": ask, "child": ask.child, "form": form, "heading": heading, "button": button, "lead": lead, "back_to": onward}
    return render(request, "casework/advice_change.html", context)
