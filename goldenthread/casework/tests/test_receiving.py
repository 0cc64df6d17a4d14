"""A request for an assessment: recorded once, by those who may, for a child who is not recorded twice."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.casework import actions, keeping
from goldenthread.casework.models import Case, Request
from goldenthread.core import form_keys
from goldenthread.core.models import Event
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.models import Child, Deadline, Involvement, Relationship
from goldenthread.people.twins import PossibleTwin
from goldenthread.plans.models import Plan
from tests import making

from .situations import DECIDE_BY, RECEIVED, decided, manager, new_child, received

pytestmark = pytest.mark.django_db


def test_a_request_for_a_new_child_starts_the_record_and_its_clocks():
    request = received()
    child = Child.objects.get()
    assert (child.name, Relationship.objects.get().adult.name) == ("Kai Alder", "Jo Alder")
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06").due_on == DECIDE_BY
    assert Case.objects.get(child=child).stage == "deciding"
    assert list(Event.objects.filter(child_id=child.pk).order_by("pk").values_list("verb", flat=True)) == [
        "people.record_child",
        "casework.receive_request",
    ]


@pytest.mark.parametrize(
    ("fields", "said", "new", "taught"),
    [
        ({}, {}, {}, True),
        ({"forename": "ŁÉA ", "surname": ""}, {"worker": None}, {"in_youth_accommodation": True}, False),
        ({"forename": "İpek", "surname": "O’NEILL-Ash", "upn": "Z831999822314"}, {"received_on": date(2025, 3, 3)}, {}, True),
        ({"date_of_birth": date(2004, 2, 29), "adults": ()}, {"route": "young_person"}, {}, False),
    ],
)
def test_the_case_written_with_a_new_record_is_as_it_follows_from_the_facts(fields, said, new, taught):
    setting = making.school("St Anne’s, 1st") if taught else None
    request = received(new_child=new_child(**fields, setting=setting), **said, **new)
    written = Case.objects.filter(child=request.child).values()
    before = list(written)
    Case.objects.filter(child=request.child).delete()
    keeping.refresh_cases([request.child_id])
    assert list(written) == before
    assert before[0]["open_due_on"]


def test_the_event_of_a_request_names_nobody():
    request = received(about="Kai Alder of Mill Lane finds school hard.")
    said = str(Event.objects.get(verb="casework.receive_request").fact)
    assert "Kai" not in said and "Mill" not in said
    assert str(RECEIVED) in said
    assert request.about.startswith("Kai")


def test_the_worker_and_the_school_that_asked_gain_their_way_in():
    school, officer = making.school(), making.officer()
    request = received(by=officer, route="setting", requested_by=school, new_child=new_child(setting=school))
    roles = set(Involvement.objects.filter(child=request.child).values_list("role", "user_id", "organisation_id"))
    assert ("named_worker", officer.pk, None) in roles
    assert ("setting", None, school.pk) in roles


def test_a_letter_to_say_it_was_received_is_queued_with_the_request():
    request = received()
    [queued] = ProcrastinateJob.objects.filter(task_name="casework.acknowledge")
    assert queued.args == {"request_id": str(request.pk)}


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({}, "Same name and date of birth"),
        ({"forename": "Kye"}, "Similar name, same date of birth"),
        ({"forename": "Alder", "surname": "Kai"}, "Similar name, same date of birth"),
        ({"date_of_birth": date(2016, 9, 3)}, "Same name; day and month of birth exchanged"),
        (
            {"forename": "Wren", "surname": "Poole", "date_of_birth": date(2015, 1, 1), "nhs_number": "9993140007"},
            "Same NHS number",
        ),
        (
            {"forename": "Wren", "surname": "Poole", "date_of_birth": date(2015, 1, 1), "upn": "Z831999822314"},
            "Same unique pupil number",
        ),
    ],
)
def test_a_child_who_may_be_on_record_already_is_shown_to_a_person(fields, because):
    there = making.child("Kai Alder", nhs_number="9993140007", upn="Z831999822314")
    with pytest.raises(PossibleTwin) as found:
        received(new_child=new_child(**fields))
    assert [(match.child, match.because) for match in found.value.matches] == [(there, because)]
    assert Request.objects.count() == 0


def test_twins_are_two_children_once_a_person_has_said_so():
    there = making.child("Kit Alder")
    request = received(ruled_out=[there.pk])
    assert request.child != there
    assert Event.objects.get(verb="casework.receive_request").fact["ruled_out"] == [str(there.pk)]


def test_another_child_born_that_day_is_no_match():
    making.child("Wren Poole")
    assert received().child.name == "Kai Alder"


def test_a_upn_that_another_record_holds_is_refused_when_that_record_may_be_seen():
    there = making.child("Wren Poole", born=date(2015, 5, 5), upn="Z831999822314")
    with pytest.raises(Refused, match="This UPN belongs to another record"):
        received(new_child=new_child(upn="Z831999822314"), ruled_out=[there.pk])


def test_a_upn_that_a_closed_record_holds_is_taken_as_for_a_new_child_so_that_no_answer_tells_of_it():
    making.child("Wren Poole", born=date(2015, 5, 5), upn="Z831999822314", closed_list_on=date(2026, 2, 1))
    officer = making.officer()
    from goldenthread.people.standing import stand

    stand(officer, making.TODAY)
    assert received(by=officer, new_child=new_child(upn="Z831999822314")).child.upn == "Z831999822314"


def test_the_same_form_sent_twice_is_one_request():
    key, officer = uuid4(), making.officer()
    first = received(by=officer, form_key=key, result_url="/requests/1")
    assert first.pk == key
    with pytest.raises(form_keys.AlreadySent) as sent:
        received(by=officer, form_key=key, result_url="/requests/1")
    assert sent.value.url == "/requests/1"
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"received_on": date(2026, 11, 24)}, "today or in the past"),
        ({"received_on": date(2014, 8, 31)}, "1 September 2014 or later"),
        ({"new_child": new_child(date_of_birth=date(2026, 11, 20))}, "before the date of birth"),
        ({"new_child": new_child(date_of_birth=date(2001, 11, 1))}, "had reached 25"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_what_to_do(fields, sentence):
    with pytest.raises(Refused, match=sentence):
        received(**fields)
    assert Child.objects.count() == 0


def test_a_second_request_while_one_is_open_is_refused_with_its_date():
    request = received()
    with pytest.raises(Refused, match="A request received on 2 November 2026 is being worked on"):
        received(child=request.child)


def test_a_new_request_may_follow_a_refusal():
    request = received()
    decided(request, yes=False)
    assert received(child=request.child, received_on=making.TODAY).pk != request.pk


def test_a_child_with_a_plan_in_force_needs_a_reassessment_instead():
    child = making.child()
    Plan.objects.create(child=child, area=child.area, made_on=date(2025, 1, 1))
    with pytest.raises(Refused, match="reassessment") as refused:
        received(child=child)
    assert "section 44" in refused.value.citation.text


def test_somebody_whose_role_records_no_requests_is_refused_and_told_whom_to_ask():
    with pytest.raises(NotAllowed, match="EHC coordinator"):
        received(by=making.somebody("analyst"))


def test_an_officer_of_another_area_may_not_record_a_request_here():
    with pytest.raises(NotAllowed):
        received(by=making.officer(of=making.area("991", "Thornmouth")))


def test_a_school_may_record_a_request_for_its_own_pupil_only():
    school, child, stranger = (
        making.school(),
        making.child("Kai Alder"),
        making.child("Wren Poole", born=date(2012, 1, 1)),
    )
    making.involve(school, child, "setting")
    teacher = making.somebody("setting_staff", school)
    assert received(by=teacher, child=child, worker=None, route="setting", requested_by=school)
    with pytest.raises(NotAllowed):
        received(by=teacher, child=stranger, worker=None, route="setting")


def test_a_request_that_is_withdrawn_has_no_clock_left_that_runs():
    request = received()
    actions.withdraw_request(request=request, why="Jo Alder telephoned.", by=manager(), on=making.TODAY)
    assert not Deadline.objects.filter(matter_id=request.pk, met_on=None, ended_on=None).exists()
    assert Case.objects.get(child=request.child).stage == "ended"


def test_a_request_cannot_be_withdrawn_without_saying_who_said_so_or_after_a_refusal():
    request = received()
    with pytest.raises(Refused, match="Say who withdrew"):
        actions.withdraw_request(request=request, why=" ", by=manager(), on=making.TODAY)
    decided(request, yes=False)
    with pytest.raises(Refused, match="has decided this request"):
        actions.withdraw_request(request=request, why="Jo telephoned.", by=manager(), on=making.TODAY)


def test_a_corrected_date_moves_every_clock_and_keeps_both_dates():
    request = received()
    actions.correct_received_date(
        request=request,
        received_on=date(2026, 10, 26),
        why="It was in the school inbox.",
        version=1,
        by=manager(),
        on=making.TODAY,
    )
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06").due_on == date(2026, 12, 7)
    assert Event.objects.get(verb="casework.correct_received_date").fact == {
        "was": "2026-11-02",
        "received_on": "2026-10-26",
    }


def test_a_date_is_not_corrected_without_a_reason_nor_over_somebody_elses_change():
    request = received()
    with pytest.raises(Refused, match="how you know"):
        actions.correct_received_date(
            request=request, received_on=date(2026, 10, 26), why="", by=manager(), on=making.TODAY
        )
    actions.correct_received_date(
        request=request, received_on=date(2026, 10, 26), why="Seen.", version=1, by=manager(), on=making.TODAY
    )
    with pytest.raises(Changed):
        actions.correct_received_date(
            request=request, received_on=date(2026, 10, 27), why="Seen.", version=1, by=manager(), on=making.TODAY
        )


def test_a_new_named_worker_takes_the_place_of_the_old_one():
    request = received()
    worker = making.officer("Sam Okoye")
    actions.set_named_worker(request=request, worker=worker, by=manager(), on=making.TODAY)
    assert Involvement.objects.get(child=request.child, role="named_worker", until_on=None).user == worker
    assert Case.objects.get(child=request.child).worker == worker
