"""Snapshots of months: a cache that says what counting anew would say."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from goldenthread.core import clock, wall
from goldenthread.core.models import Event
from goldenthread.insight.dashboards import moved
from goldenthread.insight.dashboards.entrance import Place
from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import LIBRARY, figures, month_ends, series
from goldenthread.insight.indicators.models import Snapshot
from goldenthread.insight.indicators.snapshots import areas_to_count, histories, history, keep_today, newest
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
    return list(Snapshot.objects.order_by("code", "at", "own").values_list("code", "at", "own", "numerator", "denominator", "value", "complete", "beside", "warnings"))


# Counts every indicator at two dozen days, twice: about two seconds.
def test_snapshots_made_again_are_the_same_and_say_what_counting_says():
    issued(150, date(2026, 5, 5))
    issued(100, date(2026, 8, 5), excepted=True)
    asked(date(2026, 9, 1), told=date(2026, 10, 20))
    assert rebuild()["figures"] == (24 + 2) * sum(each.counted for each in LIBRARY.values())
    first = kept()
    Snapshot.objects.all().delete()
    rebuild("--area", "990")
    assert kept() == first
    area, ends = making.area().pk, month_ends(ON)
    with clock.standing_on(ON):
        again = histories(LIBRARY, area=area, ends=ends)
        for at in (ON, ends[-1]):
            assert newest(LIBRARY, area=area, at=at)[0] == figures(LIBRARY, area=area, at=at)
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


# Counts every indicator three times: about two seconds.
def test_todays_figures_are_counted_again_where_something_was_recorded_of_a_child_and_nowhere_else():
    child = issued(100, date(2026, 8, 5)).child
    area, other = child.area, making.area("991", "Thornmouth")
    with clock.standing_on(ON):
        assert {each.pk for each in areas_to_count(ON)} == {area.pk, other.pk}
        keep_today(area, ON)
        keep_today(other, ON)
        assert areas_to_count(ON) == []
        issued(100, date(2026, 8, 6))
        assert newest(["EHC20"], area=area.pk, at=ON)[0]["EHC20"].numerator == 1
        with wall.lifted(because="a test writes an event"):
            Event.objects.create(verb="casework.issue_plan", on=ON, child_id=child.pk)
        assert areas_to_count(ON) == [area]
        keep_today(area, ON)
        found, counted = newest(["EHC20"], area=area.pk, at=ON)
        assert (found["EHC20"].numerator, counted is None, areas_to_count(ON)) == (2, False, [])
    with clock.standing_on(ON + timedelta(days=1)):
        assert newest(["EHC20"], area=area.pk, at=ON)[1] is None, "yesterday's count is not taken for today's"


def test_a_dashboard_drawn_from_what_is_kept_says_what_counting_says_and_counts_what_is_not_kept(django_assert_num_queries):
    issued(150, date(2026, 5, 5))
    here = Place(making.area(), ON, Guard(open_rows=True), rows=True)
    said = lambda: [(each.name, each.told, each.told_before, each.change, str(each.line.svg)) for each in moved.moves(["EHC20", "EHC01", "AR03"], here)]  # noqa: E731
    with clock.standing_on(ON):
        live = said()
    rebuild()
    with clock.standing_on(ON):
        assert said() == live
        with django_assert_num_queries(1):
            assert said() == live
        Snapshot.objects.filter(code="AR03").delete()
        rebuild_of_one = moved.moves(["AR03"], here)
    assert [each.name for each in rebuild_of_one] == [LIBRARY["AR03"].name]
