"""Returns that the demonstration makes of itself, for trying the import."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FILES = {
    "whole": ("demo-return-2026.xml", "The whole area’s return for 2026"),
    "small": ("demo-return-small.xml", "50 people who are new here, with some faults and one possible twin"),
}


def file_of(name: str) -> Path:
    """Where it is kept, made or not."""
    return Path(settings.LOCAL) / FILES[name][0]
