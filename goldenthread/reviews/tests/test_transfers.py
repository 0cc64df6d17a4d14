"""Phase transfer follows the year group; the year is planned back; the family says which setting and is told."""

from datetime import date

import pytest

from goldenthread.core.models import Event, Message
from goldenthread.people.models import Deadline
from goldenthread.reviews import transfers
from goldenthread.reviews.actions import transferring as actions
from goldenthread.reviews.models import PhaseTransfer
from tests import making

from .change_situations import (
    NINETEEN,
    TODAY,
    YEAR_5,
    YEAR_6,
    YEAR_11,
    day,
    key_of,
    manager,
    parent_of,
    with_plan,
    words,
    worker_of,
    young_person,
)

pytestmark = pytest.mark.django_db


def test_mistake_1_a_child_at_an_all_through_school_who_stays_there_is_in_the_phase_transfer_all_the_same(client):
    school = making.school("Fell All-Through School")
    plan = with_plan(YEAR_6, school=school)
    client.force_login(manager())
    page = words(client.get("/transfers?phase=primary_to_secondary"))
    assert "Kai Alder" in page and "14 February 2027" in page and "Fell All-Through School" in page
    assert Deadline.objects.get(matter_id=plan.pk, clock="PHASE-SCHOOL").due_on == date(2027, 2, 14)


def test_year_5_is_planned_a_year_ahead_and_year_11_goes_by_31_march(client):
    with_plan(YEAR_5, name="Wren Poole")
    with_plan(YEAR_11, name="Ash Reed")
    client.force_login(manager())
    assert "Wren Poole" not in words(client.get("/transfers?phase=primary_to_secondary"))
    assert "Wren Poole" in words(client.get("/transfers?phase=primary_to_secondary&year=2028"))
    page = words(client.get("/transfers?phase=secondary_to_post16"))
    assert "Ash Reed" in page and "30 March 2027" in page


def test_infants_move_on_only_where_their_school_ends_there():
    born = date(2020, 3, 9)
    plan = with_plan(born, school=making.school("Mill Infant School"))
    other = with_plan(born, name="Wren Poole", school=making.school("Hill Primary School"))
    found = transfers.moving([plan, other], "infant_to_junior", 2027, TODAY)
    assert [each.child.name for each in found] == ["Kai Alder"]


def test_the_year_is_worked_back_from_the_last_day_and_says_what_is_late():
    plan = with_plan()
    move = transfers.moving([plan], "primary_to_secondary", 2027, TODAY)[0]
    by = {step.key: step.by for step in move.steps}
    assert by["final"] == date(2027, 2, 14)
    assert by["notice"] == date(2026, 12, 20) and by["met"] == date(2026, 11, 22) and by["asked"] == date(2026, 11, 8)
    assert [step.key for step in move.steps if step.legal] == ["final"]
    assert move.late_on(TODAY) and not move.law_broken_on(TODAY)


def test_a_school_plans_for_its_own_pupils_and_sees_no_others(client):
    mine = making.school("Mill School")
    with_plan(school=mine)
    with_plan(name="Wren Poole", school=making.school("Hill School"))
    client.force_login(making.somebody("setting_staff", mine))
    page = words(client.get("/transfers"))
    assert "Kai Alder" in page and "Wren Poole" not in page


def test_a_family_is_asked_says_which_school_and_the_officer_is_told(client):
    plan = with_plan(school=making.school("Mill School"))
    child, wanted = plan.child, making.school("Beck Academy")
    officer, parent = worker_of(child), parent_of(child)
    client.force_login(officer)
    assert client.post(f"/children/{child.pk}/transfer/primary_to_secondary/ask").status_code == 302
    assert Message.objects.filter(to_user_id=parent.pk, subject="Which school or college next?").exists()
    client.force_login(parent)
    at = f"/my/{child.pk}/next-setting"
    page = client.get(at)
    assert "14 February 2027" in words(page) and "You do not have to apply in the usual way" in words(page)
    sent = {**key_of(page), "setting": "Beck Academy", "words": "It is near her grandmother."}
    for _ in range(2):
        assert client.post(at, sent).status_code == 302
    row = PhaseTransfer.objects.get(plan=plan)
    assert (row.preferred, row.said_on, row.phase, row.due_on) == (wanted, TODAY, "primary_to_secondary", date(2027, 2, 14))
    assert Event.objects.filter(verb="reviews.say_preference").count() == 1
    assert Message.objects.filter(to_user_id=officer.pk, subject="A family has answered").count() == 1
    assert "you said: Beck Academy. It is near her grandmother." in words(client.get(at))


def test_mistake_19_the_setting_that_a_family_prefers_is_on_record_and_counts_as_waiting_until_it_is_consulted(client):
    plan = with_plan()
    wanted = making.school("Beck Academy")
    actions.say_preference(plan=plan, phase="primary_to_secondary", year=2027, setting=wanted, words="", said_on=TODAY, by=manager(), on=TODAY)
    client.force_login(manager())
    page = words(client.get(f"/children/{plan.child_id}/transfer"))
    assert "Beck Academy, said on 23 November 2026" in page and "Consult the settings" in page
    move = transfers.moving([plan], "primary_to_secondary", 2027, TODAY)[0]
    assert next(step for step in move.steps if step.key == "consulted").done_on is None


def test_mistake_17_a_family_with_a_plan_is_told_that_it_does_not_go_through_ordinary_admissions(client):
    plan = with_plan()
    client.force_login(parent_of(plan.child))
    assert "the place comes with the plan" in words(client.get(f"/my/{plan.child_id}/next-setting"))


def test_a_preference_without_a_school_or_a_word_is_sent_back_with_what_to_do(client):
    plan = with_plan()
    client.force_login(parent_of(plan.child))
    at = f"/my/{plan.child_id}/next-setting"
    page = client.post(at, key_of(client.get(at)))
    assert page.status_code == 200 and "Enter a school or college, or say in your own words" in words(page)


def test_a_young_person_between_colleges_has_five_months(client):
    plan = with_plan(NINETEEN, name="Kai Alder")
    officer = worker_of(plan.child)
    client.force_login(officer)
    at = f"/children/{plan.child_id}/transfer/move"
    assert client.post(at, {**key_of(client.get(at)), **day("moving_on", date(2027, 9, 1))}).status_code == 302
    row = PhaseTransfer.objects.get(plan=plan)
    assert row.due_on == date(2027, 4, 1)
    assert Deadline.objects.get(child=plan.child, clock="PHASE-P16").due_on == date(2027, 4, 1)
    client.force_login(young_person(plan.child))
    assert "You" in words(client.get(f"/my/{plan.child_id}/next-setting"))


def test_a_move_before_year_12_is_no_post_16_move(client):
    plan = with_plan(YEAR_6)
    client.force_login(worker_of(plan.child))
    at = f"/children/{plan.child_id}/transfer/move"
    page = client.post(at, {**key_of(client.get(at)), **day("moving_on", date(2027, 9, 1))})
    assert "15 February or 31 March" in words(page)


def test_the_final_plan_stops_the_clock_and_the_family_is_told(client):
    plan = with_plan()
    parent = parent_of(plan.child)
    client.force_login(worker_of(plan.child))
    at = f"/children/{plan.child_id}/transfer/primary_to_secondary/final"
    beck = making.school("Beck Academy")
    sent = {**key_of(client.get(at)), **day("final_on", TODAY), "setting": "Beck Academy"}
    assert client.post(at, sent).status_code == 302
    row = PhaseTransfer.objects.get(plan=plan)
    assert (row.final_on, row.final_setting) == (TODAY, beck)
    assert Deadline.objects.get(matter_id=plan.pk, clock="PHASE-SCHOOL").met_on == TODAY
    assert Message.objects.filter(to_user_id=parent.pk, subject="The plan for the next school or college").exists()
    client.force_login(parent)
    assert "It names Beck Academy" in words(client.get(f"/my/{plan.child_id}/next-setting"))


def test_nobody_else_finds_a_familys_page_or_says_its_wish(client):
    plan = with_plan()
    other = parent_of(making.child("Wren Poole"), "Sam Poole")
    client.force_login(other)
    assert client.get(f"/my/{plan.child_id}/next-setting").status_code == 404
    assert client.get(f"/children/{plan.child_id}/transfer").status_code == 404
    assert client.get("/transfers").status_code == 404


def test_an_area_sees_its_schools_beside_one_another_and_each_alone(client):
    mill = making.school("Mill School")
    with_plan(school=mill)
    with_plan(name="Wren Poole", school=making.school("Hill School"))
    client.force_login(manager())
    page = words(client.get("/transfers"))
    assert "By school" in page and "Mill School" in page and "Hill School" in page
    assert "Wren Poole" not in words(client.get(f"/transfers?school={mill.pk}"))
