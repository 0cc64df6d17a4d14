"""When a board meets, worked out from its rhythm."""

from datetime import date

import pytest

from goldenthread.improvement.governance.rhythm import NoTermDates, proposed, settled

#: Half terms of an invented area.
HALVES = [
    (date(2026, 9, 3), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 3, 25)),
]


def days(rhythm, first, until, **more):
    return [each.on for each in proposed(rhythm, first_on=first, start=first, until=until, **more)]


def test_a_board_of_every_six_weeks_meets_on_the_same_weekday():
    found = days("six_weekly", date(2026, 9, 8), date(2027, 3, 1))
    assert found == [date(2026, 9, 8), date(2026, 10, 20), date(2026, 12, 1), date(2027, 1, 12), date(2027, 2, 23)]


def test_a_meeting_that_falls_on_a_bank_holiday_moves_to_the_next_working_day_and_says_so():
    [good_friday] = proposed("six_weekly", first_on=date(2027, 3, 26), start=date(2027, 3, 26), until=date(2027, 4, 30))
    assert (good_friday.on, good_friday.moved) == (date(2027, 3, 30), "Moved from 26 March 2027: Good Friday")


def test_a_quarterly_board_keeps_its_weekday_across_months_of_different_length():
    assert days("quarterly", date(2026, 11, 30), date(2027, 12, 31)) == [
        date(2026, 11, 30), date(2027, 3, 1), date(2027, 6, 1), date(2027, 8, 31), date(2027, 12, 6),
    ]  # fmt: skip
    # 31 May and 30 August 2027 are bank holidays.


def test_a_half_termly_board_meets_in_the_same_week_of_each_half_term():
    assert days("half_termly", date(2026, 9, 15), date(2027, 3, 31), halves=HALVES) == [
        date(2026, 9, 15), date(2026, 11, 10), date(2027, 1, 12), date(2027, 3, 2),
    ]  # fmt: skip


def test_a_half_term_too_short_for_the_week_gives_its_last_such_weekday():
    found = days("half_termly", date(2026, 10, 20), date(2027, 3, 31), halves=HALVES)
    assert found[-1] == date(2027, 3, 23)


def test_no_half_terms_are_guessed():
    with pytest.raises(NoTermDates, match="Enter them first"):
        days("half_termly", date(2028, 9, 15), date(2029, 3, 31), halves=HALVES)


def test_a_board_that_keeps_to_school_days_passes_by_the_holidays_on_the_same_weekday():
    moved = settled(date(2026, 12, 29), halves=HALVES)
    assert (moved.on, moved.moved) == (date(2027, 1, 5), "Moved from 29 December 2026: school holidays")


def test_days_outside_the_known_school_year_are_left_where_they_are():
    assert settled(date(2027, 8, 24), halves=HALVES).moved == ""


def test_meetings_before_the_day_asked_from_are_left_out_and_the_rhythm_is_kept():
    found = proposed("six_weekly", first_on=date(2026, 9, 8), start=date(2026, 11, 23), until=date(2027, 1, 31))
    assert [each.on for each in found] == [date(2026, 12, 1), date(2027, 1, 12)]


def test_a_board_that_meets_when_called_has_only_its_first_day():
    assert days("called", date(2026, 9, 8), date(2027, 9, 8)) == [date(2026, 9, 8)]
