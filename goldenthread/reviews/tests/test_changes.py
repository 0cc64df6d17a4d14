"""Adulthood from Year 9, assessing again, custody and care: each with what the law asks for, for officers and families."""

from datetime import date

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Deadline, Document
from goldenthread.reviews import pathways
from goldenthread.reviews.actions import adulthood, holding, reassessing
from goldenthread.reviews.models import Custody, PathwayStep, Reassessment, Review
from tests import making

from .change_situations import (
    SEVENTEEN,
    TODAY,
    YEAR_6,
    YEAR_9,
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


# --- Adulthood


def test_the_four_pathways_begin_in_year_9_and_not_before(client):
    nine, six = with_plan(YEAR_9), with_plan(YEAR_6, name="Wren Poole")
    client.force_login(manager())
    page = words(client.get(f"/children/{nine.child_id}/adulthood"))
    for name in pathways.THEMES.values():
        assert name in page
    assert client.get(f"/children/{six.child_id}/adulthood").status_code == 404
    assert "Preparing for adulthood" not in words(client.get(f"/children/{six.child_id}/changes"))


def test_a_young_person_says_how_far_a_step_is_and_the_officer_reads_it(client):
    plan = with_plan(SEVENTEEN)
    client.force_login(young_person(plan.child))
    at = f"/my/{plan.child_id}/adulthood"
    assert "say how far you are" in words(client.get(at))
    answer = client.post(f"{at}/employment-likes", {"state": "done", "words": "I like engines."})
    assert answer.url == f"{at}#employment"
    client.force_login(manager())
    page = words(client.get(f"/children/{plan.child_id}/adulthood"))
    assert "The young person, 23 November 2026: I like engines." in page and "1 of 9 steps done" in page


def test_nobody_else_says_it_for_the_family():
    plan = with_plan(SEVENTEEN)
    with pytest.raises(NotAllowed):
        adulthood.say_step(child=plan.child, step="living.cook", state="done", whose=PathwayStep.Whose.PARENT, by=parent_of(making.child("Wren Poole"), "Sam Poole"), on=TODAY)


def test_every_pathway_has_the_same_stages_and_every_step_a_name_of_its_own():
    assert len({step.key for step in pathways.STEPS}) == len(pathways.STEPS)
    for pathway in pathways.of([]):
        assert [len(steps) for _, steps in pathway.stages] == [3, 3, 3]


# --- Assessing again


def asked(route="parent", on=TODAY, made_on=date(2024, 1, 15)):
    plan = with_plan(made_on=made_on)
    parent_of(plan.child)
    return reassessing.note_reassessment(plan=plan, route=route, requested_on=on, why="More help is needed.", by=manager(), on=TODAY)


def test_fifteen_days_to_decide_then_fourteen_weeks_to_the_plan():
    row = asked()
    assert Deadline.objects.get(matter_id=row.pk, clock="REASSESS-15D").due_on == date(2026, 12, 8)
    reassessing.decide_to_reassess(row=row, by=manager(), on=TODAY)
    kept = {each.clock: each for each in Deadline.objects.filter(matter_id=row.pk)}
    assert kept["REASSESS-15D"].met_on == TODAY and kept["REASSESS-14W"].due_on == date(2027, 3, 1)
    assert Document.objects.filter(child=row.child, kind="decision-reassess").exists()


def test_six_months_after_an_assessment_is_no_ground_to_refuse():
    row = asked()
    with pytest.raises(Refused, match="six months or more before the request"):
        reassessing.refuse_to_reassess(row=row, ground="six_months", reasons="Too soon.", by=manager(), on=TODAY)
    recent = with_plan(name="Wren Poole", made_on=date(2026, 8, 1))
    other = reassessing.note_reassessment(plan=recent, route="setting", requested_on=TODAY, why="", by=manager(), on=TODAY)
    assert reassessing.refuse_to_reassess(row=other, ground="six_months", reasons="Assessed in July.", by=manager(), on=TODAY).will is False


def test_a_refusal_carries_its_reasons_and_every_right():
    row = asked()
    with pytest.raises(Refused, match="Give the reasons"):
        reassessing.refuse_to_reassess(row=row, ground="not_necessary", reasons=" ", by=manager(), on=TODAY)
    reassessing.refuse_to_reassess(row=row, ground="not_necessary", reasons="The review in June covers it.", by=manager(), on=TODAY)
    assert Document.objects.filter(child=row.child, kind="decision-not-reassess", addressee__name="Jo Alder").exists()


def test_the_councils_own_decision_starts_the_fourteen_weeks():
    row = asked(route="own")
    assert row.will and Deadline.objects.get(matter_id=row.pk).clock == "REASSESS-14W"


def test_mistake_9_a_reassessment_or_a_review_is_not_barred_because_other_work_is_open():
    """Cumbria 19 011 568 and Kent 24 014 617: neither waits for a transfer, nor for an amendment that is not finished."""
    plan = with_plan()
    Review.objects.create(plan=plan, met_on=date(2026, 10, 1), outcome="A", notified_on=date(2026, 10, 20))
    assert reassessing.note_reassessment(plan=plan, route="parent", requested_on=TODAY, why="", by=manager(), on=TODAY).pk
    assert Review.objects.create(plan=plan, met_on=TODAY).pk


def test_the_pages_lead_from_the_request_to_what_came_of_it(client):
    plan = with_plan()
    parent_of(plan.child)
    client.force_login(manager())
    at = f"/children/{plan.child_id}/reassessment"
    form = client.get(f"{at}/note")
    assert client.post(f"{at}/note", {**key_of(form), "route": "parent", **day("requested_on", TODAY), "why": "Please."}).url == at
    assert "8 December 2026" in words(client.get(at))
    assert client.post(f"{at}/decide", {**key_of(client.get(f"{at}/decide")), "will": "yes"}).url == at
    sent = {**key_of(client.get(f"{at}/finish")), **day("final_on", TODAY), "words": "An amended plan."}
    assert client.post(f"{at}/finish", sent).url == at
    assert Reassessment.objects.get().final_on == TODAY
    assert Event.objects.filter(verb="reviews.decide_to_reassess").count() == 1


# --- Custody and care


def test_in_custody_the_plan_is_kept_and_who_arranges_what_is_said(client):
    plan = with_plan(SEVENTEEN)
    client.force_login(worker_of(plan.child))
    at = f"/children/{plan.child_id}/custody"
    form = client.get(f"{at}/change")
    sent = {**key_of(form), "place": "Fellside Secure Home", **day("from_on", date(2026, 11, 10)), **day("aware_on", date(2026, 11, 12)), "arranged": "Reading three times a week."}
    assert client.post(f"{at}/change", sent).url == at
    page = words(client.get(at))
    assert "The plan is kept" in page and "health commissioner for detained persons arranges section G" in page and "Reading three times a week." in page
    plan.refresh_from_db()
    assert plan.ceased_on is None
    with pytest.raises(Refused, match="as soon as it can be"):
        holding.release(custody=Custody.objects.get(), released_on=TODAY, review_planned_on=None, by=manager(), on=TODAY)
    holding.release(custody=Custody.objects.get(), released_on=TODAY, review_planned_on=date(2026, 12, 4), by=manager(), on=TODAY)
    assert "4 December 2026" in words(client.get(at))


def test_over_18_the_duties_of_youth_accommodation_do_not_apply():
    plan = with_plan(date(2005, 3, 9))
    with pytest.raises(Refused, match="aged 18 or under"):
        holding.begin_custody(child=plan.child, plan=plan, from_on=TODAY, aware_on=TODAY, place="Prison", by=manager(), on=TODAY)


def test_a_looked_after_child_has_the_days_that_reviews_go_with(client):
    plan = with_plan()
    client.force_login(worker_of(plan.child))
    at = f"/children/{plan.child_id}/care"
    sent = {"authority": "Calderbeck Council", **day("from_on", date(2026, 3, 1)), **day("education_plan_on", date(2027, 1, 14))}
    assert client.post(f"{at}/change", sent).url == at
    assert "14 January 2027" in words(client.get(at))
    assert client.post(f"{at}/end", day("until_on", TODAY)).url == at
    assert "to 23 November 2026" in words(client.get(at))


def test_the_page_of_changes_leads_to_each(client):
    plan = with_plan(SEVENTEEN)
    client.force_login(manager())
    page = words(client.get(f"/children/{plan.child_id}/changes"))
    for name in ("Phase transfer", "Preparing for adulthood", "Assessing again", "Ending the plan", "Move to another council", "After leaving", "Looked after", "Youth accommodation"):
        assert name in page


# --- Never dark


def test_the_familys_page_and_the_records_dates_say_what_changes(client):
    row = asked()
    parent = row.child.relationships.get().adult.user
    client.force_login(parent)
    page = words(client.get(f"/my/{row.child_id}"))
    assert "asked for needs to be assessed again" in page
    assert "Which school or college next? Say which you would like. The plan that names it is due by 14 February 2027" in page
    client.force_login(manager())
    assert "Reassessment, from 23 November 2026" in words(client.get(f"/children/{row.child_id}/dates"))
    assert "A reassessment was asked for" in words(client.get(f"/children/{row.child_id}/timeline"))
