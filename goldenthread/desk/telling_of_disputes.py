"""What happened in a mediation, an appeal, a complaint or an Ombudsman's investigation, in sentences (see `telling`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldenthread.disputes.actions.undertaking import STEPS
from goldenthread.disputes.models import Appeal, ComplaintStage, Dispute, OmbudsmanMatter, Undertaking
from goldenthread.disputes.models.appeal import Reason

_ABOUT = dict(Dispute.About.choices)
_KINDS = dict(Dispute.Kind.choices)
_ENDED = dict(Dispute.Ended.choices)
_BASES = dict(Undertaking.Basis.choices)
_TO_DO = dict(Undertaking.Kind.choices)
_PARTS = {"whole": "all of an appeal", "part": "a part of an appeal"}
_BUNDLES = {"made": "A bundle of papers was made", "failed": "A bundle of papers could not be made"}


def _about(fact: Any) -> str:
    return fact.of("about", _ABOUT, "something").rstrip(".").lower()


def _by(fact: Any, key: str = "due_on") -> str:
    return f", by {fact.day(key)}" if fact.get(key) else ""


TOLD: dict[str, Callable[[Any], str]] = {
    "disputes.ask_for_mediation": lambda f: f"The family asked for mediation on {f.day('opened_on')}: {_about(f)}",
    "disputes.ask_for_disagreement_resolution": lambda f: f"The family asked for disagreement resolution on {f.day('opened_on')}: {_about(f)}",
    "disputes.record_appeal": lambda f: f"The family appealed; the Tribunal received it on {f.day('lodged_on')}: {_about(f)}",
    "disputes.record_complaint": lambda f: f"A complaint was received on {f.day('opened_on')}, to be answered by {f.day('promised_by')}: {_about(f)}",
    "disputes.record_ombudsman_matter": lambda f: f"The Ombudsman wrote on {f.day('opened_on')}{_by(f, 'answer_by')}",
    "disputes.arrange_mediation": lambda f: f"The meeting was arranged for {f.day('arranged_for_on')}",
    "disputes.tell_health_board": lambda f: f"The health board was told of the health issue on {f.day('told_on')}",
    "disputes.note_cannot_arrange": lambda f: f"The mediation adviser was told on {f.day('told_on')} that it could not be arranged in time",
    "disputes.decline_mediation": lambda f: f"The family told the mediation adviser on {f.day('declined_on')} that they do not want mediation",
    "disputes.hold_mediation": lambda f: f"The meeting was held on {f.day('held_on')}, {'with' if f.get('agreed') else 'without'} an agreement",
    "disputes.record_certificate": lambda f: f"The mediation certificate is of {f.day('certificate_on')}",
    "disputes.add_undertaking": lambda f: f"To be done, {f.of('basis', _BASES, 'agreed').lower()}: {f.of('kind', _TO_DO, 'something').lower()}{_by(f)}",
    "disputes.note_step": lambda f: f"{f.of('step', STEPS, 'A step was taken')} on {f.day('happened_on')}",
    "disputes.carry_out": lambda f: f"Done on {f.day('done_on')}: {f.of('kind', _TO_DO, 'something').lower()} ({f.of('basis', _BASES, 'agreed').lower()})",
    "disputes.register_appeal": lambda f: f"The Tribunal registered the appeal; the council received it on {f.day('council_received_on')}",
    "disputes.respond_to_appeal": lambda f: f"The council sent its response to the appeal on {f.day('responded_on')}",
    "disputes.concede_appeal": lambda f: (
        f"The council gave way on {f.of('part', _PARTS, 'an appeal')} on {f.day('conceded_on')}: {f.of('reason', dict(Reason.choices), 'no reason').lower()}"
    ),
    "disputes.set_hearing": lambda f: f"The hearing was held on {f.day('hearing_on')}" if f.get("heard") else f"The hearing is on {f.day('hearing_on')}",
    "disputes.withdraw_appeal": lambda f: f"The family withdrew the appeal on {f.day('withdrawn_on')}",
    "disputes.decide_appeal": lambda f: f"The Tribunal decided on {f.day('decided_on')}: {f.of('outcome', dict(Appeal.Outcome.choices), 'not known').lower()}",
    "disputes.add_recommendation": lambda f: f"The Tribunal recommended something about {(f.get('body') or 'health').replace('_', ' ')} on {f.day('recommended_on')}",
    "disputes.answer_recommendation": lambda f: f"A recommendation was {'accepted' if f.get('accepted') else 'not accepted'} on {f.day('answered_on')}",
    "disputes.copy_recommendation": lambda f: f"The Department for Education was sent a copy of an answer on {f.day('copied_on')}",
    "disputes.acknowledge_complaint": lambda f: f"The complaint was acknowledged on {f.day('acknowledged_on')}",
    "disputes.give_longer": lambda f: f"The answer to the complaint takes longer, until {f.day('longer_by_on')}",
    "disputes.answer_complaint": lambda f: (
        f"Stage {f.get('stage') or 1} of the complaint was answered on {f.day('answered_on')}: "
        f"{f.of('outcome', dict(ComplaintStage.Outcome.choices), 'not known').lower()}"
    ),
    "disputes.open_second_stage": lambda f: f"The complaint went to stage 2, to be answered by {f.day('promised_by_on')}",
    "disputes.answer_ombudsman": lambda f: f"The council answered the Ombudsman on {f.day('answered_on')}",
    "disputes.decide_ombudsman": lambda f: f"The Ombudsman decided on {f.day('decided_on')}: {f.of('found', dict(OmbudsmanMatter.Found.choices), 'not known').lower()}",
    "disputes.record_lesson": lambda f: f"A lesson was recorded, for {f.name('worker', 'somebody')} to act on{_by(f)}",
    "disputes.finish_lesson": lambda f: f"An action from a lesson was done on {f.day('done_on')}",
    "disputes.add_paper": lambda f: "A paper was added to a dispute",
    "disputes.answer_for_paper": lambda f: "A paper of a dispute that may be another child’s was looked at, and kept",
    "disputes.keep_out_paper": lambda f: "A paper is kept out of bundles",
    "disputes.let_in_paper": lambda f: "A paper may go into bundles again",
    "disputes.ask_for_bundle": lambda f: "A bundle of papers was asked for",
    "disputes.want_bundle": lambda f: "A bundle of papers was asked of somebody who may make it",
    "disputes.note_bundle": lambda f: f.of("state", _BUNDLES, "A bundle of papers is being made"),
    "disputes.end_dispute": lambda f: f"{f.of('kind', _KINDS, 'A dispute')} closed on {f.day('ended_on')}: {f.of('ended', _ENDED, 'over').lower()}",
    "disputes.withdraw_dispute": lambda f: f"The family took back what they had asked for ({f.of('kind', _KINDS, 'a dispute').lower()})",
}

PAGES = {
    "disputes.list": "A list of disputes",
    "disputes.lessons": "A list of lessons",
    "disputes.of_child": "The disputes of this child",
    "disputes.dispute": "A dispute",
    "disputes.step": "A page that records a step of a dispute",
    "disputes.open": "A page that records a new dispute",
    "disputes.family": "What the family raised, as they see it",
    "disputes.family_dispute": "One thing the family raised, as they see it",
    "disputes.bundle": "A bundle of papers",
    "disputes.paper": "A paper of a dispute",
}
