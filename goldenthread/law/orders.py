"""Tribunal orders, and what counts as one: the dates that follow from the day it was sent."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import REGULATIONS, cite
from goldenthread.law.days import weeks_after

CITATIONS = {
    "assess": cite(
        REGULATIONS, "regulation 44(2)(b)",
        "After an order to assess or reassess: two weeks to tell the family, ten to refuse, 14 to the final plan.",
        "V2",
    ),
    "make_plan": cite(
        REGULATIONS, "regulation 44(2)(c)", "After an order to make a plan: five weeks to the draft, 11 to the final.",
        "V2",
    ),
    "amend": cite(REGULATIONS, "regulation 44(2)(e)", "After an order to amend: five weeks.", "V1"),
    "name": cite(REGULATIONS, "regulation 44(2)(f)", "After an order to change the setting named: two weeks.", "V1"),
    "at_once": cite(REGULATIONS, "regulation 44(2)(a)", "An order to continue or to cease takes effect at once.", "V2"),
    "remit": cite(REGULATIONS, "regulation 44(2)", "A case sent back follows the Tribunal's own directions.", "M"),
    "unopposed": cite(
        REGULATIONS, "regulation 45, as amended by SI 2015/359, regulation 8",
        "An appeal not opposed before the response is treated as won: the same times, from the council's notice to "
        "the Tribunal. The older text said four weeks for contents, and is still quoted.",
        "V1",
    ),
    "conceded_later": cite(
        "R (W) v Hertfordshire [2023] EWHC 3138 (Admin)", "",
        "Where the council gives way later without an order, the 20 weeks still run from the first request.", "V1",
    ),
    "agreed": cite(
        REGULATIONS, "regulation 42(2)", "An agreement in mediation on what could be appealed counts as an order.",
        "V1",
    ),
    "no_august": cite(
        REGULATIONS, "regulation 44", "August counts: the Tribunal's rule on it does not reach these dates.", "V1"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AssessLimits:
    """After an order to assess: tell the family, refuse a plan, or send it."""

    tell_by: date
    not_issue_by: date
    final_by: date


@dataclass(frozen=True, slots=True)
class MakeLimits:
    """After an order to make a plan: the draft, then the final plan."""

    draft_by: date
    final_by: date


def assess(sent_on: date) -> AssessLimits:
    """Two, ten and 14 weeks, each from the order itself (D-10, D-11)."""
    return AssessLimits(weeks_after(sent_on, 2), weeks_after(sent_on, 10), weeks_after(sent_on, 14))


def make_plan(sent_on: date) -> MakeLimits:
    """Five weeks to the draft and 11 to the plan, each from the order itself."""
    return MakeLimits(weeks_after(sent_on, 5), weeks_after(sent_on, 11))


def amend_by(sent_on: date) -> date:
    """Five weeks to amend the plan."""
    return weeks_after(sent_on, 5)


def name_by(sent_on: date) -> date:
    """Two weeks to name another setting."""
    return weeks_after(sent_on, 2)


def at_once(sent_on: date) -> date:
    """To continue or to cease a plan: the day of the order."""
    return sent_on
