"""What a production system runs without, said in one line each when it starts: nothing here stops it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's own name

from . import scanning
from .delivery import absences


@register("services")
def services(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning for each way out that is not set up, and for files that nobody looks into."""
    if not settings.PRODUCTION:
        return []
    lines = [*absences(), *([said] if (said := scanning.absent()) else [])]
    return [Warning(line, id=f"goldenthread.W{number:03}") for number, line in enumerate(lines, 1)]
