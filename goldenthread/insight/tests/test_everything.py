"""All breakdowns at once say what each says by itself, in one statement for each kind of thing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.insight.indicators import LIBRARY, figure, month_ends, series
from goldenthread.insight.indicators.everything import everything
from goldenthread.insight.tests.test_indicators import asked, issued
from goldenthread.people.models import Attendance, Involvement, Membership, Organisation, SenNeed
from tests import making

ON = making.TODAY
CODES = ("EHC20", "EHC01", "EHC21", "EHC24", "ASM01", "WRK01", "GRO01")
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


# Counts seven indicators by every breakdown at three days both ways: about a second.
def test_all_breakdowns_together_are_those_of_each_by_itself():
    some()
    area, ends = making.area().pk, month_ends(ON, months=2)
    found = {(code, by): figures for code, by, figures in everything(CODES, area=area, on=ON, ends=ends)}
    assert set(found) == {(code, by) for code in CODES for by in (None, *LIBRARY[code].breakdowns)}
    for (code, by), figures in found.items():
        assert figures == [*series(code, area=area, ends=ends, by=by, over="12 months"), figure(code, area=area, at=ON, by=by)], (code, by)
    assert {part.label: part.numerator for part in found["EHC20", "need"][-1].parts} == {"Autistic spectrum disorder": 2, "Social, emotional and mental health": 1, "Not recorded": 1}


def test_each_kind_of_thing_is_read_once_however_many_breakdowns_and_months():
    issued(100, date(2026, 8, 5))
    area = making.area().pk
    plans = [code for code in LIBRARY if LIBRARY[code].counting and LIBRARY[code].counting.base == "plans"]
    counts = []
    for months in (1, 24):
        with CaptureQueriesContext(connection) as asked_of:
            list(everything(plans, area=area, on=ON, ends=month_ends(ON, months=months)))
        counts.append(sum("FROM unnest" in each["sql"] for each in asked_of.captured_queries))
    assert counts == [1, 1]
