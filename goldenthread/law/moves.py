"""A family moves: the plan passes to another council, and health's part to another health board."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import CODE, REGULATIONS, Force, cite
from goldenthread.law.days import months_beginning_with, weeks_after, working_days_before, working_days_beginning_with
from goldenthread.law.refusals import LawRefusal

CITATIONS = {
    "transfer": cite(
        REGULATIONS, "regulation 15(2)",
        "The plan passes on the day of the move or, if the old council did not know 15 working days before, within "
        "15 working days beginning with the day it knew.",
        "V1",
    ),
    "letter": cite(
        REGULATIONS, "regulation 15(4)",
        "Within six weeks the new council says that the plan has passed, whether it will assess, and when it will "
        "review.",
        "V1",
    ),
    "review": cite(
        REGULATIONS, "regulation 15(5)",
        "Reviewed by the later of 12 months from the plan or last review and three months from the transfer.", "V1",
    ),
    "health": cite(
        REGULATIONS, "regulations 15(8) and 16",
        "A new health board that cannot provide section G asks within 15 working days; the council must act.", "V2",
    ),
    "fees": cite(
        CODE, "paragraph 9.159", "The new council may not stop fees until it has amended the plan.", "V2",
        Force.GUIDANCE,
    ),
    "attendance": cite(
        REGULATIONS, "regulation 15(6)",
        "Where the setting is too far to attend, the new council arranges another meanwhile.", "M",
    ),
    "succession": cite(
        "Reorganisation of local government", "", "When councils are merged or split their cases keep their dates.",
        "A", Force.LOCAL,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TransferLimit:
    """``in_good_time``: the old council knew at least 15 working days before the move."""

    by: date
    in_good_time: bool


def transfer_by(aware_on: date, moving_on: date) -> TransferLimit:
    """The day on which the plan must have passed (8.4)."""
    if working_days_before(aware_on, moving_on) >= 15:
        return TransferLimit(moving_on, True)
    return TransferLimit(working_days_beginning_with(aware_on, 15), False)


@dataclass(frozen=True, slots=True)
class ReviewLimit:
    """``by`` is the later of the other two."""

    by: date
    twelve_months: date
    three_months: date


def review_by(reviewed_or_made_on: date, transferred_on: date) -> ReviewLimit:
    """The later of 12 months and three months, both counting their first day."""
    twelve = months_beginning_with(reviewed_or_made_on, 12)
    three = months_beginning_with(transferred_on, 3)
    return ReviewLimit(max(twelve, three), twelve, three)


def letter_by(transferred_on: date) -> date:
    """The last day for the new council to write to the family: six weeks."""
    return weeks_after(transferred_on, 6)


def health_board_asks_by(aware_on: date) -> date:
    """The last day for the new health board to ask: 15 working days, the first counted."""
    return working_days_beginning_with(aware_on, 15)


def check_stop_fees(*, plan_amended_since_transfer: bool) -> None:
    """A new council pays for what the plan names until it has amended the plan."""
    if not plan_amended_since_transfer:
        raise LawRefusal(
            "The new council must go on paying for the setting in the plan until it has amended the plan.",
            CITATIONS["fees"],
        )
