"""The outbox: what waits to be sent, why, and a way to stop it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import outbox, readings
from goldenthread.core.delivery import absences
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed
from goldenthread.people.models import Child
from goldenthread.people.policies import check_may

from ..forms import SettleForm, StopForm
from ..outgoing import PAGE, TABS, outgoing
from .finding import acting


@require_safe
@needs("message", "list")
def outbox_page(request: Any) -> HttpResponse:
    """What waits, or what has left."""
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "waiting"
    found = outgoing(request.standing, tab)
    readings.read(request, page="casework.outbox", children=dict.fromkeys(each.child_id for each in found))
    tabs = [
        {"text": "Not sent", "href": "/outbox", "current": tab == "waiting"},
        {"text": "Did not arrive", "href": "/outbox?tab=failed", "current": tab == "failed"},
        {"text": "Sent or stopped", "href": "/outbox?tab=sent", "current": tab == "sent"},
    ]
    return render(
        request, "casework/outbox.html", {"found": found, "tab": tab, "tabs": tabs, "absent": absences(), "most": PAGE}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("message", "create", reads=True)
def stop(request: Any, message_id: UUID) -> HttpResponse:
    """Keep a message that has not left from leaving."""
    message, child = _found(request, message_id)
    readings.read(request, page="casework.outbox_stop", children=[child])
    if message.state != Message.State.QUEUED:
        messages.info(request, "That message is not waiting any more, so it cannot be stopped.")
        return redirect("casework:outbox")
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outbox.stop(messages=[message], because=form.cleaned_data["why"], by=acting(request), on=request.standing.on)
        messages.success(request, "The message was stopped")
        return redirect("casework:outbox")
    return render(request, "casework/outbox_stop.html", {"message": message, "child": child, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("message", "create", reads=True)
def settle(request: Any, message_id: UUID) -> HttpResponse:
    """Say how somebody was reached whom a message did not reach."""
    message, child = _found(request, message_id)
    readings.read(request, page="casework.outbox_settle", children=[child])
    if message.state != Message.State.FAILED or message.settled_at is not None:
        messages.info(request, "That message is not on the list of those that did not arrive.")
        return redirect("casework:outbox")
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outbox.settle(messages=[message], because=form.cleaned_data["how"], by=acting(request), on=request.standing.on)
        messages.success(request, "The message is off the list. The record keeps what you wrote")
        return redirect("/outbox?tab=failed")
    return render(request, "casework/outbox_settle.html", {"message": message, "child": child, "form": form})


def _found(request: Any, message_id: UUID) -> tuple[Message, Child]:
    """The message and its child, for whoever works on the child's requests."""
    message = Message.objects.filter(pk=message_id).first()
    child = Child.objects.visible_to(request.standing).filter(pk=message.child_id).first() if message else None
    if message is None or child is None:
        raise Http404
    try:
        check_may(request.standing, child, "request", "update")  # whoever may only write of a child stops nothing of the council's
        check_may(request.standing, child, "message", "create")
    except NotAllowed:
        raise Http404 from None
    return message, child
