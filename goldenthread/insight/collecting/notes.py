"""What is said beside figures, as it is read: the newest version first, with those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.people.models import Area

from .models import FigureNote


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside a figure of a day, and what stood there before."""

    now: FigureNote
    before: tuple[FigureNote, ...]


def said_of(area: Area, kind: str, keys: Iterable[str], at: date) -> dict[str, Said]:
    """By key: what is said of the newest day up to `at` of which anything is said. One question."""
    rows: dict[str, list[FigureNote]] = {}
    for each in FigureNote.objects.filter(area=area, kind=kind, key__in=list(keys), at__lte=at).select_related("said_by"):
        rows.setdefault(each.key, []).append(each)
    return {key: Said(found[0], tuple(each for each in found[1:] if each.at == found[0].at)) for key, found in rows.items()}
