"""The children behind a figure, and the figure that every page shows: the same at every moment.

Pages show figures as they were last counted; the children are looked up as one asks. Where something was recorded in between and the
two differ, today's figures of the area are counted again before anything is shown, so that no page says the old number any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.core import clock
from goldenthread.people.models import Area

from . import snapshots
from .declared import Figure, Window
from .figures import cases, figure, month_ends
from .kept import count_again, counting_anew, holding


@dataclass(frozen=True, slots=True)
class Behind:
    """The children of a part of a figure, the figure as counted with them, and the one that pages showed until then, with when it was
    counted: None where that was the same."""

    children: list[UUID]
    figure: Figure
    before: Figure | None = None
    counted_at: datetime | None = None


def behind(code: str, *, area: int, at: date, part: str = "numerator", known: date | None = None, window: Window | None = None) -> Behind:
    """The children of the numerator, the denominator, or those that were missed. True numbers and ids of a whole area: whoever shows
    them does so within what the reader may see."""
    with counting_anew():
        now = figure(code, area=area, at=at, known=known, window=window)
        children = cases(code, area=area, at=at, part=part, known=known, window=window)
    with holding() as page:
        shown = figure(code, area=area, at=at, known=known, window=window)
        counted_at = page.counted_at
    on, alike = clock.today(), same(shown, now)
    month = snapshots.month_kept(code, area=area, at=at) if known is None and window is None else None
    of_the_past = not alike and at < month_ends(on, months=1)[0]
    if of_the_past or (month and not same(month[0], now)):
        snapshots.keep_months(Area.objects.get(pk=area), on)
    elif alike:
        return Behind(children, now)
    count_again(area)
    return Behind(children, now) if alike else Behind(children, now, shown, counted_at)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures of an indicator say the same numbers."""
    return (one.numerator, one.denominator, one.value) == (other.numerator, other.denominator, other.value)


def agree(code: str, counted: int, *, area: int, at: date) -> None:
    """Have today's figures counted again where a page counts another number of the same thing at this moment, and something was recorded
    since they were counted."""
    found, _ = snapshots.as_last_counted([code], area=area, at=at)
    if code in found and found[code].numerator != counted and snapshots.recorded_since_counted(area):
        count_again(area)
