"""From rows to the facts that the law speaks about: mediation, appeal, what was ordered, what was recommended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from goldenthread.law.days import in_words
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable import (
    CLOCKS,
    AppealFacts,
    Duty,
    MediationFacts,
    OrderFacts,
    RecommendationFacts,
    duties,
)
from goldenthread.people.law_readings import settings_of

from .models import Appeal, Dispute, Mediation, Recommendation, Undertaking

KIND, BASIS = Dispute.Kind, Undertaking.Basis
#: What the law counts itself, after an order, an agreement on what could be appealed, or an appeal not opposed.
ORDERED = frozenset({"assess", "reassess", "make_plan", "amend", "name", "continue", "cease"})
#: Bases on which the law counts them (regulations 42, 44 and 45). Without one the council's giving way starts no clock.
COUNTED = frozenset({BASIS.ORDER, BASIS.AGREEMENT, BASIS.UNOPPOSED})
#: The family's own times: shown to them and to officers, never anybody's work that is late.
THE_FAMILYS = frozenset({"MED-CONTACT-2M", "APPEAL"})


def of_mediation(mediation: Mediation, notice_sent_on: date | None) -> MediationFacts:
    """What the law needs to know of a mediation. What was agreed has its own dates (`of_undertaking`)."""
    return MediationFacts(
        notice_sent_on=notice_sent_on,
        contacted_on=mediation.contacted_on or mediation.council_told_on,
        declined_on=mediation.declined_on,
        cannot_arrange_told_on=mediation.cannot_arrange_on,
        ended_on=mediation.finished_on,
        certificate_on=mediation.certificate_on,
        council_told_on=mediation.council_told_on,
        health_issue=mediation.health != "",
        health_only=mediation.health == Mediation.Health.ONLY,
        health_board_told_on=mediation.health_board_told_on,
        held_on=mediation.held_on,
    )


def of_appeal(appeal: Appeal, notice_sent_on: date | None) -> AppealFacts:
    """What the law needs to know of an appeal. One that was decided, or ended by consent, needs no answer any more."""
    return AppealFacts(
        notice_sent_on=notice_sent_on,
        certificate_on=appeal.certificate_on,
        appealed_on=appeal.lodged_on,
        council_received_on=appeal.council_received_on,
        responded_on=appeal.responded_on,
        response_directed_by=appeal.response_directed_by,
        withdrawn_on=appeal.withdrawn_on or appeal.decided_on,
        conceded_on=appeal.conceded_on if appeal.conceded_part == Appeal.Part.WHOLE else None,
    )


def of_undertaking(undertaking: Undertaking) -> OrderFacts | None:
    """What the law counts itself; None for what has a date of its own, or for what a request's own clocks already hold."""
    if undertaking.replacement_id or undertaking.kind not in ORDERED or undertaking.basis not in COUNTED:
        return None
    if undertaking.due_on is not None and undertaking.basis != BASIS.AGREEMENT:
        return None
    return OrderFacts(
        kind=undertaking.kind,
        sent_on=undertaking.from_on,
        basis=undertaking.basis,
        told_on=undertaking.told_on,
        decided_to_issue=False if undertaking.not_issuing_on else True if undertaking.draft_on else None,
        notified_not_issuing_on=undertaking.not_issuing_on,
        draft_served_on=undertaking.draft_on,
        done_on=undertaking.done_on,
        agreed_by=undertaking.due_on,
    )


def of_other_terms(undertaking: Undertaking) -> MediationFacts | None:
    """A term that could not have been appealed: two weeks, or the date agreed in writing (regulation 42(3) and (5))."""
    if undertaking.basis != BASIS.AGREEMENT or undertaking.kind in ORDERED or undertaking.replacement_id:
        return None
    return MediationFacts(agreed_on=undertaking.from_on, agreement_done_on=undertaking.done_on, other_date_agreed_in_writing=undertaking.due_on)


def of_recommendation(recommendation: Recommendation) -> RecommendationFacts:
    """A recommendation and its answer."""
    return RecommendationFacts(
        recommended_on=recommendation.recommended_on, body=recommendation.get_body_display(),
        answered_on=recommendation.answered_on, copied_on=recommendation.copied_on,
    )  # fmt: skip


class Held(NamedTuple):
    """A duty, and the row that it is kept by: the dispute's, or that of one thing to be done."""

    matter_id: object
    duty: Duty


def duties_of(dispute: Dispute, undertakings: Iterable[Undertaking], recommendations: Iterable[Recommendation]) -> list[Held]:
    """Every clock of law of one dispute, the family's own included."""
    law = settings_of(dispute.area_id)
    found: list[Held] = []
    if dispute.kind == KIND.MEDIATION:
        mediation = dispute.mediation
        found += [Held(dispute.pk, duty) for duty in duties(of_mediation(mediation, dispute.notice_sent_on), law)]
        if mediation.without_council and mediation.agreed_on:
            found += [Held(dispute.pk, duty) for duty in _told_of_agreement(mediation, law)]
    if dispute.kind == KIND.APPEAL:
        found += [Held(dispute.pk, duty) for duty in duties(of_appeal(dispute.appeal, dispute.notice_sent_on), law)]
    for undertaking in undertakings:
        found += [Held(undertaking.pk, duty) for duty in duties_of_undertaking(undertaking, law)]
    for recommendation in recommendations:
        found += [Held(recommendation.pk, duty) for duty in duties(of_recommendation(recommendation), law)]
    if dispute.ended_on is not None and dispute.ended == Dispute.Ended.WITHDRAWN:
        found = [Held(each.matter_id, _fell_away(each.duty, dispute.ended_on)) for each in found]
    return found


def duties_of_undertaking(undertaking: Undertaking, law: LawSettings) -> tuple[Duty, ...]:
    """The law's own dates for one thing to be done."""
    facts = of_undertaking(undertaking)
    if facts is not None:
        return duties(facts, law)
    other = of_other_terms(undertaking)
    if other is None:
        return ()
    return tuple(duty._replace(why=f"{duty.why} It was agreed: {undertaking.what[:120]}") for duty in duties(other, law))


def _told_of_agreement(mediation: Mediation, law: LawSettings) -> list[Duty]:
    facts = MediationFacts(
        agreed_on=mediation.agreed_on, agreed_without_council=True, council_told_of_agreement_on=mediation.council_told_of_agreement_on
    )
    return [duty for duty in duties(facts, law) if duty.clock == "MED-AGREE-1W"]


def _fell_away(duty: Duty, on: date) -> Duty:
    if duty.met_on is not None or duty.ended_because:
        return duty
    return duty._replace(ended_on=on, ended_because=f"It was withdrawn on {in_words(on)}")


def appeal_window(dispute: Dispute, certificate_on: date | None, law: LawSettings) -> Duty | None:
    """The family's time to appeal, as the certificate stands; None where no notice that can be appealed is known."""
    if dispute.notice_sent_on is None or dispute.about not in APPEALABLE:
        return None
    facts = AppealFacts(notice_sent_on=dispute.notice_sent_on, certificate_on=certificate_on)
    return next(duty for duty in duties(facts, law) if duty.clock == "APPEAL")


APPEALABLE = frozenset(
    {"refusal_to_assess", "refusal_to_issue", "plan_contents", "section_i_only", "refusal_to_reassess", "refusal_to_amend", "cease"}
)


def is_the_familys(duty: Duty) -> bool:
    """Whether the time is the family's: nobody of the council is late for it."""
    return duty.clock in THE_FAMILYS


def name_of(clock: str) -> str:
    """A clock in a few words."""
    return CLOCKS[clock].short
