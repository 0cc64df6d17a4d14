"""A figure is given when one of its time is held; what is awaited follows from the dates alone."""

from datetime import date

import pytest

from goldenthread.insight.collecting.rounds import Came, later, rounds, waiting

JANUARY = date(2026, 1, 31)
DUE = date(2026, 2, 15)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 2, 28), 1, date(2026, 3, 31)), (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 6, 30), 3, date(2026, 9, 30)), (date(2026, 3, 31), -1, date(2026, 2, 28)), (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)  # fmt: skip
def test_a_months_last_day_stays_a_months_last_day(day, months, then):
    assert later(day, months) == then


def test_a_figure_belongs_to_the_round_whose_time_it_ends_in():
    found = rounds(JANUARY, DUE, 1, [Came(date(2026, 1, 15), date(2026, 2, 1)), Came(date(2026, 2, 28), date(2026, 3, 20))], date(2026, 4, 30))
    assert [(each.as_at, each.due_on, each.given_on) for each in found] == [
        (date(2026, 1, 31), date(2026, 2, 15), date(2026, 2, 1)),
        (date(2026, 2, 28), date(2026, 3, 15), date(2026, 3, 20)),
        (date(2026, 3, 31), date(2026, 4, 15), None),
    ]
    assert [each.state(date(2026, 4, 15)) for each in found] == ["given", "given late", "due"]
    assert found[2].state(date(2026, 4, 16)) == "late"


def test_a_figure_of_the_time_before_the_first_round_is_not_of_it():
    assert rounds(JANUARY, DUE, 12, [Came(date(2025, 1, 31), date(2025, 2, 1))], date(2026, 3, 1))[0].given_on is None


def test_what_is_waited_for_is_the_first_that_is_not_held():
    came = [Came(date(2026, 1, 31), date(2026, 2, 1)), Came(date(2026, 3, 31), date(2026, 4, 1))]
    assert waiting(JANUARY, DUE, 1, came, date(2026, 5, 1)).as_at == date(2026, 2, 28)
    assert waiting(JANUARY, DUE, 1, [], date(2026, 1, 1)).as_at == JANUARY
    every_month = [Came(later(JANUARY, number), date(2026, 2, 1)) for number in range(40)]
    assert waiting(JANUARY, DUE, 1, every_month, date(2026, 2, 1)).as_at == later(JANUARY, 40)
