"""Appeals and mediation: what can be appealed, by when, and when a certificate is needed first."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import ACT, CODE, REGULATIONS, TRIBUNAL_RULES, Force, cite
from goldenthread.law.days import (
    months_after,
    tribunal_limit,
    tribunal_working_days_after,
    weeks_after,
    working_days_after,
)
from goldenthread.law.refusals import LawRefusal

_TRIBUNAL_FROM = date(2008, 11, 3)

CITATIONS = {
    "appealable": cite(
        ACT, "section 51(2) and (3)",
        "Appeals lie against a refusal to assess, to issue, to reassess or to amend, against sections B, F and I, and "
        "against ceasing.",
        "V1",
    ),
    "certificate": cite(
        ACT, "section 55", "A mediation certificate is needed first, unless only section I is appealed.", "V2"
    ),
    "discrimination": cite(
        CODE, "chapter 11", "A disability discrimination claim needs no certificate.", "V2", Force.GUIDANCE
    ),
    "appeal_by": cite(
        TRIBUNAL_RULES, "rules 12 and 20(1)(c)",
        "Two months from the notice or one month from the certificate, whichever is later; then the rules on August, "
        "Christmas and days off.",
        "V1", effective_from=_TRIBUNAL_FROM,
    ),
    "respond_by": cite(
        TRIBUNAL_RULES, "rules 12(3)(b) and 21",
        "The council answers within 30 working days, leaving out August and 25 December to 1 January.", "V2",
        effective_from=_TRIBUNAL_FROM,
    ),
    "contact_by": cite(
        REGULATIONS, "regulation 33",
        "The mediation adviser is contacted within two months of the notice, August counted.", "V1",
    ),
    "mediation": cite(
        REGULATIONS, "regulations 34 to 39",
        "Certificate in three working days; mediation within 30 calendar days; the health board told in three "
        "working days.",
        "V2",
    ),
    "authority": cite(
        REGULATIONS, "regulation 40", "The council sends someone with authority to settle.", "V2"
    ),
    "agreement": cite(
        REGULATIONS, "regulation 42",
        "What could be appealed follows the times of an order; the rest is done in two weeks; a health board tells "
        "the council in one; other times may be agreed in writing.",
        "V1",
    ),
    "disagreement": cite(
        ACT, "section 57", "Independent disagreement resolution is offered to every family, at every stage.", "V2"
    ),
    "recommendation": cite(
        "SEND (First-tier Tribunal Recommendations) Regulations 2017", "regulations 6 and 7",
        "Health and social care answer a recommendation in writing within five weeks.", "V2",
        effective_from=date(2018, 4, 3),
    ),
}  # fmt: skip

APPEALABLE = {
    "refusal_to_assess": "The council will not assess",
    "refusal_to_issue": "The council will not issue a plan",
    "plan_contents": "What the plan says in sections B, F or I",
    "section_i_only": "The setting or type named, or that none is",
    "refusal_to_reassess": "The council will not reassess",
    "refusal_to_amend": "The council will not change the plan after a review or reassessment",
    "cease": "The council will stop maintaining the plan",
}

NO_CERTIFICATE = ("section_i_only", "disability_discrimination_claim")


@dataclass(frozen=True, slots=True)
class AppealLimit:
    """``two_months`` and ``one_month`` as they fall; ``by`` is the last day in time under the Tribunal Rules."""

    two_months: date
    one_month: date | None
    by: date


def appeal_limit(notice_sent_on: date, certificate_on: date | None = None) -> AppealLimit:
    """The last day for the Tribunal to receive an appeal (D-8, T-7)."""
    two_months = months_after(notice_sent_on, 2)
    if certificate_on is None:
        return AppealLimit(two_months, None, tribunal_limit(two_months))
    one_month = months_after(certificate_on, 1)
    return AppealLimit(two_months, one_month, tribunal_limit(max(two_months, one_month)))


def respond_by(received_on: date) -> date:
    """The last day for the council's response (D-9)."""
    return tribunal_working_days_after(received_on, 30)


def certificate_required(appeal: str) -> bool:
    """Whether a mediation certificate must come before this appeal (D-3)."""
    return appeal not in NO_CERTIFICATE


def contact_adviser_by(notice_sent_on: date) -> date:
    """Two months from the notice, with no relief for August (D-4, T-8)."""
    return months_after(notice_sent_on, 2)


def certificate_by(event_on: date) -> date:
    """Three working days after mediation was declined, was over, or could not be arranged (D-5)."""
    return working_days_after(event_on, 3)


def health_board_told_by(council_told_on: date) -> date:
    """The last day to tell the health board of a health issue: three working days (D-5)."""
    return working_days_after(council_told_on, 3)


def recommendation_answered_by(recommended_on: date) -> date:
    """Five weeks to answer a recommendation in writing (D-12)."""
    return weeks_after(recommended_on, 5)


def check_mediation_refusal(*, by_council: bool) -> None:
    """A family may decline mediation; the council may not (D-5)."""
    if by_council:
        raise LawRefusal(
            "The council cannot refuse mediation, or offer another kind of meeting instead.", CITATIONS["mediation"]
        )
