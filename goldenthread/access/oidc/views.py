"""Leaving for a provider, and coming back."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from requests import RequestException

from goldenthread.access.doors import public

from .adapter import SingleSignOnAdapter
from .register import apps


class Callback(OAuth2CallbackView):
    """Coming back: the state must be one that this browser left with, and the answer must be this issuer's."""

    adapter: SingleSignOnAdapter

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state and request.GET.get("iss", self.adapter.said["issuer"]) != self.adapter.said["issuer"]:
            return None, render_authentication_error(request, provider)  # RFC 9207: another provider's answer
        self.adapter.state = state or {}
        return state, response


def _adapter(request: HttpRequest, provider_id: str) -> SingleSignOnAdapter:
    if provider_id not in {app["provider_id"] for app in apps()}:
        raise Http404
    return SingleSignOnAdapter(request, provider_id)


@public
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider; a page asks first, since only a form may send somebody away."""
    adapter = _adapter(request, provider_id)
    response = _speaking(request, adapter, OAuth2LoginView)
    if not isinstance(response, HttpResponseRedirect):
        return response
    # Not a redirect of the form itself: browsers hold those, and all that follow at the provider, to our form-action.
    return render(request, "access/leaving.html", {"address": response.url, "name": adapter.get_provider().name})


@public
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _speaking(request, _adapter(request, provider_id), Callback)


def _speaking(request: HttpRequest, adapter: SingleSignOnAdapter, view: Any) -> HttpResponse:
    """Show the error page where the provider does not answer, or answers what cannot be believed."""
    try:
        return view.adapter_view(adapter)(request)
    except (OAuth2Error, RequestException) as error:
        return render_authentication_error(request, adapter.get_provider(), exception=error)
