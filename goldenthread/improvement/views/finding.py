"""What a page is about, found within the areas of whoever asks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied


def areas_of(request: Any, action: str) -> list[int]:
    """The areas in which this person may do this to improvement plans; refused where there are none."""
    areas = request.standing.areas_where("improve", action)
    if not areas:
        raise PermissionDenied("Your role does not include this. Ask the head of SEND.")
    return list(areas)
