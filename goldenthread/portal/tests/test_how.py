"""Anybody can see how it works and by when, from the rules that keep every case's own dates; nothing is asked or kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.law.timetable import CLOCKS
from goldenthread.portal import process


@pytest.fixture
def reader(db):
    return Client()


def test_the_page_gives_the_dates_of_a_request_of_today_and_every_limit_of_the_law(reader):
    page = reader.get("/how-it-works").content.decode()
    assert "If somebody asked the council for an assessment today" in page
    assert all(clock.name.replace("'", "&#39;") in page for clock in CLOCKS.values())


def test_a_day_that_is_named_gives_the_same_dates_as_the_worked_cases_do(reader):
    page = reader.get("/how-it-works", {"what": "asked", "on-day": "2", "on-month": "11", "on-year": "2026"}).content.decode()
    assert [f"{day}" in page for day in ("14 December 2026", "22 February 2027", "22 March 2027")] == [True] * 3


@pytest.mark.parametrize("what", process.HAPPENED)
def test_everything_that_a_family_can_say_has_happened_leads_to_dates_in_their_order(what):
    dates = [duty.due_on for duty in process.dates_after(what, date(2026, 11, 2))]
    assert dates
    assert dates == sorted(dates)


def test_a_day_that_does_not_exist_is_refused_in_words_and_what_was_typed_is_kept(reader):
    page = reader.get("/how-it-works", {"what": "plan", "on-day": "31", "on-month": "9", "on-year": "2026"}).content.decode()
    assert "must be a real date" in page
    assert 'value="31"' in page


def test_an_unknown_happening_is_refused_and_not_an_error(reader):
    page = reader.get("/how-it-works", {"what": "everything", "on-day": "1", "on-month": "9", "on-year": "2026"})
    assert page.status_code == 200
    assert "Select what happened" in page.content.decode()


def test_a_day_from_which_no_date_can_be_worked_out_is_refused_in_words(reader):
    page = reader.get("/how-it-works", {"what": "plan", "on-day": "31", "on-month": "12", "on-year": "9999"})
    assert page.status_code == 200
    assert "or earlier" in page.content.decode() and 'value="9999"' in page.content.decode()
