"""What the tallies of an area say of today and of the weeks ahead, worked out once for each state of the tallies.

A change adds a row (`Tally`), so the newest row and how many there are tell whether anything changed since. Where nothing
did, what was worked out before is true still, and a page reads one row. It holds totals of an area only, as they are:
whoever shows them guards them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..counting import Now, now
from . import clocks, tallies
from .clocks import Week

#: Areas of which what was worked out last is held in a process: each takes some kilobytes.
HELD = 160


@dataclass(frozen=True, slots=True)
class Outlook:
    """`today`; `weeks` from today with what falls due in each; `likely`, how many of those dates are likely to be missed, None
    where too few such clocks ended before to say."""

    today: Now
    weeks: tuple[Week, ...]
    likely: float | None


def of_area(area_id: int, on: date) -> Outlook:
    """As the tallies are now."""
    return _worked_out(area_id, on, tallies.mark(area_id))


@lru_cache(maxsize=HELD)
def _worked_out(area_id: int, on: date, mark: tuple[int, int]) -> Outlook:
    due = clocks.falling_due(area_id, on)
    before = clocks.past(area_id, on, due)
    told = [line.likely.number for line in clocks.lines(due, before, on) if line.likely]
    return Outlook(now(area_id, on), clocks.by_week(due, before, on), sum(told) if told else None)
