"""What is late and what will be: counted by hand, and guarded from those who have no right to the rows."""

from datetime import timedelta

import pytest

from goldenthread.casework.models import Decision, Request
from goldenthread.core import wall
from goldenthread.insight.dashboards import clocks, forecast, risk
from goldenthread.people.models import Deadline
from tests import making

ON = making.TODAY


def asked(days_ago: int, *, decided_after: int | None = None, name: str = "Kai Alder"):
    """A child for whom an assessment was asked so many days ago, and decided on (a refusal) after so many days."""
    child = making.child(name)
    received = ON - timedelta(days=days_ago)
    request = Request.objects.create(child=child, area=child.area, received_on=received, route="parent", channel="post")
    if decided_after is not None:
        told = received + timedelta(days=decided_after)
        Decision.objects.create(request=request, about="assess", yes=False, made_on=told, notified_on=told)
    making.kept(child)
    return child


def the_line(clock: str = "EHCNA-06") -> clocks.Line:
    area = making.area().pk
    with wall.lifted(because="a test counts"):
        now = clocks.running(area)
        return next(line for line in clocks.lines(now, clocks.past(area, ON, now), ON) if line.clock == clock)


@pytest.mark.django_db
def test_a_decision_past_its_six_weeks_is_late_and_one_that_is_due_today_is_not():
    asked(42)
    asked(43)
    line = the_line()
    assert (line.running, line.late, line.most_days_late, line.falling_due) == (2, 1, 1, 1)


@pytest.mark.django_db
def test_the_forecast_follows_what_decisions_took_before():
    """Ten of twenty took 50 days. The sixth of a second goes into making their twenty children."""
    for number in range(20):
        asked(100, decided_after=50 if number % 2 else 30)
    asked(10)
    line = the_line()
    assert line.likely is not None
    assert (line.falling_due, line.likely.number) == (1, 0.5)


@pytest.mark.django_db
def test_of_a_kind_that_seldom_ended_nothing_is_foretold():
    asked(10)
    assert the_line().likely is None


@pytest.mark.django_db
def test_a_closed_record_is_in_no_count():
    child = asked(60)
    type(child).objects.filter(pk=child.pk).update(closed_list_on=ON)
    making.kept(child)
    with wall.lifted(because="a test counts"):
        assert clocks.running(making.area().pk) == []


@pytest.mark.django_db
def test_a_board_member_sees_stars_and_no_way_to_the_cases(client):
    asked(60)
    client.force_login(making.somebody("board_member"))
    page = client.get("/area/late").content.decode()
    assert "nearest 5" in page
    assert "/area/late/cases" not in page
    assert "/caseload" not in page.split("<main")[1]
    assert client.get("/area/late/cases").status_code in (403, 404)


@pytest.mark.django_db
def test_a_head_of_send_goes_from_the_number_to_the_cases_likeliest_first(client, monkeypatch):
    monkeypatch.setattr(forecast, "LEAST", 3)
    for number in range(8):
        asked(100, decided_after=50 if number % 2 else 30)
    asked(40, name="Nia Beck")
    asked(5, name="Sol Carr")
    client.force_login(making.somebody("head_of_send"))
    assert "/area/late/cases" in client.get("/area/late").content.decode()
    page = client.get("/area/late/cases").content.decode()
    assert page.index("Nia Beck") < page.index("Sol Carr")
    with wall.lifted(because="a test counts"):
        area = making.area().pk
        found = risk.weighed(area, ON, clocks.past(area, ON, clocks.running(area)))
    assert [each.days_left for each in found if each.clock == "EHCNA-06"] == [2, 37]


@pytest.mark.django_db
def test_an_area_without_a_clock_says_so(client):
    client.force_login(making.somebody("head_of_send"))
    assert Deadline.objects.count() == 0
    assert "No date of the law is running" in client.get("/area/late").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["setting_staff", "coordinator", "parent"])
def test_whoever_has_no_right_to_the_areas_totals_does_not_get_them(client, role):
    client.force_login(making.somebody(role))
    assert client.get("/area/late").status_code in (403, 404)
