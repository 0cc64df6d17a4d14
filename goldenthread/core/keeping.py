"""What is kept beside the facts so that lists can filter on it, and how it is made again from nothing.

A keeper is a function from child ids to rows. Keepers of phase 1 keep deadlines and search words; keepers of
phase 2 summarise what phase 1 kept. An action that touched a child runs the keepers for it in its own transaction.
`./manage rebuild` runs them for everybody; a test holds that this changes nothing.

A keeper that is one statement, and is the last of its phase 2, may give it as a part (`core/rows.py`): an action then
writes it together with what ends the action.

A keeper may also say of thousands of children, or of all between two ids, who of them has a row that is not right
(`differing`), without writing: so that all of England is gone through in large steps, and only few are made again.

An action that knows what it changed says so (`record(..., touches={"requests"})`), and only the keepers of that
aspect run in phase 1.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .prepared import FEW
from .rows import Part


@dataclass(frozen=True)
class Some:
    """Which children: those named, or all whose ids lie between two, both included."""

    named: Collection[UUID] | None = None
    first: UUID | None = None
    last: UUID | None = None

    def among(self, column: str) -> str:
        """The condition on a column of child ids; its values are `values`."""
        return f"{column} = ANY (%(named)s::uuid[])" if self.named is not None else f"{column} BETWEEN %(first)s AND %(last)s"

    @property
    def values(self) -> dict[str, Any]:
        """What the condition is asked with."""
        if self.named is not None:
            return {"named": "{" + ",".join(map(str, self.named)) + "}"}
        return {"first": self.first, "last": self.last}


@dataclass(frozen=True)
class Keeper:
    """`refresh(child_ids)` makes the kept rows of these children equal to what follows from their facts."""

    name: str
    phase: int
    aspect: str
    refresh: Callable[[Collection[UUID]], None]
    part: Callable[[Collection[UUID]], Part] | None = None
    differing: Callable[[Some], set[UUID]] | None = None
    concerns: tuple[str, ...] = ()

    def concerned(self, some: Some) -> str:
        """A statement that gives those of them about whom there is anything to keep."""
        return " UNION ".join(
            f"SELECT x.child_id FROM {each} {'AND' if ' WHERE ' in each else 'WHERE'} {some.among('x.child_id')}" for each in self.concerns
        )


_keepers: dict[str, Keeper] = {}


#: What an action can have touched. Phase 2 always runs.
ASPECTS = frozenset({"identity", "requests", "plans"})


def keep(
    name: str,
    *,
    phase: int,
    refresh,
    aspect: str = "",
    part: Callable[[Collection[UUID]], Part] | None = None,
    differing: Callable[[Some], set[UUID]] | None = None,
    concerns: tuple[str, ...] = (),
) -> None:
    """Register a keeper, once, from the room's `apps.ready`. `aspect` is empty for those that always run.

    `concerns`: where nothing is found, of a child, there is nothing to keep and nothing kept. Each is what follows FROM, and
    maybe a condition, in which `x` has the child's id.
    """
    _keepers[name] = Keeper(name, phase, aspect, refresh, part, differing, concerns)


def keepers() -> list[Keeper]:
    return sorted(_keepers.values(), key=lambda keeper: (keeper.phase, keeper.name))


def refresh(child_ids: Collection[UUID], aspects: Collection[str] = ASPECTS) -> list[Part]:
    """Bring what is kept about these children up to date, for these aspects of them. What it gives is still to be written."""
    left: list[Part] = []
    if child_ids:
        for keeper in keepers():
            if keeper.part is not None and len(child_ids) <= FEW:
                left.append(keeper.part(child_ids))
            elif not keeper.aspect or keeper.aspect in aspects:
                keeper.refresh(child_ids)
    return left
