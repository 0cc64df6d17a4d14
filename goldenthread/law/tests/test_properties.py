"""What must hold for every date, and not only for those that somebody thought of.

Each of these tries a hundred examples, which is why most take more than a tenth of a second.
"""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.law import appeal, ceasing, exceptions, moves, review, rights
from goldenthread.law.days import is_working_day
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable import (
    CLOCKS,
    AdviceAsk,
    ExceptionClaim,
    OrderFacts,
    PlanFacts,
    RequestFacts,
    duties,
)

DAYS = st.dates(date(2014, 9, 1), date(2035, 12, 31))
BIRTHS = st.dates(date(1990, 1, 1), date(2026, 1, 1))
MAYBE = st.none() | DAYS
DECISION = st.sampled_from([None, True, False])
CLAIMS = st.lists(
    st.builds(
        ExceptionClaim,
        clock=st.sampled_from(["EHCNA-06", "EHCNA-16", "EHCNA-20"]),
        ground=st.sampled_from(["absence", "school_closure", "exceptional_circumstances", "no_therapist"]),
        accepted_on=MAYBE,
    ),
    max_size=3,
).map(tuple)
REQUESTS = st.builds(
    RequestFacts,
    received_on=DAYS,
    route=st.sampled_from(["parent", "young_person", "school", "post16", "attention"]),
    decided_to_assess=DECISION,
    assess_notified_on=MAYBE,
    decided_to_issue=DECISION,
    issue_notified_on=MAYBE,
    draft_served_on=MAYBE,
    advice_asked=st.lists(
        st.builds(AdviceAsk, kind=st.sampled_from(["medical", "psychology"]), asked_on=MAYBE, received_on=MAYBE),
        max_size=2,
    ).map(tuple),
    exceptions=CLAIMS,
    closed_on=MAYBE,
    conceded_on=MAYBE,
    custody=st.booleans(),
)
PLANS = st.builds(
    PlanFacts,
    made_on=MAYBE,
    date_of_birth=st.none() | BIRTHS,
    last_review_on=MAYBE,
    review_planned_on=MAYBE,
    review_meeting_on=MAYBE,
    review_report_on=MAYBE,
    review_decided_on=MAYBE,
    amend_decision=st.sampled_from([None, "maintain", "amend", "cease"]),
    amendment_notice_on=MAYBE,
    amended_final_on=MAYBE,
    amendments_dropped_on=MAYBE,
    phase=st.sampled_from([None, "primary_to_secondary", "secondary_to_post16"]),
    transfer_year=st.none() | st.integers(2015, 2035),
    transferred_in_on=MAYBE,
    cease_notice_on=MAYBE,
    ceased_on=MAYBE,
)
READINGS = st.sampled_from(
    [
        LawSettings(),
        LawSettings(count_day_of_event=True, clear_days_of_notice=False),
        LawSettings(roll_forward_non_working_day=True, before_means_the_day_before=False),
        LawSettings(last_review_is_the_decision=False, draft_plan_target_weeks=12),
    ]
)


@given(REQUESTS | PLANS, DAYS)
def test_every_duty_has_a_state_a_reason_and_a_source(facts, today):
    for duty in duties(facts):
        assert duty.state(today) in {"met", "met_late", "due", "late", "lifted", "ended"}
        assert duty.why.endswith(".") or duty.why.endswith(").")
        assert duty.citation.text
        left = duty.days_left(today)
        assert left is None or (left < 0) == (duty.state(today) == "late")
        if duty.due_on is None:
            assert "not known" in duty.why or "until it is decided" in duty.why or "cannot be worked out" in duty.why


@given(REQUESTS | PLANS)
def test_duties_are_told_apart(facts):
    keys = [(duty.clock, duty.starts_on, duty.about, duty.due_on) for duty in duties(facts)]
    asked = [ask.kind for ask in getattr(facts, "advice_asked", ())]
    if len(asked) == len(set(asked)):
        assert len(keys) == len(set(keys))


@given(DAYS, st.integers(0, 400))
def test_a_later_request_is_never_due_earlier(day, more):
    earlier = duties(RequestFacts(received_on=day))
    later = duties(RequestFacts(received_on=day + timedelta(days=more)))
    for one, other in zip(earlier, later, strict=True):
        assert one.due_on <= other.due_on


@given(DAYS, st.integers(0, 800), st.integers(0, 800))
def test_every_other_count_is_monotone_too(day, more, gap):
    later, other = day + timedelta(days=more), day + timedelta(days=gap)
    assert review.year_ends(day) <= review.year_ends(later)
    assert review.amended_final_by(day, other) <= review.amended_final_by(later, other)
    assert review.decide_by(day, other) <= review.decide_by(later, other)
    assert moves.review_by(day, other).by <= moves.review_by(later, other).by
    assert moves.transfer_by(day, other).by <= moves.transfer_by(later, other).by or later >= other
    assert appeal.appeal_limit(day).by <= appeal.appeal_limit(later).by
    assert appeal.respond_by(day) <= appeal.respond_by(later)
    assert ceasing.maintain_to(day) <= ceasing.maintain_to(later)


@given(BIRTHS, st.integers(0, 400))
def test_an_older_child_never_gains_the_rights_later(born, more):
    assert rights.young_person_from(born) <= rights.young_person_from(born + timedelta(days=more))
    assert rights.starts(born) <= rights.starts(born + timedelta(days=more))


@given(BIRTHS)
def test_the_rights_pass_exactly_once_and_on_the_day_that_is_said(born):
    switch = rights.young_person_from(born)
    assert rights.rights_holder(born, switch - timedelta(days=1)).who == "parent"
    holder = rights.rights_holder(born, switch)
    assert (holder.who, holder.from_day) == ("young_person", switch)
    assert (switch - timedelta(days=1)).weekday() == 4
    assert 15 <= rights.age_on(born, switch) <= 16


@given(REQUESTS, MAYBE, MAYBE, MAYBE)
def test_no_clock_is_chained_to_another(facts, told, draft, outcome):
    """The dates of the three limits depend on the day of receipt, whatever the other facts are."""
    bare = {duty.clock: duty.due_on for duty in duties(RequestFacts(received_on=facts.received_on,
                                                                    custody=facts.custody))}  # fmt: skip
    for duty in duties(facts):
        if duty.clock in bare:
            assert duty.due_on == bare[duty.clock]
        if duty.clock == "ADV-06":
            assert duty.due_on == duty.starts_on + timedelta(weeks=6)


@given(REQUESTS)
def test_an_exception_changes_no_date_and_no_other_clock(facts):
    accepted = {
        claim.clock
        for claim in facts.exceptions
        if claim.accepted_on and exceptions.is_exception(claim.clock, claim.ground)
    }
    without = {
        (duty.clock, duty.about): duty
        for duty in duties(RequestFacts(received_on=facts.received_on, custody=facts.custody))
    }
    for duty in duties(facts):
        assert (duty.lifted_on is not None) == (duty.clock in accepted)
        if (duty.clock, duty.about) in without:
            assert duty.due_on == without[duty.clock, duty.about].due_on


@given(DAYS, st.sampled_from(["assess", "make_plan", "amend", "name"]), st.sampled_from(["order", "unopposed"]))
def test_the_dates_of_an_order_are_whole_weeks_from_it(day, kind, basis):
    for duty in duties(OrderFacts(kind=kind, sent_on=day, basis=basis)):
        assert (duty.due_on - day).days % 7 == 0
        assert duty.due_on > day


@given(DAYS)
def test_tribunal_dates_fall_on_working_days(day):
    assert is_working_day(appeal.appeal_limit(day).by)
    assert is_working_day(appeal.respond_by(day))
    assert is_working_day(moves.health_board_asks_by(day))


@given(st.sampled_from([clock for clock in CLOCKS.values() if clock.length.delta]), st.integers(2016, 2032))
def test_a_leap_day_is_a_day_like_any_other(clock, year):
    """Weeks and days that run over the end of February have the same number of days in every year."""
    start = date(year, 2, 20)
    assert clock.length.end(start) - start == clock.length.delta


@given(st.integers(0, 4))
def test_a_plan_made_on_a_leap_day_is_reviewed_by_the_end_of_february(fours):
    year = 2016 + 4 * fours
    [duty] = duties(PlanFacts(made_on=date(year, 2, 29)))
    assert duty.due_on == date(year + 1, 2, 28)


@given(DAYS)
def test_the_day_a_clock_goes_forward_or_back_changes_nothing(day):
    """Dates have no hours: 20 weeks are 140 days across both changes of the clock."""
    [*_, final] = duties(RequestFacts(received_on=day))
    assert (final.due_on - day).days == 140


@given(DAYS, READINGS)
def test_every_reading_gives_a_date_within_days_of_the_default(day, reading):
    plain = duties(RequestFacts(received_on=day), DEFAULT)
    read = duties(RequestFacts(received_on=day), reading)
    for one, other in zip(plain, read, strict=True):
        assert -1 <= (other.due_on - one.due_on).days <= 5, one.clock


@given(DAYS)
def test_settings_equal_to_the_default_give_the_default(day):
    for facts in (RequestFacts(received_on=day, decided_to_assess=True), PlanFacts(made_on=day, review_meeting_on=day)):
        assert duties(facts, LawSettings()) == duties(facts)


@settings(max_examples=50)
@given(BIRTHS)
def test_after_25_a_plan_lasts_less_than_a_year_more(born):
    turns = rights.turns(born, 25)
    until = ceasing.maintainable_until(born, "fe")
    assert turns <= until < turns + timedelta(days=366)
    assert (until.month, until.day) == (7, 31)
