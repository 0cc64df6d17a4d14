"""What a meeting noted of a figure is done by somebody by a day, carried until it ends, and about a child seen only by who may open the record."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from goldenthread.core import clock, wall
from goldenthread.core.models import Event, Message, Reading
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.meetings import policies, reading
from goldenthread.insight.meetings.actions import (
    drop_scrutiny_action,
    finish_scrutiny_action,
    note_scrutiny,
    note_scrutiny_action,
)
from goldenthread.insight.mine import meetings_in_words
from goldenthread.insight.models import Scrutiny, ScrutinyAction
from goldenthread.insight.tests.test_indicator_pages import words
from goldenthread.insight.tests.test_indicators import issued
from goldenthread.people.standing import stand
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
CODE = "EHC20"
GROUP = "Children missing education group"
KEY = "11111111-1111-4111-8111-1111111111"


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def head():
    return making.somebody("head_of_send", name="Hana Osei")


@pytest.fixture
def kai():
    return issued(100, date(2026, 9, 5)).child


def met(by, held_on=ON, group=GROUP, code=CODE):
    return note_scrutiny(area=making.area(), code=code, group=group, held_on=held_on, at=held_on, by=by, on=max(held_on, ON))


def agreed(by, owner=None, child=None, due=14, at=None, what="Ask the school when he was last seen"):
    at = at or met(by)
    return note_scrutiny_action(scrutiny=at, words=what, owner=owner or by, due_on=at.held_on + timedelta(days=due), child=child, by=by, on=ON)


def close(child):
    child.closed_list_on = ON
    child.save(update_fields=["closed_list_on"])


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


# What is noted


def test_a_meeting_notes_who_does_what_by_when_and_tells_them_without_naming_the_child(head, kai):
    worker = making.officer("Ellis Marsh")
    made = agreed(head, worker, kai)
    assert (made.scrutiny.group, made.scrutiny.at, made.owner, made.due_on, made.noted_by) == (GROUP, ON, worker, ON + timedelta(days=14), head)
    told = Message.objects.get(to_user_id=worker.pk)
    assert f"/insight/actions/{made.pk}" in told.body and kai.forename not in told.body + told.subject and "last seen" not in told.body
    event = Event.objects.get(verb="insight.note_scrutiny_action")
    assert (event.child_id, event.fact["due_on"]) == (kai.pk, "2026-12-07") and "last seen" not in str(event.fact)


def test_the_same_meeting_noted_twice_is_one_meeting(head):
    assert met(head) == met(head, group=" children MISSING education  group ")
    assert met(head, group="Sub-group") != met(head)
    assert Scrutiny.objects.count() == 2


def test_what_cannot_be_of_a_meeting_is_refused_with_what_to_do(head):
    with pytest.raises(Refused, match="held: enter today"):
        note_scrutiny(area=making.area(), code=CODE, group=GROUP, held_on=ON + timedelta(days=1), at=ON, by=head, on=ON)
    with pytest.raises(Refused, match="one before it"):
        note_scrutiny(area=making.area(), code=CODE, group=GROUP, held_on=ON - timedelta(days=1), at=ON, by=head, on=ON)
    with pytest.raises(Refused, match="which group"):
        met(head, group="  ")
    with pytest.raises(Refused, match="no number"):
        met(head, code="ZZ99")
    with pytest.raises(Refused, match="after the day of the meeting"):
        agreed(head, due=-1)
    with pytest.raises(Refused, match="what is to be done"):
        agreed(head, what=" ")


def test_only_those_who_keep_the_areas_actions_note_them(head):
    for role in ("coordinator", "board_member", "administrator"):
        with pytest.raises(NotAllowed, match="Ask one of these"):
            met(making.somebody(role))
    with pytest.raises(NotAllowed):
        met(making.somebody("head_of_send", of=making.area("991", "Thornmouth")))
    assert met(making.somebody("analyst")).pk


def test_an_action_is_given_to_somebody_with_a_way_in(head, kai):
    with pytest.raises(Refused, match="does not work with the records or figures"):
        agreed(head, making.somebody("coordinator", of=making.area("991", "Thornmouth")))
    board = making.somebody("board_member")
    agreed(head, board)
    with pytest.raises(Refused, match="may not open this child’s record"):
        agreed(head, board, kai)
    school, other = making.school(), making.school()
    senco, away = making.somebody("setting_staff", school), making.somebody("setting_staff", other)
    making.involve(school, kai, "setting")
    assert agreed(head, senco, kai).owner == senco
    with pytest.raises(Refused, match="may not open"):
        agreed(head, away, kai)


def test_nobody_notes_an_action_about_a_child_whose_record_they_may_not_open(head):
    away = making.child("Wren Poole", of=making.area("991", "Thornmouth"))
    closed = making.child("Ash Poole", closed_list_on=date(2026, 2, 1))
    kai = making.child("Kai Alder")
    for child, by in ((away, head), (closed, head), (kai, making.somebody("analyst"))):
        with pytest.raises(Refused, match="whose record you may open"):
            agreed(by, child=child)


# Who sees it


def test_one_about_a_child_is_seen_only_by_those_who_may_open_the_record(head, kai):
    worker = making.officer()
    general, about = agreed(head), agreed(head, worker, kai)
    team, board = making.somebody("team_manager"), making.somebody("board_member")

    def sees(person):
        return set(policies.seen(stand(person, ON)))

    assert sees(head) == sees(team) == {general, about}
    assert sees(board) == {general}
    assert sees(worker) == {about}, "their own alone"
    assert sees(making.officer()) == set()
    assert sees(making.somebody("head_of_send", of=making.area("991", "Thornmouth"))) == set()
    with wall.lifted(because="a test closes a record"):
        close(kai)
        making.involve(team, kai, "named_list")
    assert (sees(head), sees(worker), sees(team)) == ({general}, set(), {general, about})


def test_the_database_itself_shows_none_about_a_child_to_whoever_may_not_know_of_the_child(head, kai):
    general, about = agreed(head), agreed(head, None, kai)

    def shown(person):
        with transaction.atomic():
            stand(person, ON)
            with connection.cursor() as cursor:
                cursor.execute("SELECT id FROM insight_scrutinyaction")
                return {row[0] for row in cursor.fetchall()}

    assert shown(head) == {general.pk, about.pk}
    assert shown(making.somebody("board_member")) == {general.pk}


# How it ends


def test_it_is_done_with_what_came_of_it_or_dropped_with_why_and_ends_once(head):
    worker = making.officer()
    one, other = agreed(head, worker), agreed(head, worker)
    with pytest.raises(NotAllowed, match="has this action"):
        finish_scrutiny_action(noted=one, came_of="Done", by=making.officer(), on=ON)
    with pytest.raises(Refused, match="what came of it"):
        finish_scrutiny_action(noted=one, came_of=" ", by=worker, on=ON)
    finish_scrutiny_action(noted=one, came_of="Seen on Friday, and back on Monday.", by=worker, on=ON)
    with pytest.raises(Refused, match="Say why"):
        drop_scrutiny_action(noted=other, why="", by=head, on=ON)
    drop_scrutiny_action(noted=other, why="The family moved away.", by=head, on=ON)
    assert (one.done_on, one.ended_by, other.dropped_on, other.ended_by) == (ON, worker, ON, head)
    with pytest.raises(Refused, match="done already"):
        drop_scrutiny_action(noted=one, why="No", by=head, on=ON)
    with pytest.raises(Refused, match="dropped already"):
        finish_scrutiny_action(noted=other, came_of="Yes", by=head, on=ON)


def test_whoever_may_no_longer_open_the_record_no_longer_ends_the_action(head, kai):
    worker = making.officer()
    one = agreed(head, worker, kai)
    close(kai)
    with pytest.raises(NotAllowed):
        finish_scrutiny_action(noted=one, came_of="Done", by=worker, on=ON)
    assert meetings_in_words_of(worker) == ""


def meetings_in_words_of(person):
    with transaction.atomic():
        stand(person, ON)
        return meetings_in_words(person.pk, ON)


def test_what_is_open_is_carried_to_the_next_scrutiny_of_the_same_figure_and_to_no_other(head):
    first, second, third = (met(head, ON - timedelta(days=days)) for days in (80, 40, 0))
    other = met(head, code="EHC21")
    still, ended, late_done = (agreed(head, at=first, what=each) for each in ("Still", "Ended", "Done after the second"))
    finish_scrutiny_action(noted=ended, came_of="Done", by=head, on=ON - timedelta(days=60))
    finish_scrutiny_action(noted=late_done, came_of="Done", by=head, on=ON - timedelta(days=20))
    standing = stand(head, ON)
    assert [set(reading.carried_to(standing, each)) for each in (first, second, third, other)] == [set(), {still, late_done}, {still}, set()]
    assert set(reading.noted_at(standing, first)) == {still, ended, late_done}
    assert list(reading.open_of(standing, making.area(), CODE)) == [still]


def test_what_is_somebodys_is_on_their_work_and_says_that_it_is_late(client, head, kai):
    worker = making.officer()
    agreed(head, worker, kai, due=0, at=met(head, ON - timedelta(days=30)))
    assert meetings_in_words_of(worker) == "1 action from a meeting is yours, and it is late"
    client.force_login(worker)
    assert "1 action from a meeting is yours, and it is late" in words(client.get("/work").content.decode())
    agreed(head, worker)
    assert "2 actions from meetings are yours, 1 of them late" in words(client.get("/work").content.decode())
    client.force_login(head)
    assert "from meetings" not in words(client.get("/work").content.decode())


# Its pages


def test_a_head_notes_an_action_from_the_children_behind_a_figure_and_finds_it_beside_the_child(client, head, kai):
    worker = making.officer("Ellis Marsh")
    client.force_login(head)
    page = client.get(f"/insight/{CODE}/children").content.decode()
    address = f"/insight/{CODE}/meetings/note?area=990&at=2026-11-23"
    assert f"{address.replace('&', '&amp;')}&amp;child={kai.pk}" in page
    form = client.get(f"{address}&child={kai.pk}").content.decode()
    assert "About Kai" in words(form) or kai.name in words(form)
    sent = {"group": GROUP, **day("held_on", ON), **day("at", ON), "words": "Ask the school", "owner": worker.pk, **day("due_on", ON + timedelta(days=7)), "form_key": f"{KEY}01"}
    assert "Say what is to be done" in client.post(f"{address}&child={kai.pk}", {**sent, "words": ""}).content.decode()
    assert "after the day of the meeting" in client.post(f"{address}&child={kai.pk}", {**sent, **day("due_on", ON - timedelta(days=7))}).content.decode()
    done = client.post(f"{address}&child={kai.pk}", sent)
    assert done.status_code == 302, words(done.content.decode())
    client.post(f"{address}&child={kai.pk}", sent)
    made = ScrutinyAction.objects.get()
    assert (made.child, made.owner, done.headers["location"]) == (kai, worker, f"/insight/meetings/{made.scrutiny_id}")
    assert "Ask the school" in client.get(done.headers["location"]).content.decode()
    assert "Ask the school" in words(client.get(f"/insight/{CODE}/children").content.decode())
    assert Reading.objects.filter(page="insight.scrutiny", child_ids__contains=[kai.pk]).exists()


def test_whoever_has_an_action_ends_it_on_its_page_and_sees_no_other(client, head, kai):
    worker = making.officer()
    one, other = agreed(head, worker, kai, due=0, at=met(head, ON - timedelta(days=10))), agreed(head)
    client.force_login(worker)
    mine_page = words(client.get("/insight/actions").content.decode())
    assert "Ask the school" in mine_page and "Late" in mine_page
    assert "1 action from a meeting is yours" in words(client.get("/work").content.decode())
    assert client.get(f"/insight/actions/{other.pk}").status_code == 404
    assert client.get(f"/insight/{CODE}/meetings").status_code == 404, "the area's meetings are not theirs to read"
    assert "Say why it is dropped" in client.post(f"/insight/actions/{one.pk}", {"drop": "1", "drop-why": ""}).content.decode()
    page = client.post(f"/insight/actions/{one.pk}", {"done-came_of": "He is back."}, follow=True).content.decode()
    assert "He is back." in page and "Mark it as done" not in page
    assert "Nothing is yours to do" in client.get("/insight/actions").content.decode()


def test_a_board_reads_what_a_meeting_noted_without_the_children(client, head, kai):
    agreed(head, what="Write to every school about part-time timetables")
    about = agreed(head, child=kai, what="See him at home")
    client.force_login(making.somebody("board_member"))
    for address in (f"/insight/{CODE}/meetings", f"/insight/meetings/{about.scrutiny_id}"):
        page = client.get(address).content.decode()
        assert "Write to every school" in page and "See him at home" not in page and kai.name not in page and "Note an action" not in page
    assert client.get(f"/insight/actions/{about.pk}").status_code == 404
    assert client.get(f"/insight/{CODE}/meetings/note").status_code in (403, 404)


def test_a_meeting_that_agreed_nothing_is_noted_too(client, head):
    client.force_login(head)
    sent = {"group": GROUP, **day("held_on", ON), **day("at", ON), "form_key": f"{KEY}02"}
    answer = client.post(f"/insight/{CODE}/meetings/note?only=meeting", sent)
    assert answer.status_code == 302 and Scrutiny.objects.count() == 1 and not ScrutinyAction.objects.exists()
    assert "Nothing that you may read was noted" in client.get(answer.headers["location"]).content.decode()
