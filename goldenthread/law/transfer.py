"""Phase transfer: the dates by which a plan must name the next setting."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import REGULATIONS, cite
from goldenthread.law.days import ONE_DAY, months_after
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.review import EIGHT_WEEKS, TWELVE_WEEKS, amended_final_by
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "school": cite(
        REGULATIONS, "regulation 18(1)(b)",
        "Before a change of school phase the plan is reviewed and amended before 15 February of that year.", "V1",
    ),
    "post16": cite(
        REGULATIONS, "regulation 18(1)(a)",
        "Before a move from secondary school to post-16 the plan is reviewed and amended before 31 March.", "V1",
    ),
    "between_post16": cite(
        REGULATIONS, "regulation 18(2)",
        "Before a move between post-16 institutions at another time the plan is amended five months ahead.", "V1",
    ),
}  # fmt: skip

BEFORE: dict[str, tuple[int, int]] = {
    "eyp_to_school": (2, 15),
    "infant_to_junior": (2, 15),
    "primary_to_middle": (2, 15),
    "primary_to_secondary": (2, 15),
    "middle_to_secondary": (2, 15),
    "secondary_to_post16": (3, 31),
}
"""The month and day before which the final plan must be sent, in the year of transfer."""

CLOCK_FOR = dict.fromkeys(BEFORE, "PHASE-SCHOOL") | {"secondary_to_post16": "PHASE-POST16"}


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """``last_day`` is the last in time; the other two work back from it by the eight and the 12 weeks."""

    before: date
    last_day: date
    latest_notice: date
    latest_meeting: date


def phase_dates(phase: str, transfer_year: int, settings: LawSettings = DEFAULT) -> PhaseDates:
    """The dates for a phase transfer in September of ``transfer_year`` (R-13). The building does not matter (R-14)."""
    if phase not in BEFORE:
        raise LawRefusal(f"'{phase}' is not a phase transfer. Choose from: {', '.join(BEFORE)}.", CITATIONS["school"])
    before = date(transfer_year, *BEFORE[phase])
    last = before - ONE_DAY if settings.before_means_the_day_before else before
    return PhaseDates(before, last, last - EIGHT_WEEKS, last - TWELVE_WEEKS)


def effective_final_by(
    phase: str, transfer_year: int, meeting_on: date, notice_sent_on: date | None = None,
    settings: LawSettings = DEFAULT,
) -> date:  # fmt: skip
    """The earlier of the phase date and the review's own limit."""
    return min(phase_dates(phase, transfer_year, settings).last_day, amended_final_by(notice_sent_on, meeting_on))


def between_post16_by(moving_on: date) -> date:
    """The last day to name the next post-16 setting: five months before the move (R-15)."""
    return months_after(moving_on, -5)


def school_year_before(transfer_year: int, settings: LawSettings = DEFAULT) -> date:
    """The first day of the school year at whose end the transfer happens."""
    return date(transfer_year - 1, *settings.school_year_starts)
