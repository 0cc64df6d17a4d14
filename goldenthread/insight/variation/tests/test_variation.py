"""How far parts of an area lie apart is told quarter by quarter, without telling of a few children."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.insight.indicators import LIBRARY
from goldenthread.insight.services.tests.made import send, service, waiting
from goldenthread.insight.tests.test_indicator_pages import look, words
from goldenthread.insight.tests.test_indicators import issued
from goldenthread.insight.variation.spread import Quarter, quarter_ends
from goldenthread.insight.variation.views import sentence
from goldenthread.people.models import Address, Membership
from tests import making

EHC26 = LIBRARY["EHC26"]


def test_quarters_that_are_over_end_on_their_last_day():
    assert quarter_ends(date(2026, 11, 23), 3) == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
    assert quarter_ends(date(2026, 9, 30), 2) == [date(2026, 6, 30), date(2026, 9, 30)]
    assert quarter_ends(date(2027, 1, 1), 2) == [date(2026, 9, 30), date(2026, 12, 31)]


def test_the_spread_is_the_highest_less_the_lowest_and_needs_two():
    one = Quarter(date(2026, 9, 30), 50.0, (("ZZ1", 40.0), ("ZZ2", 55.0), ("ZZ3", 70.5)), 1)
    assert (one.spread, one.middle, one.lowest, one.highest) == (30.5, 55.0, ("ZZ1", 40.0), ("ZZ3", 70.5))
    assert Quarter(date(2026, 9, 30), 50.0, (("ZZ1", 40.0),), 0).spread is None


def test_the_sentence_says_whether_they_came_closer():
    then, now = Quarter(date(2025, 9, 30), None, (("A", 10.0), ("B", 50.0)), 0), Quarter(date(2026, 9, 30), None, (("B", 20.0), ("A", 30.0)), 0)
    assert sentence(EHC26, [then, now]) == "In the quarter to September 2026 they lay from 20% (B) to 30% (A), 10 points apart. That is closer together than in the quarter to September 2025 (40 points)."
    assert sentence(EHC26, [now]).endswith("10 points apart.")
    assert sentence(EHC26, []) == "Fewer than two can be compared."


def living(postcode, how_many):
    for plan in (issued(100, date(2026, 6, 5)) for _ in range(how_many)):
        Address.objects.create(child=plan.child, postcode=postcode, from_on=date(2026, 1, 5))


@pytest.mark.django_db
def test_the_page_draws_the_range_between_districts_and_tells_it_in_a_table(client):
    with clock.standing_on(making.TODAY):
        living("ZZ1 1ZZ", 12)
        living("ZZ2 1ZZ", 20)
        living("ZZ3 1ZZ", 3)
        page = words(look(client, "head_of_send", "/insight/EHC20/variation?by=district"))
        assert "they lay from 3 (ZZ3) to 20 (ZZ2), 17 apart" in page
        guarded = words(look(client, "board_member", "/insight/EHC20/variation?by=district"))
        assert "3 (ZZ3)" not in guarded
        assert "ZZ3 3" not in guarded


@pytest.mark.django_db
def test_what_has_no_single_number_and_what_a_reader_may_not_part_is_not_compared(client):
    with clock.standing_on(making.TODAY):
        look(client, "head_of_send", "/insight/EHC24/variation", 404)
        assert ">School or setting</option>" in look(client, "head_of_send", "/insight/EHC20/variation")
        page = look(client, "board_member", "/insight/EHC20/variation?by=school")
        assert ">School or setting</option>" not in page and "Fewer than two can be compared" in page


@pytest.mark.django_db
def test_a_figure_leads_to_how_far_its_parts_differ_only_where_it_has_parts(client):
    with clock.standing_on(making.TODAY):
        for letters, number in (("AU", 10), ("SL", 30)):
            send(service(letters), *waiting(number, "2026-07-01"))
        assert "/insight/SVC01/variation" in look(client, "head_of_send", "/insight/SVC01")
        page = words(look(client, "head_of_send", "/insight/SVC01/variation"))
        assert "they lay from 10 (AU) to 30 (SL), 20 apart" in page
        assert "/insight/PX01/variation" not in look(client, "head_of_send", "/insight/PX01")
        page = words(look(client, "head_of_send", "/insight/PX01/variation"))
        assert "This figure is not told apart by anything that could be compared." in page


@pytest.mark.django_db
def test_areas_are_compared_over_times_in_which_none_tells_more_than_its_own_page(client):
    """Whoever sees one area's rows and another's totals alone is not shown the second over single quarters."""
    who = making.somebody("head_of_send")
    northmarsh = making.area("991", "Northmarsh")
    Membership.objects.create(user=who, organisation=making.team(northmarsh), role="board_member", from_on=date(2020, 1, 1))
    client.force_login(who)
    asked = "/insight/EHC01/variation?area=990&by=area&over=quarter"
    assert 'value="quarter"' not in client.get(asked).content.decode()
    Membership.objects.create(user=who, organisation=making.team(northmarsh), role="head_of_send", from_on=date(2020, 1, 1))
    assert 'value="quarter" selected' in client.get(asked).content.decode()
