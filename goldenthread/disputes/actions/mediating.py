"""Mediation and disagreement resolution, step by step."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.appeal import CITATIONS
from goldenthread.law.days import in_words

from ..endings import tell_of_ending
from ..models import Dispute, Mediation
from ..policies import check_not_before, check_past
from ..taking import CLOCKS, Sent, keep, take, tell_family
from .opening import note_for_return

MEDIATION = Dispute.Kind.MEDIATION


def _of(dispute: Dispute) -> Mediation:
    if dispute.kind not in (MEDIATION, Dispute.Kind.DISAGREEMENT):
        raise Refused("This is not a mediation.")
    return dispute.mediation


@action
def arrange_mediation(
    *, dispute: Dispute, arranged_for: date, place: str, representative: str, council_told_on: date | None = None, version: int | None = None,
    by: Any, on: date,
) -> None:  # fmt: skip
    """The meeting has a day, and the council sends somebody with authority to settle (regulation 40)."""
    mediation = _of(dispute)
    take(dispute, version, by)
    if mediation.held_on or mediation.finished_on:
        raise Refused("The meeting was held, or mediation is over.")
    if not representative.strip():
        raise Refused("Enter who comes for the council with authority to settle.", citation=CITATIONS["authority"])
    check_not_before(arranged_for, dispute.opened_on, "The meeting", "the family asked")
    mediation.council_told_on = mediation.council_told_on or council_told_on or dispute.opened_on
    mediation.arranged_for, mediation.place, mediation.representative = arranged_for, place.strip(), representative.strip()
    mediation.save(update_fields=["arranged_for", "place", "representative", "council_told_on"])
    tell_family(dispute, f"arranged.{arranged_for}", on, by=by)
    record("disputes.arrange_mediation", child=dispute.child, subject=dispute, fact={"arranged_for_on": arranged_for}, touches=CLOCKS)


@action
def tell_health_board(*, dispute: Dispute, told_on: date, version: int | None = None, by: Any, on: date) -> None:
    """The health board was told of the health issue and of what is wanted (regulation 35)."""
    mediation = _of(dispute)
    take(dispute, version, by)
    if not mediation.health:
        raise Refused("No health issue is recorded.", citation=CITATIONS["mediation"])
    check_past(told_on, on, "The day the health board was told")
    check_not_before(told_on, mediation.council_told_on, "The day the health board was told", "the council was told")
    mediation.health_board_told_on = told_on
    mediation.save(update_fields=["health_board_told_on"])
    record("disputes.tell_health_board", child=dispute.child, subject=dispute, fact={"told_on": told_on}, touches=CLOCKS)


@action
def note_cannot_arrange(*, dispute: Dispute, told_on: date, version: int | None = None, by: Any, on: date) -> None:
    """It cannot be arranged in time: the adviser was told, who then sends the certificate. It is no refusal to mediate."""
    mediation = _of(dispute)
    take(dispute, version, by)
    if mediation.held_on:
        raise Refused(f"The meeting was held on {in_words(mediation.held_on)}.")
    check_past(told_on, on, "The day the adviser was told")
    check_not_before(told_on, mediation.council_told_on, "The day the adviser was told", "the council was told")
    mediation.cannot_arrange_on = told_on
    mediation.save(update_fields=["cannot_arrange_on"])
    tell_family(dispute, "cannot_arrange", on, by=by)
    record("disputes.note_cannot_arrange", child=dispute.child, subject=dispute, fact={"told_on": told_on}, touches=CLOCKS)


@action
def decline_mediation(*, dispute: Dispute, declined_on: date, version: int | None = None, by: Any, on: date) -> None:
    """The family told the adviser that it does not want mediation. The council can never decline (regulations 34 to 39)."""
    mediation = _of(dispute)
    take(dispute, version, by)
    if mediation.held_on:
        raise Refused(f"The meeting was held on {in_words(mediation.held_on)}.")
    check_past(declined_on, on, "The day they told the adviser")
    check_not_before(declined_on, dispute.notice_sent_on, "The day they told the adviser", "the council’s letter")
    mediation.declined_on, mediation.contacted_on = declined_on, mediation.contacted_on or declined_on
    mediation.save(update_fields=["declined_on", "contacted_on"])
    record("disputes.decline_mediation", child=dispute.child, subject=dispute, fact={"declined_on": declined_on}, touches=CLOCKS)


@action
def hold_mediation(
    *, dispute: Dispute, held_on: date, agreed: bool, finished_on: date | None = None, without_council: bool = False,
    council_told_on: date | None = None, paper: Sent | None = None, version: int | None = None, by: Any, on: date,
) -> None:  # fmt: skip
    """The meeting was held, and how it ended. What was agreed is then recorded term by term (`add_undertaking`)."""
    mediation = _of(dispute)
    take(dispute, version, by)
    if mediation.finished_on:
        raise Refused(f"It was over on {in_words(mediation.finished_on)}.")
    check_past(held_on, on, "The day of the meeting")
    check_not_before(held_on, dispute.opened_on, "The meeting", "the family asked")
    check_not_before(finished_on, held_on, "The end", "the meeting")
    if finished_on is not None:
        check_past(finished_on, on, "The day it was over")
    mediation.held_on, mediation.finished_on = held_on, finished_on or held_on
    mediation.agreed_on = mediation.finished_on if agreed else None
    mediation.without_council = agreed and without_council
    mediation.council_told_of_agreement_on = council_told_on if mediation.without_council else None
    mediation.save(update_fields=["held_on", "finished_on", "agreed_on", "without_council", "council_told_of_agreement_on"])
    keep(dispute, paper, by, on)
    if dispute.kind == MEDIATION:
        note_for_return(dispute, "mediation")
    tell_family(dispute, "held", on, by=by)
    record(
        "disputes.hold_mediation", child=dispute.child, subject=dispute, touches=CLOCKS,
        fact={"held_on": held_on, "finished_on": mediation.finished_on, "agreed": agreed},
    )  # fmt: skip


@action
def record_certificate(*, dispute: Dispute, certificate_on: date, number: str = "", paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """The adviser has sent the certificate. The time to appeal may end later because of it."""
    mediation = _of(dispute)
    take(dispute, version, by)
    if dispute.kind != MEDIATION:
        raise Refused("Only mediation gives a certificate.", citation=CITATIONS["certificate"])
    if mediation.certificate_on is not None:
        raise Refused(f"The certificate of {in_words(mediation.certificate_on)} is on record already.")
    check_past(certificate_on, on, "The day of the certificate")
    check_not_before(certificate_on, dispute.notice_sent_on, "The certificate", "the council’s letter")
    mediation.certificate_on, mediation.certificate_number = certificate_on, number.strip()
    mediation.save(update_fields=["certificate_on", "certificate_number"])
    keep(dispute, paper, by, on)
    tell_family(dispute, "certificate", on, by=by)
    tell_of_ending(dispute, by, on, certificate_on=certificate_on)
    record("disputes.record_certificate", child=dispute.child, subject=dispute, fact={"certificate_on": certificate_on}, touches=CLOCKS)
