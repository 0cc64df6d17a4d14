"""Asks that may be about a child on record: an officer says whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting, say
from goldenthread.core import readings
from goldenthread.core.form_fields import ChoiceField, Form
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused
from goldenthread.law.timetable import RequestFacts, duties
from goldenthread.people.children import visible
from goldenthread.people.models import Child

from .. import actions, asking
from ..asking import Writing, worker_for

NONE = "none"


class SettleForm(Form):
    """Whom an ask is about."""

    def __init__(self, *args: Any, matches: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.child.pk), f"{each.child.name}, born {long_date(each.child.date_of_birth)}, {each.child.reference}") for each in matches]
        self.fields["child"] = ChoiceField(
            label="Is it about one of these children?",
            choices=[*choices, (NONE, "None of these. Start a new record")],
            hints={str(each.child.pk): each.because for each in matches},
            divider="or" if choices else None,
            missing="Select the child it is about, or ‘None of these’",
        )


@require_safe
@needs("request", "create", reads=False)
def waiting(request: Any) -> HttpResponse:
    """Asks that wait for a person, the oldest first. Their clocks run."""
    asks = list(asking.waiting(request.standing).order_by("sent_on", "pk")[:200])
    rows = []
    for ask in asks:
        said = Writing(ask).answered("child") or {}
        due = next(duty.due_on for duty in duties(RequestFacts(received_on=ask.sent_on)) if duty.clock == "EHCNA-06")
        rows.append({"ask": ask, "name": f"{said.get('forename', '')} {said.get('surname', '')}".strip(), "due_on": due})
    return render(request, "portal/waiting.html", {"rows": rows, "today": request.standing.on})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "create", reads=True)
def settle(request: Any, ask_id: UUID) -> HttpResponse:
    """Say whom an ask is about."""
    ask = asking.waiting(request.standing).filter(pk=ask_id).first()
    if ask is None:
        raise Http404
    matches = actions.matches(ask)
    readings.read(request, page="portal.settle", children=[each.child for each in matches], scope="area", reason="Is there a record already?")
    form = SettleForm(request.POST if request.method == "POST" else None, matches=matches)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["child"]
        worker = worker_for(ask.area)
        try:
            if chosen == NONE:
                made = actions.settle_as_new(
                    ask=ask, ruled_out=[each.child.pk for each in matches], worker=worker, by=acting(request), on=request.standing.on
                )
            else:
                child = Child.objects.filter(visible(request.standing, request.standing.on), pk=chosen).first()
                if child is None:
                    raise Http404
                made = actions.settle_as_child(ask=ask, child=child, worker=worker, by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "It is settled. The date it was received is the day it was sent")
            return redirect("casework:request", request_id=made.pk)
    writing = Writing(ask)
    return render(
        request,
        "portal/settle.html",
        {"ask": ask, "form": form, "said": writing.answered("child") or {}, "about": writing.about()},
    )
