"""Ending a plan: proposed, a meeting offered, both consulted, decided, told; kept until the time to appeal is over; ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError

from goldenthread.casework import letters
from goldenthread.core.actions import action, record, write
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.core.versions import CHANGED, next_version
from goldenthread.law.appeal import appeal_limit
from goldenthread.law.days import in_words
from goldenthread.people import helping
from goldenthread.people.models import Attendance
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans import following_end
from goldenthread.plans.models import Plan

from .. import ceasing, change_letters
from ..family_notices import tell_family
from ..models import Cease
from .leaving import open_leaver

PLANS = frozenset({"plans"})
KIND = "decision-cease"


def check_propose(standing: Any, plan: Plan) -> None:
    """This person may propose it, and the plan is in force with nothing proposed yet."""
    check_may(standing, plan.child, "review", "update")
    if plan.ceased_on is not None:
        raise Refused(f"The plan ended on {in_words(plan.ceased_on)}.")
    if open_ceasing(plan) is not None:
        raise Refused("Ending this plan is proposed, or decided, already.")


def open_ceasing(plan: Plan) -> Cease | None:
    """What is proposed or decided and still stands."""
    rows = Cease.objects.filter(plan=plan, withdrawn_on__isnull=True, ended_on__isnull=True).select_related("child__area", "plan", "setting")
    return next((row for row in rows if row.yes is not False and not row.appeal_upheld), None)


def _check_open(cease: Cease, standing: Any, may: str = "update") -> None:
    check_may(standing, cease.child, "review", may)
    if cease.withdrawn_on is not None:
        raise Refused(f"The proposal was withdrawn on {in_words(cease.withdrawn_on)}.")
    if cease.decided_on is not None:
        raise Refused(f"It was decided on {in_words(cease.decided_on)}.")


def _check_day(day: date, cease: Cease, on: date, what: str) -> None:
    if day > on:
        raise Refused(f"The day {what} must be today or in the past.")
    if day < cease.proposed_on:
        raise Refused(f"The day {what} cannot be before {in_words(cease.proposed_on)}, when it was proposed.")


@action
def propose_ceasing(*, plan: Plan, reason: str, why: str, outcomes: str = "", wants: str = "", by: Any, on: date) -> Cease:
    """An officer proposes to end the plan, on a reason in law. Nothing is decided, and the family is told so."""
    check_propose(standing_of(by), plan)
    child = plan.child
    ceasing.check_reason(reason=reason, age=ceasing.age_of(child, on), why=why, outcomes=outcomes, wants=wants)
    at = Attendance.objects.filter(child=child, left_on__isnull=True, organisation__isnull=False).order_by("rank").first()
    made = Cease(
        plan=plan, child=child, area_id=child.area_id, reason=reason, why=why.strip(), outcomes=outcomes.strip(), wants=wants.strip(), proposed_on=on,
        proposed_by_id=getattr(by, "pk", None), setting_id=at.organisation_id if at else None,
    )  # fmt: skip
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        if "one_ceasing_a_plan" in str(error):
            raise Changed(CHANGED) from None
        raise
    record("reviews.propose_ceasing", child=child, subject=made, fact={"reason": reason}, touches=PLANS)
    return made


@action
def offer_meeting(*, cease: Cease, offered_on: date, by: Any, on: date) -> Cease:
    """A meeting about it is offered; the family answers on its own page, or to an officer."""
    _check_open(cease, standing_of(by))
    _check_day(offered_on, cease, on, "the meeting was offered")
    cease.meeting_offered_on = offered_on
    cease.save(update_fields=["meeting_offered_on"])
    tell_family(
        cease.child, on, key=f"cease.meeting.{cease.pk}.{offered_on}", subject="We want to hear from you about the plan",
        body="We are thinking about whether the plan should go on. Nothing is decided. We offer you a meeting, and want to hear what you think. Sign in to answer.",
    )  # fmt: skip
    record("reviews.offer_meeting", child=cease.child, subject=cease, fact={"offered_on": offered_on}, touches=PLANS)
    return cease


@action
def note_meeting(*, cease: Cease, answer: str, met_on: date | None = None, words: str = "", by: Any, on: date) -> Cease:
    """What came of the offer: no meeting wanted, one wanted, or one held."""
    _check_open(cease, standing_of(by))
    if cease.meeting_offered_on is None:
        raise Refused("Offer a meeting first.", citation=ceasing.CITATIONS["meeting"])
    if met_on is not None:
        _check_day(met_on, cease, on, "of the meeting")
        if not words.strip():
            raise Refused("Enter what was said at the meeting.")
    cease.meeting_answer, cease.met_on, cease.met_words = answer, met_on, words.strip()
    cease.save(update_fields=["meeting_answer", "met_on", "met_words"])
    record("reviews.note_meeting", child=cease.child, subject=cease, fact={"answer": answer, "met_on": met_on}, touches=PLANS)
    return cease


@action
def note_consulted(*, cease: Cease, whom: str, consulted_on: date, said: str, by: Any, on: date) -> Cease:
    """What the family, or the setting, said when they were asked."""
    _check_open(cease, standing_of(by))
    _check_day(consulted_on, cease, on, "they were asked")
    if not said.strip():
        raise Refused("Enter what they said, or that they did not answer.")
    if whom == "family":
        cease.consulted_on, cease.family_said = consulted_on, said.strip()
        cease.save(update_fields=["consulted_on", "family_said"])
    else:
        cease.setting_consulted_on, cease.setting_said = consulted_on, said.strip()
        cease.save(update_fields=["setting_consulted_on", "setting_said"])
    record("reviews.note_consulted", child=cease.child, subject=cease, fact={"whom": whom, "consulted_on": consulted_on}, touches=PLANS)
    return cease


@action
def answer_ceasing(*, cease: Cease, meeting: str, said: str, by: Any, on: date) -> Cease:
    """The family, or the young person, says what they think and whether they want to meet."""
    if not helping.ties_of_family(by, on).filter(child=cease.child).exists():
        raise NotAllowed("Only the family can answer here.")
    if cease.decided_on is not None or cease.withdrawn_on is not None:
        raise Refused("This was decided, or withdrawn, meanwhile. Write to your worker if you want to say more.")
    cease.meeting_answer, cease.consulted_on, cease.family_said = meeting, on, said.strip()
    cease.save(update_fields=["meeting_answer", "consulted_on", "family_said"])
    record("reviews.answer_ceasing", child=cease.child, subject=cease, fact={"meeting": meeting}, touches=PLANS)
    return cease


@action
def withdraw_ceasing(*, cease: Cease, why: str, by: Any, on: date) -> Cease:
    """The proposal is taken back; the plan goes on."""
    _check_open(cease, standing_of(by))
    if not why.strip():
        raise Refused("Say why the proposal is taken back.")
    cease.withdrawn_on, cease.withdrawn_why = on, why.strip()
    cease.save(update_fields=["withdrawn_on", "withdrawn_why"])
    if cease.meeting_offered_on is not None:
        tell_family(cease.child, on, key=f"cease.withdrawn.{cease.pk}", subject="The plan goes on", body="We no longer think about ending the plan. It goes on. Sign in to read more.")
    record("reviews.withdraw_ceasing", child=cease.child, subject=cease, why=cease.withdrawn_why, touches=PLANS)
    return cease


# --- The decision


@action
def decide_to_cease(*, cease: Cease, reasons: str, version: int | None = None, by: Any, on: date) -> Cease:
    """The council decides to end the plan and tells the family today, with reasons and every right. The plan goes on for now."""
    _check_open(cease, standing_of(by), "decide")
    ceasing.check_ready(cease, on)
    if not reasons.strip():
        raise Refused("Give the reasons, about this young person.", citation=ceasing.law.CITATIONS["consult"])
    next_version(cease, version)
    made = letters.Made()
    told = ceasing.REASONS[cease.reason].consulted
    until = appeal_limit(on).by
    if told:
        made = letters.make(change_letters.of_ceasing(cease, reasons, on), kind=KIND, request=cease, on=on, rendered={}, matter_kind="cease")
    cease.yes, cease.decided_on, cease.decided_by_id, cease.reasons = True, on, getattr(by, "pk", None), reasons.strip()
    cease.notified_on = on if told else None
    cease.letter = made.documents[0] if made.documents else None
    fact = {"reason": cease.reason, "notified_on": cease.notified_on, "until": until if told else None, "letters": len(made.documents)}
    record("reviews.decide_to_cease", child=cease.child, subject=cease, fact=fact, touches=PLANS)
    write(list(made.documents), *made.parts())
    cease.save(update_fields=["yes", "decided_on", "decided_by", "reasons", "notified_on", "letter"])
    Plan.objects.filter(pk=cease.plan_id).update(cease_notified_on=cease.notified_on)
    cease.plan.cease_notified_on = cease.notified_on
    return cease


@action
def decide_to_go_on(*, cease: Cease, reasons: str, by: Any, on: date) -> Cease:
    """The council decides that the plan goes on, and tells the family."""
    _check_open(cease, standing_of(by), "decide")
    cease.yes, cease.decided_on, cease.decided_by_id, cease.reasons = False, on, getattr(by, "pk", None), reasons.strip()
    cease.save(update_fields=["yes", "decided_on", "decided_by", "reasons"])
    tell_family(cease.child, on, key=f"cease.goes_on.{cease.pk}", subject="The plan goes on", body="We thought about whether the plan should go on, and decided that it does. Sign in to read more.")
    record("reviews.decide_to_go_on", child=cease.child, subject=cease, why=cease.reasons, touches=PLANS)
    return cease


@action
def note_appeal(
    *, cease: Cease, certificate_on: date | None = None, appealed_on: date | None = None, decided_on: date | None = None, upheld: bool | None = None, by: Any, on: date,
) -> Cease:  # fmt: skip
    """A mediation certificate, an appeal, or its end. An appeal keeps the plan until it is decided; one that is upheld keeps it for good."""
    check_may(standing_of(by), cease.child, "dispute", "update")
    if not cease.yes or cease.notified_on is None or cease.ended_on is not None:
        raise Refused("There is no decision to end the plan that can be appealed now.")
    for day in (certificate_on, appealed_on, decided_on):
        if day is not None and not cease.notified_on <= day <= on:
            raise Refused(f"The day must be between {in_words(cease.notified_on)}, when the family was told, and today.")
    if decided_on is not None:
        if (appealed_on or cease.appealed_on) is None:
            raise Refused("Enter first when the appeal was made.")
        if upheld is None:
            raise Refused("Say whether the Tribunal ordered the plan to go on.")
    cease.certificate_on = certificate_on or cease.certificate_on
    cease.appealed_on = appealed_on or cease.appealed_on
    cease.appeal_decided_on = decided_on or cease.appeal_decided_on
    cease.appeal_upheld = upheld if decided_on is not None else cease.appeal_upheld
    cease.save(update_fields=["certificate_on", "appealed_on", "appeal_decided_on", "appeal_upheld"])
    if cease.appeal_upheld:
        Plan.objects.filter(pk=cease.plan_id).update(cease_notified_on=None)
    fact = {"certificate_on": certificate_on, "appealed_on": appealed_on, "decided_on": decided_on, "upheld": upheld}
    record("reviews.note_appeal", child=cease.child, subject=cease, fact=fact, touches=PLANS)
    return cease


@action
def end_plan(*, cease: Cease, ended_on: date, by: Any, on: date) -> Cease:
    """The time to appeal is over, so the duty to maintain the plan ends. Whoever leaves is kept in touch with."""
    check_may(standing_of(by), cease.child, "review", "decide")
    ceasing.check_end(cease, ended_on, on)
    reason = ceasing.REASONS[cease.reason]
    cease.ended_on = ended_on
    cease.save(update_fields=["ended_on"])
    Plan.objects.filter(pk=cease.plan_id).update(ceased_on=ended_on, cease_reason=reason.code)
    cease.plan.ceased_on, cease.plan.cease_reason = ended_on, reason.code
    following_end.tell(cease.plan, ended_on)
    if reason.leaves and ceasing.age_of(cease.child, on) >= 16:
        open_leaver(child=cease.child, plan=cease.plan, left_on=ended_on, because=f"The plan ended: {reason.words[:1].lower()}{reason.words[1:]}", by=by, on=on)
    if reason.consulted:
        tell_family(cease.child, on, key=f"cease.ended.{cease.pk}", subject="The plan has ended", body="The plan has ended. We stay in touch. Sign in to read what help there is.")
    record("reviews.end_plan", child=cease.child, subject=cease, fact={"ended_on": ended_on, "reason": cease.reason}, touches=PLANS)
    return cease
