"""The area page: numbers that are counted, and guarded from those who have no right to the rows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.insight import counting
from goldenthread.insight.dashboards import area, boards, months, moved, told
from goldenthread.insight.dashboards.entrance import Place
from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import LIBRARY, Figure, Window, figure
from goldenthread.people.models import Child
from goldenthread.plans.models import Plan
from tests import making

ON = making.TODAY


def plan_issued(weeks: float, *, issued_on: date, excepted: bool = False) -> Plan:
    """A plan issued so many weeks after its request."""
    child = making.child()
    received = issued_on - timedelta(days=int(weeks * 7))
    plan = Plan.objects.create(child=child, area=child.area, made_on=issued_on)
    request = Request.objects.create(
        child=child, area=child.area, plan=plan, received_on=received, route="parent", channel="post"
    )
    Decision.objects.create(request=request, about="assess", yes=True, made_on=received, notified_on=received)
    Decision.objects.create(request=request, about="issue", yes=True, made_on=issued_on, notified_on=issued_on)
    if excepted:
        ExceptionClaim.objects.create(request=request, clock="EHCNA-20", ground="not_stated", accepted_on=issued_on)
    making.kept(child)
    return plan


@pytest.mark.django_db
def test_the_twenty_week_rate_is_counted_with_and_without_exceptions():
    plan_issued(20, issued_on=date(2026, 10, 5))
    plan_issued(20 + 1 / 7, issued_on=date(2026, 10, 6))
    plan_issued(30, issued_on=date(2026, 10, 7), excepted=True)
    october = months.twenty_weeks(making.area().pk, ON)[-2]
    assert (october.first_day, october.issued, october.in_time) == (date(2026, 10, 1), 3, 1)
    assert (october.issued_unexcepted, october.in_time_unexcepted) == (2, 1)


@pytest.mark.django_db
def test_an_assessment_open_past_week_twenty_is_counted_although_the_published_rate_hides_it():
    child = making.child()
    Request.objects.create(
        child=child, area=child.area, received_on=ON - timedelta(days=141), route="parent", channel="post"
    )
    making.kept(child)
    now = counting.now(child.area_id, ON)
    assert now.past_twenty_weeks == 1
    assert sum(month.issued for month in months.twenty_weeks(child.area_id, ON)) == 0


def place(*, rows: bool = True) -> Place:
    return Place(making.area(), ON, Guard(open_rows=rows), rows)


@pytest.mark.django_db
def test_years_that_the_record_does_not_hold_whole_are_not_in_the_picture_of_plans():
    plan = plan_issued(19, issued_on=date(2019, 10, 5))
    Request.objects.filter(plan=plan).update(first_return=2026)
    assert [row[0] for row in months.plans_by_year(place()).table.rows] == ["2024", "2025", "2026"]


@pytest.mark.django_db
def test_the_tile_of_plans_in_force_is_the_indicators_number():
    for _ in range(3):
        plan_issued(19, issued_on=date(2026, 10, 5))
    assert counting.now(making.area().pk, ON).stages["plan"] == figure("EHC20", area=making.area().pk, at=ON).value


@pytest.mark.django_db
def test_what_moved_is_the_indicator_at_the_ends_of_the_last_two_whole_months():
    for _ in range(2):
        plan_issued(19, issued_on=date(2026, 9, 5))
    for _ in range(3):
        plan_issued(19, issued_on=date(2026, 10, 5))
    (made,) = moved.moves(["EHC20"], place())
    assert (made.told_before, made.told, made.change) == ("2", "5", "+3")
    assert made.now.value == figure("EHC20", area=making.area().pk, at=date(2026, 10, 31)).value


@pytest.mark.parametrize(("good", "way"), [("high", "better"), ("low", "worse"), ("none", "")])
def test_a_rise_is_better_worse_or_neither_as_the_indicator_says(good, way):
    indicator = replace(LIBRARY["EHC01"], good=good)
    before, now = (Figure(indicator, ON, None, 1, 2, value, Window(ON, ON)) for value in (50.0, 60.0))
    assert told.direction(now, before) == way
    assert told.change(now, before) == "+10 points"


def test_every_dashboard_is_somebodys_and_leads_only_to_pages_and_indicators_that_are_there():
    assert {key for keys in boards.OF_ROLE.values() for key in keys} == set(boards.BOARDS)
    assert {code for board in boards.BOARDS.values() for code in board.codes} <= set(LIBRARY)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "other"), [("board_member", "head"), ("forum", "board"), ("designated_officer", "commissioning"), ("team_manager", "head")])
def test_nobody_opens_a_dashboard_that_is_not_for_them(client, role, other):
    client.force_login(making.somebody(role))
    assert client.get(f"/area?for={other}").status_code == 404
    assert client.get("/area").status_code == 200


@pytest.mark.django_db
def test_every_page_behind_stands_under_what_it_answers(client):
    client.force_login(making.somebody("head_of_send"))
    drawn = client.get("/area").content.decode()
    for anchor in ("ahead", "closer"):
        assert f'href="#{anchor}"' in drawn and f'id="{anchor}"' in drawn
    places = [drawn.index(f">{heading}</h3>") for heading in area.ANSWERS]
    assert places == sorted(places)
    assert places[0] < drawn.index("/area/timeliness-and-quality") < places[1] < drawn.index("/services?") < places[2] < drawn.index("/area/equity") < places[3] < drawn.index("/insight/benchmarks")
    known = {name for names in area.ANSWERS.values() for name in names}
    assert {each["name"] for _, some in area.grouped([{"name": name} for name in (*known, "something new")]) for each in some} - known == {"something new"}


@pytest.mark.django_db
def test_a_head_of_send_sees_the_boards_dashboard_as_the_board_sees_it(client):
    for _ in range(3):
        plan_issued(19, issued_on=date(2026, 10, 5))
    client.force_login(making.somebody("head_of_send"))
    page = client.get("/area?for=board").content.decode()
    assert "nearest 5" in page
    assert ">3<" not in page


@pytest.mark.django_db
def test_a_head_of_send_sees_true_numbers_and_a_board_member_guarded_ones(client):
    for _ in range(3):
        plan_issued(19, issued_on=date(2026, 10, 5))
    page = {}
    for role in ("head_of_send", "board_member"):
        user = making.somebody(role)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get("/area", headers={"accept": "text/html"})
        if answer.status_code == 302:
            pytest.fail(f"{role} was sent to {answer.url}")
        page[role] = answer.content.decode()
    assert ">3<" in page["head_of_send"]
    assert ">3<" not in page["board_member"]
    assert "nearest 5" in page["board_member"]


@given(count=st.integers(0, 100_000))
def test_a_guarded_number_is_nought_hidden_or_a_multiple_of_five(count):
    shown = Guard(open_rows=False).number(count)
    assert shown == 0 if count == 0 else (shown is None) == (count <= 7)
    assert shown is None or shown % 5 == 0


@given(whole=st.integers(0, 5000), share=st.floats(0, 1))
def test_a_guarded_percentage_never_passes_a_hundred_nor_rests_on_a_small_base(whole, share):
    shown = Guard(open_rows=False).percent(int(whole * share), whole)
    assert shown is None or (0 <= shown <= 100 and whole >= 8)


@pytest.mark.django_db
def test_a_closed_record_is_in_no_number():
    before = counting.now(making.area().pk, ON)
    plan = plan_issued(19, issued_on=date(2026, 10, 5))
    Child.objects.filter(pk=plan.child_id).update(closed_list_on=ON)
    making.kept(plan.child)
    assert counting.now(making.area().pk, ON) == before
    assert sum(month.issued for month in months.twenty_weeks(plan.area_id, ON)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["setting_staff", "provider"])
def test_whoever_may_see_their_own_organisations_totals_does_not_get_the_areas(client, role):
    client.force_login(making.somebody(role))
    assert client.get("/area").status_code == 404
