"""Counting days, holidays and the Tribunal's own time."""

from datetime import date, timedelta

import pytest

from goldenthread.law import days, holidays
from goldenthread.law.cite import Confidence

EVERY_DAY = [date(2020, 1, 1) + timedelta(days=n) for n in range(366 * 6)]


def test_within_six_weeks_of_leaves_out_the_day_itself():
    assert days.weeks_after(date(2026, 1, 5), 6) == date(2026, 2, 16)


def test_fifteen_days_beginning_with_counts_the_day_itself():
    assert days.days_beginning_with(date(2026, 9, 1), 15) == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 7, 31), -5, date(2027, 2, 28)),
        (date(2028, 7, 31), -5, date(2028, 2, 29)),
        (date(2027, 1, 11), -5, date(2026, 8, 11)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_same_date_or_the_last_of_a_shorter_month(start, months, end):
    assert days.months_after(start, months) == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 3, 10), date(2026, 3, 9)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2028, 2, 27)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_twelve_months_starting_with_a_day_end_the_day_before_it(start, end):
    assert days.months_beginning_with(start, 12) == end


def test_a_period_that_begins_with_a_day_never_ends_later_than_one_that_leaves_it_out():
    for day in EVERY_DAY:
        assert days.months_beginning_with(day, 12) <= days.months_after(day, 12)


def test_no_working_day_is_a_weekend_or_a_holiday():
    for day in EVERY_DAY:
        if days.is_working_day(day):
            assert day.weekday() < 5
            assert holidays.name_of(day) is None


def test_working_days_pass_over_christmas():
    assert days.working_days_after(date(2026, 12, 24), 3) == date(2026, 12, 31)


def test_working_days_that_begin_with_a_sunday_begin_on_monday():
    assert days.working_days_beginning_with(date(2026, 4, 12), 15) == date(2026, 5, 1)


def test_working_days_before_counts_the_first_and_not_the_last():
    assert days.working_days_before(date(2026, 11, 11), date(2026, 12, 1)) == 14
    assert days.working_days_before(date(2026, 12, 1), date(2026, 12, 1)) == 0


@pytest.mark.parametrize(
    ("ends", "in_time"),
    [
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2026, 8, 20), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2026, 9, 1)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 1, 2), date(2027, 1, 4)),
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 5, 2), date(2026, 5, 5)),
        (date(2026, 4, 3), date(2026, 4, 7)),
    ],
)
def test_the_tribunal_does_not_count_august_christmas_or_days_off(ends, in_time):
    assert days.tribunal_limit(ends) == in_time


def test_a_tribunal_limit_is_never_earlier_and_always_a_working_day():
    for day in EVERY_DAY:
        limit = days.tribunal_limit(day)
        assert limit >= day
        assert days.is_working_day(limit)


@pytest.mark.parametrize(("years", "day"), [(16, date(2028, 2, 29)), (18, date(2030, 3, 1)), (25, date(2037, 3, 1))])
def test_a_child_born_on_29_february_ages_on_1_march_in_a_common_year(years, day):
    assert days.anniversary(date(2012, 2, 29), years) == day


def test_the_other_reading_of_29_february_is_a_setting():
    assert days.anniversary(date(2012, 2, 29), 18, leap_on_1_march=False) == date(2030, 2, 28)


def test_a_date_is_printed_as_letters_print_it():
    assert days.in_words(date(2026, 1, 5)) == "5 January 2026"


# Holidays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2012, 6, 5), "Queen's Diamond Jubilee"),
        (date(2020, 5, 8), "Early May bank holiday (VE Day)"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Coronation of King Charles III"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 12, 27), "Christmas Day (substitute day)"),
        (date(2027, 12, 28), "Boxing Day (substitute day)"),
        (date(2028, 1, 3), "New Year's Day (substitute day)"),
    ],
)
def test_the_holiday_is_in_the_table(day, name):
    assert holidays.name_of(day) == name


@pytest.mark.parametrize("day", [date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)])
def test_a_holiday_that_was_moved_is_a_working_day(day):
    assert days.is_working_day(day)


def test_the_table_and_the_standing_rule_differ_only_by_proclaimed_days():
    differ = {
        year
        for year in range(2012, 2034)
        if set(holidays.computed(year))
        != {day for day in _days_of(year) if holidays.is_holiday(day)}
    }  # fmt: skip
    assert differ == {2012, 2020, 2022, 2023}


def _days_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366) if (date(year, 1, 1) + timedelta(n)).year == year]


def test_years_past_the_table_follow_the_standing_rule_and_say_so():
    assert holidays.is_holiday(date(2040, 12, 25))
    assert holidays.is_computed(date(2031, 12, 25))
    assert not holidays.is_computed(date(2026, 12, 25))
    assert holidays.table_ends() >= date(2030, 12, 31)


@pytest.mark.parametrize(
    ("on", "months"), [(date(2026, 11, 21), 25), (date(2028, 12, 1), 1), (date(2028, 12, 2), 0), (date(2030, 1, 1), 0)]
)
def test_the_months_of_published_holidays_run_down(on, months):
    assert holidays.months_remaining(on) == months


@pytest.mark.parametrize(
    ("year", "day"), [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))]
)
def test_easter_is_worked_out(year, day):
    assert holidays.easter_sunday(year) == day


def test_the_way_of_counting_is_marked_as_assumed():
    assert days.CITATIONS["weeks_after"].confidence is Confidence.ASSUMED
    assert days.CITATIONS["no_roll_forward"].confidence is Confidence.ASSUMED
    assert days.CITATIONS["days_beginning_with"].confidence is Confidence.VERIFIED
