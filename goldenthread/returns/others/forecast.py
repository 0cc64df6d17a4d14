"""How many plans the next Januaries may see: each past year played forward, and nothing besides.

The method, as the page and the workbook tell it. From one January to the next the children of a school year become those of the
next one up: a ratio says how many plans there were then for each plan before. The expectation takes the ratios of all years past
together; the range is the least and the most that any single one of those years would give, were every coming year like it. The
youngest, who have no school year below them, stay as many as they were on average, or as in that one year. Population, policy
and places are not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

#: How many Januaries ahead are told.
AHEAD = 5
#: So few plans in a school year, over the years that are taken together, give no ratio of their own: it is that of all school years.
LEAST = 20
#: The oldest school year that a plan can be in: a young person of 25 turned so in the year after Year 20.
OLDEST = 20
METHOD = (
    "From January to January the plans of each school year become those of the next. The expectation takes how they grew or shrank in all the years told here together. "
    "The range is from the least to the most that any one of those years would give, were each coming year like it. It knows nothing of population, policy or places."
)
TOO_SHORT = "A forecast needs three Januaries that the record holds whole. Until then there is none."

Counts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Ahead:
    """One school year (or, with None, all of them) of one coming January: about so many plans, from `low` to `high`."""

    january: int
    year_group: int | None
    number: int
    low: int
    high: int


def from_history(history: Mapping[int, Counts], *, ahead: int = AHEAD) -> list[Ahead]:
    """The coming Januaries from those past, each as plans by school year. Nothing where fewer than three follow one another."""
    januaries = _unbroken(history)
    if len(januaries) < 3:
        return []
    pairs = [(history[before], history[after]) for before, after in pairwise(januaries)]
    last, newest = history[januaries[-1]], januaries[-1]
    youngest = min(group for january in januaries for group in history[january])
    middle, single = _played(last, pairs, ahead, youngest), [_played(last, [pair], ahead, youngest) for pair in pairs]
    made = []
    for step in range(ahead):
        january, played = newest + step + 1, [each[step] for each in single]
        of_group = [_told(january, group, count, [each.get(group, 0) for each in played]) for group, count in sorted(middle[step].items()) if round(count)]
        # The whole is the sum of what is shown, so that the table agrees with itself; the ranges are each their own.
        made += [*of_group, _told(january, None, sum(each.number for each in of_group), [sum(each.values()) for each in played])]
    return made


def said_a_year_ago(history: Mapping[int, Counts]) -> tuple[Ahead, int] | None:
    """What the same method would have said a year ago of the newest January, and what it came to; None where it had too little."""
    januaries = _unbroken(history)
    if len(januaries) < 4:
        return None
    found = from_history({january: history[january] for january in januaries[:-1]}, ahead=1)
    return found[-1], sum(history[januaries[-1]].values())


def of_demand(demand: Iterable[Mapping[str, Any]], kinds: Sequence[str], *, whole_from: int | None = None) -> dict[int, Counts]:
    """Plans by January and school year, from rows of demand; a January before the record is whole is left out."""
    made: dict[int, Counter[int]] = {}
    for row in demand:
        if whole_from is None or row["january"] >= whole_from:
            made.setdefault(row["january"], Counter())[row["year_group"]] += sum(row[kind] for kind in kinds)
    return dict(made)


def _unbroken(history: Mapping[int, Counts]) -> list[int]:
    """The newest Januaries that follow one another, oldest first, each with a plan in it."""
    held = sorted((january for january, counts in history.items() if sum(counts.values())), reverse=True)
    return [january for place, january in enumerate(held) if january == held[0] - place][::-1]


def _played(start: Counts, pairs: Sequence[tuple[Counts, Counts]], ahead: int, youngest: int) -> list[dict[int, float]]:
    """The plans of each coming January by school year, were each coming year like these."""
    at_entry = sum(after.get(youngest, 0) for _, after in pairs) / len(pairs)
    overall = _ratio(pairs, None, youngest) or 1.0
    now: dict[int, float] = dict(start)
    made = []
    for _ in range(ahead):
        after: dict[int, float] = {youngest: at_entry}
        for group, count in now.items():
            if group < OLDEST:
                ratio = _ratio(pairs, group, youngest)
                after[group + 1] = count * (overall if ratio is None else ratio)
        now = after
        made.append(now)
    return made


def _ratio(pairs: Sequence[tuple[Counts, Counts]], group: int | None, youngest: int) -> float | None:
    """Plans in the next school year for each plan in this one a year before (None: in all together); None where too few tell."""
    if group is None:
        before = sum(count for each, _ in pairs for count in each.values())
        after = sum(count for _, each in pairs for of, count in each.items() if of != youngest)
        return after / before if before else None
    before, after = sum(each.get(group, 0) for each, _ in pairs), sum(each.get(group + 1, 0) for _, each in pairs)
    return after / before if before >= LEAST else None


def _told(january: int, group: int | None, number: float, played: Sequence[float]) -> Ahead:
    return Ahead(january, group, round(number), round(min(number, *played)), round(max(number, *played)))
