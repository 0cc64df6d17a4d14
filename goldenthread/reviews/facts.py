"""From rows to the facts that the law speaks about: a plan in force, its reviews and its phase transfers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from goldenthread.core.gathering import gathered
from goldenthread.law import school_year
from goldenthread.law.days import in_words, months_after
from goldenthread.law.timetable import Duty, PlanFacts, duties
from goldenthread.people.law_readings import settings_of
from goldenthread.plans.models import Plan

from .models import PhaseTransfer, Review

#: Clocks whose end a return never reports: for a review known only from one, nobody can say that they run.
NOT_IN_A_RETURN = frozenset({"AR-PACK-NOTICE", "AR-PACK-PAPERS", "AR-PACK-REPORT"})
BEFORE_A_MEETING = frozenset({"AR-PACK-NOTICE", "AR-PACK-PAPERS"})
FROM_21 = timedelta(days=7671)
#: Clocks of one review after its meeting; the rest are the plan's own.
AFTER_A_MEETING = frozenset({"AR-PACK-REPORT", "AR-PACK-DECISION", "AR-PACK-AMEND", "DRAFT-15", "AR-FINAL8", "AR-NOAMEND8"})
DECISION = {"M": "maintain", "A": "amend", "C": "cease"}
#: Year groups at whose end a phase may end; after the last there is no transfer.
_BEFORE_A_TRANSFER = tuple(sorted(school_year.SCHOOL_PATTERNS["primary"]))


def facts_of(plan: Plan, reviews: Sequence[Review], *, date_of_birth: date, changes: Mapping[str, Any] | None = None) -> PlanFacts:
    """What the law needs to know of a plan. The newest review is the one met (or decided) last; beside it stands the
    next meeting that is arranged. `changes` goes before what the plan and its reviews say."""
    planned = min((review for review in reviews if review.is_planned), key=lambda review: review.planned_on or date.max, default=None)
    reviews = _held(reviews)
    newest = newest_of(reviews)
    decided = [review.notified_on for review in reviews if review.notified_on]
    known: dict[str, Any] = {
        "made_on": plan.made_on,
        "age25_setting": "fe" if nears_25(plan, reviews, date_of_birth) else None,
        "date_of_birth": date_of_birth,
        "last_review_on": max(decided, default=None),
        "transferred_in_on": plan.transferred_in_on,
        "cease_notice_on": plan.cease_notified_on,
        "ceased_on": plan.ceased_on,
    }
    if planned is not None:
        known |= {"review_planned_on": planned.planned_on, "invitations_sent_on": planned.invited_on, "papers_sent_on": planned.papers_on}
    if newest is not None:
        known |= _of_newest(plan, newest, decided)
    return PlanFacts(**{**known, **(changes or {})})


def _of_newest(plan: Plan, newest: Review, decided: list[date]) -> dict[str, Any]:
    """What a plan's newest review says, as fields of `PlanFacts`."""
    # A return says that a plan is to be amended but not whether the final was sent: no clock can be said to run.
    unknown = (
        newest.first_return is not None
        and newest.outcome == "A"
        and not (newest.amended_final_on or newest.no_amendment_on)
    )
    return {
        "made_on": None if _earlier_reviews_unknown(plan, newest, decided) else plan.made_on,
        "review_meeting_on": newest.met_on,
        "review_report_on": newest.report_on,
        "review_decided_on": newest.notified_on,
        "amend_decision": None if unknown else DECISION.get(newest.outcome),
        "amendment_notice_on": None if unknown else newest.notice_sent_on,
        "amended_final_on": newest.amended_final_on,
        "amendments_dropped_on": newest.no_amendment_on,
    }


def _earlier_reviews_unknown(plan: Plan, newest: Review, decided: list[date]) -> bool:
    """A return gives the newest meeting only. One held after the plan's first year says nothing of those before it, so
    neither the first review's date nor the end of this review's year can be said."""
    if decided or newest.first_return is None or newest.met_on is None:
        return False
    return newest.met_on > months_after(plan.made_on, 12)


def nears_25(plan: Plan, held: Sequence[Review], date_of_birth: date) -> bool:
    """Whether the last day after the 25th birthday is kept: once anything is known of the plan from the 21st year of life on.

    Until somebody says which course it is, that is the 31 July of further education: for any other, `models.Course` has the day.
    """
    known = (plan.made_on, plan.transferred_in_on, *(day for each in held for day in (each.met_on, each.notified_on)))
    return any(day is not None and day - date_of_birth >= FROM_21 for day in known)


def newest_of(held: Sequence[Review]) -> Review | None:
    """Of reviews that were held, the one met (or decided) last."""
    return max(held, key=lambda review: (review.met_on or review.notified_on, review.notified_on or date.min), default=None)


def finished_on(review: Review) -> date | None:
    """The day on which nothing of a review was left to do: decided and told, or, where that was to amend, done or dropped."""
    return (review.amended_final_on or review.no_amendment_on) if review.outcome == Review.Outcome.AMEND else review.notified_on


def overlapped(reviews: Sequence[Review]) -> list[Review]:
    """Reviews that were not finished when a newer one was held: their clocks run on, each to its own fact.

    What is known from a return alone says of no clock that it runs.
    """
    held = _held(reviews)
    newest = newest_of(held)
    if newest is None or len(held) < 2:
        return []
    since = newest.met_on or newest.notified_on or date.min
    return [each for each in held if each is not newest and each.first_return is None and (finished_on(each) or date.max) >= since]


def _of_overlapped(plan: Plan, review: Review, reviews: Sequence[Review]) -> Iterator[Duty]:
    """What still runs of a review that a newer one overlaps, told apart by its own day."""
    since = review.met_on or review.notified_on or date.min
    before = [each.notified_on for each in _held(reviews) if each is not review and each.notified_on and each.notified_on < since]
    facts = PlanFacts(
        made_on=plan.made_on, last_review_on=max(before, default=None), ceased_on=plan.ceased_on, review_meeting_on=review.met_on,
        review_report_on=review.report_on, review_decided_on=review.notified_on, amend_decision=DECISION.get(review.outcome),
        amendment_notice_on=review.notice_sent_on, amended_final_on=review.amended_final_on, amendments_dropped_on=review.no_amendment_on,
    )  # fmt: skip
    about = f"Review of {in_words(since)}"
    for duty in duties(facts, settings_of(plan.area_id)):
        if duty.clock in AFTER_A_MEETING:
            yield duty._replace(about=about)


def _held(reviews: Sequence[Review]) -> list[Review]:
    """Those that were met or decided. One that is only arranged, or was called off, completes nothing."""
    return [review for review in reviews if review.met_on or review.notified_on]


def _all_from_returns(reviews: Sequence[Review]) -> bool:
    return all(review.first_return is not None for review in reviews)


def duties_of(
    plan: Plan, reviews: Sequence[Review], transfers: Sequence[PhaseTransfer], *, date_of_birth: date, known_since: date,
    changes: Mapping[str, Any] | None = None,
) -> tuple[Duty, ...]:  # fmt: skip
    """Every clock of a plan. Phase transfers are those that fall due after the plan was made and the child was known.

    `changes` is what a ceasing or a move in says of it (`change_clocks.said_of_plans`).
    """
    facts = facts_of(plan, reviews, date_of_birth=date_of_birth, changes=changes)
    law = settings_of(plan.area_id)
    found = list(duties(facts, law))
    if _all_from_returns(_held(reviews)):
        unknown = NOT_IN_A_RETURN - BEFORE_A_MEETING if facts.review_planned_on else NOT_IN_A_RETURN
        found = [duty for duty in found if duty.clock not in unknown]
    for review in overlapped(reviews):
        found.extend(_of_overlapped(plan, review, reviews))
    final_on = {transfer.due_on.year: transfer.final_on for transfer in transfers}
    for transfer in phase_transfers(date_of_birth, max(plan.made_on, known_since)):
        phase = PlanFacts(
            made_on=None,
            ceased_on=plan.ceased_on,
            phase=transfer.phase,
            transfer_year=transfer.year,
            phase_final_on=final_on.get(transfer.year),
        )
        found.extend(duty for duty in duties(phase, law) if duty.clock.startswith("PHASE"))
    return tuple(found)


def phase_transfers(date_of_birth: date, since: date):
    """Every transfer between phases still to come on a day, by the age cohort."""
    now = school_year.national_curriculum_year(date_of_birth, since)
    for year in _BEFORE_A_TRANSFER:
        if year < now:
            continue
        transfer = school_year.phase_transfer(date_of_birth, since.replace(year=since.year + year - now, day=min(since.day, 28)))
        if transfer is not None and date(transfer.year, 2, 15) > since:
            yield transfer


def plans_of(child_ids: Collection[UUID]):
    """Plans of these children, with their reviews and their phase transfers by plan, ready for `duties_of`."""
    plans = list(Plan.objects.filter(child_id__any=child_ids).order_by("pk"))
    reviews = gathered(Review.objects.filter(plan__child_id__any=child_ids), "plan_id")
    transfers = gathered(PhaseTransfer.objects.filter(plan__child_id__any=child_ids), "plan_id")
    return plans, reviews, transfers
