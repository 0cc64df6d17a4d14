"""Children and young people in custody: who answers for them, and what happens to a plan."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import ACT, DETAINED_REGULATIONS, Citation, cite
from goldenthread.law.days import weeks_after

_FROM = date(2015, 4, 1)

CITATIONS = {
    "assess": cite(
        DETAINED_REGULATIONS, "regulations 4, 5, 10 and 13",
        "The same six, 16 and 20 weeks run from the request under section 71, or from coming to attention.", "V1",
        effective_from=_FROM,
    ),
    "window": cite(
        DETAINED_REGULATIONS, "regulation 13(1)(a)", "The same 15 days to comment on a draft.", "V1",
        effective_from=_FROM,
    ),
    "release": cite(
        DETAINED_REGULATIONS, "regulation 15(1)",
        "On release to the same council during an assessment the clock goes on from the first day.", "V1",
        effective_from=_FROM,
    ),
    "keep": cite(
        ACT, "section 74(2) and (4)",
        "A plan is kept. The home council arranges section F or the nearest to it; the health commissioner for "
        "detained persons arranges section G.",
        "V1", effective_from=_FROM,
    ),
    "after_release": cite(
        ACT, "section 48", "On release the council maintains the plan again and reviews it as soon as it can.", "M",
        effective_from=_FROM,
    ),
    "who": cite(
        ACT, "section 70", "It applies to those aged 18 or under in youth accommodation.", "M", effective_from=_FROM
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """The three limits for a detained person."""

    decide_by: date
    not_issue_by: date
    final_by: date


def limits(triggered_on: date) -> Limits:
    """Six, 16 and 20 weeks from the request or from coming to attention; release does not start them again."""
    return Limits(weeks_after(triggered_on, 6), weeks_after(triggered_on, 16), weeks_after(triggered_on, 20))


@dataclass(frozen=True, slots=True)
class PlanInCustody:
    """What becomes of a plan, who arranges its provision and when it is reviewed."""

    plan_status: str
    provision_duty: str
    health_duty: str
    review: str
    citation: Citation


def plan_during(event: str) -> PlanInCustody:
    """What happens to a plan when "detention_begins", and on "release"."""
    if event in ("release", "released", "detention_ends"):
        return PlanInCustody(
            "maintained", "home_authority", "icb", "as_soon_as_practicable", CITATIONS["after_release"]
        )
    return PlanInCustody(
        "kept", "home_authority", "detained_persons_health_commissioner", "suspended", CITATIONS["keep"]
    )
