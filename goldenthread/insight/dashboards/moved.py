"""What moved in a month: each indicator at the end of the last whole month, a month before, and over a year as a line.

Ends of months, for everybody: the same number stands here, in the board paper and on the indicator's own page, and whoever
sees guarded numbers sees them as often as they may. Each counts over the twelve months before, or on its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from django.urls import reverse

from goldenthread.core.charts import Chart, sparkline

from ..checking.held import Mark, marks_of
from ..indicators import Figure, month_ends, snapshots
from . import told
from .entrance import Place

#: So many dashboards as they were drawn last are held in a process, each some tens of kilobytes.
HELD = 64


@dataclass(frozen=True)
class Move:
    """One indicator with its year. `line` is a picture for a cell, with its own words; `mark` says who checked it as at the last day."""

    figures: tuple[Figure, ...]
    line: Chart
    mark: Mark | None = None

    @property
    def now(self) -> Figure:
        return self.figures[-1]

    @property
    def before(self) -> Figure:
        """The end of the month before."""
        return self.figures[-2]

    @property
    def name(self) -> str:
        return self.now.indicator.name

    @cached_property
    def told(self) -> str:
        """The value now."""
        return told.words(self.now)

    @cached_property
    def told_before(self) -> str:
        return told.words(self.before)

    @cached_property
    def address(self) -> str:
        """The indicator's own page."""
        return reverse("insight:indicator", args=[self.now.indicator.code])

    @cached_property
    def change(self) -> str:
        """How far it moved, and whether that is better."""
        way = told.direction(self.now, self.before)
        return told.change(self.now, self.before) + (f" ({way})" if way else "")


def moves(codes: Sequence[str], place: Place) -> Sequence[Move]:
    """These indicators in this order, those that have a number."""
    kept = snapshots.mark(place.area.pk, codes, month_ends(place.on, months=1)[0])
    made = _of_kept(tuple(codes), place.area.pk, place.on, kept, exact=place.rows) if kept else None
    return _drawn(told.over_time(codes, place), place.area.pk) if made is None else made


def state(codes: Sequence[str], place: Place) -> tuple[datetime, int] | None:
    """When all that `moves` says was counted, and what was checked: it says the same until that is another. None where some of it is
    counted as one asks."""
    kept = snapshots.mark(place.area.pk, codes, month_ends(place.on, months=1)[0])
    return kept if kept and _of_kept(tuple(codes), place.area.pk, place.on, kept, exact=place.rows) is not None else None


@lru_cache(maxsize=HELD)
def _of_kept(codes: tuple[str, ...], area: int, on: date, state: tuple[datetime, int], *, exact: bool) -> Sequence[Move] | None:
    """What was counted at one time moves no more until it is counted again, or checked. None where not all of it is kept."""
    found = told.kept_over_time(codes, area, on, exact=exact)
    return None if len(found) < len(told.counted(codes)) else _drawn(found, area)


def _drawn(found: Mapping[str, list[Figure]], area: int) -> Sequence[Move]:
    made, marks = [], marks_of(area, [each[-1] for each in found.values()])
    for figures in found.values():
        indicator = figures[-1].indicator
        line = sparkline(
            identity=f"line-{indicator.slug}", title=indicator.name, labels=[f"{each.at:%B %Y}" for each in figures], values=[each.value for each in figures],
            unit="%" if indicator.unit == "%" else "",
        )  # fmt: skip
        made.append(Move(tuple(figures), line, marks.get(indicator.code)))
    return tuple(made)


def sentence(made: Sequence[Move]) -> str:
    """What got better and what got worse, by name."""
    better = [each.name for each in made if told.direction(each.now, each.before) == "better"]
    worse = [each.name for each in made if told.direction(each.now, each.before) == "worse"]
    parts = []
    if better:
        parts.append(f"Better: {_list(better)}.")
    if worse:
        parts.append(f"Worse: {_list(worse)}.")
    return " ".join(parts) or "Nothing that has a better or a worse has moved."


def _list(names: list[str]) -> str:
    return "; ".join(name[0].lower() + name[1:] for name in names)
