"""What is kept beside the facts so that lists can filter on it, and how it is made again from nothing.

A keeper is a function from child ids to rows. Keepers of phase 1 keep deadlines and search words; keepers of
phase 2 summarise what phase 1 kept. An action that touched a child runs all keepers for it in its own transaction.
`./manage rebuild` runs them for everybody; a test holds that this changes nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Keeper:
    """`refresh(child_ids)` makes the kept rows of these children equal to what follows from their facts."""

    name: str
    phase: int
    refresh: Callable[[Collection[UUID]], None]


_keepers: dict[str, Keeper] = {}


def keep(name: str, *, phase: int, refresh) -> None:
    """Register a keeper, once, from the room's `apps.ready`."""
    _keepers[name] = Keeper(name, phase, refresh)


def keepers() -> list[Keeper]:
    return sorted(_keepers.values(), key=lambda keeper: (keeper.phase, keeper.name))


def refresh(child_ids: Collection[UUID]) -> None:
    """Bring everything that is kept about these children up to date."""
    if child_ids:
        for keeper in keepers():
            keeper.refresh(child_ids)
