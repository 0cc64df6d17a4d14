"""How many statements the database is sent to keep what is promised of a child, and that more lines need no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.provision import actions
from goldenthread.provision.keeping import refresh_lines
from goldenthread.provision.models import WatchedLine
from goldenthread.provision.saying import Told
from tests import making

from . import making as provision

pytestmark = pytest.mark.django_db

# What is kept, the lines in force, whose the child is, where they are taught, which facts of people there are at all,
# term dates; and what is new.
OF_A_NEW_PLAN = 7
# The same without what is new, and what was said; where it changed, the change.
ONCE_SOMEBODY_SPOKE = 7


def statements(do) -> int:
    with wall.lifted(because="a test counts statements"), CaptureQueriesContext(connection) as captured:
        do()
    return len([each for each in captured.captured_queries if "SAVEPOINT" not in each["sql"] and "set_config" not in each["sql"]])


def forgotten(version):
    """The plan as it is when it has just been issued: nothing of it is kept yet."""
    with wall.lifted(because="a test makes a plan new"):
        from goldenthread.core.actions import action, record

        @action
        def forget(*, by, on):
            WatchedLine.objects.filter(child=version.child).delete()
            record("provision.forget", child=version.child, touches=None)

        forget(by=command("tests"), on=provision.ON)


@pytest.mark.parametrize("lines", [1, 12])
def test_a_plan_that_is_issued_is_kept_in_seven_statements_however_many_lines_it_has(lines):
    version = provision.plan(None, *({**provision.THERAPY, "text": f"Therapy {each}"} for each in range(lines)), at=making.school())
    forgotten(version)
    from goldenthread.core.actions import action, record

    counted = []

    @action
    def issue(*, by, on):
        counted.append(statements(lambda: refresh_lines([version.child_id])))
        record("provision.count", child=version.child, touches=None)

    issue(by=command("tests"), on=provision.ON)
    assert counted == [OF_A_NEW_PLAN] and WatchedLine.objects.count() == lines


def test_a_child_without_a_plan_asks_twice():
    child = making.child("Wren Poole")
    assert statements(lambda: refresh_lines([child.pk])) == 2


def test_a_tap_works_out_its_line_in_seven_statements_though_eleven_weeks_were_spoken_of():
    version = provision.plan(None, at=making.school())
    with clock.standing_on(provision.ON):
        for week in range(-10, 0):
            actions.say(told=Told(provision.watched(version), "setting", provision.week(week), "given"), by=command("tests"), on=provision.ON)
        assert statements(lambda: refresh_lines([version.child_id])) <= ONCE_SOMEBODY_SPOKE
