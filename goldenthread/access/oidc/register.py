"""The providers of single sign-on that this installation trusts, as its settings name them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode


@dataclass(frozen=True)
class WayIn:
    """A button: what it says after "Sign in with", and where it posts to."""

    label: str
    href: str


def ways_in(process: str = "login") -> list[WayIn]:
    """A button for each provider."""
    query = "" if process == "login" else "?" + urlencode({"process": process})
    return [WayIn(way["name"], reverse("sso_login", args=[way["provider_id"]]) + query) for way in apps()]


def name_of(provider_id: str) -> str:
    """What people call a provider; its id when the settings no longer name it."""
    return next((way["name"] for way in apps() if way["provider_id"] == provider_id), provider_id)


def apps() -> list[dict]:
    """The providers as allauth wants them."""
    return settings.SOCIALACCOUNT_PROVIDERS.get("sso", {}).get("APPS", [])
