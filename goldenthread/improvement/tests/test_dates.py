"""Target dates as plans print them."""

from datetime import date

import pytest

from goldenthread.improvement.reading.dates import is_period, printed_date


@pytest.mark.parametrize(
    ("printed", "state", "on"),
    [
        ("31/03/2021", "day", date(2021, 3, 31)),
        ("31/10//2020", "day", date(2020, 10, 31)),
        ("2024-02-29", "day", date(2024, 2, 29)),
        ("3rd June 2024", "day", date(2024, 6, 3)),
        ("To be agreed by partners by 31/10/2020", "day", date(2020, 10, 31)),
        ("July 19", "month", date(2019, 7, 31)),
        ("Sept19", "month", date(2019, 9, 30)),
        ("Feb-20", "month", date(2020, 2, 29)),
        ("Dec 19 onwards", "open", date(2019, 12, 31)),
        ("TBC by Leads", "words", None),
        ("In place Autumn 2019", "words", None),
        ("31/09/2020", "impossible", None),
        ("30/02/2024", "impossible", None),
        ("31/03/2021 then 30/06/2021", "several", None),
        ("", "none", None),
    ],
)
def test_a_printed_date_is_what_it_says(printed, state, on):
    found = printed_date(printed)
    assert (found.state, found.on) == (state, on)


def test_a_date_that_does_not_exist_is_said_to_a_person():
    assert printed_date("31/09/2020").sentence == "31/09/2020 is not a day in the calendar. Choose the date that was meant."


@pytest.mark.parametrize(("words", "whether"), [("Aug-19", True), ("Q 10", True), ("March 2020", True), ("By July 2024", True), ("Quality", False), ("May", False)])
def test_a_heading_that_is_a_month_or_a_quarter(words, whether):
    assert is_period(words) is whether
