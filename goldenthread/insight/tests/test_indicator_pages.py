"""Pages of indicators: they explain themselves, show any day of the past, and guard small numbers from who may not see the rows."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.models import Reading
from goldenthread.insight.indicators import LIBRARY, figure
from goldenthread.insight.indicators.snapshots import keep_today
from goldenthread.insight.tests.test_indicators import asked, issued
from goldenthread.people.models import Attendance, Child, SenNeed
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(standing_day):
    """Pages stand on the tests' day."""


@pytest.fixture
def standing_day():
    from goldenthread.core import clock

    with clock.standing_on(making.TODAY):
        yield


def look(client, role, address="/insight", status=200):
    client.force_login(making.somebody(role))
    answer = client.get(address)
    assert answer.status_code == status, (answer.status_code, answer.get("location"))
    return answer.content.decode()


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def a_few(days=100, how_many=3, on=date(2026, 10, 5)):
    return [issued(days, on) for _ in range(how_many)]


def test_the_list_has_every_indicator_and_says_what_it_waits_for(client):
    a_few()
    page = look(client, "head_of_send")
    for each in LIBRARY.values():
        assert f"/insight/{each.code}?area=990" in page, each.code
    assert "3 of 3 from 1 January 2026 to 23 November 2026." in words(page)


def test_a_page_shows_the_same_number_as_the_function_and_what_it_means(client):
    a_few()
    a_few(200, 2)
    page = words(look(client, "head_of_send", "/insight/EHC01"))
    assert "Value 60%" in page
    assert LIBRARY["EHC01"].definition in page
    assert "plans_issued_20_weeks_ex" in page
    assert figure("EHC01", area=making.area().pk, at=making.TODAY).value == 60


def test_any_day_of_the_past_can_be_asked_for_and_a_day_that_is_none_is_said_by_its_field(client):
    a_few(on=date(2026, 3, 5))
    a_few(on=date(2026, 6, 5))
    assert "Number 3" in words(look(client, "head_of_send", "/insight/EHC20?at=2026-05-31"))
    assert "Number 6" in words(look(client, "head_of_send", "/insight/EHC20?at-day=5&at-month=6&at-year=2026"))
    page = look(client, "head_of_send", "/insight/EHC20?at-day=31&at-month=2&at-year=2026")
    assert "Error:" in page and 'value="31"' in page
    assert "The day must be today or in the past" in words(look(client, "head_of_send", "/insight/EHC20?at=2027-01-01"))


def test_a_breakdown_has_a_table_that_adds_up(client):
    for need, plan in zip(("ASD", "ASD", "SEMH"), a_few(), strict=True):
        SenNeed.objects.create(child=plan.child, need=need, rank=1)
    page = words(look(client, "head_of_send", "/insight/EHC20?by=need"))
    assert "Autistic spectrum disorder 2" in page and "All 3" in page


def test_a_board_member_sees_guarded_numbers_at_the_end_of_a_month_and_no_child(client):
    a_few(how_many=3)
    page = words(look(client, "board_member", "/insight/EHC20?by=sex"))
    assert "31 October 2026" in page and "Number *" in page and "Too few children" in page
    assert "The children behind it" not in page and "in SQL" not in page
    look(client, "board_member", "/insight/EHC20/children", 403)


def test_somebody_with_guarded_numbers_gets_no_school_or_provider_even_by_its_address(client):
    plan = a_few(how_many=1)[0]
    making.involve(making.school("Rill Bank School"), plan.child, "setting")
    page = look(client, "board_member", "/insight/EHC20?by=school")
    assert "Rill Bank" not in page
    assert "Error:" in page


def test_the_children_behind_a_figure_are_listed_and_that_they_were_is_in_the_reading_log(client):
    soon, late = a_few(how_many=1) + a_few(200, 1)
    Child.objects.filter(pk=late.child_id).update(forename="Late", surname="Larch")
    page = look(client, "head_of_send", "/insight/EHC01/children?part=missed")
    assert "Late Larch" in page and soon.child.reference not in page
    assert Reading.objects.get(page="insight.indicator_children").child_ids == [late.child_id]


def test_a_closed_record_is_behind_no_figure(client):
    plan = a_few(how_many=2)[0]
    Child.objects.filter(pk=plan.child_id).update(closed_list_on=making.TODAY)
    page = look(client, "head_of_send", "/insight/EHC20/children")
    assert plan.child.reference not in page and "1 child" in words(page)


def test_the_file_holds_exactly_what_the_page_shows(client):
    a_few(how_many=3)
    a_few(200, 9)
    for role, of in (("head_of_send", ("3", "12", "25")), ("board_member", ("*", "10", "*"))):
        lines = list(csv.DictReader(StringIO(look(client, role, "/insight/EHC02/data.csv?at=2026-10-31&by=sex"))))
        assert (lines[0]["Numerator"], lines[0]["Denominator"], lines[0]["Value"]) == of
        assert lines[0]["As at"] == "2026-10-31"
        assert sum(line["Part of"] == "History" for line in lines) == 24


def test_an_indicator_that_waits_says_for_what_and_has_no_number(client):
    page = words(look(client, "head_of_send", "/insight/SS02"))
    assert "There is no number yet. It needs the school census" in page
    look(client, "head_of_send", "/insight/SS02/data.csv", 404)
    look(client, "head_of_send", "/insight/SS02/children", 404)
    look(client, "head_of_send", "/insight/ZZ99", 404)


def test_an_analyst_reads_the_statement_that_counts(client):
    assert "SELECT e.place" in look(client, "analyst", "/insight/EHC10")


def test_who_has_no_figures_of_the_area_gets_none(client):
    for role in ("setting_staff", "provider"):
        look(client, role, "/insight/EHC10", 404)


def test_what_was_known_then_leaves_out_what_was_recorded_later(client):
    asked(date(2026, 3, 2))
    page = words(look(client, "head_of_send", "/insight/EHC10?at=2026-05-31&known=then"))
    assert "Counted with what was known on that day." in page


def test_twelve_months_can_be_asked_for_in_place_of_the_year_by_those_with_guarded_numbers_too(client):
    a_few(how_many=9, on=date(2025, 12, 1))
    a_few(how_many=9, on=date(2026, 2, 2))
    Child.objects.update(first_recorded_on=date(2025, 1, 1))
    assert "Number 10" in words(look(client, "board_member", "/insight/EHC21"))
    assert "Number 20" in words(look(client, "board_member", "/insight/EHC21?over=12+months"))


def test_a_name_that_a_spreadsheet_would_run_is_only_words_in_the_file(client):
    plan = a_few(how_many=1)[0]
    Attendance.objects.create(child=plan.child, organisation=making.school("=1+1 School"), entry_on=date(2026, 1, 5))
    assert ",'=1+1 School," in look(client, "head_of_send", "/insight/EHC20/data.csv?by=school")


# Counts every indicator three times: about a second.
def test_the_list_shows_what_was_counted_today_with_the_time_and_counts_anew_when_asked(client):
    a_few()
    keep_today(making.area(), making.TODAY)
    a_few(how_many=1)
    page = words(look(client, "head_of_send"))
    assert "Counted today at " in page
    assert "3 of 3 from 1 January 2026 to 23 November 2026." in page
    for address in ("/insight?count=now", "/insight"):
        assert "4 of 4 from 1 January 2026 to 23 November 2026." in words(look(client, "head_of_send", address)), address
    with CaptureQueriesContext(connection) as asked_of:
        client.get("/insight")
    assert not [each for each in asked_of.captured_queries if "FROM unnest" in each["sql"]], "the list of what is kept counts nothing"
