"""Two people change one panel at the same moment: the second reads a sentence, and nothing is there twice.

Each waits for the other at the very statement where they meet, on connections of their own: some tenths of a second.
"""

from __future__ import annotations

from datetime import time
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from goldenthread.core.refusals import Refused
from goldenthread.meetings import actions
from goldenthread.meetings.models import AgendaItem, Attendance, Group, Meeting, Member, PackPaper, Recusal
from goldenthread.people.models import Document
from tests import making

from . import situations
from .test_panels import called, on_agenda, paper, sits, there

TODAY = making.TODAY
PATIENCE = 30  # seconds until a test that cannot go on says so


@pytest.fixture(autouse=True)
def _committed(transactional_db):
    """What one writes the other can see."""


@pytest.fixture
def manager():
    return situations.manager()


@pytest.fixture
def panel(manager):
    return actions.set_up_group(area=making.area(), name="Needs panel", kind="assess", must_have=[], fewest=1, by=manager, on=TODAY)


def second(first, then):
    """What the second is told, who came to write before the first had saved; nothing where both were taken."""
    did, came, end = Event(), Event(), []

    def one():
        try:
            with transaction.atomic():
                first()
                did.set()
                came.wait(PATIENCE)
        except BaseException as fault:
            end.append(fault)
            did.set()
        finally:
            connections.close_all()

    def at_its_write(execute, sql, params, many, context):
        if "FOR UPDATE" in sql or sql.startswith("INSERT"):
            came.set()
        return execute(sql, params, many, context)

    writer = Thread(target=one)
    writer.start()
    assert did.wait(PATIENCE)
    try:
        with connection.execute_wrapper(at_its_write):
            then()
        said = ""
    except Refused as refused:
        said = refused.sentence
    finally:
        came.set()
        writer.join(PATIENCE)
    assert end == []
    return said


def both(do):
    return second(do, do)


def test_a_panel_of_the_same_name(manager):
    def set_up():
        actions.set_up_group(area=making.area(), name="Joint panel", kind="joint", must_have=[], fewest=1, by=manager, on=TODAY)

    assert both(set_up).startswith("Somebody else has just saved the same thing")
    assert Group.objects.count() == 1


def test_the_same_member(panel, manager):
    person = making.somebody("panel_member", name="Ines Cole")

    def add():
        actions.add_member(group=panel, user=person, sector="health", chair=False, by=manager, on=TODAY)

    assert both(add) == "Ines Cole sits in this panel already."
    assert Member.objects.count() == 1


def test_the_same_meeting(panel, manager):
    def call():
        actions.call_meeting(group=panel, held_on=TODAY, at=time(9), place="", by=manager, on=TODAY)

    assert both(call) == "Needs panel has a meeting on 23 November 2026 at that time already."
    assert Meeting.objects.count() == 1


def test_the_same_child_on_one_agenda(panel, manager):
    meeting, request = called(panel, manager), situations.received()
    assert both(lambda: on_agenda(meeting, manager, request)) == "This child’s matter is on the agenda already."
    assert AgendaItem.objects.count() == 1


def test_standing_aside_twice(panel, manager):
    person = sits(panel, manager)
    item = on_agenda(called(panel, manager), manager)

    def stand():
        actions.stand_aside(item=AgendaItem.objects.get(pk=item.pk), user=person, why="I know the family", by=manager, on=TODAY)

    assert "has stood aside from this matter already" in both(stand)
    assert Recusal.objects.count() == 1


def test_a_matter_put_off_by_two_to_two_meetings(panel, manager):
    item = on_agenda(called(panel, manager), manager)
    later = [called(panel, manager, on=TODAY.replace(day=day)) for day in (25, 26)]

    def put_off(to):
        actions.end_item(item=AgendaItem.objects.get(pk=item.pk), ended="put_off", why="No report yet", to_meeting=to, by=manager, on=TODAY)

    assert second(lambda: put_off(later[0]), lambda: put_off(later[1])) == "This matter has ended already: put off."
    assert AgendaItem.objects.count() == 2


def test_a_matter_put_on_an_agenda_that_is_being_closed(panel, manager):
    sits(panel, manager)
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager)
    actions.end_item(item=item, ended="taken_off", why="Withdrawn", by=manager, on=TODAY)
    actions.note_attendance(meeting=meeting, there=there((manager, "send")), version=None, by=manager, on=TODAY)
    other = situations.received(new_child=situations.new_child(forename="Mia", surname="Birch"))

    def close():
        actions.close_meeting(meeting=Meeting.objects.get(pk=meeting.pk), version=None, by=manager, on=TODAY)

    assert "is closed" in second(close, lambda: on_agenda(meeting, manager, other))
    assert AgendaItem.objects.count() == 1


def test_who_was_there_noted_by_two(panel, manager):
    person = sits(panel, manager)
    meeting = called(panel, manager)

    def note(present):
        fresh = Meeting.objects.get(pk=meeting.pk)
        actions.note_attendance(
            meeting=fresh, there=[Attendance(user=person, sector="nursing", present=present)], version=meeting.version, by=manager, on=TODAY
        )

    assert "Somebody else changed this record" in second(lambda: note(True), lambda: note(False))
    assert [one.present for one in Attendance.objects.all()] == [True]


def test_two_who_fill_one_pack_leave_the_last_one_s_papers_once(panel, manager):
    item = on_agenda(called(panel, manager), manager)
    papers = [paper(item.child, f"Letter {number}") for number in (1, 2)]

    def fill():
        actions.fill_pack(item=AgendaItem.objects.get(pk=item.pk), documents=Document.objects.filter(pk__in=[p.pk for p in papers]), by=manager, on=TODAY)

    assert both(fill) == "", "neither is refused"
    assert PackPaper.objects.count() == 2
