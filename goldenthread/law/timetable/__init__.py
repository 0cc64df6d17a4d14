"""What is due, by when, and why that date: ``duties(facts)`` for any of the kinds of facts, and the table of clocks."""

from collections.abc import Callable

from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.clock import Clock, Length
from goldenthread.law.timetable.disputes import appeal_duties, mediation_duties, recommendation_duties
from goldenthread.law.timetable.duty import STATES, Duty
from goldenthread.law.timetable.facts import (
    AdviceAsk,
    AppealFacts,
    ConsultationFacts,
    DataComplaintFacts,
    DirectPaymentFacts,
    ExceptionClaim,
    InspectionFacts,
    LocalOfferFacts,
    MediationFacts,
    OrderFacts,
    PlanFacts,
    ReassessmentFacts,
    RecommendationFacts,
    RequestFacts,
    SubjectAccessFacts,
    TransferFacts,
)
from goldenthread.law.timetable.orders import order_duties
from goldenthread.law.timetable.others import (
    data_complaint_duties,
    inspection_duties,
    local_offer_duties,
    subject_access_duties,
    transfer_duties,
)
from goldenthread.law.timetable.plans import direct_payment_duties, plan_duties
from goldenthread.law.timetable.requests import consultation_duties, reassessment_duties, request_duties
from goldenthread.law.timetable.table import CLOCKS

__all__ = [
    "CLOCKS", "STATES", "AdviceAsk", "AppealFacts", "Clock", "ConsultationFacts", "DataComplaintFacts",
    "DirectPaymentFacts", "Duty", "ExceptionClaim", "InspectionFacts", "LawSettings", "Length", "LocalOfferFacts",
    "MediationFacts", "OrderFacts", "PlanFacts", "ReassessmentFacts", "RecommendationFacts", "RequestFacts",
    "SubjectAccessFacts", "TransferFacts", "duties",
]  # fmt: skip

_DUTIES_OF: dict[type, Callable[..., tuple[Duty, ...]]] = {
    RequestFacts: request_duties,
    PlanFacts: plan_duties,
    ConsultationFacts: consultation_duties,
    ReassessmentFacts: reassessment_duties,
    OrderFacts: order_duties,
    MediationFacts: mediation_duties,
    AppealFacts: appeal_duties,
    RecommendationFacts: recommendation_duties,
    TransferFacts: transfer_duties,
    DirectPaymentFacts: direct_payment_duties,
    LocalOfferFacts: local_offer_duties,
    SubjectAccessFacts: subject_access_duties,
    DataComplaintFacts: data_complaint_duties,
    InspectionFacts: inspection_duties,
}


def duties(facts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """Every duty that follows from one set of facts, each with its date and the reason for it.

    A date that is not known gives no duty, or one whose ``due_on`` is ``None`` and whose ``why`` says what is
    missing; nothing is guessed. Duties are told apart by (``clock``, ``starts_on``, ``about``).
    """
    return _DUTIES_OF[type(facts)](facts, settings)
