"""What the clocks of a plan say when a return is all that is known of it, and what they must not say."""

from datetime import date

import pytest

from goldenthread.plans.models import Plan
from goldenthread.reviews.facts import duties_of
from goldenthread.reviews.models import PhaseTransfer, Review

pytestmark = pytest.mark.django_db  # how the area reads the law
BORN = date(2012, 7, 18)
KNOWN = date(2026, 1, 15)


def clocks(made_on: date, *reviews: Review, transfers=(), born=BORN, known_since=KNOWN, **plan) -> dict:
    found = duties_of(Plan(made_on=made_on, **plan), reviews, transfers, date_of_birth=born, known_since=known_since)
    return {duty.clock: duty for duty in found}


def test_a_meeting_years_after_the_plan_was_made_does_not_make_the_first_review_ten_years_late():
    found = clocks(date(2015, 3, 20), Review(met_on=date(2025, 8, 22), first_return=2026))
    assert "AR-FIRST12" not in found
    assert found["AR-PACK-DECISION"].due_on == date(2025, 9, 19)


def test_a_plan_of_which_no_review_is_known_at_all_is_overdue_for_its_first():
    assert clocks(date(2015, 3, 20))["AR-FIRST12"].state(KNOWN) == "late"


def test_a_first_meeting_inside_the_first_year_keeps_the_first_years_limit():
    found = clocks(date(2025, 3, 20), Review(met_on=date(2026, 1, 10), first_return=2026))
    assert found["AR-FIRST12"].due_on == date(2026, 3, 19)


def test_a_return_does_not_say_when_papers_and_reports_went_so_nobody_is_called_late_for_them():
    from_return = clocks(date(2024, 3, 20), Review(met_on=date(2025, 1, 10), first_return=2026))
    held_here = clocks(date(2024, 3, 20), Review(met_on=date(2025, 1, 10)))
    assert "AR-PACK-REPORT" not in from_return
    assert held_here["AR-PACK-REPORT"].due_on == date(2025, 1, 24)


def test_a_return_does_not_say_whether_the_amended_plan_went_out_but_a_review_held_here_does():
    told = {
        "met_on": date(2025, 1, 10),
        "notified_on": date(2025, 2, 3),
        "outcome": "A",
        "notice_sent_on": date(2025, 2, 3),
    }
    assert "AR-FINAL8" not in clocks(date(2024, 3, 20), Review(first_return=2026, **told))
    assert clocks(date(2024, 3, 20), Review(**told))["AR-FINAL8"].due_on == date(2025, 3, 31)


def test_phase_transfers_run_from_the_day_a_child_is_known_and_end_with_the_amended_plan():
    found = clocks(date(2020, 3, 20), born=date(2016, 3, 9), known_since=date(2026, 10, 1))
    assert found["PHASE-SCHOOL"].due_on == date(2027, 2, 14)
    done = PhaseTransfer(due_on=date(2027, 2, 15), final_on=date(2027, 1, 20))
    again = clocks(date(2020, 3, 20), born=date(2016, 3, 9), known_since=date(2026, 10, 1), transfers=[done])
    assert again["PHASE-SCHOOL"].state(date(2027, 3, 1)) == "met"


def test_a_phase_transfer_before_the_child_was_known_here_is_not_called_late():
    found = clocks(date(2020, 3, 20), born=date(2014, 3, 9), known_since=date(2025, 10, 1))
    assert "PHASE-SCHOOL" not in found
