"""Where young people go after 16, and what is open to them, counted for those who plan for them."""

from datetime import date, timedelta

import pytest

from goldenthread.casework.models import Consultation
from goldenthread.people.models import Attendance
from goldenthread.plans.models import Line, Version
from goldenthread.reviews.actions import leaving
from goldenthread.reviews.after_16 import after_16
from tests import making

from .change_situations import NINETEEN, SEVENTEEN, TODAY, YEAR_11, manager, with_plan, words

pytestmark = pytest.mark.django_db


def college(name="Beck College"):
    return making.body("setting", name=name, phase="16 plus", establishment_type="Further education")


def asked(plan, setting, **more):
    version = Version.objects.create(child=plan.child, area=plan.area, plan=plan, number=1, started_on=TODAY)
    return Consultation.objects.create(child=plan.child, area=plan.area, plan_version=version, setting=setting, sent_on=TODAY - timedelta(days=20), due_on=TODAY - timedelta(days=5), **more)


def found(person=None):
    person = person or manager()
    from goldenthread.people.policies import standing_of

    return after_16(standing_of(person, TODAY), TODAY)


def where(told):
    return {place: sum_ for place, _, sum_ in told.where if sum_}


def test_each_young_person_is_counted_once_where_they_are_by_year():
    with_plan(SEVENTEEN, school=college())
    with_plan(NINETEEN, name="Ash Reed", school=making.body("setting", name="Fell Specialist College", establishment_type="Special post 16 institution"))
    with_plan(NINETEEN, name="Wren Poole")
    trainee = with_plan(NINETEEN, name="Sky Marsh", school=college("Hill College"))
    type(trainee).objects.filter(pk=trainee.pk).update(work_based="A")
    with_plan(YEAR_11, name="Lee Frost", school=making.school("Mill School"))
    told = found()
    assert told.all == 4 and where(told) == {"College": 1, "Special school or specialist college": 1, "On no roll": 1, "Apprenticeship, traineeship or internship": 1}


def test_what_is_open_says_who_is_there_and_how_each_setting_answered():
    beck = college()
    with_plan(SEVENTEEN, school=beck)
    asked(with_plan(YEAR_11, name="Lee Frost"), beck, replied_on=TODAY - timedelta(days=8), reply="yes")
    asked(with_plan(YEAR_11, name="Ash Reed"), beck)
    with_plan(YEAR_11, name="Wren Poole")
    told = found()
    [one] = told.settings
    assert (one.name, one.there, one.asked, one.yes, one.late, one.usual_days) == ("Beck College", 1, 2, 1, 1, 12)
    assert (told.asked, told.not_asked, told.next_september) == (2, 1, 2027)


def test_the_page_leads_to_who_is_to_be_asked_about_and_to_those_who_left(client):
    plan = with_plan(NINETEEN, school=college("A college with a very long name that goes on and on, for Technology, the Arts and Land-based Studies"))
    with_plan(YEAR_11, name="Wren Poole")
    boss = manager()
    leaving.open_leaver(child=plan.child, left_on=date(2026, 10, 1), because="He left his course", by=boss, on=TODAY)
    client.force_login(boss)
    page = client.get("/after-16")
    assert "For 1 none was asked yet" in words(page) and "phase=secondary_to_post16" in page.content.decode()
    assert "What those who left do now" in words(page) and "Kai Alder" not in words(page)


def test_an_area_without_young_people_says_so_and_a_school_or_a_family_has_no_such_page(client):
    client.force_login(manager())
    assert "Nobody is past Year 11" in words(client.get("/after-16"))
    client.force_login(making.somebody("setting_staff", making.school("Mill School")))
    assert client.get("/after-16").status_code == 404


def test_more_young_people_ask_no_more_of_the_database(django_assert_max_num_queries):
    boss = manager()
    for number in range(6):
        with_plan(NINETEEN, name=f"Kai {number}", school=college(f"College {number}"))
    assert Attendance.objects.count() == 6
    with django_assert_max_num_queries(16):
        found(boss)


def test_help_from_health_counts_only_where_the_plan_in_force_promises_it():
    plan = with_plan(NINETEEN, school=college())
    for number, section in ((1, "G"), (2, "F")):
        version = Version.objects.create(child=plan.child, area=plan.area, plan=plan, number=number, started_on=TODAY, kind="final")
        Line.objects.create(version=version, section=section, kind="provision", position=1, text="Physiotherapy each week.")
        if number == 1:
            issue(version)
            assert found().with_health_lines == 1
    issue(version)
    assert found().with_health_lines == 0


def issue(version):
    Version.objects.filter(pk=version.pk).update(issued_on=TODAY, issued_by=making.officer("Mo Brook"), digest="d" * 64)
