"""The clocks of whole columns equal the clocks of each row.

Each property makes a few dozen rows and works out every clock of each twice, which takes over a tenth of a second.
"""

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.law import bulk, transfer
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.tests.test_properties import BIRTHS, DAYS, MAYBE, PLANS, READINGS, REQUESTS
from goldenthread.law.timetable import STATES, AdviceAsk, ExceptionClaim, PlanFacts, RequestFacts, duties

TODAYS = st.lists(DAYS, min_size=1, max_size=3)
CODE = {None: -1, False: 0, True: 1}
WHOLE_PLANS = st.builds(
    replace,
    PLANS,
    invitations_sent_on=MAYBE,
    papers_sent_on=MAYBE,
    phase_final_on=MAYBE,
    post16_move_on=MAYBE,
    post16_final_on=MAYBE,
    transfer_family_told_on=MAYBE,
    cease_certificate_on=MAYBE,
    cease_appealed_on=MAYBE,
    cease_appeal_decided_on=MAYBE,
    age25_setting=st.sampled_from([None, "fe", "other"]),
    course_ends_on=MAYBE,
    first_direct_payment_on=MAYBE,
    direct_payment_reviewed_on=MAYBE,
)


def _lifted(rows, clock):
    return bulk.column(
        next((claim.accepted_on for claim in row.exceptions
              if claim.clock == clock and claim.accepted_on and claim.ground != "no_therapist"), None)
        for row in rows
    )  # fmt: skip


def request_columns(rows, *, custody):
    def dates(name):
        return bulk.column(getattr(row, name) for row in rows)

    def decisions(name):
        return np.array([CODE[getattr(row, name)] for row in rows], dtype=np.int8)

    return bulk.Requests(
        received_on=dates("received_on"), will_assess=decisions("decided_to_assess"),
        told_on=dates("assess_notified_on"), will_issue=decisions("decided_to_issue"),
        outcome_on=dates("issue_notified_on"), draft_served_on=dates("draft_served_on"),
        closed_on=dates("closed_on"), conceded_on=dates("conceded_on"), custody=custody,
        lifted_06=None if custody else _lifted(rows, "EHCNA-06"),
        lifted_16=None if custody else _lifted(rows, "EHCNA-16"),
        lifted_20=None if custody else _lifted(rows, "EHCNA-20"),
    )  # fmt: skip


def plan_columns(rows):
    columns = {}
    for field in fields(PlanFacts):
        values = [getattr(row, field.name) for row in rows]
        if field.name == "amend_decision":
            columns["amending"] = np.array([value == "amend" for value in values], dtype=np.int32)
        elif field.name == "phase":
            phases = list(transfer.BEFORE)
            columns["phase"] = np.array([-1 if value is None else phases.index(value) for value in values], np.int32)
        elif field.name == "transfer_year":
            columns["transfer_year"] = np.array([value or -1 for value in values], dtype=np.int32)
        elif field.name == "age25_setting":
            codes = {None: -1, "fe": 0, "other": 1}
            columns["age25_setting"] = np.array([codes[value] for value in values], dtype=np.int32)
        else:
            columns[field.name] = bulk.column(values)
    return bulk.Plans(**columns)


def of_row(found, row, todays):
    """Every duty of one row: its clock and dates, and its state on each day."""
    answer = []
    for clocks in found.values():
        place = clocks.place(row)
        if place is None:
            assert clocks.rows is not None or all(clocks.states(today)[row] == bulk.NONE for today in todays)
            continue
        start = None if clocks.starts_on is None else bulk.day(clocks.starts_on[place])
        states = tuple(STATES[clocks.states(today)[place]] for today in todays)
        answer.append((clocks.clock, start, bulk.day(clocks.due_on[place]), states, clocks.ended_because(place)))
    return sorted(answer, key=repr)


def readable(found, todays):
    return sorted(
        ((duty.clock, duty.starts_on, duty.due_on, tuple(duty.state(today) for today in todays), duty.ended_because)
         for duty in found), key=repr,
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(REQUESTS, min_size=1, max_size=8), TODAYS, st.booleans(), st.sampled_from([DEFAULT]) | READINGS)
def test_requests_in_bulk_equal_requests_one_by_one(rows, todays, custody, reading):
    words = "the request was closed"
    rows = [replace(row, advice_asked=(), custody=custody, closed_because=words) for row in rows]
    found = bulk.request_clocks(request_columns(rows, custody=custody), reading)
    for place, row in enumerate(rows):
        assert of_row(found, place, todays) == readable(duties(row, reading), todays)


@settings(max_examples=40, deadline=None)
@given(st.lists(WHOLE_PLANS, min_size=1, max_size=8), TODAYS, st.sampled_from([DEFAULT]) | READINGS)
def test_plans_in_bulk_equal_plans_one_by_one(rows, todays, reading):
    found = bulk.plan_clocks(plan_columns(rows), reading)
    for place, row in enumerate(rows):
        assert of_row(found, place, todays) == readable(duties(row, reading), todays)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(MAYBE, MAYBE, MAYBE, MAYBE), min_size=1, max_size=8), TODAYS)
def test_advice_in_bulk_equals_advice_one_by_one(rows, todays):
    asked, received, closed, outcome = (bulk.column(each) for each in zip(*rows, strict=True))
    found = {"": bulk.advice_clocks(asked, received, closed_on=closed, outcome_on=outcome)}
    for place, (asked_on, received_on, closed_on, outcome_on) in enumerate(rows):
        ask = AdviceAsk(kind="medical", asked_on=asked_on, received_on=received_on)
        facts = RequestFacts(
            received_on=date(2026, 1, 1), advice_asked=(ask,), closed_on=closed_on, issue_notified_on=outcome_on
        )
        one = [duty for duty in duties(facts) if duty.clock == "ADV-06"]
        assert of_row(found, place, todays) == readable(one, todays)


@settings(max_examples=30, deadline=None)
@given(st.lists(BIRTHS, min_size=1, max_size=5))
def test_a_day_goes_there_and_back(days):
    assert [bulk.day(each) for each in bulk.column(days)] == days
    assert list(bulk.column(np.array(days, dtype="datetime64[D]"))) == [bulk.number(each) for each in days]


def test_a_missing_date_goes_there_and_back():
    assert [bulk.day(each) for each in bulk.column([None, date(2026, 1, 5)])] == [None, date(2026, 1, 5)]
    assert bulk.column(np.array(["NaT"], dtype="datetime64[D]"))[0] == bulk.MISSING


def test_a_table_that_covers_no_such_day_refuses_it():
    with pytest.raises(LawRefusal, match="lies outside"):
        bulk.plan_clocks(bulk.Plans(made_on=bulk.column([date(1910, 1, 1)])))
    with pytest.raises(LawRefusal, match="year of transfer"):
        bulk.plan_clocks(
            bulk.Plans(made_on=bulk.column([date(2020, 1, 1)]), phase=np.array([3]), transfer_year=np.array([1999]))
        )


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(TypeError, match="no such column: colour"):
        bulk.Plans(colour=bulk.column([None]))


def test_a_lifted_date_is_lifted_in_bulk():
    start = date(2026, 1, 5)
    claim = ExceptionClaim(clock="EHCNA-20", ground="absence", accepted_on=date(2026, 5, 1))
    row = RequestFacts(received_on=start, exceptions=(claim,))
    found = bulk.request_clocks(request_columns([row], custody=False))
    assert STATES[found["EHCNA-20"].states(date(2026, 6, 1))[0]] == "lifted"
    assert STATES[found["EHCNA-06"].states(date(2026, 6, 1))[0]] == "late"


def test_appeal_dates_in_bulk_equal_those_one_by_one():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 720, 5)]
    from goldenthread.law.appeal import appeal_limit

    assert [bulk.day(each) for each in bulk.appeal_dates(bulk.column(days))] == [appeal_limit(day).by for day in days]


def test_settings_equal_to_the_default_give_the_same_columns():
    column = bulk.column([date(2026, 1, 5), None])
    one = bulk.request_clocks(bulk.Requests(received_on=column))
    other = bulk.request_clocks(bulk.Requests(received_on=column), LawSettings())
    for clock in one:
        assert (one[clock].due_on == other[clock].due_on).all()
