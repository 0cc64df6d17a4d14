"""Suspensions and exclusions of an area in figures: counted by what each child had that day, as at any day, and guarded."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.core.actions import action
from goldenthread.core.actors import command
from goldenthread.insight.indicators import LIBRARY, cases, figure, guarded
from goldenthread.insight.indicators.snapshots import keep_today, newest
from goldenthread.insight.models import Snapshot
from goldenthread.plans.models import Plan
from goldenthread.provision.exclusions import actions
from goldenthread.provision.exclusions.policies import Facts, Outcome
from goldenthread.provision.exclusions.prior import Prior
from tests import making

ON = making.TODAY
TESTS = command("tests")
#: Twelve school days.
DAYS = [date(2026, 10, day) for day in (1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16)]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(db):
    with clock.standing_on(ON):
        yield


def put(child, school, first, kind="suspension", status="none", support=()):
    facts = Facts(school, kind, first, first if kind == "suspension" else None, 2 if kind == "suspension" else None, ["DB"], status, "no", "")
    return actions.record_exclusion(child=child, facts=facts, support=support, by=TESTS, on=ON)


@action
def _plan(*, child, made_on, by, on):
    from goldenthread.core.actions import record

    made = Plan.objects.create(child=child, area=child.area, made_on=made_on)
    record("tests.plan", child=child)
    return made


def of(code, at=ON, **more):
    return figure(code, area=making.area().pk, at=at, **more)


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_child_with_a_plan_that_day_is_counted_so_as_at_any_day_and_stands_behind_the_figure():
    school = making.school()
    kai, wren = making.child("Kai Alder"), making.child("Wren Poole")
    _plan(child=kai, made_on=date(2026, 3, 2), by=TESTS, on=ON)
    put(kai, school, date(2026, 2, 2), status="support")
    put(kai, school, date(2026, 10, 5), support=[Prior("pastoral", "Pastoral support")])
    out = put(kai, school, date(2026, 11, 2), kind="permanent")
    put(wren, school, date(2026, 10, 6), kind="permanent", status="support")
    assert [of(code).numerator for code in ("EXC01", "EXC02", "EXC03", "EXC04", "EXC05")] == [2, 1, 1, 2, 1]
    assert (of("EXC06").numerator, of("EXC06").denominator) == (1, 4)
    assert of("EXC05", date(2026, 10, 4)).numerator == 0
    assert cases("EXC02", area=making.area().pk, at=ON) == [kai.pk]
    assert {(part.label, part.numerator) for part in of("EXC04", by="status").parts} == {("A plan", 1), ("SEN support, no plan", 1)}
    actions.note_outcome_of_exclusion(exclusion=out, outcome=Outcome(governors="reinstated", governors_on=date(2026, 11, 20)), by=TESTS, on=ON)
    assert [of("EXC02", day).numerator for day in (date(2026, 11, 19), date(2026, 11, 20))] == [1, 0]
    actions.withdraw_exclusion(exclusion=put(wren, school, date(2026, 11, 3)), why="Another child", by=TESTS, on=ON)
    assert of("EXC04").numerator == 2


def test_the_area_reads_totals_with_rates_and_whoever_may_open_no_record_reads_that_they_are_few():
    school = making.school("Low Wood School")
    kai = making.child("Kai Alder")
    _plan(child=kai, made_on=date(2026, 3, 2), by=TESTS, on=ON)
    put(kai, school, date(2026, 10, 5))
    shown = as_(making.somebody("head_of_send")).get("/area/exclusions").content.decode()
    assert "1 child was suspended or excluded: 1 suspension and no permanent exclusion" in shown and "100.0" in shown and "child by child" in shown
    guarded = as_(making.somebody("board_member")).get("/area/exclusions").content.decode()
    assert "Few children were suspended or excluded" in guarded and "100.0" not in guarded and "Kai" not in guarded and "child by child" not in guarded
    assert "Nothing of this school year" in as_(making.somebody("head_of_send")).get("/area/exclusions?year=2024").content.decode()
    assert as_(making.somebody("head_of_send", of=making.area("991", "Thornmouth"))).get("/area/exclusions?area=990").status_code == 404


def test_whoever_is_guarded_reads_whole_months_and_numbers_to_the_nearest_five():
    school = making.school()
    for number in range(12):
        put(making.child(f"Child {chr(65 + number)}", born=date(2012, 1, number + 1)), school, date(2026, 10, 5) if number < 11 else date(2026, 11, 3), status="support")
    guarded = as_(making.somebody("analyst")).get("/area/exclusions").content.decode()
    assert "to 31 October 2026" in guarded and "10 children were suspended or excluded: 10 suspensions" in guarded
    assert ">11<" not in guarded and ">12<" not in guarded


def test_many_suspensions_of_one_child_tell_nobody_whose_they_are():
    school, kai = making.school(), making.child("Kai Alder")
    for day in (1, 2, 5, 6, 7, 8, 9, 12, 13, 14):
        put(kai, school, date(2026, 10, day), status="support")
    found = guarded(of("EXC04", by="status"), exact=False)
    assert of("EXC04", by="status").parts and not found.parts
    asked = as_(making.somebody("board_member")).get("/insight/EXC04?by=status").content.decode()
    assert "SEN support, no plan" not in asked


def test_many_suspensions_of_few_children_are_hidden_as_few_children_are():
    school = making.school()
    two = [making.child(f"Kai Number{n}") for n in range(2)]
    for one in two:
        for day in DAYS:
            put(one, school, day, status="support", support=[Prior("pastoral", "Pastoral support")])
    for code in ("EXC04", "EXC06"):
        shown = guarded(of(code), exact=False)
        assert of(code).numerator == 24 and of(code).children[0] == 2
        assert (shown.numerator, shown.denominator, shown.value) == (None, None, None), code
        assert guarded(of(code), exact=True).numerator == 24
    assert "24" not in as_(making.somebody("board_member")).get("/insight/EXC04").content.decode()


def test_suspensions_of_many_children_are_shown_and_those_of_a_status_with_few_are_hidden_with_the_next():
    school = making.school()
    for n in range(9):
        put(making.child(f"Wren Number{n}"), school, date(2026, 10, 5), status="support")
    for n in range(9):
        put(making.child(f"Ash Number{n}"), school, date(2026, 10, 6), status="none")
    assert guarded(of("EXC04"), exact=False).numerator == 20
    kai = making.child("Kai Alder")
    _plan(child=kai, made_on=date(2026, 3, 2), by=TESTS, on=ON)
    for day in DAYS:
        put(kai, school, day)
    assert (of("EXC05").numerator, of("EXC05").children, of("EXC05").beside) == (12, (1,), (1, 9, 9, 0))
    assert guarded(of("EXC05"), exact=False).numerator is None
    assert guarded(of("EXC04"), exact=False).numerator == 30


# Counts every indicator at two days: half a second.
def test_how_many_children_are_behind_is_kept_with_the_figure_and_what_was_kept_without_it_is_hidden():
    school = making.school()
    for n in range(9):
        put(making.child(f"Wren Number{n}"), school, date(2026, 10, 5), status="support")
    area = making.area()
    keep_today(area, ON)
    kept, _ = newest(["EXC04", "EXC05"], area=area.pk, at=ON)
    assert (kept["EXC04"].children, kept["EXC05"].beside, kept["EXC05"].children) == ((9,), (0, 9, 0, 0), (0,))
    assert guarded(kept["EXC04"], exact=False).numerator == 10
    Snapshot.objects.filter(code="EXC04").update(beside=[])
    before, _ = newest(["EXC04"], area=area.pk, at=ON)
    assert guarded(before["EXC04"], exact=False).numerator is None


def test_no_number_of_suspensions_is_broken_down_for_whoever_has_no_right_to_the_rows():
    assert all(LIBRARY[code].exact_parts for code in LIBRARY if LIBRARY[code].counting and LIBRARY[code].counting.many)
