# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""L5: the plan in force: where it came from, its reviews, its needs."""

from collections import Counter
from datetime import date

from goldenthread.returns.checking.around import Around, age
from goldenthread.returns.checking.rules import Answer, absent, missing_or_unreadable, not_in_the_set, rule
from goldenthread.returns.records import ActivePlan, Need, Placement
from goldenthread.returns.structure import local_authorities

# SEND Regulations 2014, regulation 18: plans for a move of phase are amended by these days of the year of the move.
PHASE_TRANSFER_DAYS = {(2, 15), (3, 31)}


@rule("L500")
def placements_without_a_plan(active: ActivePlan, around: Around) -> Answer:
    return around.request.named_plan is None


@rule("L501")
def transferred_from_no_known_area(active: ActivePlan, around: Around) -> Answer:
    known = active.transferred_from in (None, "XXX") or active.transferred_from in local_authorities()
    return not_in_the_set(active, "TransferLA") or not known


@rule("L502")
def transferred_from_the_sender(active: ActivePlan, around: Around) -> Answer:
    return active.transferred_from is not None and active.transferred_from == around.header.lea


@rule("L503")
def a_year_without_a_review(active: ActivePlan, around: Around) -> Answer:
    plan = around.plan
    if plan is None or not absent(active, active.review_meeting_on, "ReviewMeeting"):
        return False
    return (age(plan.started_on, around.census_day) or 0) >= 1


@rule("L504")
def met_after_census_day(active: ActivePlan, around: Around) -> Answer:
    return _after(active.review_meeting_on, around.census_day)


@rule("L505")
def met_before_the_plan(active: ActivePlan, around: Around) -> Answer:
    return around.plan is not None and _after(around.plan.started_on, active.review_meeting_on)


@rule("L506")
def decision_after_review_on_no_date(active: ActivePlan, around: Around) -> Answer:
    return active.review_outcome is not None and absent(active, active.review_decided_on, "LastReview")


@rule("L507")
def dated_without_a_decision_after_review(active: ActivePlan, around: Around) -> Answer:
    return active.review_decided_on is not None and absent(active, active.review_outcome, "ReviewOutcome")


@rule("L508", only_of_the_unreadable=True)
def no_such_decision_after_review(active: ActivePlan, around: Around) -> Answer:
    return not_in_the_set(active, "ReviewOutcome")


@rule("L509")
def decided_before_the_meeting(active: ActivePlan, around: Around) -> Answer:
    """A query, since the decision may be that of the round before while this one is awaited."""
    return "Q" if _after(active.review_meeting_on, active.review_decided_on) else False


@rule("L511")
def review_decided_after_census_day(active: ActivePlan, around: Around) -> Answer:
    return _after(active.review_decided_on, around.census_day)


@rule("L512")
def to_be_amended_without_a_draft(active: ActivePlan, around: Around) -> Answer:
    return active.review_outcome == "A" and absent(active, active.review_draft_on, "ReviewDraft")


@rule("L513")
def a_draft_though_not_to_be_amended(active: ActivePlan, around: Around) -> Answer:
    return active.review_draft_on is not None and active.review_outcome != "A"


@rule("L514")
def drafted_after_census_day(active: ActivePlan, around: Around) -> Answer:
    return _after(active.review_draft_on, around.census_day)


@rule("L515")
def drafted_before_the_meeting(active: ActivePlan, around: Around) -> Answer:
    return _after(active.review_meeting_on, active.review_draft_on)


@rule("L517")
def phase_transfer_due_on_another_day(active: ActivePlan, around: Around) -> Answer:
    due = active.phase_transfer_due_on
    return due is not None and (due.month, due.day) not in PHASE_TRANSFER_DAYS


@rule("L518")
def phase_transfer_ended_after_census_day(active: ActivePlan, around: Around) -> Answer:
    return _after(active.phase_transfer_final_on, around.census_day)


@rule("L519")
def phase_transfer_ended_but_not_due(active: ActivePlan, around: Around) -> Answer:
    due = active.phase_transfer_due_on
    return active.phase_transfer_final_on is not None and absent(active, due, "PhaseTransferDueDate")


@rule("L520")
def no_need(active: ActivePlan, around: Around) -> Answer:
    return not active.needs


@rule("L521")
def no_such_need(need: Need, around: Around) -> Answer:
    return missing_or_unreadable(need, need.type, "SENtype")


@rule("L522")
def no_rank_of_need(need: Need, around: Around) -> Answer:
    return missing_or_unreadable(need, need.rank, "SENtypeRank")


@rule("L523")
def not_one_main_need(active: ActivePlan, around: Around) -> Answer:
    """A rank that is missing has its own finding."""
    ranks = [need.rank for need in active.needs]
    return bool(ranks) and None not in ranks and ranks.count("1") != 1 and active.needs[0]


@rule("L524")
def one_need_twice(active: ActivePlan, around: Around) -> Answer:
    kinds = [need.type for need in active.needs if need.type]
    return len(set(kinds)) < len(kinds) and active.needs[-1]


@rule("L526")
def no_placement(active: ActivePlan, around: Around) -> Answer:
    return not active.placements


@rule("L556")
def not_one_first_placement_on_census_day(active: ActivePlan, around: Around) -> Answer:
    plan = around.plan
    if plan is None or not active.placements or not around.in_force(plan, around.census_day):
        return False
    ranks = Counter(placement.rank for placement in active.placements if open_on(placement, around.census_day))
    return (ranks["1"] != 1 or ranks["2"] > 1) and active.placements[0]


def open_on(placement: Placement, day: date) -> bool:
    """Whether someone was placed there on a day, the last day included."""
    begun = placement.entered_on is None or placement.entered_on <= day
    return begun and (placement.left_on is None or placement.left_on >= day)


def _after(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one > other
