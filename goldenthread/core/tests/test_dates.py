"""Dates typed into three boxes, and written in files: what is taken, and what is said when it is not."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core import clock
from goldenthread.core.form_fields import DateField, Form, date_of_birth
from goldenthread.core.form_fields.reading import (
    Ask,
    Unreadable,
    parse_date_parts,
    parse_date_text,
    parse_instant,
    parse_iso_date,
    parse_local_time,
)

TODAY = dt.date(2026, 11, 23)


class Birth(Form):
    born_on = date_of_birth()


class Received(Form):
    received_on = DateField(
        label="Date the request was received",
        past=True,
        earliest=dt.date(2014, 9, 1),
        missing="Enter the date you received the request",
    )


class Review(Form):
    planned_for = DateField(
        label="Date of the review", future=True, latest=lambda today: today.replace(year=today.year + 2)
    )


def boxes(form_class, day, month, year):
    name = next(iter(form_class.base_fields))
    with clock.standing_on(TODAY):
        form = form_class({f"{name}-day": day, f"{name}-month": month, f"{name}-year": year})
        form.full_clean()
    return form, name


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("3", "6", "2015"),
        (" 03 ", "06", "2015\u00a0"),
        ("3", "June", "2015"),
        ("3", "JUN", "2015"),
        ("3", "jun.", "2015"),
        ("٣", "٦", "٢٠١٥"),
        ("३", "६", "२०१५"),
        ("３", "６", "２０１５"),
    ],
)
def test_a_date_is_read_in_any_digits_and_with_the_month_in_words(day, month, year):
    form, name = boxes(Birth, day, month, year)
    assert form.cleaned_data[name] == dt.date(2015, 6, 3)


@pytest.mark.parametrize(
    ("day", "month", "year", "code", "says", "goes_to"),
    [
        ("", "", "", "missing", "Enter a date of birth", "day"),
        ("", "6", "2015", "missing_day", "Date of birth must include a day", "day"),
        ("3", "", "", "missing_month_year", "Date of birth must include a month and year", "month"),
        ("3", "6", "15", "two_digit_year", "Year must include 4 numbers", "year"),
        ("31", "6", "2015", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("29", "2", "2019", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("3", "13", "2015", "not_a_real_date", "Date of birth must be a real date", "month"),
        ("3", "Juno", "2015", "not_a_real_date", "Date of birth must be a real date", "month"),
        ("½", "6", "2015", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("²", "6", "2015", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("0x3", "6", "2015", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("-3", "6", "2015", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("3.0", "6", "2015", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("3", "6", "2" * 5000, "not_a_real_date", "Date of birth must be a real date", "year"),
        ("0", "6", "0000", "not_a_real_date", "Date of birth must be a real date", "day"),
        ("24", "11", "2026", "future", "Date of birth must be today or in the past", "day"),
        ("23", "11", "2000", "too_early", "Date of birth must be after 23 November 2000", "day"),
    ],
)
def test_a_date_of_birth_that_cannot_be_right_says_what_to_do(day, month, year, code, says, goes_to):
    form, name = boxes(Birth, day, month, year)
    (error,) = form.errors.as_data()[name]
    assert (error.code, error.message) == (code, says)
    assert list(form.problems()) == [(says, f"born_on-{goes_to}")]


def test_a_person_stays_a_young_person_to_the_day_before_they_are_twenty_six():
    assert not boxes(Birth, "24", "11", "2000")[0].errors
    assert boxes(Birth, "23", "11", "2000")[0].errors


def test_a_request_may_be_received_today_but_not_before_the_act_began():
    assert not boxes(Received, "23", "11", "2026")[0].errors
    assert not boxes(Received, "1", "9", "2014")[0].errors
    early, _ = boxes(Received, "31", "8", "2014")
    assert early.errors["received_on"] == ["Date the request was received must be 1 September 2014 or later"]
    assert boxes(Received, "", "", "")[0].errors["received_on"] == ["Enter the date you received the request"]


def test_a_review_is_planned_after_today_and_within_two_years():
    assert boxes(Review, "23", "11", "2026")[0].errors["planned_for"] == ["Date of the review must be in the future"]
    assert not boxes(Review, "24", "11", "2026")[0].errors
    assert not boxes(Review, "23", "11", "2028")[0].errors
    late, _ = boxes(Review, "24", "11", "2028")
    assert late.errors["planned_for"] == ["Date of the review must be 23 November 2028 or earlier"]


def test_what_was_typed_is_still_in_the_boxes_after_an_error():
    form, name = boxes(Birth, "<31>", 'J"une', "20155")
    drawn = str(form[name].field.draw(form[name]))
    assert 'value="&lt;31&gt;"' in drawn and 'value="J&#34;une"' in drawn and 'value="20155"' in drawn


def test_an_optional_date_may_be_left_empty():
    class Optional(Form):
        ended_on = DateField(label="Date it ended", required=False)

    form, name = boxes(Optional, "", " ", "")
    assert not form.errors and form.cleaned_data[name] is None


@given(day=st.text(max_size=8), month=st.text(max_size=8), year=st.text(max_size=8))
def test_no_text_at_all_breaks_the_reading_of_a_date(day, month, year):
    # Slower than most: it tries a hundred texts.
    try:
        parse_date_parts(day, month, year)
    except Unreadable as refused:
        assert refused.sentence


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_real_date_is_read_back_as_itself(date):
    # Slower than most: it tries a hundred dates.
    assert parse_date_parts(str(date.day), str(date.month), str(date.year)) == date
    assert parse_date_text(date.isoformat()) == date
    assert parse_date_text(f"{date:%d/%m/}{date.year:04}") == date


@pytest.mark.parametrize(
    "cell",
    ["03/27/2015", "27/03/15", "42090", "March 2015", "27.03.2015", "2015-3-27", "27/03/2015 00:00", "٢٧/٠٣/٢٠١٥"],
)
def test_a_cell_of_a_file_holds_one_of_two_shapes_or_is_refused(cell):
    with pytest.raises(Unreadable, match="date of birth must be a real date, like 27/03/2015"):
        parse_date_text(cell)


@pytest.mark.parametrize(
    "value", ["27/03/2015", "2015-02-29", "2015-03-27T00:00:00", "", None, 20150327, " 2015-03-27"]
)
def test_the_api_takes_one_shape_of_date_only(value):
    with pytest.raises(Unreadable):
        parse_iso_date(value)


def test_a_moment_needs_its_offset():
    assert parse_instant("2026-06-03T10:30:00+01:00") == dt.datetime(2026, 6, 3, 9, 30, tzinfo=dt.UTC)
    for bare in ("2026-06-03T10:30:00", "2026-06-03 10:30:00Z", "2026-13-03T10:30:00Z", 5):
        with pytest.raises(Unreadable):
            parse_instant(bare)


def test_an_hour_that_the_clocks_skip_is_refused_and_one_that_they_repeat_is_asked_about():
    with pytest.raises(
        Unreadable, match="01:30 on 28 March 2027 does not exist because the clocks go forward"
    ) as skipped:
        parse_local_time(dt.date(2027, 3, 28), "1:30")
    assert skipped.value.code == "time_does_not_exist"
    with pytest.raises(Ask, match="01:30 happens twice on 31 October 2027") as twice:
        parse_local_time(dt.date(2027, 10, 31), "01:30")
    assert twice.value.code == "time_happens_twice"
    before = parse_local_time(dt.date(2027, 10, 31), "01:30", fold=0)
    after = parse_local_time(dt.date(2027, 10, 31), "01:30", fold=1)
    assert after.astimezone(dt.UTC) - before.astimezone(dt.UTC) == dt.timedelta(hours=1)
