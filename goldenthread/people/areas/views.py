"""The contacts that an area's letters print: read, asked for, decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock
from goldenthread.core.refusals import Refused

from ..models import Area, ContactsChange
from . import actions
from .forms import ContactsForm

WORDS = {name: field.label for name, field in ContactsForm.base_fields.items() if name in actions.CONTACTS}


@needs("config", "view")
@require_safe
def contacts(request: Any) -> HttpResponse:
    """What letters print now, and the change that waits."""
    area = _area(request, "view")
    change = actions.waiting(area)
    decides = area.pk in request.standing.areas_where("config", "decide")
    told = {
        "area": area,
        "contacts": [(WORDS[name], getattr(area, name)) for name in actions.CONTACTS],
        "change": change,
        "changed": [(WORDS[name], change.contacts[name]) for name in actions.CONTACTS if name in change.contacts] if change else [],
        "may_change": area.pk in request.standing.areas_where("config", "update"),
        "may_decide": change is not None and decides and change.asked_by_id != request.user.pk,
    }
    return render(request, "people/contacts.html", told)


@needs("config", "update")
@require_http_methods(["GET", "HEAD", "POST"])
def change_contacts(request: Any) -> HttpResponse:
    """Ask to have other contacts printed."""
    area = _area(request, "update")
    form = ContactsForm(request.POST or None, initial={name: getattr(area, name) for name in actions.CONTACTS})
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in actions.CONTACTS}
        try:
            actions.ask_for_contacts(area=area, contacts=asked, by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Your change is kept. Letters print it once the head of SEND has agreed.")
            return redirect("contacts")
    return render(request, "people/change_contacts.html", {"area": area, "form": form})


@needs("config", "decide")
@require_POST
def agree(request: Any, change_id: UUID) -> HttpResponse:
    """Agree to a change."""
    return _decided(request, change_id, actions.agree_to_contacts, "The contacts are changed.")


@needs("config", "decide")
@require_POST
def refuse(request: Any, change_id: UUID) -> HttpResponse:
    """Leave the contacts as they are."""
    return _decided(request, change_id, actions.refuse_contacts, "The contacts stay as they were.")


def _decided(request: Any, change_id: UUID, decide: Any, said: str) -> HttpResponse:
    areas = request.standing.areas_where("config", "decide")
    change = get_object_or_404(ContactsChange, pk=change_id, area_id__in=areas)
    try:
        decide(change=change, by=request.user, on=clock.today())
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("contacts")


def _area(request: Any, action: str) -> Area:
    """The area that is meant: by `?area=` and its number where somebody has a right in more than one."""
    places = Area.objects.filter(pk__in=request.standing.areas_where("config", action)).order_by("name")
    code = request.GET.get("area")
    found = places.filter(code=code).first() if code else places.first()
    if found is None:
        raise Http404("There is no such area of yours.")
    return found
