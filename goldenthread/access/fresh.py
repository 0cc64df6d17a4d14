"""A second factor of the last five minutes, before what cannot be taken back.

    @needs("ident", "export")
    @fresh
    def export(request): …

Whoever showed theirs longer ago is asked again and then comes back to where they were, with what they had typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from . import session as rules
from .doors import door_of


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let pass only with a second factor shown in the last five minutes."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            return suspend_request(request, where_to_prove(request))
        # A form that was set aside and is now taken up again did not pass the door a second time.
        door = door_of(guarded, None)
        if door and door.kind == "needs" and not request.standing.may(door.resource, door.action):
            raise PermissionDenied("Your role does not include this page.")
        return view(request, *args, **kwargs)

    guarded.asks_second_factor = True  # type: ignore[attr-defined]
    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person has just shown their second factor. A persona of the demonstration has none to show."""
    if settings.DEMO and request.session.get(rules.HOW) == "persona":
        return True
    return rules.is_fresh(request.session)


def where_to_prove(request: HttpRequest) -> str:
    """The page that asks for the second factor; the provider's again for whoever shows it only there."""
    methods = [m for m in get_adapter(request).get_reauthentication_methods(request.user) if m["id"] != "reauthenticate"]
    if methods:
        return methods[0]["url"]
    came_by = [r for r in get_authentication_records(request, request.user) if r["method"] == "socialaccount"]
    if came_by:
        return reverse("sso_login", args=[came_by[-1]["provider"]])
    return reverse("mfa_index")
