"""How a provider is spoken to: its own description is checked, its token asked for, and the person taken from it."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.access import session as rules

from .refusals import NotBelieved
from .tokens import Expected, Untrusted, check_id_token, vot_of

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class KeyClient(OAuth2Client):
    """Shows who we are by a signature (private_key_jwt, RFC 7523 and OpenID Connect Core section 9), never by a secret."""

    signing: dict[str, Any]

    def get_access_token(self, code: str, pkce_code_verifier: str | None = None, extra_data: Any = None) -> dict[str, Any]:
        self.consumer_secret = ""  # allauth leaves empty values out
        signed = {"client_assertion": self.assertion(), "client_assertion_type": ASSERTION}
        return super().get_access_token(code, pkce_code_verifier, {**(extra_data or {}), **signed})

    def assertion(self) -> str:
        """A signed statement that it is us, good for two minutes and for one use."""
        now = int(time.time())
        says = {"iss": self.consumer_key, "sub": self.consumer_key, "aud": self.signing["audience"], "jti": uuid4().hex, "iat": now, "exp": now + 120}
        headers = {"kid": self.signing["key_id"]} if self.signing["key_id"] else None
        return jwt.encode(says, self.signing["private_key"], algorithm=self.signing["algorithm"], headers=headers)


class SingleSignOnAdapter(OpenIDConnectOAuth2Adapter):
    """One sign-in with one provider. `state` is what we remembered when the person left for it."""

    state: dict[str, Any]

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, provider_id)
        self.state = {}

    @property
    def said(self) -> dict[str, Any]:
        """The settings of this provider."""
        return self.get_provider().app.settings

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself, which must be by the issuer we were told of (OpenID Discovery 4.3)."""
        if not hasattr(self, "_openid_config"):
            found = self.fetch(self.said["discovery"])
            if found.get("issuer") != self.said["issuer"]:
                raise NotBelieved("The discovery document is another issuer's")
            for name in ENDPOINTS:
                check_address(found.get(name))
            self._openid_config = found
        return self._openid_config

    @property
    def basic_auth(self) -> bool:
        return self.said["token_auth_method"] == "client_secret_basic"

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return build_absolute_uri(request, reverse("sso_callback", args=[self.provider_id]))

    def get_client(self, request: HttpRequest, app: Any) -> OAuth2Client:
        if self.said["token_auth_method"] != "private_key_jwt":
            return super().get_client(request, app)
        self.client_class = KeyClient
        client = super().get_client(request, app)
        client.signing = {
            "private_key": self.said["private_key"],
            "key_id": self.said["key_id"],
            "algorithm": self.said["assertion_algorithm"],
            "audience": self.access_token_url,
        }
        return client

    def fetch(self, address: str, **kwargs: Any) -> dict[str, Any]:
        """A JSON object of the provider's. Redirects are not followed: every address is the settings' or the issuer's own."""
        check_address(address)
        with get_adapter().get_requests_session() as browser:
            answer = browser.get(address, allow_redirects=False, **kwargs)
        if answer.status_code != 200 or len(answer.content) > 512 * 1024:
            raise NotBelieved(f"{urlsplit(address).hostname} answered {answer.status_code}")
        found = answer.json()
        if not isinstance(found, dict):
            raise NotBelieved("Not a JSON object")
        return found

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        """The person whom a trusted ID token names. A token that fails any check ends in the error page."""
        try:
            claims = check_id_token(
                kwargs["response"].get("id_token"),
                keys=self.fetch(self.openid_config["jwks_uri"]),
                expected=Expected(
                    issuer=self.said["issuer"],
                    client_id=app.client_id,
                    nonce=self.state.get("nonce", ""),
                    algorithms=tuple(self.said["algorithms"]),
                    acr=tuple(self.said["acr_values"]),
                    vot=vot_of(self.said["vtr"]),
                    shown_within=rules.FRESH if self.state.get("again") else 0,
                ),
                access_token=token.token,
                now=time.time(),
            )
        except Untrusted as reason:
            raise NotBelieved(f"ID token: {reason}") from reason
        data = {"id_token": claims}
        if self.said["fetch_userinfo"]:
            data["userinfo"] = self.userinfo(token.token, claims["sub"])
        request.single_sign_on_shows_second_factor = claims.get("acr", claims.get("vot")) in self.said["second_factor_acr"]
        return self.get_provider().sociallogin_from_response(request, data)

    def userinfo(self, access_token: str, sub: str) -> dict[str, Any]:
        """What else the provider says of the person; about the same person, or nothing is believed (Core 5.3.2)."""
        found = self.fetch(self.openid_config["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"})
        if found.get("sub") != sub:
            raise NotBelieved("The user information is about somebody else")
        return found


def check_address(address: Any) -> None:
    """Only an encrypted address is spoken to; on one machine, while testing, loopback will do."""
    parts = urlsplit(address) if isinstance(address, str) else None
    at_home = not settings.PRODUCTION and parts is not None and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts is None or not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and at_home)):
        raise NotBelieved("An address of the provider is not https")


