"""What is counted ahead equals a count from nothing, whatever happened to a case in between."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from goldenthread.casework.models import Case, Decision, ExceptionClaim, Request
from goldenthread.core import wall
from goldenthread.insight import counting
from goldenthread.insight.dashboards import outlook, tallies
from goldenthread.insight.dashboards.models import Tally
from goldenthread.people.models import Child, Involvement
from tests import making

ON = making.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asks():
    with wall.lifted(because="a test counts"):
        yield


def asked(days_ago: int = 60) -> Request:
    child = making.child()
    request = Request.objects.create(child=child, area=child.area, received_on=ON - timedelta(days=days_ago), route="parent", channel="post")
    making.kept(child)
    return request


def test_a_request_a_worker_a_decision_an_exception_a_closed_record_and_its_opening_are_all_counted():
    request = asked()
    assert tallies.recount().equal
    making.involve(making.officer(), request.child, Involvement.Role.NAMED_WORKER)
    making.kept(request.child)
    assert counting.now(request.area_id, ON).stages == {"deciding": 1}
    assert counting.now(request.area_id, ON).unassigned == 0
    Decision.objects.create(request=request, about="assess", yes=True, made_on=ON, notified_on=ON)
    ExceptionClaim.objects.create(request=request, clock="EHCNA-20", ground="not_stated", accepted_on=ON)
    making.kept(request.child)
    assert counting.now(request.area_id, ON).stages == {"assessing": 1}
    assert tallies.recount().equal
    Child.objects.filter(pk=request.child_id).update(closed_list_on=ON)
    making.kept(request.child)
    assert tallies.of_area(request.area_id, "stage", "due", "open", "past") == []
    Child.objects.filter(pk=request.child_id).update(closed_list_on=None)
    making.kept(request.child)
    assert counting.now(request.area_id, ON).stages == {"assessing": 1}
    assert tallies.recount().equal


def test_folding_changes_no_count_and_leaves_one_row_of_each():
    request = asked()
    for _ in range(3):
        asked()
    before = sorted(tallies.of_area(request.area_id, "stage", "due", "open", "past"), key=str)
    rows = Tally.objects.count()
    assert tallies.fold() > 0
    assert sorted(tallies.of_area(request.area_id, "stage", "due", "open", "past"), key=str) == before
    assert Tally.objects.count() < rows
    assert tallies.fold() == 0
    assert tallies.recount().equal


def test_a_case_that_goes_takes_its_counts_with_it():
    request = asked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'tests', true)")
    Case.objects.filter(child=request.child_id).delete()
    assert tallies.of_area(request.area_id, "stage") == []
    assert tallies.recount().equal


def test_the_command_finds_what_somebody_spoilt_and_puts_it_right(capsys):
    request = asked()
    Tally.objects.filter(kind="stage").update(count=7)
    Tally.objects.filter(kind="due").delete()
    with pytest.raises(CommandError, match="differs from a count from nothing"):
        call_command("recount")
    assert json.loads(capsys.readouterr().out)["equal"] is False
    call_command("recount", "--write")
    assert tallies.recount().equal
    assert counting.now(request.area_id, ON).stages == {"deciding": 1}


def test_two_areas_are_counted_apart():
    here = asked()
    there = making.child(of=making.area("991", "Thornmouth"))
    Request.objects.create(child=there, area=there.area, received_on=ON, route="parent", channel="post")
    making.kept(there)
    assert counting.now(here.area_id, ON).stages == counting.now(there.area_id, ON).stages == {"deciding": 1}


def test_what_was_worked_out_ahead_holds_until_a_case_changes(django_assert_num_queries):
    request = asked(30)
    first = outlook.of_area(request.area_id, ON)
    with django_assert_num_queries(1):
        assert outlook.of_area(request.area_id, ON) == first
    assert first.today.stages == {"deciding": 1}
    assert sum(week.due for week in first.weeks) == 2  # the decision, and the plan or the refusal of one
    Decision.objects.create(request=request, about="assess", yes=True, made_on=ON, notified_on=ON)
    making.kept(request.child)
    assert outlook.of_area(request.area_id, ON).today.stages == {"assessing": 1}
    tallies.fold()
    assert outlook.of_area(request.area_id, ON).today.stages == {"assessing": 1}
