"""A number is the same on every page at every moment: the figure, the dashboard, the paper, the files, and the children behind it."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.insight.checking.actions import check_figure
from goldenthread.insight.dashboards import area as dashboard
from goldenthread.insight.dashboards import boards, paper
from goldenthread.insight.dashboards.entrance import Place
from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import LIBRARY, figure, snapshots
from goldenthread.insight.indicators.behind import behind
from goldenthread.insight.indicators.kept import count_again, generation_of, holding
from goldenthread.insight.scorecard.services import KINDS, SERVICES
from goldenthread.insight.tests.test_area import plan_issued
from goldenthread.people.models import Child
from tests import making

ON, OCTOBER, AUGUST = making.TODAY, date(2026, 10, 31), date(2026, 8, 31)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


def look(client, address):
    client.force_login(making.somebody("head_of_send"))
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def some(how_many, on=date(2026, 8, 3)):
    for _ in range(how_many):
        plan_issued(10, issued_on=on)


def counted(area):
    snapshots.keep_months(area, ON)
    snapshots.keep_today(area, ON)


def as_read(client, area):
    """The number of plans in force on each page, as its reader has it."""
    place = Place(area, ON, Guard(open_rows=True), rows=True)
    tile = r"Plans in force .{0,30}?(\d+)"
    file = look(client, reverse("insight:indicator_data", args=["EHC20"]))
    said = paper.told(place, dashboard.told(place, boards.BOARDS["head"], SimpleNamespace(tabs=[], paper="", pages=[])))
    return {
        "indicator": re.search(r"Number (\d+)", words(look(client, "/insight/EHC20")))[1],
        "list": re.search(r"Plans in force (\d+)", words(look(client, "/insight")))[1],
        "dashboard": re.search(tile, words(look(client, "/area")))[1],
        "paper": dict(said["parts"][0]["rows"])["Plans in force"],
        "file": next(line for line in file.splitlines() if ",The figure,All," in line).split(",")[9],
    }


# Draws five pages and counts every indicator twice, at each of three moments: about four seconds.
def test_whoever_opens_the_children_or_the_dashboard_after_something_was_recorded_has_every_page_say_the_new_number(client):
    area = making.area()
    some(3)
    counted(area)
    assert set(as_read(client, area).values()) == {"3"}
    some(2)
    page = words(look(client, "/insight/EHC20/children"))
    assert "The figure is 5 as at 23 November 2026." in page
    assert "It was 3 when it was counted at " in page
    assert "5 children or young people" in page
    assert set(as_read(client, area).values()) == {"5"}
    assert "Something was recorded since" not in words(look(client, "/insight/EHC20/children"))
    some(1)
    assert "6" in re.search(r"Plans in force .{0,30}?(\d+)", words(look(client, "/area")))[1]
    assert set(as_read(client, area).values()) == {"6"}


# Counts every indicator at two dozen days three times: about three seconds.
def test_a_fact_of_a_past_month_is_in_every_month_of_every_page_once_somebody_opened_the_children_behind_that_month(client):
    area = making.area()
    some(20)
    counted(area)
    some(10)
    address = "/insight/EHC20/children?at=2026-08-31"
    assert "The figure is 30 as at 31 August 2026." in words(look(client, address))
    assert [each.numerator for each in snapshots.history("EHC20", area=area.pk, at=ON)[-3:]] == [30, 30, 30]
    with holding():
        assert figure("EHC20", area=area.pk, at=AUGUST).numerator == figure("EHC20", area=area.pk, at=OCTOBER).numerator == 30


# Counts every indicator at two dozen days twice: about two seconds.
def test_the_figure_of_a_past_month_and_the_last_point_of_its_history_are_one_number(client):
    area = making.area()
    some(3)
    counted(area)
    some(2)
    snapshots.keep_today(area, ON)
    page = words(look(client, "/insight/EHC20?at=2026-08-31"))
    assert "Number 5" in page
    assert "Aug 2026 5" in page
    assert [each.numerator for each in snapshots.history("EHC20", area=area.pk, at=ON)[-3:]] == [5, 5, 5]


# Counts every indicator twice: under a second.
def test_the_newest_months_end_is_counted_again_with_today_wherever_it_stands(client):
    area = making.area()
    some(3)
    counted(area)
    some(2, on=date(2026, 10, 5))
    snapshots.keep_today(area, ON)
    for code in ("EHC20", "EHC21", "EHC01"):
        last = snapshots.history(code, area=area.pk, at=ON)[-1]
        assert (last.at, max(last.numerator or 0, last.denominator or 0)) == (OCTOBER, 5), code


# Counts every indicator twice: under a second.
def test_two_who_have_it_counted_at_once_count_once():
    area = making.area()
    some(2)
    counted(area)
    before = generation_of(area.pk)
    count_again(area.pk)
    now = generation_of(area.pk)
    assert now.number != before.number
    assert snapshots.keep_today(area, ON, instead_of=before.number) == 0
    assert generation_of(area.pk) == now


# Counts every indicator twice: under a second.
def test_what_is_asked_for_the_first_time_is_counted_of_the_same_facts_as_everything_else(client):
    area = making.area()
    some(3)
    counted(area)
    some(2)
    assert "Number 3" in words(look(client, "/insight/EHC20")), "as counted last"
    assert "Number 5" in words(look(client, "/insight/EHC20?by=sex"))
    assert "Number 5" in words(look(client, "/insight/EHC20"))
    before = generation_of(area.pk)
    look(client, "/insight/EHC20?by=need")
    assert generation_of(area.pk) == before, "nothing was recorded since"


def test_where_nothing_was_recorded_nothing_is_counted_again():
    area = making.area()
    some(2)
    counted(area)
    before = generation_of(area.pk)
    found = behind("EHC20", area=area.pk, at=ON)
    assert (len(found.children), found.figure.numerator, found.before) == (2, 2, None)
    assert generation_of(area.pk) == before
    assert not snapshots.recorded_since_counted(area.pk)
    making.kept(Child.objects.all()[0])
    assert snapshots.recorded_since_counted(area.pk)
    assert not snapshots.recorded_since_counted(making.area("991", "Thornmouth").pk)


# Counts every indicator at two dozen days: about a second.
def test_who_checked_a_figure_stands_beside_it_on_dashboard_paper_list_and_scorecard_and_goes_when_it_changes(client):
    area = making.area()
    some(30)
    place = Place(area, ON, Guard(open_rows=True), rows=True)
    counted(area)
    check_figure(area=area, code="EHC20", at=OCTOBER, by=making.somebody("head_of_send", name="Ada Ash"), on=ON)
    other = next(code for service in SERVICES for kind in KINDS for code in service.of(kind) if LIBRARY[code].period == "as at")
    check_figure(area=area, code=other, at=OCTOBER, by=making.somebody("head_of_send", name="Ada Ash"), on=ON)
    mark = "Checked by Ada Ash on 23 November 2026."
    assert mark in words(look(client, "/area"))
    assert mark in words(look(client, "/area/scorecard"))
    client.force_login(making.somebody("board_member"))
    assert mark in words(client.get("/insight").content.decode()), "guarded numbers are of the month's end"
    said = paper.told(place, dashboard.told(place, boards.BOARDS["head"], SimpleNamespace(tabs=[], paper="", pages=[])))
    assert f"Plans in force. {mark}" in [row[0] for row in said["parts"][1]["rows"]]
    some(10)
    snapshots.keep_today(area, ON)
    assert "Plans in force It has changed since Ada Ash checked it" in words(look(client, "/area"))
