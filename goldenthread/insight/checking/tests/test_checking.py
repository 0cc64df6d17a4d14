"""A figure that is counted from the record says who checked it, and loses the mark when it changes."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import job
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.checking.actions import check_figure, look_again
from goldenthread.insight.models import FigureCheck
from goldenthread.insight.tests.test_indicator_pages import look, words
from goldenthread.insight.tests.test_indicators import issued
from tests import making

pytestmark = pytest.mark.django_db
ON, OCTOBER = making.TODAY, date(2026, 10, 31)


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


def check(at=OCTOBER, code="EHC20", by=None):
    return check_figure(area=making.area(), code=code, at=at, by=by or making.somebody("head_of_send"), on=ON)


def plans(how_many=10):
    return [issued(100, date(2026, 9, 5)) for _ in range(how_many)]


def test_the_mark_stands_while_the_figure_is_as_it_was_and_goes_when_it_changes(client):
    plans()
    assert "Nobody has checked it yet" in look(client, "head_of_send", "/insight/EHC20?at=2026-10-31")
    check()
    page = words(look(client, "head_of_send", "/insight/EHC20?at=2026-10-31"))
    assert "Checked Checked by Person" in page and "I have checked" not in page
    issued(100, date(2026, 9, 6))
    page = words(look(client, "head_of_send", "/insight/EHC20?at=2026-10-31"))
    assert "It has changed since" in page and "I have checked this figure as at 31 October 2026" in page
    check()
    assert "Checked Checked by" in words(look(client, "head_of_send", "/insight/EHC20?at=2026-10-31"))


def test_who_sees_guarded_numbers_is_told_of_the_number_that_they_see(client):
    plans()
    check()
    assert "Checked Checked by" in words(look(client, "board_member", "/insight/EHC20"))
    assert "I have checked" not in look(client, "board_member", "/insight/EHC20")


def test_the_night_takes_the_mark_from_a_figure_that_changed():
    plans()
    made = check()
    assert look_again(area=making.area(), by=job("look_again"), on=ON) == 0
    issued(100, date(2026, 9, 6))
    assert look_again(area=making.area(), by=job("look_again"), on=ON) == 1
    assert look_again(area=making.area(), by=job("look_again"), on=ON) == 0
    made.refresh_from_db()
    assert made.changed_on == ON


def test_of_another_day_it_says_which_day_was_checked(client):
    plans()
    check()
    assert "Nobody has checked it as at this day. The one as at 31 October 2026 was checked by" in words(look(client, "head_of_send", "/insight/EHC20"))


def test_over_another_time_than_its_own_there_is_no_mark(client):
    plans()
    check(code="EHC21")
    assert "checked it" not in look(client, "head_of_send", "/insight/EHC21?over=12+months&at=2026-10-31")


def test_only_the_head_of_send_checks_and_only_what_is_counted():
    plans()
    for role in ("analyst", "team_manager", "board_member"):
        with pytest.raises(NotAllowed):
            check(by=making.somebody(role))
    with pytest.raises(Refused, match="not counted"):
        check(code="SS02")
    with pytest.raises(Refused, match="lies ahead"):
        check(at=date(2027, 1, 31))
    assert not FigureCheck.objects.exists()


def test_the_button_checks_the_figure_that_is_shown(client):
    plans()
    client.force_login(making.somebody("head_of_send"))
    page = words(client.post("/insight/EHC20/check?area=990", {"at": "2026-10-31"}, follow=True).content.decode())
    assert "is now checked by you" in page and FigureCheck.objects.get().numerator == 10
    assert "cannot be read" in client.post("/insight/EHC20/check?area=990", {"at": "soon"}, follow=True).content.decode()


@pytest.mark.parametrize("at", ["0001-01-01", "0001-12-31", "1753-01-01", "9999-12-31", "2026-W05-1"])
@pytest.mark.parametrize("code", ["EHC20", "EHC21"])
def test_a_day_of_which_nothing_can_be_counted_is_answered_and_checks_nothing(client, at, code):
    plans()
    client.force_login(making.somebody("head_of_send"))
    assert client.post(f"/insight/{code}/check?area=990", {"at": at}).status_code in (200, 302)
