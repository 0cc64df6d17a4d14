"""What every page is told without asking. A room adds to it by a `context.py` with `context(request)`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goldenthread.core.form_token import FormToken


def context(request: HttpRequest) -> dict[str, Any]:
    """The local area's name, and the token of the page's forms."""
    return {"area_name": settings.AREA_NAME, "csrf_input": FormToken(request)}
