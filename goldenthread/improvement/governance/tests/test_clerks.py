"""A board's clerk keeps the record of its meetings, from the day they sit until the day they leave, and of no other board."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.refusals import NotAllowed
from goldenthread.improvement.governance.actions.following import agree_action
from goldenthread.improvement.governance.actions.ladder import seat, unseat
from goldenthread.improvement.governance.actions.meeting import (
    add_item,
    call_board_meeting,
    call_off,
    close_board_meeting,
    decide_at_board,
    freeze_papers,
    make_agenda,
    note_item,
    note_presence,
)
from goldenthread.improvement.governance.models import AgreedAction, BoardDecision
from tests import making

from . import made
from .test_pages import parts, signed_in

pytestmark = pytest.mark.django_db
ON = made.TODAY


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(ON):
        yield


@pytest.fixture
def of(_today):
    return made.governed()


@pytest.fixture
def meeting(of):
    return call_board_meeting(board=of.board, held_on=ON, at=None, place="Town Hall", by=made.BY, on=ON)


def clerk_of(board, area):
    """Somebody who may otherwise only look at the plan, and who is the clerk."""
    person = making.somebody("quality_auditor", name="Gwen Ashby", of=area)
    sits = seat(board=board, name=person.name, post="", organisation=None, sector="council", level="lead", role="clerk", user=person, by=made.BY, on=date(2026, 10, 1))
    return person, sits


# Makes the papers as PDF: about half a second.
def test_a_clerk_keeps_the_whole_record_of_a_meeting(of, meeting):
    clerk, _ = clerk_of(of.board, of.area)
    make_agenda(meeting=meeting, items=[], by=clerk, on=ON)
    item = add_item(meeting=meeting, title="Therapy posts", by=clerk, on=ON)
    freeze_papers(meeting=meeting, by=clerk, on=ON)
    note_presence(meeting=meeting, came={of.chair: ("there", ""), of.health: ("there", "")}, version=None, by=clerk, on=ON)
    note_item(item=item, note="Two posts are empty", by=clerk, on=ON)
    decide_at_board(meeting=meeting, item=item, words="Advertise again", by=clerk, on=ON)
    agree_action(meeting=meeting, item=item, words="Write the case", owner=of.health, due_on=ON + timedelta(days=20), by=clerk, on=ON)
    close_board_meeting(meeting=meeting, by=clerk, on=ON)
    assert (BoardDecision.objects.get().words, AgreedAction.objects.get().owner) == ("Advertise again", of.health)


def test_a_clerk_calls_no_meeting_off_and_keeps_no_other_boards_record(of, meeting):
    clerk, _ = clerk_of(of.board, of.area)
    with pytest.raises(NotAllowed):
        call_off(meeting=meeting, why="Snow", by=clerk, on=ON)
    other = call_board_meeting(board=of.chiefs, held_on=ON, at=None, place="Town Hall", by=made.BY, on=ON)
    with pytest.raises(NotAllowed, match="Only the clerk of Chief officers"):
        make_agenda(meeting=other, items=[], by=clerk, on=ON)


def test_a_clerk_who_left_or_a_member_who_is_none_keeps_nothing(of, meeting):
    clerk, sits = clerk_of(of.board, of.area)
    unseat(representative=sits, by=made.BY, on=ON - timedelta(days=1))
    with pytest.raises(NotAllowed, match="Only the clerk of Improvement board"):
        make_agenda(meeting=meeting, items=[], by=clerk, on=ON)
    member = making.somebody("board_member", of=of.area)
    seat(board=of.board, name=member.name, post="", organisation=None, sector="member", level="chief", role="member", user=member, by=made.BY, on=ON)
    with pytest.raises(NotAllowed, match="Only the clerk"):
        make_agenda(meeting=meeting, items=[], by=member, on=ON)


# Five pages and two forms: a quarter of a second.
def test_the_pages_of_a_record_open_to_its_clerk_and_to_nobody_else_who_only_looks(client, of, meeting):
    make_agenda(meeting=meeting, items=[], by=made.BY, on=ON)
    addresses = [reverse(f"improvement:{name}", args=[meeting.pk]) for name in ("board_agenda", "board_presence", "new_board_decision", "new_agreed_action", "new_board_item", "new_board_paper")]
    signed_in(client, "quality_auditor", of.area)
    assert {client.get(address).status_code for address in addresses} == {403}
    page = client.get(reverse("improvement:board_meeting", args=[meeting.pk])).content.decode()
    assert "Note who came" not in page
    clerk, _ = clerk_of(of.board, of.area)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    assert {client.get(address).status_code for address in addresses} == {200}
    page = client.get(reverse("improvement:board_meeting", args=[meeting.pk])).content.decode()
    assert "Note who came" in page and "Record a decision" in page and "Call off" not in page
    note_presence(meeting=meeting, came={of.chair: ("there", ""), of.health: ("there", "")}, version=None, by=made.BY, on=ON)
    assert client.post(addresses[2], {"words": "Advertise again", "item": ""}).status_code == 302
    said = {"words": "Write the case", "item": "", "owner": str(of.health.pk), **parts("due_on", date(2026, 12, 14))}
    assert client.post(addresses[3], said).status_code == 302
    assert BoardDecision.objects.count() == AgreedAction.objects.count() == 1
