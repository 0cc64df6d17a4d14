"""What a person's lists about changes may hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .models import Leaver, MoveIn
from .transfers import reached


def leavers(standing: Any) -> Any:
    """Who left and is kept in touch with, as far as this person's role reaches."""
    return Leaver.objects.filter(reached(standing, standing.on, "child__"), closed_on__isnull=True)


def moves_in(areas: Collection[Any]) -> Any:
    """Plans that came from other councils to these areas, as far as the wall lets them be seen."""
    return MoveIn.objects.filter(area__in=areas)
