"""Beside each child behind a figure stands what a meeting wants to know: what the record holds, and what this reader may read."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.insight.meetings.flags import flags_of
from goldenthread.insight.tests.test_exclusions import put
from goldenthread.insight.tests.test_indicators import asked, issued
from goldenthread.people.groups.actions import add_group
from goldenthread.people.models import Attendance
from goldenthread.people.standing import stand
from goldenthread.reviews.models import LookedAfter
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


def flags(person, child, on=ON):
    child.refresh_from_db()
    return [each.words for each in flags_of(stand(person, on), [child], on).get(child.pk, [])]


def at_school(child, **fields):
    return Attendance.objects.create(child=child, entry_on=date(2025, 9, 1), **({"organisation": making.school()} | fields))


def test_a_child_of_whom_the_record_holds_nothing_has_no_flag():
    assert flags(making.somebody("head_of_send"), making.child()) == []


def test_suspensions_of_a_year_and_exclusions_are_said_with_the_days_lost():
    kai, school = making.child(), making.school()
    put(kai, school, date(2025, 10, 6))
    for each in (date(2026, 10, 5), date(2026, 10, 7)):
        put(kai, school, each)
    put(kai, school, date(2026, 11, 2), kind="permanent")
    assert flags(making.somebody("head_of_send"), kai) == ["Permanently excluded from 2 November 2026", "2 suspensions in a year, 2 days lost"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"left_on": date(2026, 10, 1)}, ["On no school’s roll"]),
        ({"organisation": None, "setting_type": "EHE"}, ["Educated at home"]),
        ({"organisation": None, "setting_type": "NEET"}, ["Out of school, work and training"]),
        ({"attendance_pattern": "PT"}, ["Attends part-time"]),
        ({}, []),
    ],
)
def test_where_a_child_is_in_place_of_school_is_said(place, said):
    kai = making.child()
    at_school(kai, **place)
    assert flags(making.somebody("head_of_send"), kai) == said


def test_one_who_is_at_any_school_is_not_out_of_school_and_one_past_school_age_is_on_no_roll_of_right():
    kai, ash = making.child("Kai Alder"), making.child("Ash Poole", born=date(2004, 3, 9))
    at_school(kai)
    at_school(kai, organisation=None, setting_type="EHE", rank=2)
    at_school(ash, left_on=date(2026, 7, 20))
    head = making.somebody("head_of_send")
    assert flags(head, kai) == flags(head, ash) == []


def test_a_clock_that_is_late_is_said_with_its_day():
    kai = asked(date(2026, 6, 1)).child
    making.kept(kai)
    said = flags(making.somebody("head_of_send"), kai)
    assert len(said) == 1 and said[0].startswith("Late: ") and "July 2026" in said[0]


def test_care_and_protection_are_said_only_to_whoever_may_read_of_them():
    kai, head = making.child(), making.somebody("head_of_send")
    add_group(child=kai, group="protection", source="social_care", learnt_on=date(2026, 10, 1), from_on=date(2026, 10, 1), by=command("tests"), on=ON)
    LookedAfter.objects.create(child=kai, area=kai.area, from_on=date(2026, 9, 1), authority="Calderbeck Council")
    put(kai, making.school(), date(2026, 10, 5))
    assert flags(head, kai) == ["Child protection plan", "1 suspension in a year, 1 day lost", "Looked after"]
    coordinator = making.officer()
    assert flags(coordinator, kai) == [], "theirs only of their own cases"
    making.involve(coordinator, kai, "named_worker")
    assert flags(coordinator, kai) == flags(head, kai)
    psychologist = making.somebody("psychologist")
    making.involve(psychologist, kai, "adviser")
    assert flags(psychologist, kai) == ["Looked after"]


def test_the_page_shows_them_and_asks_no_more_of_fifty_children_than_of_two(client):
    head = making.somebody("head_of_send")
    client.force_login(head)
    counts = []
    for how_many in (2, 45):
        for _ in range(how_many):
            child = issued(100, date(2026, 9, 5)).child
            at_school(child, left_on=date(2026, 10, 1))
        client.get("/insight/EHC20/children")
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/insight/EHC20/children").content.decode()
        counts.append(len(captured))
        assert page.count("On no school’s roll") == sum((2, 45)[: len(counts)])
    assert counts[0] == counts[1], counts
    assert "To know, as of today" in page


def test_what_has_ended_is_flagged_no_more():
    kai, head = making.child(), making.somebody("head_of_send")
    LookedAfter.objects.create(child=kai, area=kai.area, from_on=date(2026, 2, 1), until_on=ON, authority="Calderbeck Council")
    put(kai, making.school(), ON - timedelta(days=370))
    assert flags(head, kai) == []
