"""An appeal, from its registration to its decision, and what the Tribunal recommends."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.appeal import CITATIONS
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may, standing_of

from ..endings import LOST, tell_of_ending
from ..models import Appeal, Dispute, Recommendation, Undertaking
from ..policies import FOLLOWS, check_concede, check_not_before, check_past
from ..taking import CLOCKS, Sent, keep, take, tell_family
from .undertaking import add_undertaking


def _of(dispute: Dispute) -> Appeal:
    if dispute.kind != Dispute.Kind.APPEAL:
        raise Refused("This is not an appeal.")
    return dispute.appeal


def _live(appeal: Appeal) -> None:
    if appeal.decided_on is not None:
        raise Refused(f"The Tribunal decided on {in_words(appeal.decided_on)}.")
    if appeal.withdrawn_on is not None:
        raise Refused(f"The family withdrew the appeal on {in_words(appeal.withdrawn_on)}.")


@action
def register_appeal(
    *, dispute: Dispute, registered_on: date, council_received_on: date, number: str = "", response_directed_by: date | None = None,
    hearing_on: date | None = None, paper: Sent | None = None, version: int | None = None, by: Any, on: date,
) -> None:  # fmt: skip
    """The Tribunal has registered it and sent it to the council, whose 30 working days begin (rule 21)."""
    appeal = _of(dispute)
    take(dispute, version, by)
    _live(appeal)
    check_past(registered_on, on, "The day of registration")
    check_past(council_received_on, on, "The day the council received it")
    check_not_before(registered_on, appeal.lodged_on, "The registration", "the day the Tribunal received the appeal")
    check_not_before(council_received_on, appeal.lodged_on, "The day the council received it", "the day the Tribunal received the appeal")
    check_not_before(response_directed_by, council_received_on, "The day directed for the response", "the day the council received it")
    appeal.registered_on, appeal.council_received_on, appeal.number = registered_on, council_received_on, number.strip() or appeal.number
    appeal.response_directed_by, appeal.hearing_on = response_directed_by, hearing_on or appeal.hearing_on
    appeal.save(update_fields=["registered_on", "council_received_on", "number", "response_directed_by", "hearing_on"])
    keep(dispute, paper, by, on)
    record(
        "disputes.register_appeal", child=dispute.child, subject=dispute, touches=CLOCKS,
        fact={"registered_on": registered_on, "council_received_on": council_received_on, "response_directed_by": response_directed_by},
    )  # fmt: skip


@action
def respond_to_appeal(*, dispute: Dispute, responded_on: date, paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """The council has sent its response."""
    appeal = _of(dispute)
    take(dispute, version, by)
    _live(appeal)
    if appeal.council_received_on is None:
        raise Refused("Record first that the council received the appeal.")
    check_past(responded_on, on, "The day of the response")
    check_not_before(responded_on, appeal.council_received_on, "The response", "the council received the appeal")
    appeal.responded_on = responded_on
    appeal.save(update_fields=["responded_on"])
    keep(dispute, paper, by, on)
    tell_family(dispute, "responded", on, by=by)
    record("disputes.respond_to_appeal", child=dispute.child, subject=dispute, fact={"responded_on": responded_on}, touches=CLOCKS)


@action
def concede_appeal(
    *, dispute: Dispute, conceded_on: date, part: str, reason: str, why: str, what: str = "", due_on: date | None = None,
    paper: Sent | None = None, version: int | None = None, by: Any, on: date,
) -> Undertaking | None:  # fmt: skip
    """The council gives way, in whole or in part, and says why. Before the response the law treats the appeal as won (regulation 45)."""
    appeal = _of(dispute)
    check_may(standing_of(by), dispute.child, "dispute", "decide")
    take(dispute, version, by)
    whole = part == Appeal.Part.WHOLE
    follows = FOLLOWS.get(Dispute.About(dispute.about), "") if whole else ""
    check_concede(appeal, conceded_on=conceded_on, due_on=due_on, follows=follows, on=on)
    if not why.strip():
        raise Refused("Enter why the council gives way.")
    basis = Undertaking.Basis.UNOPPOSED if appeal.responded_on is None and follows != Undertaking.Kind.CONTINUE else Undertaking.Basis.CONCEDED
    appeal.conceded_on, appeal.conceded_part, appeal.conceded_reason, appeal.conceded_why = conceded_on, part, reason, why.strip()
    appeal.save(update_fields=["conceded_on", "conceded_part", "conceded_reason", "conceded_why"])
    keep(dispute, paper, by, on)
    tell_family(dispute, f"conceded.{part}", on, by=by)
    if whole:
        tell_of_ending(dispute, by, on, appealed_on=appeal.lodged_on, decided_on=conceded_on, upheld=True)
    record(
        "disputes.concede_appeal", child=dispute.child, subject=dispute, touches=CLOCKS,
        fact={"conceded_on": conceded_on, "part": part, "reason": reason, "before_response": appeal.responded_on is None},
    )  # fmt: skip
    if not follows:
        return None
    own_date = due_on or conceded_on if follows == Undertaking.Kind.CONTINUE else due_on
    return add_undertaking(
        dispute=dispute, basis=basis, kind=follows, what=what.strip() or Undertaking.Kind(follows).label, from_on=conceded_on,
        due_on=None if basis == Undertaking.Basis.UNOPPOSED else own_date, by=by, on=on,
    )  # fmt: skip


@action
def set_hearing(*, dispute: Dispute, hearing_on: date, hearing_by: str, heard: bool = False, version: int | None = None, by: Any, on: date) -> None:
    """The day of the hearing is set, changed, or past: it was held that day."""
    appeal = _of(dispute)
    take(dispute, version, by)
    _live(appeal)
    check_not_before(hearing_on, appeal.lodged_on, "The hearing", "the appeal")
    if heard:
        check_past(hearing_on, on, "The day of the hearing")
    appeal.hearing_on, appeal.hearing_by, appeal.heard_on = hearing_on, hearing_by, hearing_on if heard else None
    appeal.save(update_fields=["hearing_on", "hearing_by", "heard_on"])
    tell_family(dispute, f"hearing.{hearing_on}.{heard}", on, by=by)
    record("disputes.set_hearing", child=dispute.child, subject=dispute, fact={"hearing_on": hearing_on, "heard": heard}, touches=CLOCKS)


@action
def withdraw_appeal(*, dispute: Dispute, withdrawn_on: date, why: str = "", version: int | None = None, by: Any, on: date) -> None:
    """The family takes the appeal back."""
    appeal = _of(dispute)
    take(dispute, version, by)
    _live(appeal)
    check_past(withdrawn_on, on, "The day it was withdrawn")
    check_not_before(withdrawn_on, appeal.lodged_on, "The day it was withdrawn", "the appeal")
    appeal.withdrawn_on = withdrawn_on
    appeal.save(update_fields=["withdrawn_on"])
    if appeal.conceded_on is None:  # after a concession what was conceded is still to be done
        dispute.ended_on, dispute.ended, dispute.ended_why = withdrawn_on, Dispute.Ended.WITHDRAWN, why.strip()
        dispute.save(update_fields=["ended_on", "ended", "ended_why"])
    if appeal.conceded_on is None:
        tell_of_ending(dispute, by, on, appealed_on=appeal.lodged_on, decided_on=withdrawn_on, upheld=False)
    record("disputes.withdraw_appeal", child=dispute.child, subject=dispute, fact={"withdrawn_on": withdrawn_on}, touches=CLOCKS)


@action
def decide_appeal(*, dispute: Dispute, decided_on: date, outcome: str, paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """The Tribunal has decided. Each thing that it orders is then recorded with its own clock; none resets the annual review."""
    appeal = _of(dispute)
    take(dispute, version, by)
    _live(appeal)
    check_past(decided_on, on, "The day the decision was sent")
    check_not_before(decided_on, appeal.lodged_on, "The decision", "the appeal")
    appeal.decided_on, appeal.outcome = decided_on, outcome
    appeal.save(update_fields=["decided_on", "outcome"])
    keep(dispute, paper, by, on)
    tell_family(dispute, "decided", on, by=by)
    tell_of_ending(dispute, by, on, appealed_on=appeal.lodged_on, decided_on=decided_on, upheld=outcome not in LOST)
    record("disputes.decide_appeal", child=dispute.child, subject=dispute, fact={"decided_on": decided_on, "outcome": outcome}, touches=CLOCKS)


@action
def add_recommendation(
    *, dispute: Dispute, body: str, what: str, recommended_on: date, organisation: Any = None, version: int | None = None, by: Any, on: date
) -> Recommendation:
    """The Tribunal recommends something to health or to social care, who answer in five weeks."""
    _of(dispute)
    take(dispute, version, by)
    if dispute.about == Dispute.About.REFUSAL_TO_ASSESS:
        raise Refused("The Tribunal makes no such recommendation in an appeal against a refusal to assess.", citation=CITATIONS["recommendation"])
    check_past(recommended_on, on, "The day of the recommendation")
    check_not_before(recommended_on, dispute.appeal.lodged_on, "The recommendation", "the appeal")
    made = Recommendation.objects.create(dispute=dispute, body=body, what=what.strip(), recommended_on=recommended_on, organisation=organisation)
    record("disputes.add_recommendation", child=dispute.child, subject=dispute, fact={"body": body, "recommended_on": recommended_on}, touches=CLOCKS)
    return made


@action
def answer_recommendation(*, recommendation: Recommendation, answered_on: date, accepted: bool, answer: str, by: Any, on: date) -> None:
    """Health or social care has answered in writing: the steps they take, or the reasons why not."""
    dispute = recommendation.dispute
    check_may(standing_of(by), dispute.child, "dispute", "update")
    if recommendation.answered_on is not None:
        raise Refused(f"It was answered on {in_words(recommendation.answered_on)}.")
    check_past(answered_on, on, "The day of the answer")
    check_not_before(answered_on, recommendation.recommended_on, "The answer", "the recommendation")
    if not answer.strip():
        raise Refused("Enter the steps that will be taken, or the reasons why not.", citation=CITATIONS["recommendation"])
    recommendation.answered_on, recommendation.accepted, recommendation.answer = answered_on, accepted, answer.strip()
    recommendation.save(update_fields=["answered_on", "accepted", "answer"])
    tell_family(dispute, f"recommendation.{recommendation.pk}", on, by=by)
    record("disputes.answer_recommendation", child=dispute.child, subject=dispute, fact={"answered_on": answered_on, "accepted": accepted}, touches=CLOCKS)


@action
def copy_recommendation(*, recommendation: Recommendation, copied_on: date, by: Any, on: date) -> None:
    """The Department for Education was sent a copy of the answer."""
    dispute = recommendation.dispute
    check_may(standing_of(by), dispute.child, "dispute", "update")
    if recommendation.answered_on is None or recommendation.copied_on is not None:
        raise Refused("There is no answer to copy, or the copy was sent already.")
    check_past(copied_on, on, "The day of the copy")
    check_not_before(copied_on, recommendation.answered_on, "The copy", "the answer")
    recommendation.copied_on = copied_on
    recommendation.save(update_fields=["copied_on"])
    record("disputes.copy_recommendation", child=dispute.child, subject=dispute, fact={"copied_on": copied_on}, touches=CLOCKS)
