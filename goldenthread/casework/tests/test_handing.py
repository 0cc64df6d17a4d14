"""Cases change hands: a caseload in one step, shared fairly, brothers and sisters together; each family and worker is told."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from goldenthread.casework import actions, handing
from goldenthread.casework.actions import handing as handing_action
from goldenthread.casework.models import Case
from goldenthread.core import opaque
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.models import Adult, Involvement, Membership, Relationship
from tests import making

from . import situations

pytestmark = pytest.mark.django_db
TODAY = making.TODAY
FAMILIES = ("Alder", "Birch", "Cedar", "Elm")


@pytest.fixture
def office():
    """An officer who leaves with four cases, two who stay, and their manager."""
    leaver, first, second = (making.officer(name) for name in ("Ellis Marlow", "Ada Brook", "Ben Cole"))
    children = [situations.received(by=leaver, child=making.child(f"Kai {surname}")).child for surname in FAMILIES]
    return SimpleNamespace(leaver=leaver, first=first, second=second, manager=situations.manager(), children=children)


def worker_of(child):
    return Case.objects.get(pk=child.pk).worker_id


def hand_over(office, **said):
    return actions.hand_over_cases(
        **{"children": office.children, "to": [office.first, office.second], "why": "Leaves.", "by": office.manager, "on": TODAY, **said}
    )


def test_a_caseload_is_shared_out_evenly_and_nobody_keeps_a_case_of_the_leaver(office):
    assert sorted(hand_over(office).values()) == [2, 2]
    assert {worker_of(child) for child in office.children} == {office.first.pk, office.second.pk}
    assert not Involvement.objects.filter(role="named_worker", user=office.leaver, until_on__isnull=True).exists()
    assert Event.objects.filter(verb="casework.set_named_worker", why="Leaves.").count() == 4


def test_whoever_carries_less_gets_more(office):
    for surname in ("Fir", "Gorse"):
        situations.received(by=office.first, child=making.child(f"Leo {surname}"))
    assert hand_over(office) == {office.first.pk: 1, office.second.pk: 3}


def test_brothers_and_sisters_stay_with_one_worker(office):
    mother = Adult.objects.create(name="Jo Alder")
    for child in (office.children[0], office.children[3]):
        Relationship.objects.create(child=child, adult=mother, kind="mother", from_on=date(2026, 1, 5))
    hand_over(office)
    assert worker_of(office.children[0]) == worker_of(office.children[3])


def test_a_parent_who_can_sign_in_is_told_and_the_message_names_nobody(office):
    parent = making.somebody("parent", name="Jo Alder")
    child = office.children[0]
    adult = Adult.objects.create(name="Jo Alder", user=parent)
    Relationship.objects.create(child=child, adult=adult, kind="mother", from_on=date(2026, 1, 5), parental_responsibility_from=date(2026, 1, 5))
    making.involve(parent, child, "family")
    hand_over(office)
    told = Message.objects.get(to_user_id=parent.pk, key__startswith="worker.")
    assert told.subject == "Your named worker has changed"
    assert not any(name in told.body for name in ("Kai", "Alder", "Ada", "Ben", "Ellis"))
    assert Message.objects.filter(key__startswith="cases.").count() == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [({"why": " "}, "Say why"), ({"to": []}, "who takes"), ({"children": []}, "at least one child")],
    ids=["no reason", "nobody to take them", "nothing chosen"],
)
def test_a_hand_over_that_lacks_something_is_refused_in_words(office, said, words):
    with pytest.raises(Refused, match=words):
        hand_over(office, **said)


def test_nobody_gets_a_case_who_does_not_work_on_cases_in_the_area(office):
    elsewhere = making.officer("Halima Strand", of=making.area("991", "Northmarsh"))
    with pytest.raises(Refused, match="Halima Strand does not work on cases"):
        hand_over(office, to=[elsewhere])
    assert {worker_of(child) for child in office.children} == {office.leaver.pk}


def test_children_of_two_areas_go_only_to_somebody_who_works_in_both(office):
    northmarsh = making.area("991", "Northmarsh")
    both = making.somebody("team_manager", name="Rae Field")
    Membership.objects.create(user=both, organisation=making.team(northmarsh), role="team_manager", from_on=date(2026, 1, 5))
    beyond = situations.received(by=making.officer("Halima Strand", of=northmarsh), child=making.child("Ida Reed", of=northmarsh)).child
    with pytest.raises(Refused, match="Ada Brook does not work on cases in each of these areas"):
        hand_over(office, children=[*office.children, beyond], to=[office.first], by=both)
    assert {worker_of(child) for child in office.children} == {office.leaver.pk}


def test_one_child_who_may_not_be_worked_on_stops_the_whole_step(office):
    strange = making.child("Ida Reed", of=making.area("991", "Northmarsh"))
    with pytest.raises(NotAllowed):
        hand_over(office, children=[*office.children, strange])
    assert {worker_of(child) for child in office.children} == {office.leaver.pk}


def test_too_many_at_once_are_refused_before_anything_is_written(office, monkeypatch):
    monkeypatch.setattr(handing, "MOST", 3)
    with pytest.raises(Refused, match="at most 3"):
        hand_over(office)


# --- The pages


@pytest.fixture
def manager(office):
    client = Client()
    client.force_login(office.manager)
    return client


def address(of=None):
    return f"/caseload/hand-over?worker={opaque.key('user', of.pk) if of else 'none'}"


def test_a_manager_sees_who_carries_what_and_hands_all_of_it_over(office, manager):
    page = manager.get("/caseload/hand-over").content.decode()
    assert "Ellis Marlow" in page
    answer = manager.post(address(office.leaver), {"to": [office.first.pk], "which": "all", "why": "Leaves."}, follow=True)
    assert "4 cases were handed over: 4 to Ada Brook" in answer.content.decode()
    assert {worker_of(child) for child in office.children} == {office.first.pk}


def test_only_those_that_are_ticked_change_hands(office, manager):
    one = office.children[1]
    manager.post(address(office.leaver), {"to": [office.first.pk], "which": "some", "only": [str(one.pk)], "why": "A part of them."})
    assert [worker_of(child) for child in office.children] == [office.leaver.pk, office.first.pk, office.leaver.pk, office.leaver.pk]


def test_nothing_ticked_is_said_by_the_boxes_and_what_was_typed_stays(office, manager):
    page = manager.post(address(office.leaver), {"to": [office.first.pk], "which": "some", "why": "A part of them."}).content.decode()
    assert "Tick at least one case" in page
    assert "A part of them." in page


def test_children_whom_nobody_works_on_can_be_given_to_somebody(office, manager):
    child = situations.received(by=office.leaver, child=making.child("Mo Reed"), worker=None).child
    assert worker_of(child) is None
    manager.post(address(), {"to": [office.second.pk], "which": "all", "why": "New."})
    assert worker_of(child) == office.second.pk


def test_a_child_with_a_plan_and_no_request_gets_a_named_worker_from_the_record(office, manager):
    child = making.child("Zoe Hart")
    assert manager.get(f"/children/{child.pk}/worker").status_code == 200
    manager.post(f"/children/{child.pk}/worker", {"worker": office.first.pk, "why": "Moved in."})
    assert Involvement.objects.get(child=child, role="named_worker").user == office.first


def test_an_officer_may_pass_their_own_case_on_and_no_caseload(office):
    client = Client()
    client.force_login(office.leaver)
    assert client.get("/caseload/hand-over").status_code == 403
    child = office.children[0]
    client.post(f"/children/{child.pk}/worker", {"worker": office.first.pk, "why": "Knows the family."})
    assert worker_of(child) == office.first.pk


def test_the_same_hand_over_sent_twice_is_said_to_be_done_and_is_no_fault(office, manager):
    said = {"to": [office.first.pk], "which": "all", "why": "Leaves."}
    manager.post(address(office.leaver), said)
    page = manager.post(address(office.leaver), said, follow=True)
    assert page.status_code == 200 and "changed hands already" in page.content.decode()
    child = office.children[0]
    for _ in range(2):
        page = manager.post(f"/children/{child.pk}/worker", {"worker": office.second.pk, "why": "Knows them."}, follow=True)
    assert page.status_code == 200 and "Ben Cole is the named worker already" in page.content.decode()
    assert Event.objects.filter(verb="casework.set_named_worker").count() == 5


def test_of_two_managers_at_once_the_second_is_told_that_somebody_was_first(office, monkeypatch):
    monkeypatch.setattr(handing_action, "close", lambda *_: None)  # as it is for whoever did not yet see the first one's row
    with pytest.raises(Changed):
        hand_over(office)


@pytest.mark.parametrize("whose", ["1", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_an_address_of_nobody_leads_nowhere(manager, whose):
    assert manager.get(f"/caseload/hand-over?worker={whose}").status_code == 404
