"""Totals of a return, and what they are laid beside."""

from datetime import date

from goldenthread.core import published
from goldenthread.returns.structure import collections
from goldenthread.returns.tally import Tally, compared
from goldenthread.returns.tests import making

WHEN = collections()[2026]


def tallied(*people) -> Tally:
    tally = Tally()
    for person in people:
        tally.count(person, WHEN)
    return tally


def test_totals_are_those_that_the_return_itself_tells():
    people = list(making.people(2026, 44))
    tally = tallied(*people)
    assert tally.people == 44
    assert tally.plans == sum(bool(request.active_plan) for person in people for request in person.requests)
    assert tally.requests == sum(bool(request.received_on) for person in people for request in person.requests)
    assert sum(tally.needs.values()) == tally.plans


def test_a_plan_issued_on_day_140_is_in_twenty_weeks_and_one_with_an_exception_is_left_out():
    plans = [person for person in making.people(2026, 44) if any(r.assessment and r.assessment.outcome == "Y" and r.received_on for r in person.requests)]
    person = plans[0]
    request = next(r for r in person.requests if r.assessment and r.assessment.outcome == "Y")
    request.assessment.exceptions = "0"
    request.received_on, request.assessment.outcome_on = date(2025, 2, 3), date(2025, 6, 23)
    assert tallied(person).in_20_weeks == 1
    request.assessment.outcome_on = date(2025, 6, 24)
    assert (tallied(person).in_20_weeks, tallied(person).issued_unexcepted) == (0, 1)
    request.assessment.exceptions = "1"
    assert (tallied(person).issued_unexcepted, tallied(person).new_plans) == (0, 1)


def test_what_moved_by_more_than_a_tenth_asks_for_a_word_and_few_never_do(monkeypatch):
    monkeypatch.setattr(published, "_tells", [lambda code, year: {"plans": 1200} if year == 2025 else {}])
    rows = {row.name: row for row in compared({"now": {"plans": 1112, "requests": 30, "refused": 9}, "before": {"plans": 1000, "requests": 29, "refused": 3}}, "801", WHEN)}
    plans = rows["Plans in force on census day"]
    assert (plans.change, plans.published, plans.ask) == (11.2, 1200, True)
    assert not rows["Requests received in the year"].ask
    assert not rows["Requests refused"].ask


def test_without_a_return_of_last_year_there_is_no_change(monkeypatch):
    monkeypatch.setattr(published, "_tells", [])
    [row] = compared({"now": {"people": 5}, "before": {}}, "990", WHEN)
    assert (row.before, row.change, row.published, row.ask) == (None, None, None, False)
