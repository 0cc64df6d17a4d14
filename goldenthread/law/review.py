"""Annual review: when it falls due, what must come before and after the meeting, who is invited."""

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.law.cite import ACT, CODE, REGULATIONS, Force, cite
from goldenthread.law.days import ONE_DAY, days_beginning_with, months_after, months_beginning_with, weeks_after
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "yearly": cite(
        ACT, "section 44(1)",
        "A plan is reviewed in the 12 months starting with the day it was made, then in each 12 months starting with "
        "the last review.",
        "V2",
    ),
    "complete": cite(
        CODE, "paragraph 9.169",
        "A review is the meeting and the decision: the decision is notified within four weeks of the meeting and "
        "inside the 12 months.",
        "V2", Force.GUIDANCE,
    ),
    "no_restart": cite(
        "IPSEA", "questions on annual review",
        "Neither an amended plan nor a Tribunal order restarts the year.", "V2", Force.GUIDANCE,
    ),
    "attending": cite(
        REGULATIONS, "regulation 20(1) and (2)",
        "For a child at a school or other institution a meeting is held, and those listed are invited.", "V1",
    ),
    "not_attending": cite(
        REGULATIONS, "regulation 21(1) and (2)",
        "For a child who attends none the council holds the meeting and invites the same people less the setting.",
        "V1",
    ),
    "notice": cite(
        REGULATIONS, "regulations 20(3), 20(4), 21(3) and 21(4)",
        "Everyone has at least two weeks' notice, and the advice of all who are invited is sent round at least two "
        "weeks before.",
        "V1",
    ),
    "report": cite(
        REGULATIONS, "regulations 20(7) to (9) and 21(7)", "The report follows within two weeks of the meeting.", "V1"
    ),
    "decision": cite(
        REGULATIONS, "regulations 20(10) and 21(8) to (10)",
        "Within four weeks of the meeting the council decides and notifies. Late papers do not move it.", "V1",
    ),
    "amend": cite(
        "R (L, M, P) v Devon [2022] EWHC 493 (Admin)", "regulations 20(10) and 22(2) and (3)",
        "The notice of amendments goes in the same four weeks; the final plan follows in eight, so 12 from the "
        "meeting. A bare letter that says the plan will be amended does not do.",
        "V1",
    ),
    "early": cite(
        "Ombudsman", "Kent 24 014 617; Cumbria 19 011 568",
        "An early review may be asked for when needs change. An unfinished amendment, or a habit of amending only at "
        "a change of phase, is no ground to refuse.",
        "V2", Force.GUIDANCE,
    ),
    "under_five": cite(
        CODE, "paragraph 9.178", "For a child under five a review is considered every three to six months.", "V2",
        Force.GUIDANCE,
    ),
    "defective": cite(
        "Ombudsman", "Barking and Dagenham 24 002 773",
        "A review that skipped an invitation, the papers or service is defective and is not complete.", "V2",
        Force.GUIDANCE,
    ),
    "amend_outside": cite(
        REGULATIONS, "regulation 28", "An amendment outside a review has the same notice, 15 days and eight weeks.",
        "M",
    ),
}  # fmt: skip

TWO_WEEKS = timedelta(weeks=2)
FOUR_WEEKS = timedelta(weeks=4)
EIGHT_WEEKS = timedelta(weeks=8)
TWELVE_WEEKS = timedelta(weeks=12)

INVITED = (
    "parent_or_yp",
    "head_or_principal_or_provider",
    "la_sen_officer",
    "health_professional_named_by_icb",
    "la_social_care_officer",
)


@dataclass(frozen=True, slots=True)
class MeetingDates:
    """The dates around one review meeting."""

    invite_by: date
    invite_by_clear_days: date
    papers_by: date
    report_by: date
    decide_by: date
    notice_by: date
    final_by: date


def around_meeting(meeting_on: date) -> MeetingDates:
    """Every date that follows from the day of the meeting alone (R-6, R-8, R-9, R-10)."""
    ahead = meeting_on - TWO_WEEKS
    decide = meeting_on + FOUR_WEEKS
    return MeetingDates(
        invite_by=ahead,
        invite_by_clear_days=ahead - ONE_DAY,
        papers_by=ahead,
        report_by=meeting_on + TWO_WEEKS,
        decide_by=decide,
        notice_by=decide,
        final_by=meeting_on + TWELVE_WEEKS,
    )


def invite_by(meeting_on: date, settings: LawSettings = DEFAULT) -> date:
    """The last day to give notice of the meeting, in clear days unless the setting says otherwise (T-13)."""
    return meeting_on - TWO_WEEKS - (ONE_DAY if settings.clear_days_of_notice else timedelta())


def year_ends(starts_on: date) -> date:
    """The last day of the 12 months that start with the day the plan was made or last reviewed (R-1)."""
    return months_beginning_with(starts_on, 12)


def decide_by(meeting_on: date, year_starts_on: date | None = None) -> date:
    """Four weeks from the meeting and inside the 12 months: whichever comes first (R-2).

    Where the 12 months had run out before the meeting, the date is already past: the decision is late on the day.
    """
    four_weeks = meeting_on + FOUR_WEEKS
    return four_weeks if year_starts_on is None else min(four_weeks, year_ends(year_starts_on))


def latest_meeting(year_starts_on: date) -> date:
    """The last day for a meeting that leaves the full four weeks to decide inside the 12 months."""
    return year_ends(year_starts_on) - FOUR_WEEKS


def amended_final_by(notice_sent_on: date | None, meeting_on: date | None) -> date:
    """Eight weeks from the notice, but never past 12 weeks from the meeting (R-10, Devon)."""
    limits = []
    if notice_sent_on is not None:
        limits.append(notice_sent_on + EIGHT_WEEKS)
    if meeting_on is not None:
        limits.append(meeting_on + TWELVE_WEEKS)
    if not limits:
        raise LawRefusal("Enter the date of the meeting or of the notice.", CITATIONS["amend"])
    return min(limits)


def under_five_window(last_review_on: date) -> tuple[date, date]:
    """From and to when a review of a child under five should be considered (R-12)."""
    return months_after(last_review_on, 3), months_after(last_review_on, 6)


def invited(*, attends_a_setting: bool) -> tuple[str, ...]:
    """Who must be invited (R-4, R-5)."""
    return INVITED if attends_a_setting else tuple(who for who in INVITED if not who.startswith("head"))


def check_refusal_of_early_review(*, earlier_amendment_open: bool = False, only_at_transfer: bool = False) -> None:
    """An early review may not be refused for these reasons (R-17)."""
    if earlier_amendment_open:
        raise LawRefusal("An unfinished amendment is not a reason to refuse an early review.", CITATIONS["early"])
    if only_at_transfer:
        raise LawRefusal(
            "A policy of amending plans only at a change of phase is not a reason to refuse.", CITATIONS["early"]
        )


def check_complete(*, invited_on: date | None, papers_on: date | None, notified_on: date | None) -> None:
    """A review that skipped a step the law requires is not complete (R-18)."""
    for done_on, words in (
        (invited_on, "Nobody was invited"),
        (papers_on, "The papers were not sent round"),
        (notified_on, "The family was not told the decision"),
    ):
        if done_on is None:
            raise LawRefusal(f"{words}, so this review is not complete. Put that right first.", CITATIONS["defective"])


def window_closes(served_on: date) -> date:
    """The last of the family's 15 days, of which the day of service is the first."""
    return days_beginning_with(served_on, 15)


def drop_amendments_by(notice_sent_on: date) -> date:
    """The last day to tell the family that the plan will not change after all (R-11)."""
    return weeks_after(notice_sent_on, 8)
