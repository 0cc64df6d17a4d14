"""A refusal that mediation, an order or the council changed: its own clocks, its stage, and nothing of the refusal lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.casework import actions
from goldenthread.casework.actions import concluding
from goldenthread.casework.models import Case, Decision, Replacement, Request
from goldenthread.core import clock
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Deadline, Document
from goldenthread.plans.models import Version
from tests import making, upstairs

from . import advice_situations
from .situations import RECEIVED, decided, manager, new_child, received
from .test_recording_pages import words

pytestmark = pytest.mark.django_db
TODAY = making.TODAY
KINDS = ["mediation", "order", "unopposed", "conceded"]


def refused():
    """A refusal to assess, as it is on record."""
    return again(decided(received(), yes=False))


def again(decision):
    return Decision.objects.select_related("request__child__area", "request__area").get(request=decision.request, about=decision.about)


def fresh(request):
    return Request.objects.select_related("child__area", "area").get(pk=request.pk)


def not_issued(**fields):
    request = fresh(advice_situations.answered(advice_situations.assessing(**fields)).request)
    return again(concluding.decide_not_to_issue(request=request, reasons="The school can meet the needs.", made_on=TODAY, by=manager(), on=TODAY))


def changed(decision, kind="order", **fields):
    given = {"decision": decision, "kind": kind, "happened_on": TODAY, "what": "The council is to assess Kai.", "by": manager(), "on": TODAY}
    return actions.replace_refusal(**{**given, **fields})


def kept(request):
    return {row.clock: row for row in Deadline.objects.filter(matter_id=request.pk)}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("order", {"ORD-ASSESS-2W": 2, "ORD-ASSESS-10W": 10, "ORD-ASSESS-14W": 14}),
        ("mediation", {"ORD-ASSESS-2W": 2, "ORD-ASSESS-10W": 10, "ORD-ASSESS-14W": 14}),
        ("unopposed", {"UNOPP-ASSESS-2W": 2, "UNOPP-ASSESS-10W": 10, "UNOPP-ASSESS-14W": 14}),
    ],
)
def test_a_refusal_to_assess_that_is_changed_runs_the_dates_of_regulations_42_to_45(kind, expected):
    decision = refused()
    changed(decision, kind)
    rows = kept(decision.request)
    assert {name: row.due_on for name, row in rows.items() if "ASSESS" in name} == {name: TODAY + timedelta(weeks=weeks) for name, weeks in expected.items()}
    assert (rows["EHCNA-06"].met_on, rows["EHCNA-20"].ended_on) == (TODAY, TODAY)
    case = Case.objects.get(child=decision.request.child)
    assert (case.stage, case.stage_since, case.open) == ("assessing", TODAY, True)


def test_giving_way_without_an_order_leaves_the_twenty_weeks_of_the_request():
    decision = refused()
    changed(decision, "conceded")
    rows = kept(decision.request)
    assert (rows["EHCNA-20"].due_on, rows["EHCNA-20"].ended_on) == (RECEIVED + timedelta(weeks=20), None)
    assert not [name for name in rows if "ORD" in name or "UNOPP" in name]
    assert Case.objects.get(child=decision.request.child).next_due_on == RECEIVED + timedelta(weeks=16)


def test_after_a_changed_refusal_advice_is_sought_and_whether_to_issue_is_decided():
    decision = refused()
    changed(decision, told_on=TODAY)
    request = fresh(decision.request)
    advice_situations.answered(request)
    issue = concluding.decide_to_issue(request=fresh(request), made_on=TODAY, by=manager(), on=TODAY)
    assert issue.yes
    assert Case.objects.get(child=request.child).stage == "drafting"
    assert kept(request)["ORD-ASSESS-2W"].met_on == TODAY


def test_a_refusal_to_issue_that_is_changed_begins_the_draft_and_runs_five_and_eleven_weeks():
    decision = not_issued()
    changed(decision, what="The council is to make a plan.")
    rows = kept(decision.request)
    assert rows["ORD-MAKE-5W"].due_on == TODAY + timedelta(weeks=5)
    assert rows["ORD-MAKE-11W"].due_on == TODAY + timedelta(weeks=11)
    assert rows["EHCNA-16"].met_on == TODAY
    assert Case.objects.get(child=decision.request.child).stage == "drafting"
    draft = Version.objects.get(child=decision.request.child)
    assert draft.matter_id == decision.request.pk
    served = TODAY + timedelta(days=9)
    Version.objects.filter(pk=draft.pk).update(first_served_on=served)
    making.kept(decision.request.child)
    assert kept(decision.request)["ORD-MAKE-5W"].met_on == served


def test_an_agreement_can_set_another_last_day_in_writing_and_an_order_cannot():
    decision = refused()
    with pytest.raises(Refused, match="Only an agreement"):
        changed(decision, "order", agreed_by=date(2027, 5, 1))
    changed(decision, "mediation", agreed_by=date(2027, 5, 1))
    assert kept(decision.request)["ORD-ASSESS-14W"].due_on == date(2027, 5, 1)


def test_two_refusals_in_one_case_each_keep_what_changed_them():
    first = refused()
    changed(first, told_on=TODAY)
    request = fresh(first.request)
    advice_situations.answered(request)
    second = concluding.decide_not_to_issue(request=fresh(request), reasons="Not needed.", made_on=TODAY, by=manager(), on=TODAY)
    rows = kept(request)
    assert (rows["ORD-ASSESS-10W"].met_on, rows["ORD-ASSESS-14W"].ended_on, rows["EHCNA-16"].met_on) == (TODAY, TODAY, None)
    changed(again(second), what="The council is to make a plan.")
    rows = kept(request)
    assert {"ORD-ASSESS-10W", "ORD-MAKE-11W"} <= set(rows)
    assert rows["ORD-ASSESS-14W"].ended_on == TODAY


def test_what_is_kept_of_a_changed_refusal_is_made_again_equal():
    decision = refused()
    changed(decision, told_on=TODAY)
    before = set(Deadline.objects.values_list("clock", "due_on", "met_on", "ended_on")), Case.objects.values().get()
    Deadline.objects.all().delete()
    Case.objects.all().delete()
    making.kept(decision.request.child)
    assert (set(Deadline.objects.values_list("clock", "due_on", "met_on", "ended_on")), Case.objects.values().get()) == before


def test_a_request_that_is_withdrawn_ends_the_dates_of_an_order():
    decision = refused()
    changed(decision)
    actions.withdraw_request(request=fresh(decision.request), why="Jo Alder wrote", by=manager(), on=TODAY)
    assert {row.ended_on for row in Deadline.objects.filter(clock__startswith="ORD-")} == {TODAY}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"happened_on": TODAY + timedelta(days=1)}, "today or in the past"),
        ({"happened_on": TODAY - timedelta(days=1)}, "cannot be before that"),
        ({"what": " "}, "in its own words"),
        ({"told_on": TODAY - timedelta(days=3)}, "Check the day"),
        ({"appealed_on": TODAY - timedelta(days=3)}, "The appeal was registered after the refusal"),
    ],
)
def test_days_that_cannot_have_happened_are_refused(fields, sentence):
    with pytest.raises(Refused, match=sentence):
        changed(refused(), **fields)
    assert not Replacement.objects.exists()


def test_a_yes_is_not_changed_and_no_refusal_is_changed_twice():
    with pytest.raises(Refused, match="Only a refusal"):
        changed(decided(received()))
    decision = again(decided(received(new_child=new_child(forename="Wren", surname="Poole")), yes=False))
    changed(decision)
    with pytest.raises(Refused, match="changed already"):
        changed(decision, "mediation")


def test_a_coordinator_does_not_record_it():
    with pytest.raises(NotAllowed):
        changed(refused(), by=making.officer("Sam Okoye"))


@pytest.mark.parametrize(
    ("kind", "appealed", "mediation", "tribunal"),
    [("mediation", False, True, False), ("order", False, False, True), ("unopposed", True, False, True), ("conceded", False, False, False), ("conceded", True, False, True)],
)
def test_the_return_says_mediation_or_tribunal_and_keeps_the_first_outcome(kind, appealed, mediation, tribunal):
    decision = refused()
    changed(decision, kind, appealed_on=TODAY if appealed else None)
    request = Request.objects.get(pk=decision.request.pk)
    assert (request.request_mediation, request.request_tribunal) == (mediation, tribunal)
    assert request.assessment_mediation is None
    [person] = upstairs.people_of_the_return(request.area, 2027)
    [asked] = person.requests
    assert (asked.outcome, asked.outcome_on, asked.mediation, asked.tribunal) == ("N", TODAY, "1" if mediation else "0", "1" if tribunal else "0")
    assert asked.assessment.outcome == "A"


# Each round writes a case of its own: six actions.
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(KINDS), st.booleans(), st.integers(0, 60), st.integers(0, 30))
def test_whatever_changes_it_the_refusal_keeps_its_dates_its_letter_and_its_reasons(kind, to_issue, later, told_later):
    decision = not_issued(new_child=somebody()) if to_issue else again(decided(received(new_child=somebody()), yes=False))
    before = Decision.objects.filter(pk=decision.pk).values().get()
    first = {name: (row.starts_on, row.due_on) for name, row in kept(decision.request).items()}
    on = TODAY + timedelta(days=later)
    with clock.standing_on(on + timedelta(days=told_later)):
        changed(decision, kind, happened_on=on, told_on=on, on=on + timedelta(days=told_later))
    assert Decision.objects.filter(pk=decision.pk).values().get() == {**before, "replaced_on": on}
    after = {name: (row.starts_on, row.due_on) for name, row in kept(decision.request).items()}
    assert first.items() <= after.items()
    assert Case.objects.get(child=decision.request.child).stage == ("drafting" if to_issue else "assessing")


# --- The pages


@pytest.fixture
def at_table(sign_in):
    return sign_in(manager())


def typed(page, **fields):
    body = page.content.decode()
    key = body.split('name="form_key" value="')[1].split('"')[0]
    version = body.split('name="version" value="')[1].split('"')[0]
    day = {"ordered_on-day": "23", "ordered_on-month": "11", "ordered_on-year": "2026"}
    return {"form_key": key, "version": version, "kind": "order", "what": "The council shall assess Kai.", **day, **fields}


def test_an_order_is_recorded_with_its_paper_and_sent_twice_is_one(at_table):
    request = refused().request
    at = f"/requests/{request.pk}/replaced"
    assert at in at_table.get(f"/requests/{request.pk}").content.decode()
    said = typed(at_table.get(at))
    for _ in range(2):
        paper = SimpleUploadedFile("order.txt", b"The Tribunal orders that the council assess Kai.")
        assert at_table.post(at, {**said, "paper": paper}).url == at
    assert Replacement.objects.get().paper == Document.objects.get(matter_id=request.pk, title="What changed the decision not to assess")
    assert Event.objects.filter(verb="casework.replace_refusal").count() == 1
    shown = words(at_table.get(at))
    assert "Ordered by the Tribunal, on 23 November 2026" in shown and "regulation 44(2)(b)" in shown and "Not yet" in shown
    day = {"told": "yes", "told_on-day": "23", "told_on-month": "11", "told_on-year": "2026"}
    assert at_table.post(at, day).url == at
    assert Deadline.objects.get(clock="ORD-ASSESS-2W").met_on == TODAY
    assert "the council must now assess" in words(at_table.get(f"/requests/{request.pk}"))


def test_what_was_typed_comes_back_with_the_sentence_that_says_what_is_wrong(at_table):
    request = refused().request
    at = f"/requests/{request.pk}/replaced"
    page = at_table.post(at, typed(at_table.get(at), **{"ordered_on-day": "20"}))
    assert "cannot be before that" in words(page) and "The council shall assess Kai." in words(page)
    assert "Select what changed the refusal" in words(at_table.post(at, {}))


def test_an_exception_can_be_claimed_on_the_date_of_an_order(at_table):
    request = refused().request
    changed(again(request.decisions.get()))
    page = words(at_table.get(f"/requests/{request.pk}/exceptions/claim"))
    assert "The family wants to comment after the 15 days" in page
    said = {"clock": "ORD-ASSESS-14W", "ground": "late_representations", "evidence": "Jo Alder asked for three more weeks."}
    assert at_table.post(f"/requests/{request.pk}/exceptions/claim", said).status_code == 302
    claim = request.exception_claims.get()
    actions.accept_exception(claim=claim, family_told_on=TODAY, by=manager(), on=TODAY)
    assert {row.clock: row.lifted_on for row in Deadline.objects.filter(clock__startswith="ORD-")} == {
        "ORD-ASSESS-2W": None, "ORD-ASSESS-10W": None, "ORD-ASSESS-14W": TODAY,
    }  # fmt: skip


def test_a_family_is_told_that_there_is_news_and_reads_what_changed_and_by_when(sign_in):
    request = refused().request
    parent = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(parent, request.child, "family")
    tie = request.child.relationships.get()
    type(tie.adult).objects.filter(pk=tie.adult_id).update(user=parent)
    changed(again(request.decisions.get()), "mediation")
    assert Message.objects.filter(to_user_id=parent.pk, subject="There is news of a request").exists()
    shown = words(sign_in(parent).get(f"/my/{request.child_id}"))
    assert "You and the council agreed in mediation: the council now carries out an assessment" in shown
    assert "The council must tell you that it carries out the assessment" in shown and "7 December 2026" in shown


def somebody():
    """Somebody whom no earlier round has on record."""
    number = Request.objects.count()
    return new_child(forename=f"Ash{'abcdefghijklmnopqrstuvwxyz'[number % 26]}", surname=f"Wood{'abcdefghijklmnopqrstuvwxyz'[number // 26]}", date_of_birth=date(2015, 1, 1) + timedelta(days=number * 37))
