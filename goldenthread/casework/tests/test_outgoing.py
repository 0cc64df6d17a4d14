"""The outbox page: what waits and why, for those whose cases they are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.casework import tasks
from goldenthread.core import following, outbox
from goldenthread.core.actors import command
from goldenthread.core.delivery import Became
from goldenthread.core.models import Event, Message, Reading
from goldenthread.people.actions import open_involvement
from goldenthread.people.models import Child, Membership
from tests import making

from .situations import manager, new_child, received
from .test_recording_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(officer, settings):
    """A letter that waits, since there is no folder for printing."""
    settings.PRINT_FOLDER = ""
    request = received(by=officer)
    tasks.acknowledge(str(request.pk))
    outbox.deliver()
    return Message.objects.get(channel="post")


def test_what_waits_is_shown_with_its_reason_and_the_look_is_noted(at_desk, waiting):
    page = words(at_desk.get("/outbox"))
    assert "Kai Alder" in page
    assert "Letters wait: no folder for printing is set (GT_PRINT_FOLDER)." in page
    assert Reading.objects.get(page="casework.outbox").child_ids == [waiting.child_id]


def test_a_coordinator_sees_the_messages_of_her_own_cases_and_a_manager_those_of_the_area(sign_in, waiting):
    assert "Kai Alder" not in words(sign_in(making.officer("Sam Okoye")).get("/outbox"))
    assert "Kai Alder" in words(sign_in(manager()).get("/outbox"))
    elsewhere = making.somebody("team_manager", of=making.area("991", "Thornmouth"))
    assert "Kai Alder" not in words(sign_in(elsewhere).get("/outbox"))


def test_a_message_is_stopped_with_a_reason_that_the_record_keeps(at_desk, waiting):
    page = words(at_desk.post(f"/outbox/{waiting.pk}/stop", {}))
    assert "Enter why it must not be sent" in page
    assert at_desk.post(f"/outbox/{waiting.pk}/stop", {"why": "Sent to the wrong address"}).url == "/outbox"
    waiting.refresh_from_db()
    assert waiting.state == "stopped"
    assert Event.objects.get(verb="core.message_stopped").why == "Sent to the wrong address"
    assert "Stopped before it was sent" in words(at_desk.get("/outbox?tab=sent"))


def test_somebody_elses_message_cannot_be_stopped(sign_in, waiting):
    for stranger in (making.officer("Sam Okoye"), making.somebody("team_manager", of=making.area("991", "Thornmouth"))):
        assert sign_in(stranger).post(f"/outbox/{waiting.pk}/stop", {"why": "Mine now"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_a_parent_a_school_or_an_adviser_stops_no_letter_of_the_councils(sign_in, waiting):
    child, people = Child.objects.get(pk=waiting.child_id), []
    for role, tie in (("parent", "family"), ("setting_staff", "setting"), ("psychologist", "adviser")):
        people.append(making.somebody(role, making.school()))
        open_involvement(child=child, user=people[-1], role=tie, because="A test", by=command("tests"), on=making.TODAY)
    for person in people:
        assert sign_in(person).post(f"/outbox/{waiting.pk}/stop", {"why": "I do not like it"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_an_empty_outbox_says_so(at_desk):
    received(new_child=new_child())
    assert "Every message has left" in words(at_desk.get("/outbox"))


def test_the_right_to_messages_in_one_area_is_none_in_another(sign_in, waiting):
    """Both cover the case and are officers elsewhere; only one has a role here that lists the messages of a case."""
    child, there = Child.objects.get(pk=waiting.child_id), making.area("991", "Thornmouth")
    moved, officer_of_both = making.officer("Moved On", of=there), making.officer("Two Desks", of=there)
    for person, role in ((moved, "psychologist"), (officer_of_both, "coordinator")):
        Membership.objects.create(user=person, organisation=making.team(), role=role, from_on=date(2020, 1, 1))
    open_involvement(child=child, role="cover", because="Cover", user=moved, by=command("tests"), on=making.TODAY)
    open_involvement(child=child, role="cover", because="Cover", user=officer_of_both, by=command("tests"), on=making.TODAY)
    assert "Kai Alder" not in words(sign_in(moved).get("/outbox"))
    assert "Kai Alder" in words(sign_in(officer_of_both).get("/outbox"))


def test_a_message_that_did_not_arrive_stays_on_the_list_until_somebody_says_how_they_reached_the_family(at_desk, waiting):
    outbox.give_up(message=waiting, because="There is no address.", by=command("test"), on=making.TODAY)
    assert "Kai Alder" not in words(at_desk.get("/outbox"))
    assert "Could not be sent. There is no address." in words(at_desk.get("/outbox?tab=failed"))
    assert "Enter how you reached them" in words(at_desk.post(f"/outbox/{waiting.pk}/settle", {}))
    assert at_desk.post(f"/outbox/{waiting.pk}/settle", {"how": "Handed over at school"}).url == "/outbox?tab=failed"
    assert "Kai Alder" not in words(at_desk.get("/outbox?tab=failed"))
    assert "Dealt with." in words(at_desk.get("/outbox?tab=sent"))
    assert Event.objects.get(verb="core.message_settled").why == "Handed over at school"
    assert at_desk.post(f"/outbox/{waiting.pk}/settle", {"how": "Again"}).url == "/outbox"


def test_what_became_of_a_message_is_said_with_its_day(at_desk, waiting):
    outbox.sent(message=waiting, followed=True, by=command("test"), on=making.TODAY)
    assert "Sent, not yet known whether it arrived" in words(at_desk.get("/outbox?tab=sent"))
    waiting.refresh_from_db()
    became = Became("delivered", datetime(2026, 11, 24, 9, tzinfo=UTC))
    following.arrived(message=waiting, became=became, by=command("test"), on=making.TODAY)
    assert "Delivered on 24 November 2026" in words(at_desk.get("/outbox?tab=sent"))
