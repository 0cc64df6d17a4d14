"""The figures a plan opens with: one set of numbers, which cannot contradict itself."""

from datetime import date, timedelta

import pytest

from goldenthread.casework.models import Decision, Request
from goldenthread.insight.benchmarks import compare
from goldenthread.insight.benchmarks.comparing import Published
from goldenthread.insight.dashboards import opening
from goldenthread.insight.dashboards.entrance import Place
from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import figure
from goldenthread.people.models import Child
from goldenthread.plans.models import Plan
from tests import making

AT = date(2026, 8, 31)


def place(*, rows: bool = True) -> Place:
    return Place(making.area(), making.TODAY, Guard(open_rows=rows), rows)


def plans(number: int, *, made_on: date, born: date = date(2016, 3, 9)) -> None:
    for _ in range(number):
        child = Child.objects.create(forename="Kai", surname="Alder", date_of_birth=born, area=making.area(), first_recorded_on=date(2020, 1, 5))
        Plan.objects.create(child=child, area=child.area, made_on=made_on)


def request_answered(child: Child, plan: Plan) -> None:
    """The request that a plan came of, decided in time."""
    asked = Request.objects.create(child=child, area=child.area, plan=plan, received_on=plan.made_on - timedelta(days=120), route="parent", channel="post")
    for about, days in (("assess", 90), ("issue", 0)):
        told = plan.made_on - timedelta(days=days)
        Decision.objects.create(request=asked, about=about, yes=True, made_on=told, notified_on=told)


@pytest.mark.parametrize(("year", "day"), [(2023, 19), (2024, 18), (2025, 16), (2026, 15)])
def test_census_day_is_the_third_thursday_of_january(year, day):
    assert opening.census_day(year) == date(year, 1, day)


@pytest.mark.django_db
def test_the_tables_are_the_indicators_own_numbers_with_last_years_and_the_change_worked_out_from_both():
    """Leicestershire's August table, 2020: 446 new plans beside 419 is 6.4 % more; here 12 beside 10 is 20 %."""
    plans(10, made_on=date(2025, 3, 2))
    plans(12, made_on=date(2026, 3, 2))
    rows = {row.name: row for row in opening.rows_at(place(), AT, Published())}
    assert (rows["Plans in force"].now, rows["Plans in force"].before, rows["Plans in force"].change) == ("22", "10", "+120.0%")
    assert (rows["New plans since 1 January"].now, rows["New plans since 1 January"].before) == ("12", "10")
    assert rows["New plans since 1 January"].change == "+20.0%"
    assert rows["New plans as a share of all plans"].now == "54.5%"
    assert figure("GRO02", area=making.area().pk, at=AT).value == 54.5
    assert rows["Plans in force"].now == str(int(figure("EHC20", area=making.area().pk, at=AT).value or 0))


@pytest.mark.django_db
def test_the_shares_by_age_are_of_the_numbers_beside_them():
    """The plan that asked for this printed 35.6 % beside 1,756 of 5,039, which is 34.8 %."""
    plans(3, made_on=date(2026, 3, 2))
    plans(1, made_on=date(2026, 3, 2), born=date(2004, 3, 9))
    rows = opening.age_rows(place(), AT, Published())
    assert [row[:3] for row in rows] == [["5 to 10", "3", "75.0%"], ["20 to 25", "1", "25.0%"], ["All ages", "4", "100.0%"]]


@pytest.mark.django_db
def test_the_shares_by_age_stand_beside_those_of_the_region_and_of_england():
    plans(3, made_on=date(2026, 3, 2))
    rows = {row[0]: row for row in opening.age_rows(place(), AT, Published())}
    england = compare("BND01", la_code="990", part="age_5_to_10").england
    assert rows["5 to 10"][3:5] == [f"{compare('BND01', la_code='990', part='age_5_to_10').region.value}%", f"{england}%"]
    assert england == 33.3


@pytest.mark.django_db
def test_how_an_age_grew_over_three_years_is_told_only_of_years_that_the_record_holds_whole():
    plans(4, made_on=date(2022, 3, 2), born=date(2003, 1, 9))
    plans(2, made_on=date(2026, 3, 2), born=date(2003, 1, 9))
    assert {row[0]: row[5:] for row in opening.age_rows(place(), AT, Published())}["20 to 25"] == ["4", "100.0%", "4", "+50.0%"]
    Child.objects.update(first_recorded_on=date(2026, 1, 5))
    assert {row[0]: row[5:] for row in opening.age_rows(place(), AT, Published())}["20 to 25"] == ["–", "–", "–", "–"]


@pytest.mark.django_db
def test_a_councillor_sees_no_small_number_in_any_table():
    plans(3, made_on=date(2026, 3, 2))
    rows = opening.rows_at(place(rows=False), AT, Published())
    assert {row.now for row in rows if row.name in ("Plans in force", "New plans since 1 January")} == {"*"}
    assert opening.age_rows(place(rows=False), AT, Published()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["rhubarb", "2031-01-01", "0001-01-01", "2026-02-30"])
def test_a_day_that_cannot_be_shown_gives_the_newest_and_says_so(client, asked):
    client.force_login(making.somebody("head_of_send"))
    page = client.get(f"/area/opening-figures?at={asked}").content.decode()
    assert "Choose a day from the list" in page


@pytest.mark.django_db
def test_whoever_sees_guarded_numbers_is_given_the_end_of_a_month_whatever_day_they_ask_for(client):
    client.force_login(making.somebody("board_member"))
    page = client.get("/area/opening-figures?at=2026-08-17").content.decode()
    assert "31 July 2026" in page.split("gt-filter")[0]
    assert "17 August" not in page


@pytest.mark.parametrize(
    ("at", "years", "then"),
    [
        (date(2026, 8, 17), 1, date(2025, 8, 17)), (date(2026, 8, 31), 3, date(2023, 8, 31)), (date(2028, 2, 29), 1, date(2027, 2, 28)),
        (date(2027, 2, 28), 3, date(2024, 2, 29)), (date(2028, 2, 28), 4, date(2024, 2, 28)),
    ],
)  # fmt: skip
def test_the_end_of_a_month_stays_one_years_before(at, years, then):
    """One day between two days that are told would tell who came on it."""
    assert opening.years_before(at, years) == then
