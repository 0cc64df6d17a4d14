"""Pages on which an area says which services it has, and which districts."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import form_keys
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation

from . import actions
from .districts import districts_of
from .forms import DistrictsForm, ServiceForm
from .models import Service
from .policies import View, may_set, service_of, view_of
from .quarters import quarter_end, quarter_words


def _settable(request: Any) -> View:
    view = view_of(request)
    if not may_set(request.standing, view.area.pk):
        raise Http404("The services of that area are not yours to change.")
    return view


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "update")
def add_service(request: Any) -> HttpResponse:
    """Say that children are referred to a service."""
    view = _settable(request)
    bodies = Organisation.objects.filter(area=view.area, kind__in=actions.BODIES, closed_on=None).order_by("name", "pk")
    initial = {"standard_weeks": 18, "again_months": 12, "due_days": 30, "first_quarter": quarter_end(view.on)}
    form = ServiceForm(request.POST if request.method == "POST" else None, bodies=[(each.pk, each.name) for each in bodies], initial=initial)
    if request.method == "POST" and form.is_valid():
        done = f"{reverse('insight:services')}{view.query}"
        said = {name: form.cleaned_data[name] for name in actions.SAID}
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=done):
                    made = actions.add_service(area=view.area, organisation=bodies.get(pk=form.cleaned_data["organisation"]), said=said, by=request.user, on=view.on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return render(request, "insight/services/set.html", {"view": view, "form": form, "service": None})
            messages.success(request, f"{made.name} is added. Its own people send its return; the council can send it for them.")
        return redirect(done)
    return render(request, "insight/services/set.html", {"view": view, "form": form, "service": None})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "update")
def change_service(request: Any, service_id: UUID) -> HttpResponse:
    """Say anew what a service is held against."""
    view = _settable(request)
    service = service_of(view, service_id)
    if service.ended_on:
        raise Http404("The service has ended. What it gave stays.")
    initial = {name: getattr(service, name) for name in actions.SAID}
    form = ServiceForm(request.POST if request.method == "POST" else None, bodies=[], initial=initial)
    if request.method == "POST" and form.is_valid():
        done = f"{reverse('insight:services')}{view.query}"
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=done):
                    actions.change_service(service=service, said={name: form.cleaned_data[name] for name in actions.SAID}, by=request.user, on=view.on)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                return render(request, "insight/services/set.html", {"view": view, "form": form, "service": service})
            messages.success(request, f"{service.name} is changed.")
        return redirect(done)
    return render(request, "insight/services/set.html", {"view": view, "form": form, "service": service})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "update")
def end_service(request: Any, service_id: UUID) -> HttpResponse:
    """Nobody is referred to a service any more: asked once more before it is so."""
    service = Service.objects.select_related("area", "organisation").filter(pk=service_id).first()
    if service is None or not may_set(request.standing, service.area_id):
        raise Http404("That service is not yours to end.")
    if request.method != "POST":
        if service.ended_on:
            raise Http404("The service has ended already.")
        return render(request, "insight/services/end.html", {"service": service, "query": f"?area={service.area.code}", "last": quarter_words(request.standing.on)})
    try:
        actions.end_service(service=service, by=request.user, on=request.standing.on)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"{service.name} has ended. Its figures of the past stay.")
    return redirect(f"{reverse('insight:services')}?area={service.area.code}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("contract", "update")
def districts(request: Any) -> HttpResponse:
    """Say which districts the area tells its services apart by."""
    view = _settable(request)
    form = DistrictsForm(request.POST if request.method == "POST" else None, initial={"names": "\n".join(districts_of(view.area))})
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.settle_districts(area=view.area, names=form.cleaned_data["names"].splitlines(), by=request.user, on=view.on)
        except Refused as refused:
            form.add_error("names", refused.sentence)
        else:
            messages.success(request, f"{len(kept)} {'district is' if len(kept) == 1 else 'districts are'} kept. Templates name them from now on.")
            return redirect(f"{reverse('insight:services')}{view.query}")
    return render(request, "insight/services/districts.html", {"view": view, "form": form})
