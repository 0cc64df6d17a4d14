"""Holding month ends against a rule. Figures are taken as everybody may see them, so that no rule tells more than a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..benchmarks.comparing import Published, compare
from ..benchmarks.measures import MEASURES
from ..indicators import LIBRARY, guarded
from ..indicators.declared import Indicator
from ..indicators.snapshots import MONTHS, history
from ..indicators.telling import value as in_words
from .models import Watch


@dataclass(frozen=True, slots=True)
class Held:
    """One month's end beside a rule. `value` is None where it is hidden, or the record does not hold that time whole."""

    at: date
    value: float | None
    passed: bool


def watched() -> list[Indicator]:
    """Indicators that a rule can be set on: those with one number for the whole."""
    return [each for each in LIBRARY.values() if each.counted and not each.parts_of_whole]


def comparable(code: str) -> bool:
    """Whether England's figure is in the same unit, so that a gap means something."""
    measure = MEASURES.get(code)
    return bool(measure and not measure.nothing and measure.unit == LIBRARY[code].unit and measure.unit != "count")


def limit_of(watch: Watch, held: Published | None = None) -> float | None:
    """The number that a figure is held against now; None where nothing is published to hold it against."""
    if watch.against == Watch.Against.NUMBER:
        return float(watch.limit)
    found = compare(watch.code, la_code=watch.area.code, held=held)
    others = found.england if watch.against == Watch.Against.ENGLAND else found.neighbours_middle
    if others is None:
        return None
    return round(others + float(watch.limit), 1) if watch.side == Watch.Side.ABOVE else round(others - float(watch.limit), 1)


def months_of(watch: Watch, on: date, limit: float) -> list[Held]:
    """The ends of the last two years' months beside a rule, oldest first."""
    past = [guarded(each, exact=False) for each in history(watch.code, area=watch.area_id, at=on, months=MONTHS)]
    return [Held(each.at, each.value, passes(watch.side, each.value, limit)) for each in past]


def passes(side: str, value: float | None, limit: float) -> bool:
    """Whether a value lies beyond the limit; on it is not beyond it, and a hidden one never is."""
    if value is None:
        return False
    return value > limit if side == Watch.Side.ABOVE else value < limit


def to_open(months: Sequence[Held], in_a_row: int, last: date | None) -> Held | None:
    """The newest month's end where the rule is passed for long enough. After an analysis of `last`, only once a month with a
    value lay within the limit since."""
    run = months[-in_a_row:]
    if len(run) < in_a_row or not all(each.passed for each in run):
        return None
    if last is not None and not any(each.at > last and each.value is not None and not each.passed for each in months):
        return None
    return run[-1]


def in_a_sentence(watch: Watch) -> str:
    """A rule as people say it: below 60% for 3 months in a row."""
    one = LIBRARY[watch.code]
    for_long = "at the end of a month" if watch.months == 1 else f"for {watch.months} months in a row"
    if watch.against == Watch.Against.NUMBER:
        return f"{watch.side} {in_words(one, float(watch.limit))} {for_long}"
    others = "England’s published figure" if watch.against == Watch.Against.ENGLAND else "the middle of our statistical neighbours"
    unit = {"%": "points"}.get(one.unit, one.unit)
    unit = unit.removesuffix("s") if watch.limit == 1 else unit
    by = f"more than {float(watch.limit):g} {unit} " if watch.limit else ""
    return f"{by}{watch.side} {others} {for_long}"
