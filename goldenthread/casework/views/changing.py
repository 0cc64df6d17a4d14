"""What may happen to a request besides its decision: another worker, another date, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import readings
from goldenthread.core.form_fields import Form
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Membership

from .. import actions
from ..forms import CorrectDateForm, WithdrawForm, WorkerForm
from ..models import Request
from .finding import acting, find_request, say


def one_form(
    request: Any, found: Request, form: Form, *, heading: str, button: str, lead: str = "", act: Any, done: str
) -> HttpResponse:
    """Show a form; when it is sent, do the thing and go back to the request. What was typed stays when it is refused."""
    readings.read(request, page="casework.change", children=[found.child])
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect("casework:request", request_id=found.pk)
    context = {"found": found, "child": found.child, "form": form, "heading": heading, "button": button, "lead": lead}
    return render(request, "casework/change.html", context)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def withdraw(request: Any, request_id: UUID) -> HttpResponse:
    """Whoever asked takes the request back."""
    found = find_request(request, request_id)
    form = WithdrawForm(_posted(request), version=found.version)

    def act(form: Form) -> None:
        said = form.cleaned_data
        actions.withdraw_request(
            request=found, why=said["why"], version=said["version"], by=acting(request), on=request.standing.on
        )

    lead = "Its clocks stop and the record stays. Only the person who asked can withdraw a request."
    return one_form(
        request,
        found,
        form,
        heading="Withdraw the request",
        button="Withdraw the request",
        lead=lead,
        act=act,
        done="The request was withdrawn",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def received_date(request: Any, request_id: UUID) -> HttpResponse:
    """The request was received on another day than recorded."""
    found = find_request(request, request_id)
    form = CorrectDateForm(_posted(request), version=found.version)

    def act(form: Form) -> None:
        said = form.cleaned_data
        actions.correct_received_date(
            request=found,
            received_on=said["received_on"],
            why=said["why"],
            version=said["version"],
            by=acting(request),
            on=request.standing.on,
        )

    recorded = f"It is recorded as received on {long_date(found.received_on)}." if found.received_on else "It is not known when it was received."
    lead = (
        f"{recorded} Every clock of this request is counted again from "
        "the new date. The old date and your reason stay on record."
    )
    return one_form(
        request,
        found,
        form,
        heading="Correct the date received",
        button="Correct the date",
        lead=lead,
        act=act,
        done="The date was corrected",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def worker(request: Any, request_id: UUID) -> HttpResponse:
    """Who works on it from now on."""
    found = find_request(request, request_id)
    today = request.standing.on
    seats = Membership.objects.filter(
        organisation__area=found.area,
        role__in=("coordinator", "team_manager"),
        from_on__lte=today,
        user__is_active=True,
    )
    workers = list(
        dict.fromkeys(
            (str(seat.user_id), seat.user.name)
            for seat in seats.exclude(until_on__lt=today).select_related("user").order_by("user__name")
        )
    )
    form = WorkerForm(_posted(request), workers=workers)

    def act(form: Form) -> None:
        said = form.cleaned_data
        actions.set_named_worker(
            request=found, worker=User.objects.get(pk=said["worker"]), why=said["why"], by=acting(request), on=today
        )

    return one_form(
        request,
        found,
        form,
        heading="Change the named worker",
        button="Change the worker",
        lead=f"{now.name} works on it now." if (now := found.child.case.worker) else "Nobody works on it yet.",
        act=act,
        done="The named worker was changed",
    )
