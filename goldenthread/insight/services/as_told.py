"""How long children wait for each of several services as at a day: of one whose return has not come, as at the last day that it told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ..guarding import Guard
from .due import Told, told
from .models import Service
from .quarters import before, quarter_end, quarter_words
from .waits import Wait, shown_as, waits


@dataclass(frozen=True, slots=True)
class Row:
    """One service: its waits as at a day and a year before, as somebody may see them. `wait` is None before its first return, `earlier` where it did not tell so long ago.

    `why` says why they are not those of the day that was asked for: "" where they are.
    """

    service: Service
    on: date
    wait: Wait | None
    earlier: Wait | None
    why: str


def as_told(services: Iterable[Service], at: date, today: date, guard_of: Callable[[Service], Guard]) -> list[Row]:
    """A row for each service. `at` is the end of a quarter, or today: that is counted with what was told so far. Two questions."""
    asked = list(services)
    known = told(asked, today)
    day_of = {each.pk: at if at != quarter_end(at) else known[each.pk].day(at) for each in asked}
    earlier_of = {key: _a_year_before(day) for key, day in day_of.items()}
    days = sorted({*day_of.values(), *(day for day in earlier_of.values() if day)})
    found = waits(asked, days)
    rows = []
    for each in asked:
        mine, day, earlier = known[each.pk], day_of[each.pk], earlier_of[each.pk]
        shown = {one.on: shown_as(one, guard_of(each)).whole for one in found[each.pk] if one.on in (day, earlier)}
        rows.append(Row(each, day, shown[day] if mine.newest else None, shown[earlier] if earlier and mine.waits_at(earlier) else None, _why(mine, day, at)))
    return rows


def _a_year_before(day: date) -> date | None:
    """The end of the same quarter a year earlier; None for a day that ends no quarter."""
    if day != quarter_end(day):
        return None
    for _ in range(4):
        day = before(day)
    return day


def _why(mine: Told, day: date, at: date) -> str:
    if mine.newest is None:
        return "No return has come yet."
    return "" if day == at else f"As at {day.day} {day:%B %Y}: the return for {quarter_words(at)} has not come."
