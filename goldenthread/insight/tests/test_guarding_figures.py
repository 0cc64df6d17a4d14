"""Small numbers: whoever has no right to the rows cannot work one out, however they add and take away."""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.insight.guarding import SMALL
from goldenthread.insight.indicators import LIBRARY, Figure, Part, Window, guarded, month_end_for
from goldenthread.insight.indicators.declared import value_of
from goldenthread.insight.indicators.guard import TOO_FEW

DAY = date(2026, 10, 31)
RATE, COUNT, SHARES, AVERAGE, SURVEY = (LIBRARY[code] for code in ("EHC01", "EHC20", "EHC27", "EHC07", "PX01"))


def made(indicator, cells, *, by="need", warnings=()) -> Figure:
    """A figure whose parts have these numerators, or pairs of numerator and denominator."""
    pairs = [cell if isinstance(cell, tuple) else (cell, None) for cell in cells]
    numerator = sum(pair[0] for pair in pairs)
    denominator = numerator if indicator is SHARES else None if indicator is COUNT else sum(pair[1] for pair in pairs)
    parts = tuple(
        Part(f"Group {index}", up, denominator if indicator is SHARES else down, value_of(indicator, up, denominator if indicator is SHARES else down))
        for index, (up, down) in enumerate(pairs)
        if up or down
    )
    return Figure(indicator, DAY, None, numerator, denominator, value_of(indicator, numerator, denominator), Window(DAY, DAY), by, parts, tuple(warnings))


def test_the_order_of_parts_does_not_tell_which_hidden_number_is_larger():
    orders = [[part.label for part in guarded(made(COUNT, cells), exact=False).parts] for cells in ((2, 6, 90), (6, 2, 90))]
    assert orders[0] == orders[1]


def shown(figure) -> tuple:
    """All that a page prints of a figure, the place of each part included."""
    seen = guarded(figure, exact=False)
    return seen.numerator, seen.denominator, seen.value, tuple((part.label, part.numerator, part.denominator, part.value) for part in seen.parts)


def test_who_has_a_right_to_the_rows_sees_them_as_they_are():
    figure = made(COUNT, (3, 40))
    assert guarded(figure, exact=True) is figure


def test_one_to_seven_are_hidden_and_the_rest_are_to_the_nearest_five():
    assert shown(made(COUNT, (3, 41, 23, 0))) == (65, None, 65.0, (("Group 1", 40, None, 40.0), ("Group 2", 25, None, 25.0), ("Group 0", None, None, None)))


def test_a_number_that_is_the_only_small_one_cannot_be_found_by_taking_the_others_from_the_total():
    seen = guarded(made(COUNT, (1, 8)), exact=False)
    assert [part.numerator for part in seen.parts] == [None, None]


def test_a_total_that_is_hidden_has_no_parts():
    seen = guarded(made(COUNT, (3, 2)), exact=False)
    assert (seen.numerator, seen.parts, seen.warnings) == (None, (), (TOO_FEW,))


def test_a_share_is_of_the_shown_numbers_alone():
    assert guarded(made(RATE, ((41, 90), (3, 20))), exact=False).value == 41.0  # 45 of 110, where the truth is 40.0


def test_an_average_over_few_is_not_given():
    assert guarded(made(AVERAGE, ((700, 5),)), exact=False).value is None
    assert guarded(made(AVERAGE, ((14000, 100),)), exact=False).value == 20.0


def test_what_families_say_is_guarded_from_everybody():
    assert guarded(made(SURVEY, ((3, 4),), by="statement"), exact=True).numerator is None


def test_a_warning_does_not_tell_a_small_number():
    seen = guarded(made(COUNT, (30,), warnings=("4 plans have no day of their request.",)), exact=False)
    assert seen.warnings == ("Some plans have no day of their request.",)


def test_guarded_numbers_are_given_at_the_ends_of_months():
    assert [month_end_for(date(2026, 11, day)) for day in (1, 29, 30)] == [date(2026, 10, 31), date(2026, 10, 31), date(2026, 11, 30)]


@pytest.mark.parametrize(("indicator", "cells", "most"), [(COUNT, 2, 32), (COUNT, 3, 17), (SHARES, 3, 12), (COUNT, 4, 12)])
def test_somebody_who_knows_the_rule_and_the_true_total_finds_no_small_number(indicator, cells, most):
    # Every table of so many cells (up to 28,561 of them) is guarded; whatever could have been shown in the same way is possible.
    worlds = defaultdict(list)
    for world in product(range(most + 1), repeat=cells):
        worlds[sum(world), shown(made(indicator, world))].append(world)
    for (_, seen), possible in worlds.items():
        if seen[3]:
            _no_cell_is_certain(possible, lambda world, place: world[place], cells, seen)


def test_somebody_who_knows_the_rule_finds_no_small_numerator_denominator_or_difference():
    # Every table of two parts with bases up to 13: 11,025 tables.
    pairs = [(up, down) for down in range(14) for up in range(down + 1)]
    worlds = defaultdict(list)
    for world in product(pairs, repeat=2):
        worlds[shown(made(RATE, world))].append(world)
    for seen, possible in worlds.items():
        if seen[3]:
            for number in (lambda world, place: world[place][0], lambda world, place: world[place][1], lambda world, place: world[place][1] - world[place][0]):
                _no_cell_is_certain(possible, number, 2, seen)


def _no_cell_is_certain(possible, number, cells, seen):
    for place in range(cells):
        values = {number(world, place) for world in possible}
        assert len(values) > 1 or not 0 < min(values) <= SMALL, (seen, possible)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))), min_size=2, max_size=7))
def test_a_linear_programme_over_the_whole_page_finds_no_small_number(pairs):
    figure = made(RATE, pairs)
    seen = guarded(figure, exact=False)
    if not seen.parts:
        return
    ups, downs = _attack(seen)
    truth = {part.label: part for part in figure.parts}
    for part, up, down in zip((truth[part.label] for part in seen.parts), ups, downs, strict=True):
        for true, (low, high) in ((part.numerator, up), (part.denominator, down)):
            assert low <= true <= high
            assert not 0 < true <= SMALL or low < high, (figure.parts, seen.parts)


def _range(number):
    return (1, 10**6) if number is None else (0, 0) if number == 0 else (max(SMALL + 1, number - 2), number + 2)


def _attack(seen):
    """The least and the most that each number can be: bounds drawn in until they move no more.

    For sums of intervals with upper bounds between pairs this is what a linear programme finds.
    """
    total_up, total_down = _range(seen.numerator), _range(seen.denominator)
    total_up, total_down = ((1, SMALL) if total is None else interval for total, interval in ((seen.numerator, total_up), (seen.denominator, total_down)))
    ups, downs = [_range(part.numerator) for part in seen.parts], [_range(part.denominator) for part in seen.parts]
    while True:
        before = (list(ups), list(downs))
        for column, total in ((ups, total_up), (downs, total_down)):
            for place, (low, high) in enumerate(column):
                others_low = sum(each[0] for index, each in enumerate(column) if index != place)
                others_high = sum(each[1] for index, each in enumerate(column) if index != place)
                column[place] = (max(low, total[0] - others_high), min(high, total[1] - others_low))
        for place in range(len(ups)):
            ups[place] = (ups[place][0], min(ups[place][1], downs[place][1]))
            downs[place] = (max(downs[place][0], ups[place][0]), downs[place][1])
        if before == (ups, downs):
            return ups, downs


def test_indicators_that_add_up_to_one_base_do_not_tell_each_others_small_numbers():
    # Plans in time, late, and later than a year are one base, on a page each: every three of them up to 17, 5,832 in all.
    worlds = defaultdict(list)
    for world in product(range(18), repeat=3):
        total = sum(world)
        pages = [
            Figure(LIBRARY[code], DAY, None, number, total, value_of(RATE, number, total), Window(DAY, DAY), beside=world)
            for code, number in zip(("EHC02", "EHC03", "EHC04"), world, strict=True)
        ]
        worlds[tuple(shown(page) for page in pages)].append(world)
    for seen, possible in worlds.items():
        _no_cell_is_certain(possible, lambda world, place: world[place], 3, seen)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=24))
def test_the_months_of_a_series_do_not_tell_how_few_came_in_one(growth):
    sums = [sum(growth[: index + 1]) for index in range(len(growth))]
    ranges = [(1, SMALL) if value is None else _range(value) for value in (shown(made(COUNT, (number,)))[0] for number in sums)]
    for before, after, more in zip(ranges, ranges[1:], growth[1:], strict=False):
        low, high = max(0, after[0] - before[1]), after[1] - before[0]
        assert low < high or more == 0
