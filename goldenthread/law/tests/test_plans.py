"""What is due on a plan: reviews, amendments, phase transfer, ceasing, 25, moves."""

from datetime import date

import pytest

from goldenthread.law import ceasing, review, transfer
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable import DirectPaymentFacts, PlanFacts, TransferFacts, duties

TODAY = date(2026, 11, 21)


def by_clock(facts, settings=None):
    found = duties(facts, settings) if settings else duties(facts)
    return {duty.clock: duty for duty in found}


def test_the_first_review_is_complete_inside_twelve_months_that_start_with_the_plan():
    found = by_clock(PlanFacts(made_on=date(2025, 3, 10)))
    assert {clock: duty.due_on for clock, duty in found.items()} == {"AR-FIRST12": date(2026, 3, 9)}


def test_later_reviews_count_from_the_last_one():
    found = by_clock(PlanFacts(made_on=date(2020, 3, 10), last_review_on=date(2025, 11, 21)))
    assert {clock: duty.due_on for clock, duty in found.items()} == {"AR-NEXT12": date(2026, 11, 20)}


def test_an_amended_plan_does_not_restart_the_year():
    facts = PlanFacts(
        made_on=date(2020, 3, 10), last_review_on=date(2025, 11, 21), amended_final_on=date(2026, 1, 30)
    )
    assert by_clock(facts)["AR-NEXT12"].due_on == date(2026, 11, 20)


def test_a_decided_review_completes_one_year_and_begins_the_next():
    facts = PlanFacts(
        made_on=date(2024, 3, 1), last_review_on=date(2025, 11, 21), review_meeting_on=date(2026, 10, 20),
        review_decided_on=date(2026, 11, 10),
    )  # fmt: skip
    years = [duty for duty in duties(facts) if duty.clock == "AR-NEXT12"]
    assert [(duty.due_on, duty.state(TODAY)) for duty in years] == [
        (date(2026, 11, 20), "met"), (date(2027, 11, 9), "due")
    ]  # fmt: skip


def test_the_year_can_be_counted_from_the_meeting_by_a_setting():
    facts = PlanFacts(
        made_on=date(2024, 3, 1), review_meeting_on=date(2025, 2, 1), review_decided_on=date(2025, 2, 20)
    )
    settings = LawSettings(last_review_is_the_decision=False)
    last = [duty for duty in duties(facts, settings) if duty.clock == "AR-NEXT12"]
    assert [duty.due_on for duty in last] == [date(2026, 1, 31)]


def test_without_a_date_the_next_review_is_not_guessed():
    [duty] = duties(PlanFacts(made_on=None))
    assert duty.due_on is None
    assert "cannot be worked out" in duty.why
    assert duty.state(TODAY) == "due"
    assert duty.days_left(TODAY) is None


def test_the_decision_is_due_four_weeks_from_the_meeting_or_when_the_year_ends():
    late_in_year = PlanFacts(
        made_on=date(2020, 1, 1), last_review_on=date(2025, 11, 21), review_meeting_on=date(2026, 11, 5)
    )
    assert by_clock(late_in_year)["AR-PACK-DECISION"].due_on == date(2026, 11, 20)
    in_good_time = PlanFacts(
        made_on=date(2020, 1, 1), last_review_on=date(2025, 11, 21), review_meeting_on=date(2026, 9, 15)
    )
    assert by_clock(in_good_time)["AR-PACK-DECISION"].due_on == date(2026, 10, 13)


def test_the_open_pack_of_a_completed_review_keeps_its_four_weeks():
    """The last review is this one: its decision began the year, so that year cannot cut its own four weeks short."""
    facts = PlanFacts(
        made_on=date(2020, 1, 1), last_review_on=date(2026, 11, 10), review_meeting_on=date(2026, 10, 20),
        review_decided_on=date(2026, 11, 10), amend_decision="amend", amendment_notice_on=date(2026, 11, 10),
    )  # fmt: skip
    found = by_clock(facts)
    assert found["AR-PACK-DECISION"].due_on == date(2026, 11, 17)
    assert found["AR-NEXT12"].due_on == date(2027, 11, 9)
    assert found["AR-FINAL8"].due_on == date(2027, 1, 5)


def test_before_a_meeting_everyone_has_two_clear_weeks():
    facts = PlanFacts(made_on=date(2026, 1, 5), review_planned_on=date(2026, 11, 10))
    found = by_clock(facts)
    assert found["AR-PACK-NOTICE"].due_on == date(2026, 10, 26)
    assert found["AR-PACK-PAPERS"].due_on == date(2026, 10, 27)
    loose = by_clock(facts, LawSettings(clear_days_of_notice=False))
    assert loose["AR-PACK-NOTICE"].due_on == date(2026, 10, 27)


@pytest.mark.parametrize(
    ("notice", "due", "in_time"),
    [
        (date(2026, 1, 20), date(2026, 3, 17), "met"),
        (date(2026, 2, 9), date(2026, 4, 6), "met"),
        (date(2026, 3, 16), date(2026, 4, 6), "met_late"),
    ],
)
def test_the_amended_plan_has_eight_weeks_and_never_more_than_twelve_from_the_meeting(notice, due, in_time):
    facts = PlanFacts(
        made_on=date(2020, 1, 1), review_meeting_on=date(2026, 1, 12), amend_decision="amend",
        amendment_notice_on=notice,
    )  # fmt: skip
    found = by_clock(facts)
    assert found["AR-FINAL8"].due_on == due
    assert found["AR-PACK-AMEND"].state(TODAY) == in_time


def test_a_decision_to_amend_without_its_notice_leaves_the_review_open():
    facts = PlanFacts(
        made_on=date(2020, 1, 1), review_meeting_on=date(2026, 1, 12), review_decided_on=date(2026, 2, 2),
        amend_decision="amend",
    )  # fmt: skip
    found = by_clock(facts)
    assert found["AR-PACK-AMEND"].state(TODAY) == "late"
    assert (found["AR-FINAL8"].due_on, found["AR-FINAL8"].state(TODAY)) == (date(2026, 4, 6), "late")


def test_dropping_the_amendments_has_the_same_eight_weeks():
    facts = PlanFacts(
        made_on=date(2020, 1, 1), review_meeting_on=date(2026, 1, 12), amend_decision="amend",
        amendment_notice_on=date(2026, 2, 9), amendments_dropped_on=date(2026, 4, 6),
    )  # fmt: skip
    found = by_clock(facts)
    assert found["AR-NOAMEND8"].state(TODAY) == "met"
    assert found["AR-FINAL8"].state(TODAY) == "ended"


def test_a_review_report_whose_day_was_not_recorded_is_over_once_decided():
    facts = PlanFacts(
        made_on=date(2020, 1, 1), review_meeting_on=date(2026, 1, 12), review_decided_on=date(2026, 2, 2)
    )
    assert by_clock(facts)["AR-PACK-REPORT"].state(TODAY) == "ended"


def test_a_child_under_five_may_be_reviewed_sooner():
    found = by_clock(PlanFacts(made_on=date(2027, 1, 15), date_of_birth=date(2023, 1, 1)))
    assert found["AR-U5"].due_on == date(2027, 7, 15)
    assert "AR-U5" not in by_clock(PlanFacts(made_on=date(2027, 1, 15), date_of_birth=date(2022, 1, 15)))


@pytest.mark.parametrize(
    ("phase", "year", "clock", "due"),
    [
        ("primary_to_secondary", 2027, "PHASE-SCHOOL", date(2027, 2, 14)),
        ("eyp_to_school", 2028, "PHASE-SCHOOL", date(2028, 2, 14)),
        ("secondary_to_post16", 2028, "PHASE-POST16", date(2028, 3, 30)),
    ],
)
def test_the_plan_names_the_next_setting_before_the_date(phase, year, clock, due):
    found = by_clock(PlanFacts(made_on=date(2026, 9, 1), phase=phase, transfer_year=year))
    assert found[clock].due_on == due


def test_before_the_date_can_be_read_as_by_the_date():
    settings = LawSettings(before_means_the_day_before=False)
    facts = PlanFacts(made_on=date(2026, 9, 1), phase="primary_to_secondary", transfer_year=2027)
    assert by_clock(facts, settings)["PHASE-SCHOOL"].due_on == date(2027, 2, 15)


def test_the_phase_date_cuts_the_twelve_weeks_short():
    assert transfer.effective_final_by("primary_to_secondary", 2027, date(2026, 12, 15)) == date(2027, 2, 14)
    early = transfer.effective_final_by("primary_to_secondary", 2027, date(2026, 9, 15), date(2026, 9, 20))
    assert early == date(2026, 11, 15)


def test_an_unknown_phase_is_refused():
    with pytest.raises(LawRefusal, match="is not a phase transfer"):
        transfer.phase_dates("secondary_to_studio", 2027)


def test_a_move_between_colleges_needs_five_months():
    found = by_clock(PlanFacts(made_on=date(2026, 1, 1), post16_move_on=date(2027, 7, 31)))
    assert found["PHASE-P16"].due_on == date(2027, 2, 28)


# Ceasing and 25


def test_a_plan_is_kept_until_the_time_to_appeal_is_over():
    found = by_clock(PlanFacts(made_on=date(2024, 1, 1), cease_notice_on=date(2026, 5, 8)))
    assert found["CEASE-HOLD"].due_on == date(2026, 7, 8)
    assert found["CEASE-HOLD"].state(date(2026, 7, 9)) == "ended"


def test_a_plan_under_appeal_is_kept_until_it_is_decided():
    facts = PlanFacts(made_on=date(2024, 1, 1), cease_notice_on=date(2026, 5, 8), cease_appealed_on=date(2026, 6, 1))
    duty = by_clock(facts)["CEASE-HOLD"]
    assert duty.due_on is None
    assert duty.state(date(2027, 5, 8)) == "due"


def test_when_a_plan_has_ceased_nothing_more_is_due():
    facts = PlanFacts(made_on=date(2025, 3, 10), ceased_on=date(2026, 1, 10))
    assert by_clock(facts)["AR-FIRST12"].state(TODAY) == "ended"
    assert by_clock(facts)["AR-FIRST12"].ended_because == "the plan ceased"


@pytest.mark.parametrize(
    ("reason", "age", "lawful"),
    [
        ("turned_19", 19, False),
        ("outcomes_met", 10, False),
        ("neet", 17, False),
        ("neet", 19, False),
        ("started_higher_education", 20, True),
        ("paid_employment", 18, True),
        ("paid_employment", 15, False),
        ("moved_to_another_council", 8, True),
        ("turned_25", 25, True),
        ("turned_25", 24, False),
        ("no_longer_necessary", 12, True),
        ("because we say so", 12, False),
        ("does_not_want_to_continue", 19, True),
        ("does_not_want_to_continue", 17, False),
    ],
)
def test_a_plan_ceases_only_on_one_of_two_grounds(reason, age, lawful):
    assert ceasing.may_cease(reason, age).lawful is lawful


def test_an_apprenticeship_is_not_paid_work_that_ends_a_plan():
    assert not ceasing.may_cease("paid_employment", 18, apprenticeship=True).lawful


def test_ceasing_is_refused_with_its_reason_and_its_citation():
    with pytest.raises(LawRefusal, match="Age 19 alone") as refused:
        ceasing.check_may_cease(reason="turned_19", age=19, consulted_on=TODAY)
    assert refused.value.citation.text == "SEND Code of Practice 2015, paragraph 9.200"
    with pytest.raises(LawRefusal, match="Consult the family"):
        ceasing.check_may_cease(reason="no_longer_necessary", age=12, consulted_on=None)
    assert ceasing.check_may_cease(reason="no_longer_necessary", age=12, consulted_on=TODAY).lawful


@pytest.mark.parametrize(
    ("born", "setting", "ends", "until"),
    [
        (date(2001, 10, 10), "fe", None, date(2027, 7, 31)),
        (date(2002, 7, 31), "fe", None, date(2027, 7, 31)),
        (date(2002, 8, 1), "fe", None, date(2028, 7, 31)),
        (date(2001, 10, 10), "other", date(2027, 6, 20), date(2027, 6, 20)),
        (date(2001, 10, 10), "apprenticeship", date(2028, 1, 1), date(2027, 10, 9)),
        (date(2001, 10, 10), "other", None, None),
        (date(2001, 10, 10), "other", date(2026, 10, 10), date(2026, 10, 10)),
        (date(2001, 10, 10), "apprenticeship", date(2026, 10, 9), None),
    ],
)
def test_after_25_a_plan_may_last_to_the_end_of_the_academic_year(born, setting, ends, until):
    assert ceasing.maintainable_until(born, setting, ends) == until
    facts = PlanFacts(made_on=date(2020, 1, 1), date_of_birth=born, age25_setting=setting, course_ends_on=ends)
    assert by_clock(facts)["AGE25"].due_on == until


# Moves


@pytest.mark.parametrize(
    ("reviewed", "due"), [(date(2026, 10, 20), date(2027, 10, 19)), (date(2025, 6, 1), date(2027, 2, 28))]
)
def test_after_a_transfer_the_review_is_due_at_the_later_of_two_dates(reviewed, due):
    facts = PlanFacts(made_on=date(2020, 1, 1), last_review_on=reviewed, transferred_in_on=date(2026, 12, 1))
    found = by_clock(facts)
    assert found["XFER-REVIEW"].due_on == due
    assert found["XFER-6W"].due_on == date(2027, 1, 12)
    assert "AR-NEXT12" not in found
    same = by_clock(TransferFacts(transferred_on=date(2026, 12, 1), reviewed_or_made_on=reviewed))
    assert same["XFER-REVIEW"].due_on == due


def test_a_transfer_before_the_last_review_no_longer_matters():
    facts = PlanFacts(
        made_on=date(2020, 1, 1), last_review_on=date(2026, 6, 1), transferred_in_on=date(2025, 12, 1),
        transfer_family_told_on=date(2026, 1, 5),
    )  # fmt: skip
    found = by_clock(facts)
    assert found["AR-NEXT12"].due_on == date(2027, 5, 31)
    assert "XFER-REVIEW" not in found


@pytest.mark.parametrize(
    ("aware", "moving", "due"),
    [
        (date(2026, 11, 2), date(2026, 12, 1), date(2026, 12, 1)),
        (date(2026, 12, 14), date(2026, 12, 18), date(2027, 1, 6)),
        (date(2026, 4, 12), date(2026, 4, 1), date(2026, 5, 1)),
    ],
)
def test_the_old_council_hands_over_on_the_day_or_within_fifteen_working_days(aware, moving, due):
    found = by_clock(TransferFacts(old_council_aware_on=aware, moving_on=moving))
    assert found["XFER-15WD"].due_on == due


def test_the_new_health_board_has_fifteen_working_days():
    found = by_clock(TransferFacts(health_board_aware_on=date(2026, 12, 14)))
    assert found["XFER-ICB-REQ"].due_on == date(2027, 1, 6)


def test_direct_payments_are_reviewed_in_three_months_and_then_yearly():
    found = by_clock(DirectPaymentFacts(first_paid_on=date(2026, 11, 30), first_reviewed_on=date(2027, 2, 20)))
    assert found["PB-3M"].due_on == date(2027, 2, 28)
    assert found["PB-12M"].due_on == date(2028, 2, 20)


# Reviews


def test_a_child_out_of_school_has_a_review_without_a_head_teacher():
    assert "head_or_principal_or_provider" in review.invited(attends_a_setting=True)
    assert "head_or_principal_or_provider" not in review.invited(attends_a_setting=False)


def test_an_early_review_is_not_refused_for_want_of_an_earlier_one():
    with pytest.raises(LawRefusal, match="unfinished amendment"):
        review.check_refusal_of_early_review(earlier_amendment_open=True)
    with pytest.raises(LawRefusal, match="only at a change of phase"):
        review.check_refusal_of_early_review(only_at_transfer=True)


@pytest.mark.parametrize("missing", ["invited_on", "papers_on", "notified_on"])
def test_a_review_that_skipped_a_step_is_not_complete(missing):
    done = {"invited_on": TODAY, "papers_on": TODAY, "notified_on": TODAY}
    review.check_complete(**done)
    with pytest.raises(LawRefusal, match="is not complete"):
        review.check_complete(**(done | {missing: None}))


def test_an_amendment_needs_a_meeting_or_a_notice_to_count_from():
    with pytest.raises(LawRefusal, match="Enter the date"):
        review.amended_final_by(None, None)
