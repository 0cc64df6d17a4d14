"""Small numbers across pages: all that is shown of an area for one day, taken together, fits another world in which each differs.

Whatever a linear programme over all published tables could prove of a number holds in every world that shows the same tables.
So for every number from 1 to 7 that is shown nowhere, a world is sought that shows exactly the same everywhere (pages, papers,
files and the open API all show `guarded` figures and nothing else) and in which that number is another. A number for which none
is found could be worked out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product
from random import Random

import pytest

from goldenthread.insight.guarding import SMALL
from goldenthread.insight.indicators import LIBRARY, Figure, Part, Window, guarded
from goldenthread.insight.indicators.declared import value_of

DAY = date(2026, 10, 31)


@dataclass(frozen=True)
class One:
    """A child with a plan, by what figures are broken down by."""

    need: str
    age: str
    sex: str
    district: str
    setting: str
    residential: bool
    cared: bool


World = tuple[One, ...]
#: How many second steps are tried after each first one.
MOST = 400
DIMENSIONS = {"need": "need", "age band": "age", "sex": "sex", "district": "district", "setting type": "setting"}
VALUES = {"need": ("ASD", "SEMH", "SLCN", "VI"), "age": ("a", "b", "c"), "sex": ("F", "M"), "district": ("AA1", "AA2", "AA3"), "setting": ("mainstream", "special", "independent_special", "neet")}
HITS: dict[str, Callable[[One], bool]] = {
    "EHC20": lambda one: True, "EHC24": lambda one: True, "EHC27": lambda one: True, "BND01": lambda one: True,
    "EHC25": lambda one: one.setting == "independent_special", "EHC26": lambda one: one.setting == "neet", "EHC31": lambda one: one.residential, "LAC01": lambda one: one.cared,
}  # fmt: skip


def figures(world: World) -> Iterator[Figure]:
    """Every figure of the world, each broken down in every way that the library lets it be."""
    settings = [sum(one.setting == each for one in world) for each in VALUES["setting"]]
    for code, hit in HITS.items():
        indicator = LIBRARY[code]
        counting = indicator.counting
        beside: tuple[int, ...] = ()
        if counting and counting.beside:
            by_condition = dict(zip((f"kind.of_setting = '{each}'" for each in VALUES["setting"]), settings, strict=True))
            beside = tuple(by_condition.get(condition, 0) for condition in counting.beside)
        many = sum(map(hit, world))
        divides = bool(counting and counting.of)
        whole = Figure(indicator, DAY, None, many, len(world) if divides else None, None if indicator.parts_of_whole else value_of(indicator, many, len(world)), Window(DAY, DAY), beside=beside)
        for by in (None, *(each for each in DIMENSIONS if each in indicator.breakdowns)):
            yield replace(whole, by=by, parts=tuple(_parts(whole, world, hit, by)) if by else ())


def _parts(whole: Figure, world: World, hit: Callable[[One], bool], by: str) -> Iterator[Part]:
    name, indicator = DIMENSIONS[by], whole.indicator
    under, over = Counter(getattr(one, name) for one in world), Counter(getattr(one, name) for one in world if hit(one))
    for value in sorted(under, key=lambda each: (-under[each], each)):
        of = None if whole.denominator is None else whole.denominator if indicator.parts_of_whole == by else under[value]
        yield Part(value, over[value], of, value_of(indicator, over[value], of))


def shown(world: World) -> tuple:
    """All that somebody without a right to the rows can be shown of it."""
    seen = [guarded(each, exact=False) for each in figures(world)]
    return tuple((each.numerator, each.denominator, each.value, tuple((part.label, part.numerator, part.denominator, part.value) for part in each.parts)) for each in seen)


def small(world: World) -> list[tuple[str, Callable[[World], int]]]:
    """Every number from 1 to 7 of the world: of each group, and of each indicator in each group."""
    found = []
    for code, (field, values) in product(HITS, VALUES.items()):
        for value in values:

            def count(of: World, code: str = code, field: str = field, value: str = value) -> int:
                return sum(HITS[code](one) for one in of if getattr(one, field) == value)

            if 0 < count(world) <= SMALL:
                found.append((f"{code} of {field} {value}", count))
    return found


def another(world: World, count: Callable[[World], int], seen: tuple) -> bool:
    """Whether a world near this one shows the same and has another number: a child more or fewer, a child with another attribute,
    or two such steps, the first of which changes the number."""
    first = [each for each in _steps(world) if count(each) != count(world)]
    if any(shown(each) == seen for each in first):
        return True
    second = (each for one in first for each in islice(_steps(one), MOST))
    return any(count(each) != count(world) and shown(each) == seen for each in second)


def _steps(world: World) -> Iterator[World]:
    for place, one in enumerate(world):
        if one in world[:place]:
            continue
        rest = world[:place] + world[place + 1 :]
        yield rest
        yield (*world, one)
        for field, values in VALUES.items():
            yield from ((*rest, replace(one, **{field: value})) for value in values if value != getattr(one, field))
        yield (*rest, replace(one, residential=not one.residential))
        yield (*rest, replace(one, cared=not one.cared))


def drawn(seed: int, many: int) -> World:
    """An invented area whose groups are of very different sizes, so that each table has small numbers."""
    dice = Random(seed)

    def choice(values: tuple[str, ...]) -> str:
        return dice.choices(values, [4**-place for place in range(len(values))])[0]

    return tuple(One(*(choice(values) for values in VALUES.values()), dice.random() < 0.08, dice.random() < 0.12) for _ in range(many))


# Some hundreds of worlds are guarded and compared for each area: about a second each.
@pytest.mark.parametrize(("seed", "many"), [(1, 40), (2, 70), (3, 110)])
def test_all_that_is_shown_together_fits_another_world_for_every_small_number(seed, many):
    world = drawn(seed, many)
    seen = shown(world)
    numbers = small(world)
    assert numbers
    assert [name for name, count in numbers if not another(world, count, seen)] == []


def test_numbers_that_are_shown_as_they_are_would_be_found_out():
    """The attack is one: where nothing is hidden, it finds no other world."""
    world = drawn(1, 40)
    as_they_are = tuple((each.numerator, each.parts) for each in figures(world))

    def exact(of: World) -> tuple:
        return tuple((each.numerator, each.parts) for each in figures(of))

    name, count = small(world)[0]
    assert not any(exact(each) == as_they_are for each in _steps(world) if count(each) != count(world)), name
