"""What is kept of a collection: the first figure that is not held, so that lists and My work can count what is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.people.models import Area

from .models import Collection
from .rounds import Came, Round, rounds, waiting
from .sources import SOURCES


def came_of(area: Area, collections: Iterable[Collection], on: date) -> dict[tuple[str, str], list[Came]]:
    """What is held of each figure, by kind and key: one question a kind."""
    keys: dict[str, set[str]] = {}
    for each in collections:
        keys.setdefault(each.kind, set()).add(each.key)
    found: dict[tuple[str, str], list[Came]] = {}
    for kind, wanted in keys.items():
        if kind in SOURCES:
            found |= {(kind, key): came for key, came in SOURCES[kind].came(area, wanted, on).items()}
    return found


def rounds_of(one: Collection, came: dict[tuple[str, str], list[Came]], until: date) -> list[Round]:
    """The rounds of one collection up to a day."""
    return rounds(one.as_at, one.due_on, one.every, came.get((one.kind, one.key), []), until)


def next_of(one: Collection, came: dict[tuple[str, str], list[Came]], on: date) -> Round:
    """The first round of a collection whose figure is not held."""
    return waiting(one.as_at, one.due_on, one.every, came.get((one.kind, one.key), []), on)


def refresh(area: Area, on: date, kind: str = "") -> list[Collection]:
    """Work out again what is waited for, of an area's collections (or those of one kind). Gives all of them."""
    live = Collection.objects.filter(area=area, ended_on=None).select_related("owner", "area")
    found = list(live.filter(kind=kind) if kind else live)
    came = came_of(area, found, on)
    for one in found:
        next_one = next_of(one, came, on)
        if (one.waits_for, one.waits_until) != (next_one.as_at, next_one.due_on):
            one.waits_for, one.waits_until = next_one.as_at, next_one.due_on
            one.save(update_fields=["waits_for", "waits_until"])
    return found
