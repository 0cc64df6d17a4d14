"""Whoever has the case sees which numbers are missing, and which nobody has held against a source."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.casework.models import Case
from goldenthread.core import clock
from goldenthread.people.models import Child
from goldenthread.people.numbers.actions import check_number
from goldenthread.returns.numbers import lacking
from tests import making

ON = date(2026, 11, 20)
NHS = "9990000018"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def ola():
    return making.officer("Ola Reed")


def case(name, ola, **fields):
    child = making.child(name, **fields)
    making.involve(ola, child, "named_worker")
    making.kept(child)
    return child


def names(which):
    return sorted(child.name for child in lacking(Child.objects.all(), which, ON))


def test_a_number_is_wanted_until_it_is_there_and_checked_as_it_now_is(ola):
    without, unchecked, done = case("Ann Without", ola), case("Bo Unchecked", ola, nhs_number="9990000026"), case("Cy Done", ola, nhs_number=NHS)
    check_number(child=done, kind="nhs", number=NHS, source="health", checked_on=ON, by=ola, on=ON)
    assert names("nhs") == ["Ann Without", "Bo Unchecked"]
    check_number(child=unchecked, kind="nhs", number="9990000026", source="national", checked_on=ON, by=ola, on=ON)
    assert names("nhs") == [without.name]


def test_no_upn_is_missed_before_school_age_nor_where_the_record_says_why_there_is_none(ola):
    case("Ann Small", ola, born=date(2023, 1, 1))
    case("Bo Reason", ola, no_upn_because="UN2")
    case("Cy School", ola)
    assert names("upn") == ["Cy School"]


def test_the_list_is_of_ones_own_cases_and_a_manager_sees_everybodys(ola):
    mine, theirs = case("Ann Mine", ola), case("Bo Theirs", making.officer("Kit Vane"))
    Case.objects.filter(child__in=[mine, theirs]).update(open=True)
    at = Client()
    at.force_login(ola)
    said = at.get("/returns/numbers").content.decode()
    assert "Ann Mine" in said and "Bo Theirs" not in said and "<strong>1 missing</strong>" in said
    head = Client()
    head.force_login(making.somebody("head_of_send"))
    said = head.get("/returns/numbers?whose=all&which=upn").content.decode()
    assert "Ann Mine" in said and "Bo Theirs" in said and f"/children/{mine.pk}/numbers" in said
