"""Signs somebody in without the sign-in form: after an invitation was accepted, or as a persona of the demonstration."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from goldenthread.core.refusals import NotAllowed

from . import session as rules
from .models import User


def sign_in(request: HttpRequest, user: User, *, how: str, second_factor: bool) -> None:
    """Make this browser the user's, with a new session. The view must answer with a redirect: until then nothing changed.

    `how` says by what: "persona" (demonstration only) or "invitation". `second_factor` counts as one shown, which only a
    persona may have: everybody else is led to set one up.
    """
    if (how == "persona" or second_factor) and not (settings.DEMO and how == "persona"):
        raise NotAllowed("Signing in with one click is only for the demonstration.")
    if request.user.is_authenticated and request.user.pk != user.pk:
        get_adapter(request).logout(request)
    get_adapter(request).login(request, user)
    rules.begin(request.session, how=how, second_factor=second_factor)
    UserSession.objects.create_from_request(request)
