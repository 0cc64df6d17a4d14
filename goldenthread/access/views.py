"""Sign-in pages that differ from allauth's, and those that it has not."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.core import clock

from . import actions, permissions
from . import session as rules
from .adapters import MFAAdapter
from .doors import signed_in
from .roles import COLUMNS, lines


class ActivateApp(ActivateTOTPView):
    """Setting up an authenticator app. Its first right code counts as the second factor of this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        rules.proved(self.request.session)
        return response


class AddPasskey(AddWebAuthnView):
    """Making a passkey, which counts as the second factor of this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        rules.proved(self.request.session)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Taking a passkey away, unless it is the last second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        passkey = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        if not MFAAdapter().can_delete_authenticator(passkey):
            messages.error(request, MFAAdapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        return super().dispatch(request, *args, **kwargs)


activate_totp = ActivateApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()


@signed_in
@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """The person answered the warning: the rest begins again."""
    rules.touch(request.session, at_once=True)
    return HttpResponse(status=204)


@signed_in
@require_POST
def sign_out_everywhere(request: Any) -> HttpResponse:
    """End every session of this person on every computer, this one too, whatever each of them is doing."""
    actions.sign_out_everywhere(user=request.user, by=request.user, on=clock.today())
    get_adapter(request).logout(request)
    messages.success(request, "You have been signed out everywhere.")
    return redirect("account_login")


@signed_in
@require_safe
def roles(request: HttpRequest, role: str = "") -> HttpResponse:
    """The table of roles and what each may do, in words."""
    if role and role not in permissions.ROLES:
        raise Http404
    told = {
        "roles": permissions.ROLES,
        "name": permissions.ROLES.get(role, ""),
        "columns": [heading for heading, _ in COLUMNS],
        "lines": lines(role) if role else [],
    }
    return render(request, "access/roles.html", told)
