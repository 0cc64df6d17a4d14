"""A refusal that an order, an agreement or the council itself changed: whose dates hold then, and what stays as it was."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.law.timetable import OrderFacts, RequestFacts, duties

RECEIVED = date(2026, 1, 12)
SIX, SIXTEEN, TWENTY = (RECEIVED + timedelta(weeks=weeks) for weeks in (6, 16, 20))
ORDERED = date(2026, 9, 7)


def found(facts):
    return {duty.clock: duty for duty in duties(facts)}


def refused_to_issue(**fields):
    return RequestFacts(
        received_on=RECEIVED, decided_to_assess=True, assess_notified_on=SIX, decided_to_issue=False, issue_notified_on=SIXTEEN, **fields
    )  # fmt: skip


def test_a_plan_after_an_order_is_measured_by_the_order_and_not_by_the_twenty_weeks():
    done_on = date(2026, 12, 14)
    order = OrderFacts(kind="assess", sent_on=ORDERED, told_on=ORDERED, decided_to_issue=True, done_on=done_on)
    clocks = found(RequestFacts(
        received_on=RECEIVED, decided_to_assess=False, assess_notified_on=SIX, decided_to_issue=True, issue_notified_on=done_on, order=order,
    ))  # fmt: skip
    assert (clocks["EHCNA-06"].met_on, clocks["EHCNA-06"].due_on) == (SIX, SIX)
    assert (clocks["EHCNA-20"].met_on, clocks["EHCNA-20"].ended_on) == (None, ORDERED)
    assert (clocks["ORD-ASSESS-14W"].met_on, clocks["ORD-ASSESS-14W"].state(done_on)) == (done_on, "met")


def test_a_refusal_to_issue_after_an_order_to_assess_answers_to_ten_weeks_and_not_to_sixteen():
    refused_on = ORDERED + timedelta(weeks=10)
    order = OrderFacts(kind="assess", sent_on=ORDERED, decided_to_issue=False, notified_not_issuing_on=refused_on)
    clocks = found(RequestFacts(
        received_on=RECEIVED, decided_to_assess=False, assess_notified_on=SIX, decided_to_issue=False, issue_notified_on=refused_on, order=order,
    ))  # fmt: skip
    assert (clocks["EHCNA-16"].met_on, clocks["EHCNA-16"].state(refused_on)) == (None, "ended")
    assert clocks["ORD-ASSESS-10W"].state(refused_on) == "met"


def test_giving_way_on_a_refusal_to_issue_without_an_order_leaves_the_twenty_weeks_of_the_request():
    clocks = found(refused_to_issue(issue_conceded_on=date(2026, 8, 3)))
    assert (clocks["EHCNA-20"].due_on, clocks["EHCNA-20"].state(date(2026, 8, 3))) == (TWENTY, "late")
    assert clocks["EHCNA-16"].met_on == SIXTEEN
    sent = found(refused_to_issue(issue_conceded_on=date(2026, 8, 3), final_on=date(2026, 9, 1)))
    assert (sent["EHCNA-20"].met_on, sent["EHCNA-20"].state(date(2026, 9, 1))) == (date(2026, 9, 1), "met_late")


def test_giving_way_on_a_refusal_that_followed_an_order_leaves_the_orders_own_date():
    order = OrderFacts(
        kind="assess", sent_on=ORDERED, decided_to_issue=False, notified_not_issuing_on=ORDERED + timedelta(weeks=8), conceded_on=ORDERED + timedelta(weeks=9)
    )
    last = {duty.clock: duty for duty in duties(order)}["ORD-ASSESS-14W"]
    assert (last.ended_on, last.due_on) == (None, ORDERED + timedelta(weeks=14))


def test_another_date_that_an_agreement_sets_in_writing_takes_the_place_of_the_last_one_only():
    agreed = {duty.clock: duty for duty in duties(OrderFacts(kind="make_plan", sent_on=ORDERED, basis="mediation", agreed_by=date(2026, 12, 18)))}
    assert agreed["ORD-MAKE-11W"].due_on == date(2026, 12, 18)
    assert "regulation 42(5)" in agreed["ORD-MAKE-11W"].why
    assert agreed["ORD-MAKE-5W"].due_on == ORDERED + timedelta(weeks=5)


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 400), st.integers(1, 400),
    st.sampled_from(["order", "mediation", "unopposed", None]), st.booleans(),
)  # fmt: skip
def test_whatever_changes_a_refusal_no_first_date_moves(received, told_after, changed_after, basis, to_assess):
    told = received + timedelta(days=told_after)
    changed = told + timedelta(days=changed_after)
    refusal = (
        {"decided_to_assess": False, "assess_notified_on": told}
        if to_assess
        else {"decided_to_assess": True, "assess_notified_on": received, "decided_to_issue": False, "issue_notified_on": told}
    )
    kind = "assess" if to_assess else "make_plan"
    change = {"order": OrderFacts(kind=kind, sent_on=changed, basis=basis)} if basis else {("conceded_on" if to_assess else "issue_conceded_on"): changed}
    before, after = found(RequestFacts(received_on=received, **refusal)), found(RequestFacts(received_on=received, **refusal, **change))
    for clock in ("EHCNA-06", "EHCNA-16", "EHCNA-20"):
        assert (before[clock].starts_on, before[clock].due_on) == (after[clock].starts_on, after[clock].due_on)
    kept = "EHCNA-06" if to_assess else "EHCNA-16"
    assert before[kept].met_on == after[kept].met_on == told
