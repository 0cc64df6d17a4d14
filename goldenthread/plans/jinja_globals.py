"""What the plan's pages say of time and of lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from goldenthread.core import clock
from goldenthread.core.form_fields.reading import long_date

from .models import Line
from .models.promise import AdulthoodTheme, BroadArea


def ago(at: datetime | None) -> str:
    """How long ago something happened: "just now", "2 minutes ago", "3 hours ago", or the day."""
    if at is None:
        return ""
    minutes = int((clock.now() - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    hours = minutes // 60
    return f"{hours} hour{'s' if hours > 1 else ''} ago" if hours < 24 else f"on {long_date(timezone.localtime(at))}"


def _words(choices: Any) -> Any:
    known = dict(choices)
    return lambda value: known.get(value, value)


FILTERS = {
    "ago": ago,
    "line_kind": _words(Line.Kind.choices),
    "need_area": _words(BroadArea.choices),
    "adulthood": _words(AdulthoodTheme.choices),
    "funder": _words(Line.Funder.choices),
    "said_by": _words(Line.SaidBy.choices),
}
