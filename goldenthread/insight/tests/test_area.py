"""The area page: numbers that are counted, and guarded from those who have no right to the rows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.insight import counting
from goldenthread.insight.guarding import Guard
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
    october = counting.twenty_weeks(making.area().pk, ON)[-2]
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
    assert sum(month.issued for month in counting.twenty_weeks(child.area_id, ON)) == 0


@pytest.mark.django_db
def test_a_plan_that_came_from_another_authority_is_in_force_but_was_not_made_here():
    child = making.child()
    Plan.objects.create(child=child, area=child.area, made_on=date(2026, 5, 1), transferred_from="991")
    year = counting.plans_by_year(child.area_id, ON)[-1]
    assert (year.year, year.in_force, year.made) == (2026, 1, 0)


@pytest.mark.django_db
def test_years_before_the_first_return_are_not_known_and_never_shown_as_nought():
    plan = plan_issued(19, issued_on=date(2019, 10, 5))
    Request.objects.filter(plan=plan).update(first_return=2026)
    years = {year.year: year for year in counting.plans_by_year(plan.area_id, ON)}
    assert (years[2023].in_force, years[2023].made, years[2023].ceased) == (None, None, None)
    assert (years[2024].in_force, years[2024].ceased) == (1, None)
    assert (years[2025].in_force, years[2025].made, years[2025].ceased) == (1, 0, 0)
    assert years[2019].made_and_kept == 1


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
    before = (counting.now(making.area().pk, ON), counting.plans_by_year(making.area().pk, ON))
    plan = plan_issued(19, issued_on=date(2026, 10, 5))
    Child.objects.filter(pk=plan.child_id).update(closed_list_on=ON)
    making.kept(plan.child)
    assert (counting.now(making.area().pk, ON), counting.plans_by_year(making.area().pk, ON)) == before
    assert sum(month.issued for month in counting.twenty_weeks(plan.area_id, ON)) == 0
    assert counting.needs(plan.area_id) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["setting_staff", "provider"])
def test_whoever_may_see_their_own_organisations_totals_does_not_get_the_areas(client, role):
    client.force_login(making.somebody(role))
    assert client.get("/area").status_code == 404
