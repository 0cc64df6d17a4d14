"""Single sign-on by OpenID Connect, stricter than allauth's own: nonce, PKCE, every claim checked, private_key_jwt."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
    OpenIDConnectProviderAccount,
)
from django.http import HttpRequest

from .adapter import SingleSignOnAdapter


class SingleSignOn(OpenIDConnectProvider):
    """One provider that the settings name: a council's, health's, the country's."""

    id = "sso"
    name = "Single sign-on"
    account_class = OpenIDConnectProviderAccount
    oauth2_adapter_class = SingleSignOnAdapter
    pkce_enabled_default = True
    supports_token_authentication = False

    @property
    def server_url(self) -> str:
        return self.app.settings["discovery"]

    def get_auth_params(self) -> dict[str, str]:
        asked = self.app.settings
        wanted = {"acr_values": " ".join(asked["acr_values"]), "vtr": asked["vtr"]}
        return {name: value for name, value in wanted.items() if value}

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, str]:
        # Nothing in an address may change what we ask of a provider.
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing is kept of what a provider says of a person but who they are to it."""
        return {}

    def redirect(self, request: Any, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        nonce = secrets.token_urlsafe(32)
        auth_params = {**(kwargs.pop("auth_params", None) or self.get_auth_params()), "nonce": nonce}
        again = request.user.is_authenticated and process == AuthProcess.LOGIN
        if again:  # somebody signed in is showing again who they are: the provider must not answer from memory
            auth_params |= {"prompt": "login", "max_age": "0"}
        return super().redirect(request, process, next_url, data, auth_params=auth_params, nonce=nonce, again=again, **kwargs)


provider_classes = [SingleSignOn]
