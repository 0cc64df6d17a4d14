"""What the banner of a demonstration says on every page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goldenthread.core import clock
from goldenthread.core.form_fields.reading import long_date

from .staff import PERSONAS

ABOUT = {persona.persona: persona.about for persona in PERSONAS}


def context(request: HttpRequest) -> dict[str, Any]:
    """Nothing where this is not a demonstration."""
    if not settings.DEMO:
        return {}
    page, inbox = _addresses()
    if not page:
        return {}
    user = getattr(request, "user", None)
    person = (
        f"{user.name}, {ABOUT.get(user.persona, 'of this area')}" if user is not None and user.is_authenticated else ""
    )
    demo = {
        "today": long_date(clock.today()),
        "person": person,
        "switch_href": f"{page}#people-1",
        "clock_href": f"{page}#date",
        "inbox_href": inbox,
    }
    return {"demo": demo}


def _addresses() -> tuple[str, str]:
    try:
        return _reversed()
    except NoReverseMatch:  # is not kept: the pages may be switched on later
        return "", ""


@cache
def _reversed() -> tuple[str, str]:
    return reverse("demo:demo"), reverse("demo:inbox")
