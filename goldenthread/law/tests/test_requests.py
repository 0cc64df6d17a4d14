"""What is due on a request for an assessment, and why."""

from datetime import date, datetime, timedelta

import pytest

from goldenthread.law import request
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable import (
    AdviceAsk,
    ConsultationFacts,
    ExceptionClaim,
    OrderFacts,
    ReassessmentFacts,
    RequestFacts,
    duties,
)

RECEIVED = date(2026, 1, 5)
SIX, SIXTEEN, TWENTY = date(2026, 2, 16), date(2026, 4, 27), date(2026, 5, 25)


def by_clock(facts, settings=None):
    found = duties(facts, settings) if settings else duties(facts)
    return {duty.clock: duty for duty in found}


def test_a_new_request_has_three_dates_from_one_day():
    found = by_clock(RequestFacts(received_on=RECEIVED))
    assert {clock: duty.due_on for clock, duty in found.items()} == {
        "EHCNA-06": SIX, "EHCNA-16": SIXTEEN, "EHCNA-20": TWENTY
    }  # fmt: skip


def test_a_request_without_a_date_has_no_duty():
    assert duties(RequestFacts(received_on=None)) == ()


def test_the_reason_says_the_fact_the_length_and_the_source():
    why = by_clock(RequestFacts(received_on=RECEIVED, route="school"))["EHCNA-06"].why
    assert why == (
        "A school's request was received on 5 January 2026. 6 weeks from then, not counting that day, ends on "
        "16 February 2026 (SEND Regulations 2014, regulation 5(1))."
    )


def test_bringing_a_child_to_attention_starts_the_same_clock():
    duty = by_clock(RequestFacts(received_on=RECEIVED, route="attention"))["EHCNA-20"]
    assert duty.due_on == TWENTY
    assert "attention" in duty.starts_because


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (SIX - timedelta(days=3), "due", 3),
        (SIX, "due", 0),
        (SIX + timedelta(days=1), "late", -1),
    ],
)
def test_a_decision_is_late_on_the_day_after(today, state, left):
    duty = by_clock(RequestFacts(received_on=RECEIVED))["EHCNA-06"]
    assert (duty.state(today), duty.days_left(today)) == (state, left)


@pytest.mark.parametrize(("told", "state"), [(SIX, "met"), (SIX + timedelta(days=1), "met_late")])
def test_the_decision_is_met_when_the_family_is_told(told, state):
    duty = by_clock(RequestFacts(received_on=RECEIVED, decided_to_assess=True, assess_notified_on=told))["EHCNA-06"]
    assert duty.state(date(2026, 11, 21)) == state
    assert duty.days_left(date(2026, 11, 21)) is None


def test_a_fact_of_tomorrow_does_not_meet_a_duty_today():
    duty = by_clock(RequestFacts(received_on=RECEIVED, decided_to_assess=True, assess_notified_on=SIX))["EHCNA-06"]
    assert duty.state(SIX - timedelta(days=1)) == "due"


def test_a_late_decision_moves_no_later_date():
    facts = RequestFacts(received_on=RECEIVED, decided_to_assess=True, assess_notified_on=date(2026, 3, 30))
    assert by_clock(facts)["EHCNA-20"].due_on == TWENTY


def test_a_plan_issued_after_twenty_weeks_is_late():
    facts = RequestFacts(
        received_on=RECEIVED, decided_to_assess=True, decided_to_issue=True,
        issue_notified_on=TWENTY + timedelta(days=1),
    )  # fmt: skip
    found = by_clock(facts)
    assert found["EHCNA-20"].state(date(2026, 11, 21)) == "met_late"
    assert found["EHCNA-16"].state(date(2026, 11, 21)) == "ended"


def test_deciding_not_to_issue_meets_sixteen_weeks_and_ends_twenty():
    facts = RequestFacts(
        received_on=RECEIVED, decided_to_assess=True, decided_to_issue=False, issue_notified_on=SIXTEEN
    )
    found = by_clock(facts)
    assert found["EHCNA-16"].state(TWENTY) == "met"
    assert found["EHCNA-20"].state(TWENTY) == "ended"
    assert found["EHCNA-20"].ended_because == "the council decided not to issue a plan"
    assert "DRAFT-PLAN" not in found


def test_a_refusal_to_assess_ends_the_later_limits():
    found = by_clock(RequestFacts(received_on=RECEIVED, decided_to_assess=False, assess_notified_on=SIX))
    assert found["EHCNA-06"].state(TWENTY) == "met"
    assert {found[clock].state(TWENTY) for clock in ("EHCNA-16", "EHCNA-20")} == {"ended"}


def test_giving_way_later_without_an_order_leaves_twenty_weeks_from_the_request():
    facts = RequestFacts(
        received_on=RECEIVED, decided_to_assess=False, assess_notified_on=SIX, conceded_on=date(2026, 6, 1)
    )
    duty = by_clock(facts)["EHCNA-20"]
    assert (duty.due_on, duty.state(date(2026, 6, 2))) == (TWENTY, "late")


def test_an_order_to_assess_has_its_own_dates_from_the_order():
    order = OrderFacts(kind="assess", sent_on=date(2026, 7, 20))
    facts = RequestFacts(received_on=RECEIVED, decided_to_assess=False, assess_notified_on=SIX, order=order)
    found = by_clock(facts)
    assert found["EHCNA-20"].state(date(2026, 8, 1)) == "ended"
    assert found["ORD-ASSESS-14W"].due_on == date(2026, 10, 26)


def test_a_request_that_was_closed_is_over():
    found = by_clock(
        RequestFacts(received_on=RECEIVED, closed_on=date(2026, 2, 1), closed_because="the request was withdrawn")
    )
    assert {duty.state(date(2026, 11, 21)) for duty in found.values()} == {"ended"}
    assert found["EHCNA-20"].ended_because == "the request was withdrawn"
    assert found["EHCNA-20"].state(date(2026, 1, 20)) == "due"


def test_an_exception_removes_the_date_keeps_it_in_view_and_adds_no_weeks():
    claim = ExceptionClaim(clock="EHCNA-20", ground="absence", accepted_on=date(2026, 5, 1), because="two months away")
    duty = by_clock(RequestFacts(received_on=RECEIVED, exceptions=(claim,)))["EHCNA-20"]
    assert (duty.due_on, duty.binding_on) == (TWENTY, None)
    assert duty.state(date(2026, 11, 21)) == "lifted"
    assert duty.days_left(date(2026, 5, 2)) is None
    assert "as soon as practicable" in duty.why
    assert duty.lifted_because == "two months away"


def test_an_exception_lifts_its_own_clock_alone():
    claim = ExceptionClaim(clock="EHCNA-06", ground="absence", accepted_on=date(2026, 2, 1))
    found = by_clock(RequestFacts(received_on=RECEIVED, exceptions=(claim,)))
    assert found["EHCNA-06"].lifted_on == date(2026, 2, 1)
    assert found["EHCNA-20"].lifted_on is None


@pytest.mark.parametrize(
    "claim",
    [
        ExceptionClaim(clock="EHCNA-20", ground="absence"),
        ExceptionClaim(clock="EHCNA-20", ground="no_educational_psychologist", accepted_on=date(2026, 5, 1)),
        ExceptionClaim(clock="EHCNA-20", ground="missed_appointment", accepted_on=date(2026, 5, 1)),
    ],
    ids=["not accepted", "a shortage", "a missed appointment"],
)
def test_what_is_not_an_accepted_ground_lifts_nothing(claim):
    assert by_clock(RequestFacts(received_on=RECEIVED, exceptions=(claim,)))["EHCNA-20"].lifted_on is None


def test_a_plan_under_an_exception_is_met_however_late():
    claim = ExceptionClaim(clock="EHCNA-20", ground="absence", accepted_on=date(2026, 5, 1))
    facts = RequestFacts(
        received_on=RECEIVED, decided_to_issue=True, issue_notified_on=date(2026, 7, 1), exceptions=(claim,)
    )
    assert by_clock(facts)["EHCNA-20"].state(date(2026, 11, 21)) == "met"


def test_each_adviser_has_their_own_six_weeks():
    asks = (
        AdviceAsk(kind="psychology", asked_on=date(2026, 2, 17), received_on=date(2026, 4, 1)),
        AdviceAsk(kind="medical", asked_on=date(2026, 2, 10)),
        AdviceAsk(kind="social_care", asked_on=None),
    )
    found = {duty.about: duty for duty in duties(RequestFacts(received_on=RECEIVED, advice_asked=asks)) if duty.about}
    assert {kind: duty.due_on for kind, duty in found.items()} == {
        "psychology": date(2026, 3, 31), "medical": date(2026, 3, 24)
    }  # fmt: skip
    assert found["psychology"].state(date(2026, 5, 1)) == "met_late"


def test_a_missed_appointment_lifts_the_date_of_that_adviser():
    claim = ExceptionClaim(
        clock="ADV-06", ground="missed_appointment", accepted_on=date(2026, 3, 1), about="medical"
    )
    asks = tuple(AdviceAsk(kind=kind, asked_on=date(2026, 2, 10)) for kind in ("medical", "psychology"))
    found = {
        duty.about: duty
        for duty in duties(RequestFacts(received_on=RECEIVED, advice_asked=asks, exceptions=(claim,)))
        if duty.about
    }
    assert found["medical"].lifted_on == date(2026, 3, 1)
    assert found["psychology"].lifted_on is None


def test_advice_no_longer_needed_or_decided_without_has_ended():
    asks = (AdviceAsk(kind="other", asked_on=date(2026, 2, 10), withdrawn_on=date(2026, 2, 20)),)
    [*_, duty] = duties(RequestFacts(received_on=RECEIVED, advice_asked=asks))
    assert duty.state(date(2026, 5, 1)) == "ended"
    asks = (AdviceAsk(kind="other", asked_on=date(2026, 2, 10)),)
    facts = RequestFacts(
        received_on=RECEIVED, decided_to_issue=True, issue_notified_on=TWENTY, advice_asked=asks
    )
    assert duties(facts)[-1].ended_because == "the council decided without it"


def test_the_draft_has_a_target_and_no_limit_in_law():
    duty = by_clock(RequestFacts(received_on=RECEIVED, decided_to_assess=True))["DRAFT-PLAN"]
    assert duty.due_on == date(2026, 4, 13)
    assert duty.why.startswith("No law sets a date for the draft.")


def test_nobody_is_late_for_the_familys_fifteen_days():
    facts = RequestFacts(received_on=RECEIVED, decided_to_assess=True, draft_served_on=date(2026, 4, 20))
    duty = by_clock(facts)["DRAFT-15"]
    assert duty.due_on == date(2026, 5, 4)
    assert [duty.state(day) for day in (date(2026, 5, 4), date(2026, 5, 5))] == ["due", "ended"]


def test_custody_has_its_own_clocks_of_the_same_length():
    found = by_clock(RequestFacts(received_on=date(2026, 9, 14), custody=True))
    assert {clock: duty.due_on for clock, duty in found.items()} == {
        "DET-06": date(2026, 10, 26), "DET-16": date(2027, 1, 4), "DET-20": date(2027, 2, 1)
    }  # fmt: skip


def test_a_setting_has_fifteen_days_to_answer_and_the_council_may_go_on_without():
    [duty] = duties(ConsultationFacts(consulted_on=date(2026, 12, 21), setting="Hill School"))
    assert (duty.due_on, duty.about) == (date(2027, 1, 5), "Hill School")
    assert "decides even without" in duty.why
    [duty] = duties(ConsultationFacts(consulted_on=date(2026, 4, 1), decided_without_on=date(2026, 4, 20)))
    assert duty.state(date(2026, 5, 1)) == "ended"
    assert duties(ConsultationFacts(consulted_on=None)) == ()


def test_a_reassessment_is_counted_from_the_notice_and_not_from_the_request():
    found = by_clock(
        ReassessmentFacts(requested_on=date(2026, 2, 20), notified_on=date(2026, 3, 7), will_reassess=True)
    )
    assert found["REASSESS-15D"].due_on == date(2026, 3, 7)
    assert found["REASSESS-14W"].due_on == date(2026, 6, 13)


def test_a_council_that_reassesses_on_its_own_counts_from_its_decision():
    found = by_clock(ReassessmentFacts(own_decision_on=date(2026, 11, 2)))
    assert {clock: duty.due_on for clock, duty in found.items()} == {"REASSESS-14W": date(2027, 2, 8)}


def test_a_refused_reassessment_has_no_fourteen_weeks():
    facts = ReassessmentFacts(requested_on=date(2026, 2, 20), notified_on=date(2026, 3, 7), will_reassess=False)
    assert set(by_clock(facts)) == {"REASSESS-15D"}


def test_the_readings_that_are_assumed_can_be_changed():
    facts = RequestFacts(received_on=RECEIVED)
    assert by_clock(facts, LawSettings(count_day_of_event=True))["EHCNA-06"].due_on == date(2026, 2, 15)
    rolled = by_clock(facts, LawSettings(roll_forward_non_working_day=True))
    assert rolled["EHCNA-20"].due_on == date(2026, 5, 26)  # 25 May is a bank holiday


def test_elapsed_time_is_shown_beside_as_soon_as_practicable():
    duty = by_clock(RequestFacts(received_on=RECEIVED))["EHCNA-20"]
    assert duty.elapsed(date(2026, 1, 26)) == 21


# Receipt, and the tests before the decision


@pytest.mark.parametrize(
    ("sent", "channel", "counts_from"),
    [
        (datetime(2026, 1, 9, 18, 30), "email", date(2026, 1, 12)),
        (datetime(2026, 1, 9, 17, 0), "email", date(2026, 1, 9)),
        (datetime(2026, 1, 10, 9, 0), "email", date(2026, 1, 12)),
        (datetime(2026, 1, 9, 9, 0), "first_class_post", date(2026, 1, 12)),
    ],
)
def test_the_later_receipt_is_counted_only_where_the_setting_says_so(sent, channel, counts_from):
    deemed = LawSettings(receipt_policy="deemed_next_working_day")
    assert request.received_on(sent.date(), sent_at=sent, channel=channel) == sent.date()
    assert request.received_on(sent.date(), sent_at=sent, channel=channel, settings=deemed) == counts_from


def test_the_family_is_consulted_first():
    with pytest.raises(LawRefusal, match="Consult the family") as refused:
        request.check_consulted(consulted_on=None)
    assert "section 36(4)" in refused.value.citation.text
    request.check_consulted(consulted_on=RECEIVED)


def test_six_months_after_an_assessment_it_is_no_longer_within_six_months():
    assert request.may_refuse_reassessment(last_assessment_on=date(2026, 3, 15), requested_on=date(2026, 9, 14))
    assert not request.may_refuse_reassessment(last_assessment_on=date(2026, 3, 15), requested_on=date(2026, 9, 15))


def test_both_questions_of_the_test_are_answered_in_words():
    reasons = request.Reasons(True, False, "Speech is delayed.", " ")
    assert not request.must_assess(reasons)
    with pytest.raises(LawRefusal, match="Say why the child"):
        request.check_reasons(reasons)
    request.check_reasons(request.Reasons(True, True, "Speech is delayed.", "School support has not been enough."))
