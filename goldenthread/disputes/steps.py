"""The steps of each kind of dispute: what each is called, its form, its action, and when it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import actions
from .forms import steps as forms
from .models import Appeal, Dispute, Mediation, Paper, Undertaking

KIND, PAPER, BASIS = Dispute.Kind, Paper.Kind, Undertaking.Basis
TALKS = (KIND.MEDIATION, KIND.DISAGREEMENT)
ALL = tuple(KIND)


@dataclass(frozen=True)
class Step:
    """One thing that can be recorded now. `paper` is the kind and title of a file that comes with it, and the field with its date."""

    slug: str
    words: str
    form: type[forms.StepForm]
    act: Callable[..., Any]
    kinds: tuple[str, ...]
    offered: Callable[[Dispute], bool]
    done: str
    needs: str = "update"
    lead: str = ""
    paper: tuple[str, str, str] | None = None
    more: tuple[tuple[str, Any], ...] = ()
    first: bool = False

    def facts(self, said: dict[str, Any]) -> dict[str, Any]:
        """The form's answers with what the step itself says."""
        return {**said, **dict(self.more)}


def _talk(find: Callable[[Mediation], bool]) -> Callable[[Dispute], bool]:
    return lambda dispute: find(dispute.mediation)


def _appeal(find: Callable[[Appeal], bool]) -> Callable[[Dispute], bool]:
    return lambda dispute: find(dispute.appeal)


def _live(appeal: Appeal) -> bool:
    return appeal.decided_on is None and appeal.withdrawn_on is None


def _stage_open(dispute: Dispute) -> bool:
    return any(stage.answered_on is None for stage in dispute.complaint_stages.all())


def _one_answered(dispute: Dispute) -> bool:
    stages = list(dispute.complaint_stages.all())
    return len(stages) == 1 and stages[0].answered_on is not None


STEPS = (
    Step("arranged", "Arrange the meeting", forms.ArrangeForm, actions.arrange_mediation, TALKS,
         _talk(lambda m: not m.held_on and not m.finished_on and not m.declined_on), "The meeting is arranged", first=True),
    Step("health-board", "Tell the health board", forms.HealthBoardForm, actions.tell_health_board, (KIND.MEDIATION,),
         _talk(lambda m: bool(m.health) and m.health_board_told_on is None), "It is recorded", first=True),
    Step("held", "Record that the meeting was held", forms.HeldForm, actions.hold_mediation, TALKS,
         _talk(lambda m: m.finished_on is None and m.declined_on is None), "The meeting is recorded",
         paper=(PAPER.AGREEMENT, "Note of the meeting", "held_on")),
    Step("declined", "Record that the family does not want mediation", forms.DeclinedForm, actions.decline_mediation, (KIND.MEDIATION,),
         _talk(lambda m: not m.held_on and not m.declined_on), "It is recorded",
         lead="Only the family can say no to mediation. The adviser then sends the certificate within three working days."),
    Step("not-in-time", "Record that it cannot be arranged in time", forms.CannotArrangeForm, actions.note_cannot_arrange, (KIND.MEDIATION,),
         _talk(lambda m: not m.held_on and not m.cannot_arrange_on and not m.declined_on), "It is recorded",
         lead="The council may not refuse mediation, or offer another kind of meeting instead. Where it cannot be arranged in 30 days the adviser is told, and sends the certificate."),
    Step("certificate", "Record the certificate", forms.CertificateForm, actions.record_certificate, (KIND.MEDIATION,),
         _talk(lambda m: m.certificate_on is None), "The certificate is recorded. The time to appeal follows from it",
         paper=(PAPER.CERTIFICATE, "Mediation certificate", "certificate_on")),
    Step("term", "Add a term of the agreement", forms.TermForm, actions.add_undertaking, (KIND.MEDIATION,),
         _talk(lambda m: m.agreed_on is not None), "The term is recorded, with its date", more=(("basis", BASIS.AGREEMENT.value),), first=True),
    Step("agreed", "Add something that was agreed", forms.PlainTermForm, actions.add_undertaking, (KIND.DISAGREEMENT,),
         _talk(lambda m: m.agreed_on is not None), "It is recorded, with its date", more=(("basis", BASIS.REMEDY.value),), first=True),
    Step("registered", "Record that the Tribunal registered it", forms.RegisterForm, actions.register_appeal, (KIND.APPEAL,),
         _appeal(lambda a: _live(a) and a.council_received_on is None), "The appeal is registered",
         paper=(PAPER.APPEAL_FORM, "The Tribunal’s letter of registration", "registered_on"), first=True),
    Step("response", "Record the response", forms.RespondForm, actions.respond_to_appeal, (KIND.APPEAL,),
         _appeal(lambda a: _live(a) and a.council_received_on is not None and a.responded_on is None), "The response is recorded",
         paper=(PAPER.RESPONSE, "The council’s response", "responded_on"), first=True),
    Step("direction", "Add a date that the Tribunal set", forms.DirectionForm, actions.add_undertaking, (KIND.APPEAL,),
         _appeal(_live), "The date is recorded", more=(("basis", BASIS.DIRECTION.value),)),
    Step("hearing", "Record the hearing", forms.HearingForm, actions.set_hearing, (KIND.APPEAL,), _appeal(_live), "The hearing is recorded"),
    Step("give-way", "Give way on the appeal", forms.ConcedeForm, actions.concede_appeal, (KIND.APPEAL,),
         _appeal(lambda a: _live(a) and a.conceded_part != "whole"), "It is recorded, with what must be done now", needs="decide",
         lead="Before the response is sent the law treats an appeal that is not opposed as won, and sets the dates from the day the Tribunal is told (regulation 45). "
              "Later, and without an order, the 20 weeks of an assessment still run from the first request.",
         paper=(PAPER.LETTER, "Notice to the Tribunal", "conceded_on")),
    Step("withdrawn", "Record that the family withdrew it", forms.WithdrawAppealForm, actions.withdraw_appeal, (KIND.APPEAL,), _appeal(_live), "The appeal is withdrawn"),
    Step("decision", "Record the Tribunal’s decision", forms.DecideForm, actions.decide_appeal, (KIND.APPEAL,), _appeal(_live),
         "The decision is recorded. Add each thing that was ordered", paper=(PAPER.ORDER, "The Tribunal’s decision", "decided_on")),
    Step("order", "Add something that was ordered", forms.OrderForm, actions.add_undertaking, (KIND.APPEAL,),
         _appeal(lambda a: a.decided_on is not None), "The order is recorded, with its own date", more=(("basis", BASIS.ORDER.value),), first=True,
         lead="Each thing ordered has its own date from the day the order was sent. August counts. An order never changes the date of the annual review."),
    Step("recommendation", "Add a recommendation on health or social care", forms.RecommendationForm, actions.add_recommendation, (KIND.APPEAL,),
         lambda d: d.appeal.decided_on is not None and d.about != Dispute.About.REFUSAL_TO_ASSESS, "The recommendation is recorded. An answer is due in five weeks"),
    Step("acknowledged", "Record that it was acknowledged", forms.AcknowledgeForm, actions.acknowledge_complaint, (KIND.COMPLAINT,),
         lambda d: d.complaint.acknowledged_on is None, "It is recorded", first=True),
    Step("answer", "Record the answer", forms.AnswerForm, actions.answer_complaint, (KIND.COMPLAINT,), _stage_open, "The answer is recorded",
         paper=(PAPER.LETTER, "Answer to the complaint", "answered_on"), first=True),
    Step("longer", "Give a later date, with the reason", forms.LongerForm, actions.give_longer, (KIND.COMPLAINT,), _stage_open, "The family is told"),
    Step("second-stage", "Open stage 2", forms.SecondStageForm, actions.open_second_stage, (KIND.COMPLAINT,), _one_answered, "Stage 2 is open"),
    Step("ombudsman-answered", "Record the answer to the Ombudsman", forms.OmbudsmanAnsweredForm, actions.answer_ombudsman, (KIND.OMBUDSMAN,),
         lambda d: d.ombudsman.answered_on is None and d.ombudsman.decided_on is None, "The answer is recorded",
         paper=(PAPER.LETTER, "Answer to the Ombudsman", "answered_on"), first=True),
    Step("ombudsman-decided", "Record the Ombudsman’s decision", forms.OmbudsmanDecidedForm, actions.decide_ombudsman, (KIND.OMBUDSMAN,),
         lambda d: d.ombudsman.decided_on is None, "The decision is recorded. Add each remedy with its date", paper=(PAPER.ORDER, "The Ombudsman’s decision", "decided_on")),
    Step("remedy", "Add something that puts it right", forms.RemedyForm, actions.add_undertaking, (KIND.COMPLAINT, KIND.OMBUDSMAN),
         lambda d: d.kind == KIND.COMPLAINT or d.ombudsman.decided_on is not None, "It is recorded, with its date", more=(("basis", BASIS.REMEDY.value),)),
    Step("close", "Close it", forms.CloseForm, actions.end_dispute, ALL, lambda d: True, "It is closed",
         lead="It can be closed when nothing is left to be done. Dates that are kept stay on record."),
)  # fmt: skip

BY_SLUG = {step.slug: step for step in STEPS}


def offered(dispute: Dispute) -> list[Step]:
    """What can be recorded of this dispute as it stands, the most likely first."""
    if dispute.ended_on is not None:
        return []
    found = [step for step in STEPS if dispute.kind in step.kinds and step.offered(dispute)]
    return sorted(found, key=lambda step: not step.first)
