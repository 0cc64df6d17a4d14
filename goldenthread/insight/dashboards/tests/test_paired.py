"""Timeliness stands beside quality: a plan in time that is not whole is seen, and so is what will be late."""

import re
from datetime import date

import pytest

from goldenthread.casework.models import AdviceRequest
from goldenthread.core import clock
from goldenthread.insight.dashboards import paired
from goldenthread.insight.dashboards.entrance import Place
from goldenthread.insight.guarding import LEAST_BASE, Guard
from goldenthread.insight.indicators import figure
from goldenthread.insight.tests.test_area import plan_issued
from goldenthread.plans.models import Line, Version
from tests import making

ON = making.TODAY
OPEN, GUARDED = Guard(open_rows=True), Guard(open_rows=False)
pytestmark = pytest.mark.django_db


def written(on, *, weeks=10, whole=True, day=date(2027, 7, 20)):
    """A plan first issued on a day with all that is asked of one; not `whole`: without the words of the child."""
    plan = plan_issued(weeks, issued_on=on)
    version = Version.objects.create(
        child=plan.child, area=plan.area, plan=plan, number=1, started_on=on, kind="final"
    )
    for said_by in ("child", "parent") if whole else ("parent",):
        Line.objects.create(version=version, section="A", kind="view", position=1, text="Likes trains", said_by=said_by)
    Line.objects.create(version=version, section="E", kind="outcome", position=2, text="Asks for help", by_when=day, measure="Asks in three lessons of four")
    for kind in ("education", "medical", "social_care"):
        AdviceRequest.objects.create(request=plan.request, child=plan.child, area=plan.area, kind=kind, asked_on=plan.request.received_on, due_on=on, received_on=on)
    return plan


def place(guard=OPEN):
    return Place(making.area(), ON, guard, rows=guard.open_rows)


def said(guard=OPEN):
    with clock.standing_on(ON):
        return paired.shown(place(guard))


def test_a_month_shows_how_many_plans_came_in_time_and_how_many_were_whole():
    written(date(2026, 10, 5))
    written(date(2026, 10, 6), whole=False)
    written(date(2026, 10, 7), weeks=30, day=None)
    plan_issued(30, issued_on=date(2026, 10, 8))
    assert said()["rows"][1] == ["Oct 2026", "4", "50%", "3", "100%", "66.7%", "66.7%", "33.3%"]
    assert said()["rows"][0] == ["Nov 2026", "0", "–", "0", "–", "–", "–", "–"]
    assert (len(said()["rows"]), len(said()["earlier"]), said()["earlier"][0][0]) == (12, 12, "Nov 2025")
    with clock.standing_on(ON):
        assert [(each.numerator, each.denominator) for each in (figure(code, area=making.area().pk, at=ON) for code in ("PLN06", "PLN07"))] == [(1, 3), (2, 3)]


def test_an_outcome_that_was_taken_out_asks_for_nothing_and_a_plan_without_outcomes_is_not_whole():
    plan = written(date(2026, 10, 5))
    Line.objects.create(version=plan.versions.get(), section="E", kind="outcome", position=3, text="Not agreed", removed_on=date(2026, 10, 1))
    assert said()["rows"][1][-1] == "100%"
    Line.objects.filter(version__plan=plan, kind="outcome").delete()
    assert said()["rows"][1][-2:] == ["0%", "0%"]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((30, True), (10, False), "look whether speed is bought with quality"), ((10, False), (30, True), "more often whole and come later"),
        ((30, False), (10, True), "Both are better"), ((10, True), (30, False), "Both are worse"), ((10, True), (10, True), "At least one of them is as it was"),
    ],
)  # fmt: skip
def test_the_page_says_whether_speed_is_bought_with_quality(before, now, words):  # eight plans in each of two years
    for year, (weeks, whole) in ((2025, before), (2026, now)):
        for number in range(LEAST_BASE):
            written(date(year, 6, 3 + number), weeks=weeks, whole=whole)
    assert words in said()["sentences"][1]


def test_nothing_is_made_of_how_a_few_plans_moved():
    written(date(2025, 6, 3))
    written(date(2026, 6, 3), weeks=30, whole=False)
    assert said()["sentences"] == [
        "1 plan was issued in the last 12 months, of which 0% came within 20 weeks. The lines of 1 of them are held here, of which 0% are whole.",
        "Too little is held here of the year before to say how both moved.",
    ]
    assert said(GUARDED)["sentences"][0] == (
        "Few plans were issued in the last 12 months, and it cannot be said how many came within 20 weeks. The lines of few of them are held here, and it cannot be said how many are whole."
    )


def test_plans_known_from_a_return_alone_are_not_said_to_be_whole_or_not():
    assert said()["sentences"][0] == "No plan was issued in the last 12 months."
    plan_issued(10, issued_on=date(2026, 10, 8))
    assert said()["sentences"][0].endswith("The lines of none of them are held here, so that nothing can be said of whether they are whole.")


def test_one_year_alone_is_not_said_to_have_moved():
    written(date(2026, 10, 5))
    assert said()["sentences"] == [
        "1 plan was issued in the last 12 months, of which 100% came within 20 weeks. The lines of 1 of them are held here, of which 100% are whole.",
        "Too little is held here of the year before to say how both moved.",
    ]


def test_whoever_sees_guarded_numbers_sees_whole_months_and_no_share_of_a_few():
    for number in range(7):
        written(date(2026, 10, 5 + number))
    rows = said(GUARDED)["rows"]
    assert rows[0][0] == "Oct 2026"
    assert rows[0][1:] == ["*", "*", "*", "*", "*", "*", "*"]


def test_the_weeks_ahead_stand_on_the_page_with_the_way_to_the_cases(client):
    written(date(2026, 10, 5))
    with clock.standing_on(ON):
        for role, cases in (("head_of_send", True), ("board_member", False)):
            client.force_login(making.somebody(role))
            page = client.get("/area/timeliness-and-quality").content.decode()
            assert "No assessment reaches its twentieth week in the next 13 weeks." in " ".join(re.sub(r"<[^>]+>", " ", page).split())
            assert ("/area/late/cases" in page) is cases
            assert "/area/timeliness-and-quality" in client.get("/area").content.decode()
