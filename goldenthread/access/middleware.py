"""Before the door: a session that rested too long has ended. Behind it: nobody passes without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from . import session as rules
from .browsers import FORMS_OF, KNOWN_BROWSER, KNOWN_FOR, note_owner_of_forms
from .doors import SETTING_UP_NAMES

Next = Callable[[HttpRequest], HttpResponse]


class SessionRulesMiddleware:
    """Ends a session that rested too long or is too old, and notes that the person is there. Stands before anybody is known."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            if sentence := rules.over(request.session):
                request.session.flush()
                messages.info(request, sentence)
            else:
                rules.touch(request.session)
        response = self.get_response(request)
        if known := getattr(request, "known_browser", ""):
            response.set_cookie(
                KNOWN_BROWSER, known, max_age=KNOWN_FOR, secure=settings.SECURE, httponly=True, samesite="Strict"
            )
        if owner := note_owner_of_forms(request):
            response.set_cookie(FORMS_OF, owner, secure=settings.SECURE, httponly=True, samesite="Lax")
        return response


class SecondFactorMiddleware:
    """Whoever has signed in without a second factor is led to set one up, and can open nothing else. Stands after Standing."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.standing.signed_in or request.door.kind == "key":  # a system shows its key each time, and has no session
            return None
        rules.settle_rest(request.session, request.standing.roles)
        if request.door.kind == "public" or rules.has_second_factor(request.session):
            return None
        if request.resolver_match.view_name in SETTING_UP_NAMES:
            return None
        return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")
