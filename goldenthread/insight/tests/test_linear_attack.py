"""Small numbers against a linear programme: every published table of an area for one day, put to a solver together.

The unknowns are how many children there are of each kind (need, age, sex, district, setting, whether in a residential place, whether looked after). Each
published number bounds a sum of them. For every number from 1 to 7 that is hidden, the solver finds the least and the most that it can be.
"""

from __future__ import annotations

from itertools import product
from math import ceil, floor

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from goldenthread.insight.guarding import SMALL
from goldenthread.insight.indicators import guarded

from .test_guarding_together import DIMENSIONS, HITS, VALUES, One, World, drawn, figures

KINDS = [One(*values, residential, cared) for *values, residential, cared in product(*VALUES.values(), (False, True), (False, True))]
#: Rounded to five, a number lies at most so far from what is shown.
OFF = 2
MOST = 10_000
Bounds = tuple[np.ndarray, int, int]


def mask(code: str | None, field: str = "", value: str = "") -> np.ndarray:
    """Which kinds of children a number counts."""
    return np.array([(code is None or HITS[code](one)) and (not field or getattr(one, field) == value) for one in KINDS], dtype=float)


def published(world: World, *, hide: bool) -> list[Bounds]:
    """What every number that is shown says of the sums: between which numbers each lies. What is said twice is kept once."""
    found: list[Bounds] = []
    for figure in figures(world):
        seen = guarded(figure, exact=False) if hide else figure
        code, field = figure.indicator.code, DIMENSIONS.get(figure.by or "", "")
        said = [(mask(code), seen.numerator, SMALL), (mask(None), seen.denominator, SMALL)]
        for part in seen.parts:
            said += [(mask(code, field, part.label), part.numerator, MOST), (mask(None, field, part.label), part.denominator, MOST)]
        of_whole = figure.indicator.parts_of_whole == figure.by
        for number, (counts, shown, most) in enumerate(said):
            divides = number % 2 == 1
            if divides and (figure.denominator is None or (of_whole and number > 1)):
                continue
            if shown is None:
                found.append((counts, 1, most if figure.numerator and not divides else MOST))
            else:
                found.append((counts, shown - (OFF if hide and shown else 0), shown + (OFF if hide and shown else 0)))
    tight: dict[bytes, Bounds] = {}
    for counts, low, high in found:
        _same, least, most = tight.get(counts.tobytes(), (counts, 0, MOST))
        tight[counts.tobytes()] = (counts, max(low, least), min(high, most))
    return list(tight.values())


def attack(bounds: list[Bounds], wanted: np.ndarray) -> tuple[int, int]:
    """The least and the most whole number that this sum can be."""
    rows = csr_array(np.array([row for counts, _low, _high in bounds for row in (counts, -counts)]))
    limits = np.array([limit for _counts, low, high in bounds for limit in (high, -low)])
    least, most = (linprog(sign * wanted, A_ub=rows, b_ub=limits, bounds=(0, MOST), method="highs") for sign in (1, -1))
    assert least.status == most.status == 0, "the true numbers themselves must fit what is published"
    return ceil(least.fun - 1e-6), floor(-most.fun + 1e-6)


def small(world: World) -> list[tuple[str, np.ndarray, int]]:
    """Every number from 1 to 7 of the area: of each indicator, whole and in each group."""
    found = []
    for code in HITS:
        for field, value in [("", ""), *((field, value) for field, values in VALUES.items() for value in values)]:
            true = sum(HITS[code](one) and (not field or getattr(one, field) == value) for one in world)
            if 0 < true <= SMALL:
                found.append((f"{code} {field} {value}", mask(code, field, value), true))
    return found


# Some hundred linear programmes over 1,152 unknowns: some seconds for each area.
@pytest.mark.parametrize(("seed", "many"), [(1, 60), (4, 150)])
def test_a_linear_programme_over_all_published_tables_recovers_no_small_number(seed, many):
    world = drawn(seed, many)
    bounds, hidden = published(world, hide=True), small(world)
    assert hidden
    for name, wanted, true in hidden:
        least, most = attack(bounds, wanted)
        assert least <= true <= most, name
        assert least < most, f"{name} is {true} for certain"


def test_the_same_programme_recovers_small_numbers_where_nothing_is_hidden():
    world = drawn(1, 60)
    bounds = published(world, hide=False)
    found = [attack(bounds, wanted) == (true, true) for _name, wanted, true in small(world)[::5]]
    assert len(found) > 5
    assert all(found)
