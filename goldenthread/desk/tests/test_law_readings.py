"""An area reads the law otherwise: who may say so, what follows for its dates, and that no other area's change."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.actors import command
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.settings import DEFAULT
from goldenthread.people import law_readings, tasks
from goldenthread.people.areas.law import set_law_reading
from goldenthread.people.models import Deadline, LawReading

from . import making
from .making import ON

AT = "/law/readings"
ROLL = "roll_forward_non_working_day"
#: A Saturday, and so is the day six weeks later.
RECEIVED, SATURDAY, MONDAY = date(2026, 11, 7), date(2026, 12, 19), date(2026, 12, 21)


@pytest.fixture(autouse=True)
def _asked_again():
    law_readings.forget()
    yield
    law_readings.forget()


@pytest.fixture
def ada(client, area):
    """The area's administrator, signed in."""
    user = making.officer(area, role="administrator", name="Ada Field")
    making.sign_in(client, user)
    return user


def decide_by(child):
    return Deadline.objects.get(child=child, clock="EHCNA-06").due_on


def test_another_reading_moves_the_areas_dates_and_no_others(client, area, ada):
    there = making.area("Thornmouth")
    mine, other = making.child(area, received_on=RECEIVED), making.child(there, received_on=RECEIVED)
    assert (decide_by(mine), decide_by(other)) == (SATURDAY, SATURDAY)
    assert client.post(f"{AT}/{ROLL}", {"value": "on", "why": "Counsel’s advice of May"}).url == f"{AT}?area={area.code}"
    reading = LawReading.objects.get()
    assert (reading.set_on, reading.set_by, reading.finished_at) == (ON, ada, None)
    page = client.get(AT).content.decode()
    assert "Counting the dates of every record anew" in page
    assert "Chosen on 20 November 2026 by Ada Field: Counsel’s advice of May" in page
    assert tasks.count_anew(str(reading.pk)) > 0
    assert (decide_by(mine), decide_by(other)) == (MONDAY, SATURDAY)
    reading.refresh_from_db()
    assert (reading.children, reading.done, reading.finished_at is not None) == (1, 1, True)
    assert "Counting the dates" not in client.get(AT).content.decode()
    assert tasks.count_anew(str(reading.pk)) == 0


def test_what_is_recorded_afterwards_and_the_pages_follow_the_areas_reading(area, client):
    set_law_reading(area=area, name=ROLL, value=True, why="Advice", by=command("tests"), on=ON)
    worker = making.officer(area)
    child = making.child(area, received_on=RECEIVED, worker=worker)
    assert decide_by(child) == MONDAY
    making.sign_in(client, worker)
    assert "21 December 2026" in client.get(f"/children/{child.pk}/dates").content.decode()
    assert "Roll forward" in (page := client.get("/law/settings").content.decode())
    assert page.count(">On<") == 1 + sum(each is True for each in (getattr(DEFAULT, name) for name in law_readings.MAY_BE_SET))


def test_a_reading_is_changed_back_and_each_change_leaves_its_event(area):
    for value in (True, False):
        set_law_reading(area=area, name=ROLL, value=value, why="Advice", by=command("tests"), on=ON)
    assert law_readings.settings_of(area.pk) is DEFAULT
    events = Event.objects.filter(verb="people.set_law_reading").order_by("pk")
    assert [(event.fact["was"], event.fact["is"], event.why) for event in events] == [(False, True, "Advice"), (True, False, "Advice")]


@pytest.mark.parametrize(
    "name, typed, sentence",
    [
        (ROLL, {"why": "Advice"}, "Select on or off"),
        (ROLL, {"value": "on"}, "Enter why the area reads it so"),
        (ROLL, {"value": "off", "why": "Advice"}, "read so here already"),
        ("draft_plan_target_weeks", {"value": "0", "why": "Advice"}, "must be"),
        ("draft_plan_target_weeks", {"value": "x", "why": "Advice"}, "There is a problem"),
        ("receipt_policy", {"value": "never", "why": "Advice"}, "There is a problem"),
    ],
)
def test_what_is_typed_wrongly_gets_a_sentence_and_changes_nothing(client, area, ada, name, typed, sentence):
    assert sentence in client.post(f"{AT}/{name}", typed).content.decode()
    assert not LawReading.objects.exists()


@pytest.mark.parametrize("name, value", [("school_year_starts", [1, 1]), (ROLL, 1), ("draft_plan_target_weeks", True), ("nothing", True)])
def test_no_reading_takes_a_value_that_the_law_cannot_count_with(area, name, value):
    with pytest.raises(TypeError):
        set_law_reading(area=area, name=name, value=value, why="Advice", by=command("tests"), on=ON)


@pytest.mark.parametrize("role", ["head_of_send", "team_manager", "coordinator", "information_governance", "parent"])
def test_nobody_but_an_administrator_of_the_area_chooses(client, area, role):
    user = making.officer(area, role=role)
    making.sign_in(client, user)
    assert client.get(AT).status_code == 403
    with pytest.raises(NotAllowed):
        set_law_reading(area=area, name=ROLL, value=True, why="Advice", by=user, on=ON)
    elsewhere = making.officer(making.area("Thornmouth"), role="administrator")
    making.sign_in(client, elsewhere)
    assert client.get(f"{AT}?area={area.code}").status_code == 404
    with pytest.raises(Refused):
        set_law_reading(area=area, name=ROLL, value=True, why="Advice", by=elsewhere, on=ON)
