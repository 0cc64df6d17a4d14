"""What the sign-in pages can call by name."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from django.utils import timezone
from markupsafe import Markup, escape

from goldenthread.core.form_fields.reading import long_date

from .oidc.register import name_of, ways_in


def data_block(identity: str, data: Any) -> Markup:
    """Data for a script, as an inert block of JSON that no text in it can close."""
    text = json.dumps(data, default=_plain).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script id="{escape(identity)}" type="application/json">{text}</script>')  # noqa: S704 - escaped above


def _plain(value: Any) -> Any:
    """What the passkey library gives are mappings of its own."""
    if hasattr(value, "keys"):
        return {key: value[key] for key in value}
    return str(value)


def has_passkey(data: dict[str, Any]) -> bool:
    """Whether the person who is signing in has a passkey."""
    asked = dict(data["request_options"])["publicKey"]
    return bool(dict(asked).get("allowCredentials"))


def drawing(svg: str) -> Markup:
    """A picture that our own library drew."""
    return Markup(svg)  # noqa: S704 - drawn by qrcode from a value that cannot hold markup


def secret_in_words(secret: str) -> Markup:
    """The seed of an authenticator app, in groups of four to type."""
    groups = " ".join(re.findall(".{1,4}", secret))
    before = "In the app, choose to enter a key by hand. Choose a time-based key and enter:"
    return Markup('<p class="govuk-body">{}</p><p class="govuk-body"><code>{}</code></p>').format(before, groups)


def moment(at: datetime) -> str:
    """A day and a time, as in 3 June 2026 at 9:05am."""
    local = timezone.localtime(at)
    hour = local.hour % 12 or 12
    return f"{long_date(local.date())} at {hour}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "a Mac"), ("CrOS", "a Chromebook"), ("Linux", "Linux"))


def browser_in_words(user_agent: str) -> str:
    """Firefox on Windows, as far as the browser says so."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Another browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


GLOBALS = {
    "browser_in_words": browser_in_words,
    "data_block": data_block,
    "drawing": drawing,
    "has_passkey": has_passkey,
    "moment": moment,
    "secret_in_words": secret_in_words,
    "single_sign_on": ways_in,
    "single_sign_on_name": name_of,
}
