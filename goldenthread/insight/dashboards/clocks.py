"""The clocks of an area as its dashboards need them: how many are late, how many fall due, how long they took before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from . import tallies
from .forecast import Expected, Past, expected

#: How far ahead the forecast looks: a term.
WEEKS_AHEAD = 13
#: Clocks that began since 1 January so many years ago tell how long they take.
YEARS_BACK = 2


@dataclass(frozen=True, slots=True)
class Running:
    """`count` clocks of one kind that run, begun on a day and due on a day."""

    clock: str
    starts_on: date
    due_on: date
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of clock: how many run, how many of them are late and for how long, how many fall due in the time looked at,
    and how many of those are likely to be late (None where too few ended before)."""

    clock: str
    running: int
    late: int
    most_days_late: int
    median_days_late: int
    falling_due: int
    likely: Expected | None


def running(area_id: int) -> list[Running]:
    """The clocks of the law that run today, late ones among them, by clock and then by due date."""
    found = [Running(clock, began, day, count) for _, clock, _, began, day, count in tallies.of_area(area_id, "open") if began and day]
    return sorted(found, key=lambda each: (each.clock, each.due_on, each.starts_on))


def first_day(on: date) -> date:
    """From when on clocks tell how long they take."""
    return date(on.year - YEARS_BACK, 1, 1)


def last_day(on: date, *, weeks: int = WEEKS_AHEAD) -> date:
    """The last day that a forecast from this day looks at."""
    return on + timedelta(days=7 * weeks - 1)


def falling_due(area_id: int, on: date, *, weeks: int = WEEKS_AHEAD) -> list[Running]:
    """The clocks that fall due from today on, as far as a forecast looks."""
    return [Running(*row) for row in tallies.falling_due(area_id, on, last_day(on, weeks=weeks))]


def past(area_id: int, on: date, now: list[Running]) -> dict[str, Past]:
    """For each kind of clock that runs how long those ran that began since `first_day`, and those that run still. What ran out
    through an exception is left out."""
    kinds = sorted({each.clock for each in now})
    return {clock: Past.of_days(days, ran, ended) for clock, days, ran, ended in tallies.days_run(area_id, kinds, first_day(on), on)}


def lines(now: list[Running], before: dict[str, Past], on: date, *, weeks: int = WEEKS_AHEAD) -> list[Line]:
    """A line for each kind of clock that runs, those with most late first."""
    until = last_day(on, weeks=weeks)
    kinds: dict[str, list[Running]] = defaultdict(list)
    for each in now:
        kinds[each.clock].append(each)
    made = []
    for clock, found in kinds.items():
        late = sorted(((on - each.due_on).days, each.count) for each in found if each.due_on < on)
        due = [each for each in found if on <= each.due_on <= until]
        made.append(
            Line(
                clock=clock,
                running=sum(each.count for each in found),
                late=sum(count for _, count in late),
                most_days_late=late[-1][0] if late else 0,
                median_days_late=_middle(late),
                falling_due=sum(each.count for each in due),
                likely=_likely(due, before.get(clock), on),
            )
        )
    return sorted(made, key=lambda line: (-line.late, -line.falling_due, line.clock))


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from one: how many dates fall in them, and how many of those are likely to be missed."""

    begins: date
    due: int
    likely: float


def by_week(now: list[Running], before: dict[str, Past], on: date, *, weeks: int = WEEKS_AHEAD) -> tuple[Week, ...]:
    """What falls due each week from today. Where too few such clocks ended before, none is taken to be likely to be missed."""
    due, likely = [0] * weeks, [0.0] * weeks
    for each in now:
        week = (each.due_on - on).days // 7
        if 0 <= week < weeks:
            due[week] += each.count
            likely[week] += (chance(each, before.get(each.clock), on) or 0) * each.count
    return tuple(Week(on + timedelta(weeks=number), due[number], likely[number]) for number in range(weeks))


def chance(one: Running, before: Past | None, on: date) -> float | None:
    """The chance that this clock passes its date; None where too few ran so long before."""
    if before is None or one.starts_on > on:
        return None
    return before.chance_late(run=(on - one.starts_on).days, allowed=(one.due_on - one.starts_on).days)


def _likely(due: list[Running], before: Past | None, on: date) -> Expected | None:
    chances = [(told, each.count) for each in due if (told := chance(each, before, on)) is not None]
    return expected(chances) if chances else None


def _middle(late: list[tuple[int, int]]) -> int:
    """The median of days late, each with how many."""
    whole = sum(count for _, count in late)
    seen = 0
    for days, count in late:
        seen += count
        if 2 * seen >= whole:
            return days
    return 0
