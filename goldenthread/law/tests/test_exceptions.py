"""Claims of an exception: what makes each ground out, and what never does."""

from datetime import date

import pytest

from goldenthread.law import exceptions
from goldenthread.law.exceptions import check_claim
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import LawSettings

CLOSED = {"closed_from": date(2026, 7, 18), "reopens_on": date(2026, 9, 2)}
PERIOD = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 9, 18)}


@pytest.mark.parametrize(
    ("asked", "excuses"),
    [
        (date(2026, 7, 11), True),
        (date(2026, 7, 10), False),
        (date(2026, 8, 26), True),
        (date(2026, 8, 27), False),
    ],
)
def test_the_window_runs_from_a_week_before_closing_to_a_week_before_opening(asked, excuses):
    assert exceptions.closure(asked, **CLOSED).excuses is excuses


def test_the_ends_of_the_window_can_be_left_out_by_a_setting():
    settings = LawSettings(closure_window_includes_both_ends=False)
    assert not exceptions.closure(date(2026, 8, 26), **CLOSED, settings=settings).excuses


@pytest.mark.parametrize(("reopens", "excuses"), [(date(2026, 8, 15), True), (date(2026, 8, 14), False)])
def test_twenty_eight_days_closed_are_enough_and_twenty_seven_are_not(reopens, excuses):
    assert exceptions.closure(date(2026, 7, 20), date(2026, 7, 18), reopens).excuses is excuses


def test_christmas_never_qualifies():
    assert not exceptions.closure(date(2026, 12, 18), date(2026, 12, 19), date(2027, 1, 4)).excuses


def test_only_days_inside_the_period_count_as_absence():
    away = exceptions.days_absent_in_period(date(2026, 4, 10), date(2026, 5, 20), **PERIOD)
    assert away == 20
    whole = LawSettings(absence_counts_only_in_period=False)
    assert exceptions.days_absent_in_period(date(2026, 4, 10), date(2026, 5, 20), **PERIOD, settings=whole) == 41
    assert exceptions.days_absent_in_period(date(2025, 4, 10), date(2025, 5, 20), **PERIOD) == 0


def test_a_claim_that_is_made_out_gives_its_ground():
    ground = check_claim(clock="EHCNA-20", ground="school_closure", advice_asked_on=date(2026, 7, 24), **CLOSED)
    assert ground.id == "school_closure"
    ground = check_claim(
        clock="EHCNA-20", ground="absence", absent_from=date(2026, 7, 20), absent_to=date(2026, 8, 16), **PERIOD
    )
    assert ground.id == "absence"
    ground = check_claim(clock="EHCNA-06", ground="exceptional_circumstances", evidence="The child was in hospital.")
    assert ground.id == "exceptional_circumstances"


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ({"clock": "AR-FINAL8", "ground": "school_closure"}, "no exceptions for this date"),
        ({"clock": "PHASE-SCHOOL", "ground": "absence"}, "no exceptions for this date"),
        ({"clock": "EHCNA-20", "ground": "no_educational_psychologist"}, "shortage of educational psychologists"),
        ({"clock": "EHCNA-20", "ground": "panel_did_not_meet"}, "The date of a panel is not an exception"),
        ({"clock": "EHCNA-20", "ground": "missed_appointment"}, "excuses the adviser's six weeks"),
        ({"clock": "EHCNA-20", "ground": "coronavirus"}, "ended on 25 September 2020"),
        ({"clock": "EHCNA-20", "ground": "busy"}, "not one of the exceptions"),
        ({"clock": "EHCNA-20", "ground": "school_closure"}, "Enter the date advice was asked for"),
        ({"clock": "EHCNA-20", "ground": "absence"}, "first and the last day of the absence"),
        ({"clock": "EHCNA-20", "ground": "exceptional_circumstances", "evidence": " "}, "Say what happened"),
        (
            {"clock": "EHCNA-20", "ground": "school_closure", "advice_asked_on": date(2026, 6, 30), **CLOSED},
            "from 11 July 2026 to 26 August 2026",
        ),
        (
            {"clock": "EHCNA-20", "ground": "school_closure", "advice_asked_on": date(2026, 12, 18),
             "closed_from": date(2026, 12, 19), "reopens_on": date(2027, 1, 4)},
            "closed for 16 days",
        ),
        (
            {"clock": "EHCNA-20", "ground": "absence", "absent_from": date(2026, 4, 10),
             "absent_to": date(2026, 5, 20), **PERIOD},
            "20 days of the absence",
        ),
    ],
)  # fmt: skip
def test_a_claim_that_is_not_made_out_is_refused_with_its_reason(claim, sentence):
    with pytest.raises(LawRefusal, match=sentence) as refused:
        check_claim(**claim)
    assert refused.value.citation is not None
    assert str(refused.value) == refused.value.sentence


@pytest.mark.parametrize("dates", [(date(2026, 9, 2), date(2026, 9, 2)), (date(2026, 9, 2), date(2026, 9, 1))])
def test_a_setting_opens_again_after_it_closed(dates):
    with pytest.raises(LawRefusal, match="must be after the date it closed"):
        exceptions.closure(date(2026, 7, 1), *dates)


def test_an_absence_ends_after_it_began():
    with pytest.raises(LawRefusal, match="must end on or after"):
        exceptions.days_absent_in_period(date(2026, 7, 2), date(2026, 7, 1), **PERIOD)


def test_two_weeks_are_enough_for_an_order_and_four_for_a_plan():
    fortnight = {"absent_from": date(2026, 8, 1), "absent_to": date(2026, 8, 14), **PERIOD}
    assert check_claim(clock="ORD-AMEND-5W", ground="absence_two_weeks", **fortnight).id == "absence_two_weeks"
    with pytest.raises(LawRefusal):
        check_claim(clock="EHCNA-20", ground="absence", **fortnight)


def test_the_coronavirus_ground_was_open_for_one_summer():
    assert exceptions.is_exception("EHCNA-20", "coronavirus", date(2020, 5, 1))
    assert exceptions.is_exception("EHCNA-20", "coronavirus", date(2020, 9, 25))
    assert not exceptions.is_exception("EHCNA-20", "coronavirus", date(2020, 9, 26))
    assert not exceptions.is_exception("EHCNA-20", "coronavirus")


def test_an_exception_removes_the_date_and_adds_nothing():
    lifted = exceptions.effect(date(2026, 10, 12), accepted=True)
    assert (lifted.due_on, lifted.standard, lifted.original_due_on) == (
        None, "as_soon_as_practicable", date(2026, 10, 12)
    )  # fmt: skip
    assert exceptions.effect(date(2026, 10, 12), accepted=False).due_on == date(2026, 10, 12)
