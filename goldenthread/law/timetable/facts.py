"""The facts that clocks run on. A date that is not known is ``None``; a decision not yet made is ``None`` too."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionClaim:
    """A claim that one of the law's grounds excuses one clock. Only an accepted one (``accepted_on``) lifts the date.

    ``because`` says in words what happened; ``about`` names the adviser where the clock is ADV-06.
    """

    clock: str
    ground: str
    accepted_on: date | None = None
    because: str = ""
    about: str = ""
    family_told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceAsk:
    """One request for advice: ``asked_on`` is the day the adviser received it, ``received_on`` the day it came."""

    kind: str
    asked_on: date | None
    received_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """A Tribunal order, or what stands in for one.

    ``kind``: "assess", "reassess", "make_plan", "amend", "name", "continue", "cease" or "remit". ``basis``: "order";
    "mediation" (regulation 42(2): as if ordered, from the agreement); "unopposed" (regulation 45: from the day the
    council told the Tribunal). ``directed_by`` is the Tribunal's own date on a remitted case. ``agreed_by``: another
    last day that an agreement in mediation sets in writing (regulation 42(5)). ``conceded_on``: the council gave way on
    its later refusal to issue without another order; the dates of this one then stand.
    """

    kind: str
    sent_on: date | None
    basis: str = "order"
    told_on: date | None = None
    decided_to_issue: bool | None = None
    notified_not_issuing_on: date | None = None
    draft_served_on: date | None = None
    done_on: date | None = None
    directed_by: date | None = None
    agreed_by: date | None = None
    conceded_on: date | None = None
    exceptions: tuple[ExceptionClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A request for a needs assessment, or a child brought to attention.

    ``route``: "parent", "young_person", "school", "post16" or "attention". ``assess_notified_on``: the day the family
    was told, whichever way it went. ``issue_notified_on``: the day the family was told that no plan would be issued
    or, where ``decided_to_issue`` is true, the day the final plan was sent. ``closed_on``: withdrawn, moved or died.
    ``conceded_on``: the council gave way on an appeal against refusal without an order, after its response; the
    original dates then stand (R (W) v Hertfordshire). ``issue_conceded_on`` is the same of a refusal to issue, whose
    notice stays in ``issue_notified_on``; the plan that follows was sent on ``final_on``. ``order`` holds the newest order,
    agreement or unopposed appeal.
    """

    received_on: date | None
    route: str = "parent"
    decided_to_assess: bool | None = None
    assess_notified_on: date | None = None
    decided_to_issue: bool | None = None
    issue_notified_on: date | None = None
    draft_served_on: date | None = None
    advice_asked: tuple[AdviceAsk, ...] = ()
    exceptions: tuple[ExceptionClaim, ...] = ()
    closed_on: date | None = None
    closed_because: str = "the request was closed"
    custody: bool = False
    conceded_on: date | None = None
    issue_conceded_on: date | None = None
    final_on: date | None = None
    order: OrderFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan in force and its newest review.

    ``last_review_on``: the day the last completed review's decision was notified. ``review_…`` and ``amend…`` speak
    of the newest review, which may be that one: ``review_planned_on`` a meeting to come, ``review_meeting_on`` one
    that was held, ``review_decided_on`` the day its decision was notified. ``phase`` is a key of
    ``school_year.NAMES`` and ``transfer_year`` the year of the September in which it happens. ``age25_setting`` is
    "fe", "apprenticeship" or "other" for a young person whose plan may run past 25.
    """

    made_on: date | None
    date_of_birth: date | None = None
    last_review_on: date | None = None
    review_planned_on: date | None = None
    invitations_sent_on: date | None = None
    papers_sent_on: date | None = None
    review_meeting_on: date | None = None
    review_report_on: date | None = None
    review_decided_on: date | None = None
    amend_decision: str | None = None
    amendment_notice_on: date | None = None
    amended_final_on: date | None = None
    amendments_dropped_on: date | None = None
    phase: str | None = None
    transfer_year: int | None = None
    phase_final_on: date | None = None
    post16_move_on: date | None = None
    post16_final_on: date | None = None
    under_five_considered_on: date | None = None
    transferred_in_on: date | None = None
    transfer_family_told_on: date | None = None
    cease_notice_on: date | None = None
    cease_certificate_on: date | None = None
    cease_appealed_on: date | None = None
    cease_appeal_decided_on: date | None = None
    ceased_on: date | None = None
    age25_setting: str | None = None
    course_ends_on: date | None = None
    first_direct_payment_on: date | None = None
    direct_payment_reviewed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationFacts:
    """A setting asked whether it can meet the needs in a plan."""

    consulted_on: date | None
    replied_on: date | None = None
    decided_without_on: date | None = None
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassessmentFacts:
    """A request for a reassessment, or the council's own decision to make one (``own_decision_on``)."""

    requested_on: date | None = None
    notified_on: date | None = None
    will_reassess: bool | None = None
    own_decision_on: date | None = None
    final_on: date | None = None
    advice_asked: tuple[AdviceAsk, ...] = ()
    exceptions: tuple[ExceptionClaim, ...] = ()
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationFacts:
    """Mediation after a notice that can be appealed."""

    notice_sent_on: date | None = None
    contacted_on: date | None = None
    declined_on: date | None = None
    cannot_arrange_told_on: date | None = None
    ended_on: date | None = None
    certificate_on: date | None = None
    council_told_on: date | None = None
    health_issue: bool = False
    health_only: bool = False
    health_board_told_on: date | None = None
    held_on: date | None = None
    agreed_on: date | None = None
    agreed_without_council: bool = False
    agreement_done_on: date | None = None
    council_told_of_agreement_on: date | None = None
    other_date_agreed_in_writing: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFacts:
    """An appeal, from the notice that can be appealed. ``response_directed_by``: a date the Tribunal set itself."""

    notice_sent_on: date | None
    certificate_on: date | None = None
    appealed_on: date | None = None
    council_received_on: date | None = None
    responded_on: date | None = None
    response_directed_by: date | None = None
    withdrawn_on: date | None = None
    conceded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFacts:
    """A move between councils. ``reviewed_or_made_on``: the last review or, if there was none, when it was made."""

    moving_on: date | None = None
    old_council_aware_on: date | None = None
    transferred_on: date | None = None
    reviewed_or_made_on: date | None = None
    family_told_on: date | None = None
    review_decided_on: date | None = None
    health_board_aware_on: date | None = None
    health_board_asked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectPaymentFacts:
    """Direct payments under a personal budget."""

    first_paid_on: date | None
    first_reviewed_on: date | None = None
    last_reviewed_on: date | None = None
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFacts:
    """A Tribunal's recommendation on health or social care. ``body``: who must answer."""

    recommended_on: date | None
    body: str = ""
    answered_on: date | None = None
    copied_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOfferFacts:
    """The yearly publication of comments on the Local Offer."""

    last_published_on: date | None
    published_again_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectAccessFacts:
    """A request for one's own information; ``extended`` where the council took the longer time."""

    received_on: date | None
    clarification_asked_on: date | None = None
    clarified_on: date | None = None
    extended: bool = False
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataComplaintFacts:
    """A complaint about how information was used."""

    received_on: date | None
    acknowledged_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFacts:
    """``letter_on``: a letter under the 2016 framework. ``report_on``: a final report under that of 2023."""

    letter_on: date | None = None
    statement_submitted_on: date | None = None
    report_on: date | None = None
    priority_action: bool = False
    plan_submitted_on: date | None = None
    monitored_on: date | None = None
