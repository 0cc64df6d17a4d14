"""What other rooms do, in the same action, when the ending of a plan is appealed: they register here, and whoever records appeals tells them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class OfEnding:
    """What is now known of the appeal against ending a child's plan. `upheld` says of one that is over whether the plan goes on."""

    child_id: Any
    certificate_on: date | None = None
    appealed_on: date | None = None
    decided_on: date | None = None
    upheld: bool | None = None


#: Writes what follows for the plan. `by` and `on` are those of the action that tells.
Follow = Callable[[OfEnding, Any, date], None]
_follows: list[Follow] = []


def when_ending_is_appealed(follow: Follow) -> Follow:
    """Register what a room does with a certificate, an appeal or its end, once, at start."""
    if follow not in _follows:
        _follows.append(follow)
    return follow


def tell(said: OfEnding, by: Any, on: date) -> None:
    """Called inside the action that records it."""
    for follow in _follows:
        follow(said, by, on)
