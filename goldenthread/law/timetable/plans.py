"""The clocks of a plan in force: reviews, amendments, phase transfer, ceasing, 25, moves in, direct payments."""

from collections.abc import Iterator
from datetime import date

from goldenthread.law import ceasing, moves, review, transfer
from goldenthread.law.days import anniversary, in_words
from goldenthread.law.school_year import NAMES
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.duty import Duty
from goldenthread.law.timetable.facts import DirectPaymentFacts, PlanFacts
from goldenthread.law.timetable.requests import window
from goldenthread.law.timetable.table import CLOCKS

_CITED = {id: f" ({clock.citation.text})." for id, clock in CLOCKS.items()}


def plan_duties(facts: PlanFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """Every date of a plan in force. Nothing here moves a later date by an earlier one's lateness (T-10)."""
    found = list(_yearly(facts, settings))
    if facts.review_planned_on is not None:
        found.extend(_before_meeting(facts, facts.review_planned_on, settings))
    if facts.review_meeting_on is not None:
        found.extend(_after_meeting(facts, facts.review_meeting_on))
    if facts.amendment_notice_on is not None or (
        facts.amend_decision == "amend" and facts.review_meeting_on is not None
    ):
        found.extend(_amending(facts))
    if facts.phase is not None and facts.transfer_year is not None:
        found.append(_phase(facts.phase, facts.transfer_year, facts.phase_final_on, settings))
    if facts.post16_move_on is not None:
        found.append(_between_post16(facts.post16_move_on, facts.post16_final_on))
    if facts.transferred_in_on is not None:
        found.append(_letter_after_transfer(facts.transferred_in_on, facts.transfer_family_told_on, settings))
    if facts.cease_notice_on is not None:
        found.append(_hold(facts, facts.cease_notice_on))
    if facts.age25_setting is not None and facts.date_of_birth is not None:
        found.append(_after_25(facts.date_of_birth, facts.age25_setting, facts.course_ends_on, settings))
    if facts.first_direct_payment_on is not None:
        found.extend(
            direct_payment_duties(
                DirectPaymentFacts(
                    first_paid_on=facts.first_direct_payment_on,
                    first_reviewed_on=facts.direct_payment_reviewed_on,
                ),
                settings,
            )
        )
    if facts.ceased_on is None:
        return tuple(found)
    return tuple(_ended(duty, facts.ceased_on) for duty in found)


def _ended(duty: Duty, ceased_on: date) -> Duty:
    if duty.met_on is not None or duty.ended_because:
        return duty
    return Duty(
        duty.clock, duty.starts_on, duty.starts_because, duty.due_on, None, duty.lifted_on, duty.lifted_because,
        duty.why, duty.about, ceased_on, "the plan ceased",
    )  # fmt: skip


def _completed_on(facts: PlanFacts, settings: LawSettings) -> date | None:
    """The day that counts as the newest review's completion, when its decision has been notified."""
    if facts.review_decided_on is None:
        return None
    if settings.last_review_is_the_decision or facts.review_meeting_on is None:
        return facts.review_decided_on
    return facts.review_meeting_on


def _year_base(facts: PlanFacts) -> tuple[date | None, str, str]:
    """From which day the current 12 months run, before the newest review: day, clock, words."""
    if facts.last_review_on is not None:
        return facts.last_review_on, "AR-NEXT12", "the last review was completed"
    return facts.made_on, "AR-FIRST12", "the plan was made"


def _yearly(facts: PlanFacts, settings: LawSettings) -> Iterator[Duty]:
    """The review of this year and, once that is decided, of the next. Amendments and orders restart nothing (R-3)."""
    base, clock, reason = _year_base(facts)
    done_on = _completed_on(facts, settings)
    moved_in = facts.transferred_in_on
    if base is None:
        if moved_in is not None:
            yield Duty(
                "XFER-REVIEW", moved_in, "the plan was transferred", None,
                why="The date of the plan's last review is not known, so the date of the next cannot be worked out.",
            )  # fmt: skip
        elif done_on is None:
            yield Duty(
                "AR-NEXT12", None, "the last review was completed", None,
                why="Neither the day the plan was made nor its last review is known, so the date cannot be worked out.",
            )  # fmt: skip
    new_on = done_on if done_on is not None and (base is None or done_on > base) else None
    if base is not None:
        if moved_in is not None and moved_in >= base:
            limit = moves.review_by(base, moved_in)
            yield Duty(
                "XFER-REVIEW", moved_in, "the plan was transferred", limit.by, new_on,
                None, "",
                f"The plan was transferred on {in_words(moved_in)}. The later of 12 months from the last review or the "
                f"making of the plan ({in_words(limit.twelve_months)}) and 3 months from the transfer "
                f"({in_words(limit.three_months)}) is {in_words(limit.by)}{_CITED['XFER-REVIEW']}",
            )  # fmt: skip
        else:
            yield _year(clock, base, reason, new_on)
    if new_on is not None:
        yield _year("AR-NEXT12", new_on, "the last review was completed", None)
    born = facts.date_of_birth
    latest = new_on or base
    if born is not None and latest is not None and latest < anniversary(born, 5):
        first, last = review.under_five_window(latest)
        considered = facts.under_five_considered_on
        yield Duty(
            "AR-U5", latest, "the last review was completed" if facts.last_review_on or new_on else reason, last,
            considered if considered is not None and considered >= latest else None, None, "",
            f"For a child under five, consider a review between {in_words(first)} and {in_words(last)}, three to six "
            f"months after {in_words(latest)}{_CITED['AR-U5']}",
        )  # fmt: skip


def _year(clock: str, base: date, reason: str, met_on: date | None) -> Duty:
    due = review.year_ends(base)
    return Duty(
        clock, base, reason, due, met_on, None, "",
        f"{reason[0].upper()}{reason[1:]} on {in_words(base)}. The 12 months that start with that day end on "
        f"{in_words(due)}{_CITED[clock]}",
    )  # fmt: skip


def _before_meeting(facts: PlanFacts, meeting: date, settings: LawSettings) -> Iterator[Duty]:
    reason = "a review meeting was arranged"
    invite = review.invite_by(meeting, settings)
    clear = " of clear days" if settings.clear_days_of_notice else ""
    yield Duty(
        "AR-PACK-NOTICE", None, reason, invite, facts.invitations_sent_on, None, "",
        f"The review meeting is on {in_words(meeting)}. At least two weeks{clear} before it is "
        f"{in_words(invite)}{_CITED['AR-PACK-NOTICE']}",
    )  # fmt: skip
    papers = review.around_meeting(meeting).papers_by
    yield Duty(
        "AR-PACK-PAPERS", None, reason, papers, facts.papers_sent_on, None, "",
        f"The review meeting is on {in_words(meeting)}. Two weeks before it is {in_words(papers)}"
        f"{_CITED['AR-PACK-PAPERS']}",
    )  # fmt: skip


def _after_meeting(facts: PlanFacts, meeting: date) -> Iterator[Duty]:
    reason = "the review meeting was held"
    held = f"The review meeting was held on {in_words(meeting)}. "
    dates = review.around_meeting(meeting)
    yield Duty(
        "AR-PACK-REPORT", meeting, reason, dates.report_by, facts.review_report_on, None, "",
        f"{held}Two weeks from then ends on {in_words(dates.report_by)}{_CITED['AR-PACK-REPORT']}", "",
        facts.review_decided_on,
        "the review was decided" if facts.review_decided_on is not None else "",
    )  # fmt: skip
    base = _year_base(facts)[0]
    if base is not None and base >= meeting:
        base = None  # the last review is this one: its own meeting cannot fall in the year that it began
    decide = review.decide_by(meeting, base)
    if decide < dates.decide_by:
        why = f"{held}The 12 months end on {in_words(decide)}, before the four weeks do"
    else:
        why = f"{held}Four weeks from then, whenever the papers came, ends on {in_words(decide)}"
    yield Duty(
        "AR-PACK-DECISION", meeting, reason, decide, facts.review_decided_on, None, "",
        why + _CITED["AR-PACK-DECISION"],
    )  # fmt: skip


def _amending(facts: PlanFacts) -> Iterator[Duty]:
    meeting, notice = facts.review_meeting_on, facts.amendment_notice_on
    if meeting is not None:
        by = review.around_meeting(meeting).notice_by
        yield Duty(
            "AR-PACK-AMEND", meeting, "the review meeting was held", by, notice, None, "",
            f"The review meeting was held on {in_words(meeting)}. The notice of the changes goes within the same four "
            f"weeks as the decision, by {in_words(by)}{_CITED['AR-PACK-AMEND']}",
        )  # fmt: skip
    if notice is not None:
        yield window(notice, "the notice of the changes was served")
    due = review.amended_final_by(notice, meeting)
    dropped = facts.amendments_dropped_on
    if notice is None:
        start, reason = meeting, "the review meeting was held"
        why = (
            f"The review meeting was held on {in_words(meeting)}. Four weeks for the notice and eight for the plan end "
            f"on {in_words(due)}, however late the notice"
        )
    else:
        start, reason = notice, "the notice of the changes was sent"
        why = f"The notice of the changes was sent on {in_words(notice)}. "
        if meeting is not None and due < notice + review.EIGHT_WEEKS:
            why += f"It was late, so the limit is 12 weeks from the meeting on {in_words(meeting)}: {in_words(due)}"
        else:
            why += f"Eight weeks from then ends on {in_words(due)}"
    yield Duty(
        "AR-FINAL8", start, reason, due, facts.amended_final_on, None, "", why + _CITED["AR-FINAL8"], "",
        dropped, "the council decided not to change the plan" if dropped is not None else "",
    )  # fmt: skip
    if dropped is not None and notice is not None:
        by = review.drop_amendments_by(notice)
        yield Duty(
            "AR-NOAMEND8", notice, "the notice of the changes was sent", by, dropped, None, "",
            f"The notice of the changes was sent on {in_words(notice)}. Eight weeks from then ends on {in_words(by)}"
            f"{_CITED['AR-NOAMEND8']}",
        )  # fmt: skip


def _phase(phase: str, year: int, final_on: date | None, settings: LawSettings) -> Duty:
    dates = transfer.phase_dates(phase, year, settings)
    clock = transfer.CLOCK_FOR[phase]
    return Duty(
        clock, transfer.school_year_before(year, settings), "the last school year of the phase began",
        dates.last_day, final_on, None, "",
        f"The move from {NAMES[phase]} is in {year}. The plan must be amended before "
        f"{in_words(dates.before)}, so {in_words(dates.last_day)} is the last day. The duty follows the phase, also "
        f"where the child stays at the same school{_CITED[clock]}",
    )  # fmt: skip


def _between_post16(moving_on: date, final_on: date | None) -> Duty:
    due = transfer.between_post16_by(moving_on)
    return Duty(
        "PHASE-P16", None, "a move was planned", due, final_on, None, "",
        f"The move is on {in_words(moving_on)}. Five months before it is {in_words(due)}"
        f"{_CITED['PHASE-P16']}",
    )  # fmt: skip


def _letter_after_transfer(start: date, told_on: date | None, settings: LawSettings) -> Duty:
    due = CLOCKS["XFER-6W"].length.end(start, settings)
    return Duty(
        "XFER-6W", start, "the plan was transferred", due, told_on, None, "",
        f"The plan was transferred on {in_words(start)}. 6 weeks from then, not counting that day, ends on "
        f"{in_words(due)}{_CITED['XFER-6W']}",
    )  # fmt: skip


def _hold(facts: PlanFacts, sent: date) -> Duty:
    appealed = facts.cease_appealed_on
    last = ceasing.maintain_to(
        sent, facts.cease_certificate_on, appealed_on=appealed, appeal_decided_on=facts.cease_appeal_decided_on
    )
    if last is None:
        why = f"An appeal was made on {in_words(appealed)}, so the plan is maintained until it is decided"
    elif appealed is not None:
        why = f"The appeal was decided on {in_words(last)}, and the plan is maintained to that day"
    else:
        why = f"The notice was sent on {in_words(sent)}. The time to appeal is over after {in_words(last)}"
    return Duty(
        "CEASE-HOLD", sent, "the notice to cease was sent", last, None, None, "", why + _CITED["CEASE-HOLD"]
    )


def _after_25(born: date, setting: str, course_ends_on: date | None, settings: LawSettings) -> Duty:
    turns_25 = anniversary(born, 25, leap_on_1_march=settings.born_on_29_february_ages_on_1_march)
    last = ceasing.maintainable_until(born, setting, course_ends_on, settings)
    if last is None:
        why = "The end of the course is not known, so the last day cannot be worked out"
    else:
        why = f"They reach 25 on {in_words(turns_25)}. The plan may be maintained to {in_words(last)} at the latest"
    return Duty("AGE25", turns_25, "the young person reached 25", last, why=why + _CITED["AGE25"])


def direct_payment_duties(facts: DirectPaymentFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """Reviewed within the first three months, then at least yearly."""
    start = facts.first_paid_on
    if start is None:
        return ()
    stopped = "the direct payments stopped" if facts.stopped_on is not None else ""
    due = CLOCKS["PB-3M"].length.end(start, settings)
    first = Duty(
        "PB-3M", start, "the first direct payment was made", due, facts.first_reviewed_on, None, "",
        f"The first direct payment was made on {in_words(start)}. The three months that start with that day end on "
        f"{in_words(due)}{_CITED['PB-3M']}", "", facts.stopped_on, stopped,
    )  # fmt: skip
    again_from = facts.last_reviewed_on or facts.first_reviewed_on
    if again_from is None:
        return (first,)
    next_due = CLOCKS["PB-12M"].length.end(again_from, settings)
    again = Duty(
        "PB-12M", again_from, "direct payments were last reviewed", next_due, None, None, "",
        f"Direct payments were last reviewed on {in_words(again_from)}. 12 months from then end on "
        f"{in_words(next_due)}{_CITED['PB-12M']}", "", facts.stopped_on, stopped,
    )  # fmt: skip
    return first, again
