"""What pages of figures keep of today: the same as counting says, until it is counted again, and nobody else's."""

import re
from datetime import date, timedelta

import pytest

from goldenthread.core import clock
from goldenthread.insight import drawn
from goldenthread.insight.indicators import LIBRARY, breakdowns, figure, figures, series
from goldenthread.insight.indicators.kept import held, holding
from goldenthread.insight.indicators.models import KeptCount
from goldenthread.insight.indicators.snapshots import keep_today
from goldenthread.insight.tests.test_indicators import asked, issued
from goldenthread.people.models import SenNeed
from tests import making

ON = making.TODAY
pytestmark = pytest.mark.django_db
EQUITY, LIST = "/area/equity", "/insight"


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


def look(client, role, address):
    client.force_login(making.somebody(role))
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    _, _, content = answer.content.decode().partition("<main")  # above it stands who reads
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def some(how_many, days=100):
    for _ in range(how_many):
        child = issued(days, date(2026, 10, 5)).child
        SenNeed.objects.create(child=child, need="ASD", rank=1)


def everything(area):
    """Figures of each kind that pages ask for."""
    counted = [code for code in LIBRARY if LIBRARY[code].counted]
    found = [figures(counted, area=area, at=ON), figure("EHC01", area=area, at=ON), figure("EHC01", area=area, at=date(2026, 8, 31), known=date(2026, 8, 31))]
    found += [breakdowns(code, area=area, at=ON, by=LIBRARY[code].breakdowns) for code in ("EHC01", "EHC20", "EHC05", "ADV01", "EHC12")]
    return [*found, series("EHC20", area=area, ends=[date(2025, 12, 31), ON])]


# Counts every indicator five times: about three seconds.
def test_what_is_kept_is_what_counting_says():
    some(3)
    some(2, days=200)
    asked(date(2026, 9, 1), told=date(2026, 10, 20))
    area = making.area()
    live = everything(area.pk)
    with holding() as page:
        assert everything(area.pk) == live, "nothing is kept where today's figures were not counted"
        assert (page.counted_at, KeptCount.objects.count()) == (None, 0)
    keep_today(area, ON)
    for _ in ("counted and kept", "as kept"):
        with holding() as page:
            assert everything(area.pk) == live
            assert page.counted_at is not None
    assert KeptCount.objects.count() > 5
    assert held() is None


# Counts every indicator three times: about a second.
@pytest.mark.parametrize("address", [EQUITY, LIST, "/insight/EHC02", "/insight/EHC02?by=need"])
def test_a_page_says_what_was_counted_until_it_is_counted_again_or_is_asked_to_count_now(client, address):
    area, now = making.area(), f"{address}{'&' if '?' in address else '?'}count=now"
    some(30)
    keep_today(area, ON)
    before = look(client, "head_of_send", address)
    assert "Counted today at " in before
    some(12)
    assert look(client, "head_of_send", address) == before
    assert "42" not in before
    assert "42" in look(client, "head_of_send", now)
    assert "42" in look(client, "head_of_send", address), "what one person had counted is what everybody is shown"


def test_a_page_that_was_drawn_says_what_one_drawn_anew_says(client):
    some(30)
    keep_today(making.area(), ON)
    for address in (EQUITY, LIST, "/insight/EHC02?by=need", "/insight/EHC02?at-day=x"):
        first = look(client, "head_of_send", address)
        assert look(client, "head_of_send", address) == first
        drawn._SHELF.parts.clear()
        assert look(client, "head_of_send", address) == first


def test_what_was_drawn_for_somebody_with_true_numbers_is_not_shown_to_somebody_without(client):
    some(33)
    keep_today(making.area(), ON)
    for address in (EQUITY, LIST, "/insight/EHC20?at=2026-10-31"):
        assert "33" in look(client, "head_of_send", address)
        theirs = look(client, "board_member", address)
        assert "33" not in theirs
        assert "35" in theirs


def test_another_area_another_day_and_a_count_of_yesterday_have_nothing_of_it(client):
    some(33)
    area, other = making.area(), making.area("991", "Thornmouth")
    keep_today(area, ON)
    keep_today(other, ON)
    with holding():
        assert breakdowns("EHC20", area=area.pk, at=ON, by=["need"])["need"].numerator == 33
        assert breakdowns("EHC20", area=other.pk, at=ON, by=["need"])["need"].numerator == 0
        assert breakdowns("EHC20", area=area.pk, at=date(2026, 9, 30), by=["need"])["need"].numerator == 0
    some(1)
    with clock.standing_on(ON + timedelta(days=1)), holding() as page:
        assert breakdowns("EHC20", area=area.pk, at=ON, by=["need"])["need"].numerator == 34
        assert page.counted_at is None


def test_what_a_process_keeps_is_bounded():
    shelf = drawn._Shelf(100)
    for number in range(50):
        shelf.put(number, (b"x" * 30, None))
    assert shelf.size == sum(len(part) for part, _ in shelf.parts.values()) <= 100
    assert list(shelf.parts) == [47, 48, 49]
