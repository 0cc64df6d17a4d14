"""The register of agreements: all of them with the count of signatures, one with its partners, and what is done about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.access.permissions import roles_that_may
from goldenthread.core.refusals import Refused

from ..models import Agreement, AgreementPartner, ApiClient, Area, Membership
from . import actions, policies, states
from .forms import AgreementForm, EndForm, ReviewForm, SignForm

PAGE = 50


@require_safe
@needs("agreement", "list", reads=False)
def agreements(request: Any) -> HttpResponse:
    """Every agreement of the area, those to be looked at first, with how many of those wanted have signed."""
    kind = request.GET.get("kind") if request.GET.get("kind") in Agreement.Kind.values else ""
    seen = policies.agreements_seen(request.standing)
    found = seen.filter(kind=kind) if kind else seen
    found = found.annotate(wanted=Count("partners"), signed=Count("partners", filter=Q(partners__signed_on__isnull=False)))
    page = Paginator(found.select_related("owner").order_by("ended_on", "review_on", "name", "pk"), PAGE).get_page(request.GET.get("page"))
    rows = [(each, *states.state(each, each.wanted - each.signed, request.standing.on)) for each in page]  # type: ignore[attr-defined]  # the stubs lose what `annotate` adds
    told = {
        "page": page, "rows_of": rows, "counted": states.counted(seen), "kind": kind, "kinds": Agreement.Kind.choices,
        "may_write": bool(request.standing.areas_where("agreement", "create")),
    }  # fmt: skip
    return render(request, "people/agreements.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agreement", "create", reads=False)
def write_agreement(request: Any) -> HttpResponse:
    """Put an agreement on the register."""
    area = Area.objects.get(pk=request.standing.areas_where("agreement", "create")[0])
    bodies = {str(each.pk): each for each in policies.partners_of(area.pk).order_by("kind", "name", "pk")}
    form = AgreementForm(request.POST or None, partners=bodies, owners=_owners(area, request.standing.on), initial={"owner": str(request.user.pk)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_agreement(area=area, **form.cleaned_data, by=request.user, on=request.standing.on)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "The agreement is on the register. Record each signature as it comes.")
            return redirect("agreement", agreement_id=made.pk)
    return render(request, "people/write_agreement.html", {"form": form, "area": area})


@require_safe
@needs("agreement", "view", reads=False)
def agreement(request: Any, agreement_id: UUID) -> HttpResponse:
    """One agreement, who signed it and when, whom to speak to, and the systems that read under it."""
    return _shown(request, _found(request, agreement_id))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agreement", "update", reads=False)
def partner(request: Any, partner_id: int) -> HttpResponse:
    """A body's signature, and whom to speak to there."""
    seen = AgreementPartner.objects.filter(agreement__in=policies.agreements_seen(request.standing))
    one = get_object_or_404(seen.select_related("organisation", "agreement"), pk=partner_id)
    found = one.agreement
    first = {name: getattr(one, name) for name in SignForm.base_fields}
    form = SignForm(request.POST if request.method == "POST" else None, initial=first, signed=one.signed_on is not None)
    if request.method == "POST" and form.is_valid():
        said, on = form.cleaned_data, request.standing.on
        try:
            if said["signed_on"] and (said["signed_by"], said["signed_on"]) != (one.signed_by, one.signed_on):
                actions.sign_agreement(partner=one, signed_by=said["signed_by"], signed_on=said["signed_on"], by=request.user, on=on)
            actions.name_contact(partner=one, contact=said["contact"], email=said["email"], phone=said["phone"], by=request.user, on=on)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect("agreement", agreement_id=found.pk)
    return render(request, "people/agreement_partner.html", {"one": found, "partner": one, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agreement", "update", reads=False)
def review_agreement(request: Any, agreement_id: UUID) -> HttpResponse:
    """It was looked at, and goes on."""
    return _form(request, agreement_id, ReviewForm, actions.review_agreement, "Look at it again", "Saved. You are reminded before the next day.", initial={"reviewed_on": request.standing.on})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agreement", "update", reads=False)
def end_agreement(request: Any, agreement_id: UUID) -> HttpResponse:
    """It ends now."""
    return _form(request, agreement_id, EndForm, actions.end_agreement, "End this agreement", "The agreement has ended. Nothing goes under it from now on.")


def _form(request: Any, agreement_id: UUID, kind: Any, act: Any, heading: str, done: str, initial: dict[str, Any] | None = None) -> HttpResponse:
    found = _found(request, agreement_id)
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            act(agreement=found, **form.cleaned_data, by=request.user, on=request.standing.on)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("agreement", agreement_id=found.pk)
    return render(request, "people/agreement_form.html", {"one": found, "form": form, "heading": heading})


def _found(request: Any, agreement_id: UUID) -> Agreement:
    return get_object_or_404(policies.agreements_seen(request.standing).select_related("area", "owner"), pk=agreement_id)


def _shown(request: Any, one: Agreement) -> HttpResponse:
    partners = list(one.partners.select_related("organisation"))
    unsigned = sum(each.signed_on is None for each in partners)
    words, loud = states.state(one, unsigned, request.standing.on)
    told = {
        "one": one, "partners": partners, "signed": len(partners) - unsigned, "words": words, "loud": loud,
        "clients": list(ApiClient.objects.filter(agreement=one).select_related("organisation").order_by("name", "pk")),
        "may_update": one.ended_on is None and one.area_id in request.standing.areas_where("agreement", "update"),
        "may_see_systems": bool(request.standing.areas_where("config", "view")),
    }  # fmt: skip
    return render(request, "people/agreement.html", told)


def _owners(area: Area, on: Any) -> dict[str, User]:
    """Whoever may see the area's agreements may answer for one."""
    seats = Membership.objects.filter(organisation__area=area, role__in=list(roles_that_may("agreement", "view")), from_on__lte=on).exclude(until_on__lt=on)
    return {str(user.pk): user for user in User.objects.filter(pk__in=seats.values("user_id"), is_active=True).order_by("name", "pk")}
