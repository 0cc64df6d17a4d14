"""Systems of other bodies: their contracts, who agreed, their keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.fresh import fresh
from goldenthread.core import clock
from goldenthread.core.refusals import Refused, allowed

from ..agreements.actions import put_under_agreement
from ..agreements.policies import covering
from ..models import ApiClient, ApiKey
from . import actions, policies
from .arriving import A_MINUTE
from .forms import ClientForm, UnderAgreementForm

ON_A_PAGE = 50


@needs("config", "view")
@require_safe
def systems(request: Any) -> HttpResponse:
    """The systems that read this area's records, and those that did."""
    found = policies.clients_seen(request.standing).select_related("organisation").order_by("ended_on", "name", "pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    may_write = bool(request.standing.areas_where("user", "create"))
    return render(request, "people/systems.html", {"page": page, "may_write": may_write, "state": _state})


@needs("user", "create")
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def write_system(request: Any) -> HttpResponse:
    """Write a contract."""
    form = ClientForm(request.POST or None, organisations=policies.bodies_seen(request.standing).order_by("name", "pk"))
    if request.method == "POST" and form.is_valid():
        try:
            client = actions.write_client(**form.cleaned_data, by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "The contract is written. It opens nothing until a second person agrees.")
            return redirect("system", client_id=client.pk)
    return render(request, "people/write_system.html", {"form": form})


@needs("config", "view")
@require_safe
def system(request: Any, client_id: UUID) -> HttpResponse:
    """One contract: what it lets a system read, who agreed, and its keys."""
    return _shown(request, _found(request, client_id))


@needs("config", "decide")
@fresh
@require_POST
def agree_to_system(request: Any, client_id: UUID) -> HttpResponse:
    """Agree to a contract, as the second person."""
    return _do(request, client_id, actions.agree_to_client, "The contract is agreed. A key can be made.")


@needs("user", "create")
@fresh
@require_POST
def end_system(request: Any, client_id: UUID) -> HttpResponse:
    """End a contract now."""
    return _do(request, client_id, actions.end_client, "The contract has ended, and its keys open nothing.")


@needs("user", "create")
@fresh
@require_POST
def make_system_key(request: Any, client_id: UUID) -> HttpResponse:
    """Make a key, which is shown this once."""
    client = _found(request, client_id)
    try:
        secret = actions.make_key(client=client, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("system", client_id=client.pk)
    return _shown(request, client, secret=secret)


@needs("user", "create")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_of_system(request: Any, client_id: UUID) -> HttpResponse:
    """Name the agreement to share data under which a system reads."""
    client = _found(request, client_id)
    known = covering([client.area_id], client.organisation, request.standing.on).order_by("name", "pk")
    form = UnderAgreementForm(request.POST if request.method == "POST" else None, agreements=known, initial={"agreement": str(client.agreement_id or "")})
    if request.method == "POST" and form.is_valid():
        try:
            put_under_agreement(client=client, agreement=form.cleaned_data["agreement"], by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect("system", client_id=client.pk)
    return render(request, "people/agreement_of_system.html", {"one": client, "form": form})


@needs("user", "create")
@require_POST
def withdraw_system_key(request: Any, key_id: UUID) -> HttpResponse:
    """Withdraw a key."""
    key = get_object_or_404(ApiKey.objects.select_related("client__area"), pk=key_id, client__in=policies.clients_seen(request.standing))
    actions.withdraw_key(key=key, by=request.user, on=clock.today())
    messages.success(request, "The key opens nothing from now on.")
    return redirect("system", client_id=key.client_id)


def _found(request: Any, client_id: UUID) -> ApiClient:
    seen = policies.clients_seen(request.standing).select_related("organisation", "area", "agreement", "written_by", "agreed_by", "ended_by")
    return get_object_or_404(seen, pk=client_id)


def _shown(request: Any, client: ApiClient, secret: str = "") -> HttpResponse:
    today = clock.today()
    told = {
        "one": client, "secret": secret, "state": _state(client), "resources": [policies.spoken(each) for each in client.resources],
        "keys": list(client.keys.all()[:ON_A_PAGE]), "a_minute": A_MINUTE,
        "may_agree": allowed(policies.check_may_agree, client, request.user, today),
        "may_name": client.ended_on is None and allowed(policies.check_may_write, request.user, client.area, today),
        "may_see_agreement": client.area_id in request.standing.areas_where("agreement", "view"),
        "may_end": client.ended_on is None and allowed(policies.check_may_write, request.user, client.area, today),
        "may_have_key": allowed(policies.check_may_have_key, client, request.user, today),
    }  # fmt: skip
    return render(request, "people/system.html", told)


def _do(request: Any, client_id: UUID, act: Any, done: str) -> HttpResponse:
    client = _found(request, client_id)
    try:
        act(client=client, by=request.user, on=clock.today())
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("system", client_id=client.pk)


def _state(client: ApiClient) -> str:
    today = clock.today()
    if client.ended_on is not None:
        return "Ended"
    if client.until_on < today:
        return "Ran out"
    if client.agreed_on is None:
        return "A second person must agree"
    return "Begins later" if client.from_on > today else "Reads"
