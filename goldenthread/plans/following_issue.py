"""What rooms above do, in the same action, when a version of a plan is issued: they register here, and `seal` tells them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .models import Version

#: Writes what follows from the lines of a version that is issued on a day. `issued_on` is not set yet.
Follow = Callable[[Version, date], None]
_follows: list[Follow] = []


def when_issued(follow: Follow) -> Follow:
    """Register what a room does when a version is issued, once, at start."""
    if follow not in _follows:
        _follows.append(follow)
    return follow


def tell(version: Version, on: date) -> None:
    """The lines of this version are final from this day."""
    for follow in _follows:
        follow(version, on)
