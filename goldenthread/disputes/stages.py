"""Where a dispute is, and what comes next: worked out from its facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .facts import Held, is_the_familys
from .models import ComplaintStage, Dispute, OmbudsmanMatter, Undertaking

KIND, STAGE = Dispute.Kind, Dispute.Stage


class Due(NamedTuple):
    """Something that must be done by a day. `law` is empty where the date was agreed, directed or promised."""

    due_on: date
    what: str
    law: str = ""
    matter_id: object = None


class Where(NamedTuple):
    """Where a dispute is: the stage that lists filter by, the sentence, and what is to be done next by whom."""

    stage: str
    words: str
    due: tuple[Due, ...]


def where(
    dispute: Dispute, held: Sequence[Held], undertakings: Sequence[Undertaking], stages: Sequence[ComplaintStage], *, request_due: Sequence[Due] = ()
) -> Where:
    """Where it is today's facts say. `request_due` are the open dates of a request whose refusal an order changed."""
    due = sorted({*_by_law(held), *_by_date(undertakings), *_of_kind(dispute, stages), *request_due}, key=lambda each: (each.due_on, each.what))
    if dispute.ended_on is not None:
        due = [] if dispute.ended == Dispute.Ended.WITHDRAWN else [each for each in due if each.matter_id is not None]
        return Where(STAGE.OVER if not due else STAGE.CARRYING_OUT, words_of(dispute, undertakings, stages), tuple(due))
    return Where(_stage(dispute, undertakings), words_of(dispute, undertakings, stages), tuple(due))


def _by_law(held: Iterable[Held]) -> list[Due]:
    return [
        Due(duty.due_on, duty.law.name + (f" ({duty.about})" if duty.about else ""), duty.citation.text, matter_id)
        for matter_id, duty in held
        if duty.due_on and duty.met_on is None and not duty.ended_because and duty.lifted_on is None and not is_the_familys(duty)
    ]


def _by_date(undertakings: Iterable[Undertaking]) -> list[Due]:
    """Directions, remedies and the council's own promises: dates that somebody set. Agreed terms are the law's."""
    return [
        Due(each.due_on, f"{each.get_kind_display()} ({each.get_basis_display().lower()})", "", each.pk)
        for each in undertakings
        if each.due_on and each.done_on is None and each.basis not in (Undertaking.Basis.AGREEMENT,) and each.replacement_id is None
    ]


def _of_kind(dispute: Dispute, stages: Sequence[ComplaintStage]) -> list[Due]:
    found = []
    match dispute.kind:
        case KIND.MEDIATION | KIND.DISAGREEMENT:
            mediation = dispute.mediation
            if mediation.arranged_for and not mediation.held_on and not mediation.finished_on:
                found.append(Due(mediation.arranged_for, "The meeting"))
        case KIND.APPEAL:
            appeal = dispute.appeal
            if appeal.hearing_on and not (appeal.heard_on or appeal.decided_on or appeal.withdrawn_on):
                found.append(Due(appeal.hearing_on, "The hearing"))
        case KIND.COMPLAINT:
            found += [Due(stage.due_on, f"Answer the complaint, stage {stage.number}") for stage in stages if stage.answered_on is None]
        case KIND.OMBUDSMAN:
            matter = dispute.ombudsman
            if matter.answer_by and not matter.answered_on and not matter.decided_on:
                found.append(Due(matter.answer_by, "Answer the Ombudsman"))
    return found


def _stage(dispute: Dispute, undertakings: Sequence[Undertaking]) -> str:
    to_do = [each for each in undertakings if each.done_on is None and each.basis != Undertaking.Basis.DIRECTION]
    if dispute.kind in (KIND.MEDIATION, KIND.DISAGREEMENT):
        mediation = dispute.mediation
        if to_do:
            return STAGE.CARRYING_OUT
        begun = mediation.contacted_on or mediation.declined_on or mediation.arranged_for or mediation.held_on or mediation.cannot_arrange_on or mediation.certificate_on
        return STAGE.UNDER_WAY if begun else STAGE.NEW
    if dispute.kind == KIND.APPEAL:
        appeal = dispute.appeal
        decided = appeal.decided_on or (appeal.conceded_on and appeal.conceded_part == "whole")
        if decided and (to_do or dispute.ended_on is None):
            return STAGE.CARRYING_OUT
        return STAGE.UNDER_WAY if appeal.registered_on or appeal.council_received_on else STAGE.NEW
    if to_do:
        return STAGE.CARRYING_OUT
    if dispute.kind == KIND.COMPLAINT:
        return STAGE.UNDER_WAY if dispute.complaint.acknowledged_on else STAGE.NEW
    return STAGE.UNDER_WAY if dispute.ombudsman.answered_on or dispute.ombudsman.decided_on else STAGE.NEW


def words_of(dispute: Dispute, undertakings: Sequence[Undertaking], stages: Sequence[ComplaintStage]) -> str:
    """Where it is, in a sentence without names, for officers and family alike."""
    left = sum(each.done_on is None and each.basis != Undertaking.Basis.DIRECTION for each in undertakings)
    still = "" if not left else " 1 thing is still to be done." if left == 1 else f" {left} things are still to be done."
    if dispute.ended == Dispute.Ended.WITHDRAWN:
        return "It was withdrawn."
    match dispute.kind:
        case KIND.MEDIATION | KIND.DISAGREEMENT:
            return _of_mediation(dispute) + still
        case KIND.APPEAL:
            return _of_appeal(dispute) + still
        case KIND.COMPLAINT:
            return _of_complaint(dispute, stages) + still
        case _:
            return _of_ombudsman(dispute.ombudsman) + still


def _of_mediation(dispute: Dispute) -> str:
    mediation = dispute.mediation
    if mediation.agreed_on:
        return "There is an agreement."
    if mediation.finished_on:
        return "It is over without an agreement."
    if mediation.cannot_arrange_on:
        return "It could not be arranged in time. The adviser sends the certificate."
    if mediation.declined_on:
        return "The family does not want mediation." + ("" if mediation.certificate_on else " The adviser sends the certificate.")
    if mediation.held_on:
        return "The meeting was held."
    if mediation.arranged_for:
        return "The meeting is arranged."
    return "The meeting is being arranged." if mediation.council_told_on else "The family has asked for it."


def _of_appeal(dispute: Dispute) -> str:
    appeal = dispute.appeal
    if appeal.decided_on:
        return f"The Tribunal decided: {appeal.get_outcome_display()[0].lower()}{appeal.get_outcome_display()[1:]}."
    if appeal.withdrawn_on:
        return "The family withdrew the appeal."
    if appeal.conceded_on and appeal.conceded_part == "whole":
        return "The council has given way on all of it."
    given = " The council has given way on a part." if appeal.conceded_on else ""
    if appeal.heard_on:
        return f"The hearing was held. The Tribunal’s decision is awaited.{given}"
    if appeal.hearing_on:
        return f"The day of the hearing is set.{given}"
    if appeal.responded_on:
        return f"The council has sent its response.{given}"
    if appeal.council_received_on:
        return f"The appeal is registered. The council must answer it.{given}"
    return "The Tribunal has registered the appeal." if appeal.registered_on else "The family has appealed."


def _of_complaint(dispute: Dispute, stages: Sequence[ComplaintStage]) -> str:
    if not stages:
        return "The complaint has been received."
    last = stages[-1]
    if last.answered_on:
        return f"Stage {last.number} was answered: {last.get_outcome_display().lower()}."
    return f"Stage {last.number} is being looked into."


def _of_ombudsman(matter: OmbudsmanMatter) -> str:
    if matter.decided_on:
        return f"The Ombudsman decided: {matter.get_found_display()[0].lower()}{matter.get_found_display()[1:]}."
    return "The council has answered the Ombudsman." if matter.answered_on else "The Ombudsman is looking into it."
