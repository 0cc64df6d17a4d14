"""All breakdowns at once say what each says by itself, in one statement for each kind of thing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.insight.indicators import LIBRARY, figure, month_ends, series
from goldenthread.insight.indicators.everything import everything
from goldenthread.insight.tests.test_indicators import asked, issued
from goldenthread.people.models import (
    Address,
    Attendance,
    Child,
    ChildGroup,
    Involvement,
    Membership,
    Organisation,
    SenNeed,
)
from goldenthread.reviews.models import LookedAfter
from tests import making

ON = making.TODAY
CODES = ("EHC20", "EHC01", "EHC21", "EHC24", "EHC31", "LAC01", "ASM01", "WRK01", "GRO01")
LAST = date(2025, 1, 1)
pytestmark = pytest.mark.django_db


def some():
    """Plans with a need, a school and a named worker in a team, and some without; a request decided on."""
    team = making.team()
    school = Organisation.objects.create(name="Alder Bank School", kind="school", establishment_type="Community school")
    for number, need in enumerate(("ASD", "ASD", "SEMH", "")):
        plan = issued(100 + number * 30, date(2026, 3 + number, 5))
        if need:
            SenNeed.objects.create(child=plan.child, need=need, rank=1)
            Attendance.objects.create(child=plan.child, organisation=school, rank=1, entry_on=date(2026, 5, 1))
            officer = making.officer()
            Membership.objects.filter(user=officer).update(from_on=date(2026, 1, 1))
            making.involve(officer, plan.child, Involvement.Role.NAMED_WORKER)
    asked(date(2026, 9, 1), told=date(2026, 10, 20))
    return team


def who_moved(team):
    """A child of whom nearly everything changed, some of it twice at once, and some of it nobody knows since when."""
    child = issued(400, date(2025, 10, 5)).child
    college = Organisation.objects.create(name="Ferry Lane College", kind="school", establishment_type="Further education")
    SenNeed.objects.create(child=child, need="MLD", rank=1, until_on=date(2026, 9, 15))
    SenNeed.objects.create(child=child, need="SLCN", rank=1, from_on=date(2026, 8, 15), until_on=date(2026, 9, 20))  # the newer of two counts
    SenNeed.objects.create(child=child, need="HI", rank=1, from_on=date(2026, 10, 10))
    Attendance.objects.create(child=child, setting_type="EHE", rank=2)
    Attendance.objects.create(child=child, setting_type="NEET", rank=1, entry_on=date(2026, 8, 1), left_on=date(2026, 9, 1))
    Attendance.objects.create(child=child, organisation=college, rank=1, entry_on=date(2026, 10, 1), left_on=date(2026, 10, 1), residential="Y")  # for no day
    Attendance.objects.create(child=child, organisation=college, rank=3, entry_on=LAST)
    Address.objects.create(child=child, postcode="AB1 2CD", until_on=date(2026, 9, 10))
    Address.objects.create(child=child, postcode="ef3 4gh", from_on=date(2026, 9, 10))
    for since, until in ((date(2026, 9, 1), None), (LAST, date(2026, 10, 5))):  # who was named first counts while both are
        officer = making.officer()
        Membership.objects.filter(user=officer).update(from_on=since)
        making.involve(officer, child, Involvement.Role.NAMED_WORKER, since=since, until=until)
    LookedAfter.objects.create(child=child, area=child.area, authority="Calderbeck", from_on=date(2026, 8, 20), until_on=date(2026, 10, 1))
    for group, since, until in (("meals", None, date(2026, 9, 15)), ("meals", date(2026, 10, 15), None), ("service", date(2026, 9, 1), None)):
        ChildGroup.objects.create(child=child, group=group, source="school", learnt_on=ON, from_on=since, until_on=until, recorded_on=ON)
    Child.objects.filter(pk=child.pk).update(first_language="Urdu")
    return child


# Counts nine indicators by every breakdown at five days both ways: about a second.
def test_all_breakdowns_together_are_those_of_each_by_itself():
    who_moved(some())
    area, ends = making.area().pk, month_ends(ON, months=4)
    found = {(code, by): figures for code, by, figures in everything(CODES, area=area, on=ON, ends=ends)}
    assert set(found) == {(code, by) for code in CODES for by in (None, *LIBRARY[code].breakdowns)}
    for (code, by), figures in found.items():
        assert figures == [*series(code, area=area, ends=ends, by=by, over="12 months"), figure(code, area=area, at=ON, by=by)], (code, by)
    assert {part.label: part.numerator for part in found["EHC20", "need"][-1].parts} == {
        "Autistic spectrum disorder": 2, "Hearing impairment": 1, "Social, emotional and mental health": 1, "Not recorded": 1,
    }  # fmt: skip
    settings = [{part.label: part.numerator for part in figure.parts}.get("Educated at home by parents’ choice", 0) for figure in found["EHC20", "setting type"]]
    assert settings == [1, 0, 1, 1, 1]  # in August the first rank, which began and ended, went before the second


def test_each_kind_of_thing_is_read_once_however_many_breakdowns_and_months():
    issued(100, date(2026, 8, 5))
    area = making.area().pk
    plans = [code for code in LIBRARY if LIBRARY[code].counting and LIBRARY[code].counting.base == "plans"]
    counts = []
    for months in (1, 24):
        with CaptureQueriesContext(connection) as asked_of:
            list(everything(plans, area=area, on=ON, ends=month_ends(ON, months=months)))
        counts.append([sum(word in each["sql"] for each in asked_of.captured_queries) for word in ("GROUPING SETS", "INSERT INTO insight_states", "FROM people_senneed")])
    assert counts == [[1, 1, 0], [1, 1, 0]]


# Plans and asks thirty statements: 0.2 s.
def test_every_indicator_that_is_counted_is_there():
    area = making.area().pk
    found = {code for code, _, _ in everything(area=area, on=ON, ends=[])}
    assert found == {code for code, one in LIBRARY.items() if one.counted}
