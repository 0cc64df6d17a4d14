"""Special equipment that no line of a plan names: asked for, answered, and come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation
from goldenthread.people.standing import permitted

from .. import actions
from ..forms import AskForEquipmentForm, CameForm, EquipmentAnswerForm
from ..models import EquipmentRequest
from ..rhythm import CITATIONS
from .finding import Opened, acting


def _shown(opened: Opened) -> Any:
    """What this person may read: all of it, or what their own body asked for."""
    found = opened.child
    asked = EquipmentRequest.objects.filter(child=found).select_related("organisation", "asked_by", "child__area")
    if opened.only_lines:
        asked = asked.filter(organisation_id__in={seat.organisation_id for seat in opened.standing.seats})
    return asked


def _found(opened: Opened, equipment_id: UUID) -> EquipmentRequest:
    one = _shown(opened).filter(pk=equipment_id).first()
    if one is None:
        raise Http404
    return one


def _there(opened: Opened) -> str:
    return reverse("provision:equipment", args=[opened.child.pk])


@require_safe
@needs("provision", "view")
def equipment(request: Any, child_id: UUID) -> HttpResponse:
    """What was asked for, by when it is due, and what became of it."""
    opened = Opened(request, child_id)
    readings.read(request, page="provision.equipment", children=[opened.child], scope=opened.scope)
    return render(
        request, "provision/equipment.html",
        {
            "opened": opened, "child": opened.child, "name": opened.name, "today": opened.today, "asked": list(_shown(opened)), "citations": CITATIONS,
            "may_say": permitted(opened.pairs, "provision", "create"), "may_answer": opened.works_here, "worker": opened.worker,
        },
    )  # fmt: skip


def _form(request: Any, opened: Opened, form: Form, act: Callable[[], Any], **said: str) -> HttpResponse:
    readings.read(request, page="provision.equipment", children=[opened.child], scope=opened.scope)
    there = _there(opened)
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=there):
                act()
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, said.pop("done"))
            return redirect(there)
    return render(request, "provision/equipment_form.html", {"name": opened.name, "form": form, "back_to": there, **said})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "create", reads=True)
def ask(request: Any, child_id: UUID) -> HttpResponse:
    """Ask for equipment."""
    opened = Opened(request, child_id, "create")
    form = AskForEquipmentForm(request.POST if request.method == "POST" else None, initial={"identified_on": opened.today})

    def act() -> None:
        said = form.cleaned_data
        actions.ask_for_equipment(
            child=opened.child, what=said["what"], why=said["why"], identified_on=said["identified_on"], organisation=_body(opened), by=acting(request), on=opened.today
        )

    return _form(request, opened, form, act, heading="Ask for special equipment", button="Ask", done="It is asked for. The named worker answers it")


def _body(opened: Opened) -> Organisation | None:
    """The body for which this person asks; none for a family, or an officer of the council."""
    if opened.is_family or opened.works_here:
        return None
    return Organisation.objects.filter(pk__in=[seat.organisation_id for seat in opened.standing.seats]).order_by("pk").first()


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "update", reads=True)
def answer(request: Any, child_id: UUID, equipment_id: UUID) -> HttpResponse:
    """An officer answers."""
    opened = Opened(request, child_id, "update")
    one = _found(opened, equipment_id)
    if not opened.works_here:
        raise Http404
    form = EquipmentAnswerForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        said = form.cleaned_data
        actions.answer_equipment(request=one, agreed=said["agreed"] == "yes", answer=said["answer"], by=acting(request), on=opened.today)

    return _form(request, opened, form, act, heading=f"Will it come? {one.what}", button="Save", done="Saved. The family can read the answer")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "create", reads=True)
def came(request: Any, child_id: UUID, equipment_id: UUID) -> HttpResponse:
    """Somebody says that it came."""
    opened = Opened(request, child_id, "create")
    one = _found(opened, equipment_id)
    form = CameForm(request.POST if request.method == "POST" else None, initial={"came_on": opened.today})
    return _form(
        request, opened, form, lambda: actions.note_equipment_came(request=one, came_on=form.cleaned_data["came_on"], by=acting(request), on=opened.today),
        heading=f"It came: {one.what}", button="Save", done="Thank you. It is noted",
    )  # fmt: skip
