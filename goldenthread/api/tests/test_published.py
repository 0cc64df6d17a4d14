"""What an area publishes: chosen by its head, by whole months, with small numbers hidden, the same in every file."""

import csv
import io
from datetime import date, datetime, time, timedelta

import pytest
from openapi_spec_validator import validate
from python_calamine import CalamineWorkbook

from goldenthread.api import actions, published
from goldenthread.api.models import PublishedFigure
from goldenthread.api.openapi import description
from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight import tasks as jobs
from goldenthread.insight.indicators import LIBRARY
from goldenthread.insight.indicators.behind import behind
from goldenthread.insight.indicators.snapshots import keep_months, keep_snapshots, keep_today
from goldenthread.insight.tests.test_area import plan_issued
from goldenthread.plans.models import Plan
from tests import making

ON = date(2026, 11, 20)
pytestmark = pytest.mark.django_db
#: Plans in force on a day.
CODE = "EHC20"


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def hana():
    return making.somebody("head_of_send")


def plans(number):
    for n in range(number):
        one = making.child(f"Child Number{n}")
        Plan.objects.create(child=one, area=one.area, made_on=date(2025, 3, 1) + timedelta(days=n))


def test_the_description_is_right_openapi_and_names_every_address(client):
    document = client.get("/api/v1/openapi.json").json()
    validate(document)
    assert document["openapi"] == "3.1.0" and "/api/v1/plans/{id}" in document["paths"]
    assert all(one["description"] for one in description()["components"]["schemas"]["Plans"]["properties"].values())


def test_nothing_is_public_until_the_head_of_send_says_so(client, hana):
    area = making.area()
    plans(12)
    assert client.get("/api/v1/published/990").json() == {"data": []}
    assert client.get(f"/api/v1/published/990/{CODE}").status_code == 404
    with pytest.raises(NotAllowed):
        actions.publish(area=area, codes=[CODE], by=making.officer(), on=ON)
    actions.publish(area=area, codes=[CODE], by=hana, on=ON)
    assert [one["code"] for one in client.get("/api/v1/published/990").json()["data"]] == [CODE]
    figures = client.get(f"/api/v1/published/990/{CODE}").json()["data"]
    assert (figures[-1]["at"], figures[-1]["numerator"]) == ("2026-10-31", 10), figures
    actions.publish(area=area, codes=[], by=hana, on=ON)
    assert client.get(f"/api/v1/published/990/{CODE}").status_code == 404
    assert PublishedFigure.objects.get().ended_by == hana


def test_a_small_number_is_never_public(client, hana):
    plans(3)
    actions.publish(area=making.area(), codes=[CODE], by=hana, on=ON)
    assert client.get(f"/api/v1/published/990/{CODE}").json()["data"][-1]["numerator"] is None
    assert "Hidden or not known" in client.get("/data/990").content.decode()


def test_an_indicator_without_a_number_cannot_be_published(hana):
    awaited = next(code for code, one in LIBRARY.items() if not one.counted)
    with pytest.raises(Refused, match="without a number"):
        actions.publish(area=making.area(), codes=[awaited], by=hana, on=ON)


def test_page_api_csv_excel_and_parquet_hold_the_same_numbers(client, hana):
    from arro3.io import read_parquet

    plans(12)
    actions.publish(area=making.area(), codes=[CODE], by=hana, on=ON)
    told = [(each["at"], each["numerator"]) for each in client.get(f"/api/v1/published/990/{CODE}").json()["data"]]
    files = {kind: client.get(f"/data/990/figures.{kind}") for kind in ("csv", "xlsx", "parquet")}
    rows = list(csv.DictReader(io.StringIO(files["csv"].content.decode("utf-8-sig"))))
    assert [(row["at"], int(row["numerator"]) if row["numerator"] else None) for row in rows] == told
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"].content))
    sheet = book.get_sheet_by_name("Figures").to_python()
    assert [(f"{row[3]:%Y-%m-%d}", int(row[6]) if row[6] != "" else None) for row in sheet[1:]] == told
    table = read_parquet(io.BytesIO(files["parquet"].content)).read_all()
    assert [(f"{at:%Y-%m-%d}", number) for at, number in zip(table["at"].to_pylist(), table["numerator"].to_pylist(), strict=True)] == told
    assert [each.name for each in published.COLUMNS] == list(rows[0]) == table.column_names
    assert "10" in client.get("/data/990").content.decode()


def test_the_head_chooses_on_a_page_and_the_guide_says_every_field(client, hana):
    client.force_login(hana)
    page = client.post("/data/publish", {"codes": [CODE]}, follow=True)
    assert LIBRARY[CODE].name in page.content.decode()
    guide = client.get("/systems/guide").content.decode()
    assert "advice-requests" in guide and "Bearer" in guide


def test_a_visitor_is_led_to_the_areas_that_publish(client, hana):
    assert "No figures are public yet" in client.get("/data").content.decode()
    actions.publish(area=making.area(), codes=[CODE], by=hana, on=ON)
    assert client.get("/data")["Location"] == "/data/990"
    away = making.area("991", "Ferngate")
    actions.publish(area=away, codes=[CODE], by=making.somebody("head_of_send", of=away), on=ON)
    assert "Ferngate" in client.get("/data").content.decode()


# Counts every indicator at two dozen days twice: about two seconds.
def test_what_was_counted_today_is_given_and_nothing_is_counted_by_asking(client, hana, django_assert_max_num_queries):
    plans(12)
    actions.publish(area=making.area(), codes=[CODE, "EHC01"], by=hana, on=ON)
    counted = client.get(f"/api/v1/published/990/{CODE}").json()["data"]
    with clock.standing_on(ON + timedelta(days=1)):
        keep_snapshots(area=making.area(), by=command("tests"), on=ON + timedelta(days=1))
        Plan.objects.all().update(ceased_on=date(2026, 9, 15))  # since it was counted
        with django_assert_max_num_queries(8):
            assert client.get(f"/api/v1/published/990/{CODE}").json()["data"] == counted


def at_half_past_midnight(day):
    """Everything inside happens half an hour into a day."""
    return clock.moved(lambda: datetime.combine(day, time(0, 30), clock.LONDON) - datetime.now(clock.LONDON))


def said_by_a_file_of_the_page(client):
    """The history of the last thirteen months as the page's file has it."""
    rows = list(csv.DictReader(io.StringIO(client.get(f"/insight/{CODE}/data.csv").content.decode())))
    return [(row["As at"], int(row["Numerator"])) for row in rows if row["Part of"] == "History"][-13:]


# Counts every indicator at two dozen days: about a second.
def test_after_midnight_and_before_the_nights_count_the_open_figures_say_what_pages_say(client, hana):
    plans(20)
    area = making.area()
    actions.publish(area=area, codes=[CODE], by=hana, on=ON)
    keep_snapshots(area=area, by=command("tests"), on=ON)
    ceased = Plan.objects.order_by("made_on").values_list("pk", flat=True)[:10]
    Plan.objects.filter(pk__in=list(ceased)).update(ceased_on=date(2026, 9, 15))
    client.force_login(hana)
    with at_half_past_midnight(ON + timedelta(days=1)):
        of_the_api = [(each["at"], each["numerator"]) for each in client.get(f"/api/v1/published/990/{CODE}").json()["data"]]
        assert of_the_api[-3:] == [("2026-08-31", 20), ("2026-09-30", 10), ("2026-10-31", 10)]
        assert of_the_api == said_by_a_file_of_the_page(client)


# Counts every indicator at two dozen days twice: about two seconds.
def test_the_first_job_of_a_day_counts_its_months_so_that_nobody_makes_them_be_counted_until_the_night_job(client, hana, django_assert_max_num_queries):
    plans(20)
    area = making.area()
    actions.publish(area=area, codes=[CODE], by=hana, on=ON)
    keep_snapshots(area=area, by=command("tests"), on=ON)
    ceased = Plan.objects.order_by("made_on").values_list("pk", flat=True)[:10]
    Plan.objects.filter(pk__in=list(ceased)).update(ceased_on=date(2026, 9, 15))
    with at_half_past_midnight(ON + timedelta(days=1)):
        jobs.keep_today(timestamp=0)
        with django_assert_max_num_queries(8):
            figures = client.get(f"/api/v1/published/990/{CODE}").json()["data"]
        assert [each["numerator"] for each in figures[-3:]] == [20, 10, 10]
        client.force_login(hana)
        assert [(each["at"], each["numerator"]) for each in figures] == said_by_a_file_of_the_page(client)


# Counts every indicator at two dozen days twice: about two seconds.
def test_a_fact_of_a_past_month_is_in_what_is_published_once_somebody_opened_the_children_behind_that_month():
    area = making.area()
    for _ in range(20):
        plan_issued(10, issued_on=date(2026, 8, 3))
    keep_months(area, ON)
    keep_today(area, ON)
    for _ in range(10):
        plan_issued(10, issued_on=date(2026, 8, 3))
    behind(CODE, area=area.pk, at=date(2026, 8, 31))
    assert [each.numerator for each in published.figures(area, CODE, ON)[-3:]] == [30, 30, 30]
