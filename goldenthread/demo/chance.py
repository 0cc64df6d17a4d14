"""Drawing lots that come out the same each time for the same seed."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


class Lot(Generic[T]):
    """Things drawn by weight."""

    __slots__ = ("things", "upto")

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.things = tuple(weights)
        self.upto = tuple(accumulate(weights.values()))

    def draw(self, dice: Random) -> T:
        """One of them."""
        return self.things[min(bisect(self.upto, dice.random() * self.upto[-1]), len(self.things) - 1)]


def skewed(things: Sequence[T], *, by: float = 1.0) -> Lot[T]:
    """A few of them often, most of them rarely (Zipf's law): the first is drawn most."""
    return Lot({thing: 1 / (rank + 1.7) ** by for rank, thing in enumerate(things)})


def day_between(dice: Random, first: date, last: date) -> date:
    """A day, both ends included; the first where they are the wrong way round."""
    return first + timedelta(days=int(dice.random() * (max((last - first).days, 0) + 1)))


def near(dice: Random, first: int, last: int, mode: int) -> int:
    """A whole number between two, most often about a third."""
    return round(dice.triangular(first, last, mode))


def uuid(dice: Random) -> UUID:
    """A random (version 4) id, out of these dice."""
    return UUID(int=dice.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | 4 << 76 | 2 << 62)
