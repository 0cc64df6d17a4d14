"""A request for a needs assessment: who can make one, when it counts as received, the tests it is decided by."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goldenthread.law.cite import ACT, CODE, REGULATIONS, Citation, Force, cite
from goldenthread.law.days import is_working_day, months_after, next_working_day
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "who": cite(
        ACT, "section 36(1)",
        "A parent, a young person, or someone acting for a school or post-16 institution can request an assessment.",
        "V1",
    ),
    "attention": cite(
        ACT, "sections 22 to 24 and 36(3)",
        "Anyone may bring a child to the council's attention. The council is then responsible, and must decide on an "
        "assessment in the same time.",
        "V1",
    ),
    "form": cite(
        ACT, "section 36(1)",
        "No form is prescribed: a council's own form, or a pack of evidence, cannot be asked for first.", "V1",
    ),
    "consult": cite(
        ACT, "section 36(4); SEND Regulations 2014, regulation 3", "The family is consulted before the decision.", "V1"
    ),
    "notify": cite(
        ACT, "section 36(7); SEND Regulations 2014, regulation 4(2)",
        "A council that considers an assessment tells the family, who may give views and evidence, and tells health, "
        "social care and the setting.",
        "V1",
    ),
    "six_months": cite(
        ACT, "section 36(5) and (6)",
        "The step of considering an assessment does not arise where there is a plan, or an assessment was made in the "
        "last six months.",
        "V1",
    ),
    "test": cite(
        ACT, "section 36(8); R (W) v Hertfordshire [2023] EWHC 3138 (Admin)",
        "An assessment is made if the child has or may have special needs and may need provision by a plan. "
        "Attainment, cycles of support and spending are not the test.",
        "V1",
    ),
    "within_six_weeks": cite(
        REGULATIONS, "regulations 4(1) and 5(1)", "The family is told the decision within six weeks.", "V1"
    ),
    "reassess_who": cite(
        ACT, "section 44(2); SEND Regulations 2014, regulation 23",
        "A parent, young person, setting or health board may ask for a reassessment.", "V2",
    ),
    "reassess_six_months": cite(
        REGULATIONS, "regulation 24",
        "A request may be refused if an assessment was made in the last six months. On the day six months on, it no "
        "longer was.",
        "A",
    ),
    "receipt": cite(
        "IPSEA", "model letter 9",
        "Email after 5pm, or on a non-working day, is taken as received on the next working day. Never rely on the "
        "later date.",
        "A", Force.GUIDANCE,
    ),
    "early_years": cite(
        ACT, "section 23",
        "A health body that thinks a child under school age has or probably has special needs tells the parent, "
        "offers to talk, then tells the council. No period is set.",
        "V1",
    ),
    "identify": cite(CODE, "paragraph 9.9", "Anyone may bring a child to attention.", "M", Force.GUIDANCE),
}  # fmt: skip

CAN_REQUEST = (
    "parent", "carer", "foster_carer", "young_person", "young_persons_parent", "representative", "school",
    "head_teacher", "headteacher", "head", "principal", "senco", "post16", "post_16_institution",
    "post16_institution", "college", "nursery_school", "academy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """How a request starts the clock. It always does: by section 36(1), or by making the council responsible."""

    section_36_request: bool
    via: str
    citation: Citation


def route(requester: str) -> Route:
    """Whether this person can *request*, or brings the child to attention (A-1). The same six weeks follow."""
    if requester in CAN_REQUEST:
        return Route(True, "s36_request", CITATIONS["who"])
    return Route(False, "s24_responsibility", CITATIONS["attention"])


def received_on(
    arrived_on: date, *, sent_at: datetime | None = None, channel: str = "email", settings: LawSettings = DEFAULT
) -> date:
    """The day from which the clock counts (T-14): under the strict policy, the day of actual receipt.

    Under "deemed_next_working_day" an email after 5pm, or on a non-working day, counts from the next working day.
    """
    if settings.receipt_policy != "deemed_next_working_day" or sent_at is None:
        return arrived_on
    day = sent_at.date()
    if channel == "first_class_post":
        return next_working_day(day + timedelta(days=1))
    if not is_working_day(day) or (sent_at.hour, sent_at.minute, sent_at.second) > (17, 0, 0):
        return next_working_day(day + timedelta(days=1))
    return day


def check_consulted(*, consulted_on: date | None) -> None:
    """The family is consulted before the council decides (A-3)."""
    if consulted_on is None:
        raise LawRefusal("Consult the family before you decide whether to assess.", CITATIONS["consult"])


def assessed_within_six_months(last_assessment_on: date | None, on: date) -> bool:
    """Whether an assessment was completed in the six months before ``on``; not on the six-month date itself."""
    return last_assessment_on is not None and on < months_after(last_assessment_on, 6)


def must_consider_assessment(*, last_assessment_on: date | None, requested_on: date, has_plan: bool) -> bool:
    """Whether section 36(7) applies: no plan, and no assessment in the last six months (A-5).

    Where it does not, the council still decides and tells the family in six weeks.
    """
    return not has_plan and not assessed_within_six_months(last_assessment_on, requested_on)


def may_refuse_reassessment(*, last_assessment_on: date | None, requested_on: date) -> bool:
    """Whether the six-month ground is open on a request to reassess (8.1)."""
    return assessed_within_six_months(last_assessment_on, requested_on)


CAN_ASK_TO_REASSESS = (*CAN_REQUEST, "icb", "health_board", "responsible_commissioning_body", "setting")


def must_consider_reassessment(requester: str) -> bool:
    """Whether a request to reassess from this body must be considered (regulation 23)."""
    return requester in CAN_ASK_TO_REASSESS


@dataclass(frozen=True, slots=True)
class Reasons:
    """The two questions of section 36(8), each with its answer and why."""

    has_or_may_have_needs: bool
    may_need_a_plan: bool
    why_needs: str
    why_plan: str


def must_assess(reasons: Reasons) -> bool:
    """A low threshold: has or may have needs, and provision by a plan may be necessary (A-6)."""
    return reasons.has_or_may_have_needs and reasons.may_need_a_plan


def check_reasons(reasons: Reasons) -> None:
    """Both questions are answered in words of the child's own case."""
    if not reasons.why_needs.strip() or not reasons.why_plan.strip():
        raise LawRefusal(
            "Say why the child has, or does not have, possible special needs, and why a plan may, or could not, be "
            "needed.",
            CITATIONS["test"],
        )


@dataclass(frozen=True, slots=True)
class EarlyNotice:
    """What a health body must do after forming its opinion of a young child (section 23). There is no clock."""

    must_notify: bool
    parent_told_first: bool


HEALTH_BODIES = ("icb", "nhs_trust", "nhs_foundation_trust", "health_board")
OPINIONS = (
    "has_sen", "probably_has_sen", "has_disability", "probably_has_disability", "has_sen_or_disability",
    "probably_has_sen_or_disability",
)  # fmt: skip


def early_years_notice(*, body: str, under_school_age: bool, opinion: str) -> EarlyNotice:
    """A health body tells the parent first, then must tell the council (8.6)."""
    must = body in HEALTH_BODIES and under_school_age and opinion in OPINIONS
    return EarlyNotice(must, must)
