"""Where systems and councils commonly get it wrong, as ``docs/law/mistakes.md`` lists it: the ones about dates."""

from datetime import date, timedelta

import pytest

from goldenthread.law import appeal, letters, request, review, rights, school_year, transfer
from goldenthread.law.exceptions import check_claim
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.timetable import (
    CLOCKS,
    AdviceAsk,
    ConsultationFacts,
    ExceptionClaim,
    MediationFacts,
    OrderFacts,
    PlanFacts,
    RequestFacts,
    TransferFacts,
    duties,
)

RECEIVED = date(2026, 1, 5)


def by_clock(facts):
    return {duty.clock: duty for duty in duties(facts)}


def test_1_a_phase_transfer_is_keyed_to_the_year_group_and_not_to_a_change_of_school():
    found = school_year.phase_transfer(date(2015, 10, 1), date(2026, 11, 21))
    assert transfer.phase_dates(found.phase, found.year).last_day == date(2027, 2, 14)
    facts = PlanFacts(made_on=date(2024, 1, 1), phase=found.phase, transfer_year=found.year)
    assert "stays at the same school" in by_clock(facts)["PHASE-SCHOOL"].why


def test_2_a_letter_that_says_we_will_amend_closes_nothing():
    facts = PlanFacts(
        made_on=date(2024, 1, 1), review_meeting_on=date(2026, 1, 12), review_decided_on=date(2026, 2, 2),
        amend_decision="amend",
    )  # fmt: skip
    assert {by_clock(facts)[clock].state(date(2026, 5, 1)) for clock in ("AR-PACK-AMEND", "AR-FINAL8")} == {"late"}


def test_3_four_weeks_are_counted_from_the_meeting_whenever_the_papers_come():
    early = PlanFacts(made_on=date(2025, 6, 1), review_meeting_on=date(2026, 1, 12), review_report_on=date(2026, 1, 20))
    late = PlanFacts(made_on=date(2025, 6, 1), review_meeting_on=date(2026, 1, 12), review_report_on=date(2026, 2, 20))
    for facts in (early, late):
        assert by_clock(facts)["AR-PACK-DECISION"].due_on == date(2026, 2, 9)


def test_4_twenty_weeks_are_counted_from_the_request_and_from_nothing_else():
    decided = RequestFacts(received_on=RECEIVED, decided_to_assess=True, assess_notified_on=date(2026, 2, 16))
    conceded = RequestFacts(
        received_on=RECEIVED, decided_to_assess=False, assess_notified_on=date(2026, 2, 16),
        conceded_on=date(2026, 7, 1),
    )  # fmt: skip
    for facts in (decided, conceded):
        assert by_clock(facts)["EHCNA-20"].due_on == date(2026, 5, 25)


def test_5_a_late_stage_moves_no_later_date():
    on_time = RequestFacts(received_on=RECEIVED, decided_to_assess=True, assess_notified_on=date(2026, 2, 1))
    asks = (AdviceAsk(kind="psychology", asked_on=date(2026, 4, 1), received_on=date(2026, 8, 1)),)
    late = RequestFacts(
        received_on=RECEIVED, decided_to_assess=True, assess_notified_on=date(2026, 4, 1), advice_asked=asks,
        draft_served_on=date(2026, 9, 1),
    )  # fmt: skip
    for clock in ("EHCNA-16", "EHCNA-20", "DRAFT-PLAN"):
        assert by_clock(on_time)[clock].due_on == by_clock(late)[clock].due_on


def test_6_an_exception_on_one_clock_flags_no_other():
    for clock in ("EHCNA-06", "EHCNA-16", "EHCNA-20"):
        claim = ExceptionClaim(clock=clock, ground="absence", accepted_on=date(2026, 2, 1))
        lifted = [duty.clock for duty in duties(RequestFacts(received_on=RECEIVED, exceptions=(claim,)))
                  if duty.lifted_on]  # fmt: skip
        assert lifted == [clock]


@pytest.mark.parametrize("reason", ["no_educational_psychologist", "no_therapist", "waiting_list", "volume_of_requests"])
def test_7_shortage_is_never_an_exception(reason):
    with pytest.raises(LawRefusal, match="is not an exception"):
        check_claim(clock="EHCNA-20", ground=reason, evidence="We have none.")


def test_8_reasons_for_a_refusal_answer_the_two_questions_of_the_law():
    with pytest.raises(LawRefusal):
        request.check_reasons(request.Reasons(True, False, "", "Two cycles of support have not been shown."))


def test_9_an_early_review_is_not_blocked_by_open_work_or_by_habit():
    with pytest.raises(LawRefusal):
        review.check_refusal_of_early_review(earlier_amendment_open=True)
    with pytest.raises(LawRefusal):
        review.check_refusal_of_early_review(only_at_transfer=True)


def test_10_a_review_that_the_family_was_not_told_of_is_not_complete():
    day = date(2026, 2, 2)
    with pytest.raises(LawRefusal, match="was not told"):
        review.check_complete(invited_on=day, papers_on=day, notified_on=None)
    facts = PlanFacts(made_on=date(2025, 3, 10), review_meeting_on=date(2026, 1, 12))
    assert by_clock(facts)["AR-FIRST12"].met_on is None


def test_12_the_law_is_that_of_today():
    assert by_clock(OrderFacts(kind="amend", sent_on=date(2026, 3, 9), basis="unopposed"))[
        "UNOPP-CONTENT-5W"
    ].due_on == date(2026, 4, 13)
    made = by_clock(OrderFacts(kind="make_plan", sent_on=date(2026, 3, 2)))
    assert (made["ORD-MAKE-5W"].due_on, made["ORD-MAKE-11W"].due_on) == (date(2026, 4, 6), date(2026, 5, 18))


def test_13_neither_an_order_nor_an_amended_plan_resets_the_yearly_date():
    plain = PlanFacts(made_on=date(2020, 1, 1), last_review_on=date(2025, 11, 21))
    amended = PlanFacts(
        made_on=date(2020, 1, 1), last_review_on=date(2025, 11, 21), amended_final_on=date(2026, 6, 20)
    )
    assert by_clock(plain)["AR-NEXT12"].due_on == by_clock(amended)["AR-NEXT12"].due_on == date(2026, 11, 20)


def test_14_fifteen_and_thirty_days_are_calendar_days_and_beginning_with_counts_the_first():
    assert by_clock(ConsultationFacts(consulted_on=date(2026, 12, 21)))["CONSULT-15"].due_on == date(2027, 1, 5)
    assert by_clock(MediationFacts(council_told_on=date(2026, 12, 1)))["MED-30D"].due_on == date(2026, 12, 31)
    assert review.window_closes(date(2026, 12, 18)) == date(2027, 1, 1)


def test_15_a_target_is_not_shown_as_law():
    assert CLOCKS["DRAFT-PLAN"].kind == "target"
    assert CLOCKS["AR-U5"].kind == "target"
    assert "No law" in CLOCKS["DRAFT-PLAN"].citation.says


def test_16_a_move_between_councils_keeps_the_plan_and_its_dates():
    found = by_clock(TransferFacts(transferred_on=date(2026, 12, 1), reviewed_or_made_on=date(2026, 10, 20)))
    assert found["XFER-REVIEW"].due_on == date(2027, 10, 19)
    assert "EHCNA-20" not in found


def test_18_each_public_date_comes_from_the_clock_itself():
    for clock in CLOCKS.values():
        assert str(clock.length)
        assert clock.citation.says


def test_19_the_setting_asked_for_is_consulted_and_named_in_the_letters():
    assert "request_setting" in letters.letter("draft_plan").must_include
    assert "request_setting" in letters.letter("annual_review_amend").must_include


def test_20_the_rights_do_not_pass_on_the_sixteenth_birthday():
    born = date(2010, 9, 15)
    assert rights.rights_holder(born, rights.turns(born, 16)).who == "parent"
    assert rights.young_person_from(born) - rights.turns(born, 16) > timedelta(days=250)


def test_august_moves_no_date_of_the_regulations():
    assert by_clock(RequestFacts(received_on=date(2026, 3, 30)))["EHCNA-20"].due_on == date(2026, 8, 17)
    assert appeal.contact_adviser_by(date(2026, 6, 20)) == date(2026, 8, 20)
