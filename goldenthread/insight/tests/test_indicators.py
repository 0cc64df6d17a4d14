"""The indicator library: each number is counted from dated facts, as at any day."""

from datetime import date, timedelta

import pytest

import devdb
from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.core.models import Event
from goldenthread.insight.indicators import (
    DOMAINS,
    LIBRARY,
    OF_CHILD,
    NotCounted,
    cases,
    figure,
    figures,
    month_ends,
    series,
)
from goldenthread.insight.indicators.bases import BASES
from goldenthread.insight.indicators.description import description
from goldenthread.people.models import Child, SenNeed
from goldenthread.plans.models import Plan
from tests import making

ON = making.TODAY


def asked(received: date, *, told: date | None = None, yes: bool = True, route: str = "parent", child=None) -> Request:
    child = child or making.child()
    made = Request.objects.create(child=child, area=child.area, received_on=received, route=route, channel="post")
    if told:
        Decision.objects.create(request=made, about="assess", yes=yes, made_on=told, notified_on=told)
    return made


def issued(days: int, on: date, *, excepted: bool = False) -> Plan:
    made = asked(on - timedelta(days=days), told=on - timedelta(days=max(days - 42, 0)))
    plan = Plan.objects.create(child=made.child, area=made.area, made_on=on)
    Request.objects.filter(pk=made.pk).update(plan=plan)
    if excepted:
        ExceptionClaim.objects.create(request=made, clock="EHCNA-20", ground="not_stated", accepted_on=on)
    return plan


def of(code: str, at: date = ON, **asked_for):
    return figure(code, area=making.area().pk, at=at, **asked_for)


@pytest.mark.django_db
def test_the_140th_day_is_in_time_and_the_141st_is_not():
    issued(140, date(2026, 10, 5))
    issued(141, date(2026, 10, 5))
    issued(300, date(2026, 10, 6), excepted=True)
    assert [(f.numerator, f.denominator, f.value) for f in (of("EHC01"), of("EHC02"))] == [(1, 2, 50.0), (1, 3, 33.3)]
    assert (of("EHC03").numerator, of("EHC04").numerator) == (2, 0)
    assert (of("EHC07").numerator, of("EHC07").value) == (581, 27.7)


@pytest.mark.django_db
def test_a_figure_as_at_a_day_in_the_past_knows_nothing_of_what_came_after():
    issued(100, date(2026, 5, 1))
    issued(100, date(2026, 6, 1))
    assert [of("EHC20", date(2026, 5, day)).numerator for day in (1, 31)] == [1, 1]
    assert of("EHC20", date(2026, 4, 30)).numerator == 0
    assert [f.numerator for f in series("EHC20", area=making.area().pk, ends=month_ends(date(2026, 6, 30), months=3))] == [0, 1, 2]


@pytest.mark.django_db
def test_a_request_is_in_the_six_weeks_once_it_is_decided_or_overdue():
    asked(date(2026, 10, 1), told=date(2026, 11, 12))
    asked(date(2026, 10, 1), told=date(2026, 11, 13), yes=False)
    asked(date(2026, 10, 11))
    asked(date(2026, 10, 12))
    before, after = of("EHC05", date(2026, 11, 22)), of("EHC05", date(2026, 11, 23))
    assert (before.numerator, before.denominator, after.numerator, after.denominator) == (1, 2, 1, 3)
    assert (of("EHC10").numerator, of("EHC12").numerator) == (4, 1)


@pytest.mark.django_db
def test_parts_add_up_to_the_whole_and_say_what_they_are():
    for need in ("ASD", "ASD", None):
        plan = issued(100, date(2026, 5, 1))
        if need:
            SenNeed.objects.create(child=plan.child, need=need, rank=1)
    made = of("EHC20", by="need")
    assert [(part.label, part.numerator) for part in made.parts] == [("Autistic spectrum disorder", 2), ("Not recorded", 1)]


@pytest.mark.django_db
def test_many_indicators_at_once_are_the_same_as_one_by_one():
    issued(150, date(2026, 10, 5))
    asked(date(2026, 10, 12))
    together = figures(LIBRARY, area=making.area().pk, at=ON)
    assert together == {code: of(code) for code, each in LIBRARY.items() if each.counted}


@pytest.mark.django_db
def test_the_children_behind_a_figure_are_those_it_counted():
    late, soon = issued(150, date(2026, 10, 5)), issued(100, date(2026, 10, 5))
    found = {part: set(cases("EHC01", area=making.area().pk, at=ON, part=part)) for part in ("numerator", "denominator", "missed")}
    assert found == {"numerator": {soon.child_id}, "denominator": {soon.child_id, late.child_id}, "missed": {late.child_id}}


def test_every_indicator_says_what_it_is_and_either_counts_or_says_what_it_awaits():
    assert len({each.slug for each in LIBRARY.values()}) == len(LIBRARY)
    for each in LIBRARY.values():
        assert each.definition and each.numerator and each.source and each.owner, each.code
        assert each.counted != bool(each.awaits), each.code
        assert each.domain in DOMAINS, each.code
        if each.counted:
            assert each.counting.base in BASES, each.code
            assert bool(each.denominator) == bool(each.counting.of), each.code
            own = BASES[each.counting.base].own
            assert all(by in own or (BASES[each.counting.base].child and by in OF_CHILD) for by in each.breakdowns), each.code
            assert not each.parts_of_whole or each.parts_of_whole in each.breakdowns, each.code


@pytest.mark.django_db
def test_every_indicator_is_counted_by_each_of_its_breakdowns_with_what_was_known_then_too():
    # Some 500 statements over an empty area: each must be understood by PostgreSQL.
    area = making.area().pk
    for code, each in LIBRARY.items():
        if each.counted:
            for by in (None, *each.breakdowns):
                made = figure(code, area=area, at=ON, by=by, known=date(2026, 10, 31))
                assert (made.numerator, made.parts) == (0, ()), code


@pytest.mark.django_db
def test_an_indicator_that_awaits_its_facts_never_gives_a_number():
    with pytest.raises(NotCounted, match="school census"):
        of("SS02")


@pytest.mark.django_db
def test_a_time_that_the_record_does_not_hold_whole_has_no_value():
    issued(100, date(2025, 5, 1))
    making.child()
    assert (of("EHC21", date(2025, 12, 31)).value, of("EHC21", date(2025, 12, 31)).complete) == (None, False)
    assert "1 January 2026" in of("EHC21", date(2025, 12, 31)).warnings[0]
    assert of("EHC20", date(2025, 12, 31)).value == 1
    assert of("GRO01", date(2025, 12, 31)).value is None


def test_the_page_of_indicators_in_the_documents_says_what_the_library_says():
    written = (devdb.ROOT / "docs" / "indicators.md").read_text()
    assert written == description(), "Run ./manage describe_indicators > docs/indicators.md"


def recorded(verb: str, child, at: str) -> None:
    """Somebody did this about a child at a moment."""
    Event.objects.create(verb=verb, child_id=child.pk, on=date.fromisoformat(at[:10]), at=f"{at}:00Z")


@pytest.mark.django_db
def test_what_was_known_on_a_day_leaves_out_what_nobody_had_recorded_yet():
    late, plain = asked(date(2026, 3, 2), told=date(2026, 4, 1), yes=False), asked(date(2026, 3, 3))
    recorded("casework.receive_request", late.child, "2026-03-09T10:00")
    recorded("casework.decide_not_to_assess", late.child, "2026-06-10T10:00")
    before, after = (of("EHC12", date(2026, 5, 31), known=day) for day in (date(2026, 6, 9), date(2026, 6, 10)))
    assert (before.numerator, before.denominator) == (0, 2)
    assert (after.numerator, after.denominator) == (1, 2)
    assert of("EHC10", date(2026, 5, 31), known=date(2026, 3, 8)).numerator == 1, plain
    assert of("EHC12", date(2026, 5, 31)).numerator == 1


@pytest.mark.django_db
def test_a_fact_recorded_late_in_the_evening_belongs_to_that_day_in_england():
    made = asked(date(2026, 6, 1))
    recorded("casework.receive_request", made.child, "2026-06-10T23:30")  # half past midnight on the 11th, in summer time
    assert [of("EHC10", date(2026, 6, 30), known=date(2026, 6, day)).numerator for day in (10, 11)] == [0, 1]


@pytest.mark.django_db
def test_a_child_whose_record_had_not_begun_was_not_known():
    issued(100, date(2026, 1, 20))
    Child.objects.update(first_recorded_on=date(2026, 2, 1))
    assert [of("EHC20", date(2026, 3, 1), known=day).numerator for day in (date(2026, 1, 31), date(2026, 2, 1))] == [0, 1]


@pytest.mark.django_db
def test_a_plan_that_came_from_another_area_counts_from_the_day_it_came_and_is_not_new():
    child = making.child()
    Plan.objects.create(child=child, area=child.area, made_on=date(2025, 5, 1), transferred_from="991", transferred_in_on=date(2026, 4, 1), ceased_on=date(2026, 10, 1))
    assert [of("EHC20", day).numerator for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 1))] == [0, 1, 1, 0]
    assert of("EHC21").numerator == 0


@pytest.mark.django_db
def test_figures_of_one_area_hold_nothing_of_another():
    issued(100, date(2026, 5, 1))
    assert figure("EHC20", area=making.area("991", "Northmarsh").pk, at=ON).numerator == 0
