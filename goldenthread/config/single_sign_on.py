"""Reads the providers of single sign-on from the environment; docs/sign-in.md explains each setting.

    GT_SSO=council,health
    GT_SSO_COUNCIL_LABEL="Calderbeck Council"
    GT_SSO_COUNCIL_ISSUER=https://login.example.org/tenant/v2.0
    GT_SSO_COUNCIL_CLIENT_ID=…
    GT_SSO_COUNCIL_SECRET=…                    or, for private_key_jwt, GT_SSO_COUNCIL_PRIVATE_KEY and _KEY_ID
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from goldenthread.config import environment as env

#: Signatures that are trusted unless a setting narrows them. Never "none", never a shared secret.
ALGORITHMS = "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384"


def single_sign_on() -> list[dict[str, Any]]:
    """One description a provider, as allauth takes them."""
    return [_provider(name) for name in env.words("GT_SSO")]


def _provider(name: str) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,29}", name):
        raise ImproperlyConfigured(f"GT_SSO: {name!r} must be a short name of small letters, figures and dashes.")
    prefix = f"GT_SSO_{name.upper().replace('-', '_')}_"

    def said(what: str, default: str = "") -> str:
        return env.text(prefix + what, default)

    issuer, client_id = said("ISSUER"), said("CLIENT_ID")
    secret, private_key = said("SECRET"), said("PRIVATE_KEY").replace("\\n", "\n")
    if not issuer or not client_id:
        raise ImproperlyConfigured(f"GT_SSO names {name}, so {prefix}ISSUER and {prefix}CLIENT_ID must be set.")
    if bool(secret) == bool(private_key):
        raise ImproperlyConfigured(f"Set one of {prefix}SECRET and {prefix}PRIVATE_KEY, not both or neither.")
    loopback = re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])[:/]", issuer + "/")
    if not issuer.startswith("https://") and not (loopback and env.text("GT_ENV", "production") != "production"):
        raise ImproperlyConfigured(f"{prefix}ISSUER must begin https://.")
    algorithms = env.words(prefix + "ALGORITHMS", ALGORITHMS)
    if forbidden := [a for a in algorithms if a not in [*ALGORITHMS.split(","), "EdDSA"]]:
        raise ImproperlyConfigured(f"{prefix}ALGORITHMS: {', '.join(forbidden)} cannot be trusted for single sign-on.")
    return {
        "provider_id": name,
        "name": said("LABEL", name.replace("-", " ").capitalize()),
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "issuer": issuer,
            "discovery": said("DISCOVERY") or issuer.rstrip("/") + "/.well-known/openid-configuration",
            "private_key": private_key,
            "key_id": said("KEY_ID"),
            "assertion_algorithm": said("ASSERTION_ALGORITHM", "RS256"),
            "token_auth_method": said("TOKEN_AUTH", "private_key_jwt" if private_key else "client_secret_basic"),
            "scope": said("SCOPES", "openid email profile").split(),
            "acr_values": said("ACR_VALUES").split(),
            "vtr": said("VTR"),
            "second_factor_acr": said("SECOND_FACTOR_ACR").split(),
            "algorithms": algorithms,
            "fetch_userinfo": env.flag(prefix + "USERINFO", default=False),
        },
    }
