"""Snapshots of months: a cache that says what counting anew would say."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from goldenthread.core import clock
from goldenthread.core.models import Event
from goldenthread.insight.indicators import LIBRARY, month_ends, series
from goldenthread.insight.indicators.models import Snapshot
from goldenthread.insight.indicators.snapshots import histories, history
from goldenthread.insight.tests.test_indicators import asked, issued
from tests import making

ON = making.TODAY
pytestmark = pytest.mark.django_db


def rebuild(*args):
    said = StringIO()
    with clock.standing_on(ON):
        call_command("rebuild_snapshots", *args, stdout=said)
    return json.loads(said.getvalue().splitlines()[-1])


def kept():
    return list(Snapshot.objects.order_by("code", "at").values_list("code", "at", "numerator", "denominator", "value", "complete", "beside"))


# Counts every indicator at two dozen days, twice: about two seconds.
def test_snapshots_made_again_are_the_same_and_say_what_counting_says():
    issued(150, date(2026, 5, 5))
    issued(100, date(2026, 8, 5), excepted=True)
    asked(date(2026, 9, 1), told=date(2026, 10, 20))
    assert rebuild()["figures"] == 24 * sum(each.counted for each in LIBRARY.values())
    first = kept()
    Snapshot.objects.all().delete()
    rebuild("--area", "990")
    assert kept() == first
    area, ends = making.area().pk, month_ends(ON)
    with clock.standing_on(ON):
        again = histories(LIBRARY, area=area, ends=ends)
    for code in ("EHC01", "EHC03", "EHC20", "ASM01", "GRO01"):
        live = series(code, area=area, ends=ends, over="12 months")
        assert [(one.at, one.numerator, one.denominator, one.value, one.window, one.complete, one.beside) for one in again[code]] == [
            (one.at, one.numerator, one.denominator, one.value, one.window, one.complete, one.beside) for one in live
        ]
    assert Event.objects.filter(verb="insight.keep_snapshots").count() == 2


def test_what_was_counted_on_another_day_is_not_taken_for_today():
    issued(100, date(2026, 8, 5))
    rebuild()
    issued(100, date(2026, 8, 6))
    with clock.standing_on(ON):
        area = making.area().pk
        assert history("EHC20", area=area, at=ON)[-1].numerator == 1
        Snapshot.objects.update(counted_at="2026-01-01T04:40:00Z")
        assert history("EHC20", area=area, at=ON)[-1].numerator == 2
        assert histories(["EHC20"], area=area, ends=month_ends(ON), fresh=False)["EHC20"][-1].numerator == 1


def test_twelve_months_end_with_the_day_and_count_no_day_twice():
    for on in (date(2025, 10, 31), date(2025, 11, 1), date(2026, 10, 31)):
        issued(100, on)
    area = making.area().pk
    assert [one.numerator for one in series("EHC21", area=area, ends=[date(2025, 10, 31), date(2026, 10, 31)], over="12 months")] == [1, 2]
    assert date(2026, 10, 31) - timedelta(days=364) == series("EHC21", area=area, ends=[date(2026, 10, 31)], over="12 months")[0].window.since
