"""Who carries what, who gives advice in time, and where cases wait on their way."""

from datetime import timedelta

import pytest

from goldenthread.casework.models import AdviceRequest, Decision, Request
from goldenthread.core import wall
from goldenthread.insight.dashboards import advice, flow, workload
from goldenthread.insight.dashboards.flow_picture import Stage, flow_chart
from goldenthread.insight.dashboards.workload import Load
from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import figure
from goldenthread.people.models import Child, Involvement
from goldenthread.plans.models import Plan
from tests import making

ON = making.TODAY


def asked(days_ago: int, *, decided_after: int | None = None, yes: bool = True, agreed_after: int | None = None, issued_after: int | None = None, worker=None):
    """A request so many days ago; the days after which each next thing happened."""
    child = making.child()
    received = ON - timedelta(days=days_ago)
    plan = Plan.objects.create(child=child, area=child.area, made_on=received + timedelta(days=issued_after)) if issued_after else None
    request = Request.objects.create(child=child, area=child.area, received_on=received, route="parent", channel="post", plan=plan)
    for about, after, answer in (("assess", decided_after, yes), ("issue", agreed_after, True)):
        if after is not None:
            day = received + timedelta(days=after)
            Decision.objects.create(request=request, about=about, yes=answer, made_on=day, notified_on=day)
    if worker:
        making.involve(worker, child, Involvement.Role.NAMED_WORKER)
    making.kept(child)
    return request


@pytest.mark.django_db
def test_a_case_being_assessed_weighs_more_than_a_plan_in_force():
    busy, calm = making.officer("Busy Bee"), making.officer("Calm Cat")
    asked(60, decided_after=30, worker=busy)
    asked(200, decided_after=30, agreed_after=100, issued_after=120, worker=calm)
    asked(10)
    with wall.lifted(because="a test counts"):
        found = workload.loads(making.area().pk, ON)
    assert [(each.name, each.cases, each.weight) for each in found if each.worker_id] == [("Busy Bee", 1, 5), ("Calm Cat", 1, 1)]
    assert next(each.cases for each in found if each.worker_id is None) == 1


def test_the_spread_says_how_much_the_busiest_quarter_carry():
    told = workload.spread([Load(n, f"W{n}", {"plan": weight}, 0) for n, weight in enumerate((60, 20, 10, 10), start=1)])
    assert (told.people, told.middle, told.most, told.least, told.busiest_share) == (4, 15, 60, 10, 60)
    assert workload.spread([]).people == 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["board_member", "analyst", "commissioner"])
def test_nobody_but_those_who_see_the_rows_sees_what_each_colleague_carries(client, role):
    client.force_login(making.somebody(role))
    assert client.get("/area/workload").status_code == 404


@pytest.mark.django_db
def test_steps_are_counted_in_the_year_they_ended_with_the_days_they_took():
    asked(200, decided_after=30, agreed_after=100, issued_after=120)
    asked(100, decided_after=40, yes=False)
    asked(20)
    with wall.lifted(because="a test counts"):
        (deciding, assessing, writing), whole = flow.steps_of(making.area().pk, ON)
    assert (deciding.ended, deciding.went_on, deciding.waiting, deciding.waited) == (2, 1, 1, 20)
    assert (assessing.ended, assessing.middle) == (1, 70)
    assert (writing.middle, whole.middle) == (20, 120)


@pytest.mark.django_db
def test_a_closed_record_is_in_no_step():
    request = asked(200, decided_after=30, agreed_after=100, issued_after=120)
    type(request.child).objects.filter(pk=request.child_id).update(closed_list_on=ON)
    making.kept(request.child)
    with wall.lifted(because="a test counts"):
        steps, whole = flow.steps_of(making.area().pk, ON)
    assert [step.ended for step in [*steps, whole]] == [0, 0, 0, 0]


def test_the_picture_of_the_way_says_a_hidden_number_as_a_star_and_has_its_table():
    made = flow_chart([Stage("Deciding whether to assess", None, None, 10, "No assessment", None), Stage("Assessing", 10, 80, 5, "", 0)], "Some wait.")
    assert "* waiting" in made.svg
    assert "No assessment: *" in made.svg
    assert made.table.rows[0] == ["Deciding whether to assess", "*", "–", "10", "No assessment: *"]
    assert 'role="img"' in made.svg


def ask(*, days_ago: int, took: int | None, of) -> None:
    request = asked(days_ago + 40, decided_after=30)
    on = ON - timedelta(days=days_ago)
    AdviceRequest.objects.create(
        request=request, child=request.child, area=request.child.area, kind="psychology", asked_of=of, asked_on=on, due_on=on + timedelta(days=42),
        received_on=None if took is None else on + timedelta(days=took),
    )  # fmt: skip


@pytest.mark.django_db
def test_advice_by_service_is_the_indicators_own_count_with_what_waits_beside_it():
    service = making.body("psychology", name="Calderbeck Psychology")
    ask(days_ago=100, took=30, of=service)
    ask(days_ago=100, took=60, of=service)
    ask(days_ago=50, took=None, of=service)
    Child.objects.update(first_recorded_on=ON - timedelta(days=2000))  # a record that holds the twelve months whole
    found = figure("ADV01", area=making.area().pk, at=ON, by="provider")
    with wall.lifted(because="a test counts"):
        now = advice.waiting(making.area().pk, ON, by="provider")
    assert advice.rows(found, now, Guard(open_rows=True)) == [["Calderbeck Psychology", "3", "1", "2", "33.3%", "1", "1", "30"]]


@pytest.mark.django_db
def test_a_board_member_sees_advice_by_sector_and_never_by_service(client):
    service = making.body("psychology", name="Calderbeck Psychology")
    for _ in range(9):
        ask(days_ago=100, took=30, of=service)
    client.force_login(making.somebody("board_member"))
    page = client.get("/area/advice").content.decode()
    assert "Education and psychology" in page
    assert "Calderbeck Psychology" not in page
