"""Mediation, appeals, orders, recommendations, and the dates of publication and inspection."""

from datetime import date

import pytest

from goldenthread.law import appeal, custody, publication
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.timetable import (
    AppealFacts,
    DataComplaintFacts,
    ExceptionClaim,
    InspectionFacts,
    LocalOfferFacts,
    MediationFacts,
    OrderFacts,
    RecommendationFacts,
    SubjectAccessFacts,
    duties,
)

TODAY = date(2026, 11, 21)


def by_clock(facts):
    return {duty.clock: duty for duty in duties(facts)}


def test_an_appeal_that_falls_at_christmas_is_in_time_after_it():
    duty = by_clock(AppealFacts(notice_sent_on=date(2026, 10, 1), certificate_on=date(2026, 11, 29)))["APPEAL"]
    assert duty.due_on == date(2027, 1, 4)
    assert "the later counts" in duty.why


def test_an_early_certificate_shortens_nothing():
    assert appeal.appeal_limit(date(2026, 3, 2), date(2026, 3, 20)).by == date(2026, 5, 5)


def test_august_is_relief_for_the_tribunal_and_not_for_the_mediation_adviser():
    sent = date(2026, 6, 20)
    assert appeal.appeal_limit(sent).by == date(2026, 9, 1)
    assert by_clock(MediationFacts(notice_sent_on=sent))["MED-CONTACT-2M"].due_on == date(2026, 8, 20)


def test_august_counts_for_an_order():
    assert by_clock(OrderFacts(kind="name", sent_on=date(2026, 8, 17)))["ORD-NAME-2W"].due_on == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("received", "due"), [(date(2026, 7, 20), date(2026, 9, 29)), (date(2026, 12, 14), date(2027, 2, 2))]
)
def test_the_council_answers_in_thirty_working_days_without_the_recess(received, due):
    facts = AppealFacts(notice_sent_on=None, council_received_on=received)
    assert by_clock(facts)["TRIB-RESP-30WD"].due_on == due


def test_a_date_that_the_tribunal_directs_comes_first():
    facts = AppealFacts(
        notice_sent_on=None, council_received_on=date(2026, 7, 20), response_directed_by=date(2026, 8, 10)
    )
    assert by_clock(facts)["TRIB-RESP-30WD"].due_on == date(2026, 8, 10)


def test_an_appeal_withdrawn_needs_no_answer():
    facts = AppealFacts(
        notice_sent_on=None, council_received_on=date(2026, 7, 20), withdrawn_on=date(2026, 8, 1)
    )
    assert by_clock(facts)["TRIB-RESP-30WD"].state(TODAY) == "ended"


@pytest.mark.parametrize(
    ("kind", "basis", "due"),
    [
        ("assess", "order", {"ORD-ASSESS-2W": date(2026, 8, 3), "ORD-ASSESS-10W": date(2026, 9, 28),
                             "ORD-ASSESS-14W": date(2026, 10, 26)}),
        ("make_plan", "order", {"ORD-MAKE-5W": date(2026, 8, 24), "ORD-MAKE-11W": date(2026, 10, 5)}),
        ("amend", "mediation", {"ORD-AMEND-5W": date(2026, 8, 24)}),
        ("cease", "order", {"ORD-IMMEDIATE": date(2026, 7, 20)}),
        ("amend", "unopposed", {"UNOPP-CONTENT-5W": date(2026, 8, 24)}),
        ("name", "unopposed", {"UNOPP-NAME-2W": date(2026, 8, 3)}),
        ("make_plan", "unopposed", {"UNOPP-MAKE-5W": date(2026, 8, 24), "UNOPP-MAKE-11W": date(2026, 10, 5)}),
        ("remit", "order", {}),
    ],
)  # fmt: skip
def test_each_order_has_its_dates_from_the_day_it_was_sent(kind, basis, due):
    found = by_clock(OrderFacts(kind=kind, sent_on=date(2026, 7, 20), basis=basis))
    assert {clock: duty.due_on for clock, duty in found.items()} == due


def test_after_an_order_to_assess_a_refusal_to_issue_ends_the_plan_and_the_other_way_round():
    refused = by_clock(
        OrderFacts(kind="assess", sent_on=date(2026, 1, 5), told_on=date(2026, 1, 19), decided_to_issue=False,
                   notified_not_issuing_on=date(2026, 3, 16))
    )  # fmt: skip
    assert {clock: duty.state(TODAY) for clock, duty in refused.items()} == {
        "ORD-ASSESS-2W": "met", "ORD-ASSESS-10W": "met", "ORD-ASSESS-14W": "ended"
    }  # fmt: skip
    issued = by_clock(
        OrderFacts(kind="assess", sent_on=date(2026, 1, 5), decided_to_issue=True, done_on=date(2026, 4, 14))
    )
    assert issued["ORD-ASSESS-10W"].state(TODAY) == "ended"
    assert issued["ORD-ASSESS-14W"].state(TODAY) == "met_late"


def test_two_weeks_away_lifts_the_date_of_an_order():
    claim = ExceptionClaim(clock="ORD-AMEND-5W", ground="absence_two_weeks", accepted_on=date(2026, 2, 1))
    duty = by_clock(OrderFacts(kind="amend", sent_on=date(2026, 1, 5), exceptions=(claim,)))["ORD-AMEND-5W"]
    assert duty.state(TODAY) == "lifted"
    assert "as soon as practicable" in duty.why


def test_mediation_is_held_in_thirty_calendar_days():
    found = by_clock(MediationFacts(council_told_on=date(2028, 2, 1), health_issue=True))
    assert found["MED-30D"].due_on == date(2028, 3, 2)
    assert found["MED-ICB-3WD"].due_on == date(2028, 2, 4)


def test_mediation_on_health_alone_counts_from_when_the_health_board_was_told():
    waiting = by_clock(MediationFacts(council_told_on=date(2026, 5, 22), health_only=True))
    assert "MED-30D" not in waiting
    told = by_clock(
        MediationFacts(council_told_on=date(2026, 5, 22), health_only=True, health_board_told_on=date(2026, 5, 28))
    )
    assert told["MED-30D"].due_on == date(2026, 6, 27)


def test_when_mediation_cannot_be_arranged_the_certificate_follows():
    found = by_clock(
        MediationFacts(council_told_on=date(2026, 11, 2), cannot_arrange_told_on=date(2026, 12, 24))
    )
    assert found["MED-CERT-3WD"].due_on == date(2026, 12, 31)
    assert found["MED-30D"].state(date(2027, 1, 5)) == "ended"


def test_an_agreement_is_carried_out_in_two_weeks_unless_it_says_otherwise_in_writing():
    found = by_clock(MediationFacts(agreed_on=date(2026, 12, 18), agreed_without_council=True))
    assert found["MED-AGREE-2W"].due_on == date(2027, 1, 1)
    assert found["MED-AGREE-1W"].due_on == date(2026, 12, 25)
    other = by_clock(MediationFacts(agreed_on=date(2026, 12, 18), other_date_agreed_in_writing=date(2027, 3, 1)))
    assert other["MED-AGREE-2W"].due_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("what", "needed"),
    [("section_i_only", False), ("disability_discrimination_claim", False), ("cease", True), ("plan_contents", True)],
)
def test_a_certificate_is_needed_unless_only_the_setting_is_appealed(what, needed):
    assert appeal.certificate_required(what) is needed


def test_the_council_may_not_refuse_mediation():
    with pytest.raises(LawRefusal, match="cannot refuse mediation"):
        appeal.check_mediation_refusal(by_council=True)
    appeal.check_mediation_refusal(by_council=False)


def test_a_recommendation_is_answered_in_five_weeks_and_copied_in_one():
    found = by_clock(RecommendationFacts(recommended_on=date(2026, 7, 20), answered_on=date(2026, 8, 24)))
    assert found["REC-5W"].state(TODAY) == "met"
    assert found["REC-DFE-1W"].due_on == date(2026, 8, 31)


@pytest.mark.parametrize(
    "facts",
    [
        MediationFacts(), AppealFacts(notice_sent_on=None), OrderFacts(kind="amend", sent_on=None),
        RecommendationFacts(recommended_on=None), LocalOfferFacts(last_published_on=None),
        SubjectAccessFacts(received_on=None), DataComplaintFacts(received_on=None), InspectionFacts(),
    ],
    ids=lambda facts: type(facts).__name__,
)  # fmt: skip
def test_without_facts_nothing_is_due(facts):
    assert duties(facts) == ()


# Publication, information, inspection


def test_comments_are_published_a_year_after_the_last():
    assert by_clock(LocalOfferFacts(last_published_on=date(2028, 2, 29)))["LO-ANNUAL"].due_on == date(2029, 2, 28)


def test_the_clock_stops_while_a_request_is_made_clearer():
    waiting = by_clock(
        SubjectAccessFacts(received_on=date(2026, 9, 1), clarification_asked_on=date(2026, 9, 10))
    )["SAR"]
    assert waiting.due_on is None
    assert "clock stopped" in waiting.why
    clear = by_clock(
        SubjectAccessFacts(
            received_on=date(2026, 9, 1), clarification_asked_on=date(2026, 9, 10), clarified_on=date(2026, 9, 17)
        )
    )["SAR"]
    assert clear.due_on == date(2026, 10, 9)


def test_a_complex_request_has_three_months():
    duty = by_clock(SubjectAccessFacts(received_on=date(2026, 9, 1), extended=True))["SAR"]
    assert duty.due_on == date(2026, 12, 1)


def test_clarity_cannot_come_before_it_is_asked_for():
    with pytest.raises(LawRefusal, match="Check both dates"):
        publication.answer_access_by(
            TODAY, clarification_asked_on=date(2026, 9, 10), clarified_on=date(2026, 9, 9)
        )


def test_a_data_complaint_is_acknowledged_in_thirty_days():
    assert by_clock(DataComplaintFacts(received_on=date(2026, 7, 1)))["DPC-30"].due_on == date(2026, 7, 31)


def test_inspections_have_working_days_and_a_forecast():
    found = by_clock(
        InspectionFacts(letter_on=date(2025, 1, 6), report_on=date(2026, 3, 2), priority_action=True)
    )
    assert found["WSOA-70WD"].due_on == date(2025, 4, 14)
    assert found["PAP-35WD"].due_on == date(2026, 4, 22)
    assert "not verified" in found["PAP-35WD"].why
    assert found["MON-18M"].due_on == date(2027, 9, 2)
    assert found["MON-18M"].law.kind == "forecast"


def test_a_record_is_kept_for_31_years():
    assert publication.disposal_from(date(2012, 2, 29)) == date(2043, 3, 1)
    assert publication.disposal_from(date(2012, 5, 10)) == date(2043, 5, 10)


def test_a_plan_is_kept_in_custody_and_reviewed_on_release():
    kept = custody.plan_during("detention_begins")
    assert (kept.plan_status, kept.health_duty) == ("kept", "detained_persons_health_commissioner")
    assert custody.plan_during("release").review == "as_soon_as_practicable"
    assert custody.limits(date(2026, 9, 14)).final_by == date(2027, 2, 1)
