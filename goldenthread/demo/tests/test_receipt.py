"""The story of what a plan promised and what arrived is held to what it shows."""

import pytest

from goldenthread.core.models import Message
from goldenthread.provision import weeks
from goldenthread.provision.board import records_of, view_of
from goldenthread.provision.keeping import terms_of
from goldenthread.provision.models import WatchedLine
from goldenthread.provision.tasks import task_of

from . import TODAY

pytestmark = pytest.mark.usefixtures("told", "seen_whole")


@pytest.fixture
def views(told):
    rows = list(WatchedLine.objects.filter(child=told["receipt"].child).select_related("line__body", "child__area", "deliverer", "setting"))
    records, terms = records_of(rows), terms_of({row.child.area_id for row in rows}, set())
    return {row.line.text.split()[1]: view_of(row, records[row.lineage], terms, TODAY, [], 20) for row in rows}


def test_of_four_weeks_of_therapy_two_were_given_one_was_missed_and_one_is_not_agreed(views):
    tally = views["practises"].tally
    assert (tally.of(weeks.GIVEN), tally.of(weeks.MISSED), tally.of(weeks.DISPUTED)) == (2, 1, 1)
    assert task_of(views["practises"].row).kind == "missing"


def test_a_line_that_does_not_say_how_often_has_no_rhythm_and_a_frame_is_late(views):
    assert views["to"].rhythm is None
    assert views["standing"].equipment_late > 0 and task_of(views["standing"].row).kind == "equipment"


def test_nothing_was_sent_that_names_the_child(told):
    assert not Message.objects.filter(child_id=told["receipt"].child_id, body__contains="Efan").exists()
