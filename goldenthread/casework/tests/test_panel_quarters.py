"""What a panel decided by quarter: counted by the day it met, for whoever runs it and for nobody else."""

from __future__ import annotations

from datetime import date, time

import pytest

from goldenthread.casework.panel_quarters import quarters
from goldenthread.meetings import actions
from goldenthread.meetings.models import Attendance, Meeting
from tests import making

from . import situations
from .test_panels import called, manager, on_agenda, panel, sits, there  # noqa: F401 - fixtures

TODAY = making.TODAY
NEXT = date(2026, 11, 30)


def attended(meeting, nurse, manager):  # noqa: F811
    actions.note_attendance(meeting=meeting, there=there((manager, "send"), (nurse, "nursing")), version=None, by=manager, on=TODAY)


@pytest.fixture
def met(panel, manager):  # noqa: F811
    """Today the panel, with nursing there, said yes of one child and no of another, and put a third off."""
    nurse = sits(panel, manager)
    meeting = called(panel, manager)
    attended(meeting, nurse, manager)
    for number, (name, yes) in enumerate((("Kai Alder", True), ("Mia Birch", False), ("Leo Frost", None)), 1):
        request = situations.received(child=making.child(name, born=date(2014 + number, number, number)))
        item = on_agenda(meeting, manager, request)
        if yes is None:
            actions.end_item(item=item, ended="put_off", why="Its report is not here", to_meeting=called(panel, manager, NEXT), by=manager, on=TODAY)
        else:
            situations.decided(request, yes=yes, by=manager, agenda_item=item)
    return meeting


def test_a_quarter_tells_what_was_decided_and_where_nursing_was(panel, met):  # noqa: F811
    [now] = quarters(panel, TODAY)
    assert (now.name, now.meetings, now.decided, now.yes, now.no, now.put_off, now.there) == (
        "October to December 2026", 1, 2, 1, 1, 1, {"nursing": 1},
    )  # fmt: skip


def test_each_meeting_counts_once_in_the_quarter_in_which_it_was_held_and_for_two_years(panel, met):  # noqa: F811
    for on, at in ((date(2026, 9, 30), None), (date(2026, 10, 1), time(9)), (date(2025, 1, 1), None), (date(2024, 12, 31), None)):
        Meeting.objects.create(group=panel, on=on, at=at)
    Attendance.objects.create(meeting=Meeting.objects.get(on=date(2026, 9, 30)), name="A nurse", sector="nursing", present=False)
    told = [(each.name, each.meetings, each.decided, each.there["nursing"]) for each in quarters(panel, TODAY)]
    assert told == [
        ("October to December 2026", 2, 2, 1), ("July to September 2026", 1, 0, 0), ("January to March 2025", 1, 0, 0),
    ]  # fmt: skip


def test_whoever_runs_the_panel_reads_it_and_a_member_does_not(sign_in, panel, manager, met):  # noqa: F811
    page = sign_in(manager).get(f"/panels/{panel.pk}").text
    assert "What it decided, by quarter" in page and "At 1 of 1" in page
    nurse = met.attendances.get(sector="nursing").user
    page = sign_in(nurse).get(f"/panels/{panel.pk}").text
    assert panel.name in page and "by quarter" not in page
