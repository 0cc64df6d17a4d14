"""Assessing again: asked for or decided of the council's own, decided within 15 days, and the plan within 14 weeks (regulations 23 to 27)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError

from goldenthread.casework import assessing_again, letters
from goldenthread.casework.models import Decision, Request
from goldenthread.core.actions import action, record, write
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import CHANGED, next_version
from goldenthread.law import request as law
from goldenthread.law.days import in_words
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.actions import start_draft
from goldenthread.plans.models import Line, Plan, Version

from .. import change_letters
from ..family_notices import tell_family
from ..models import Reassessment
from ..outcomes import version_in_force

PLANS = frozenset({"plans", "requests"})
#: How the assessment says who asked; the council's own decision is nobody's request.
ROUTES = {
    Reassessment.Route.PARENT: Request.Route.PARENT, Reassessment.Route.YOUNG_PERSON: Request.Route.YOUNG_PERSON,
    Reassessment.Route.SETTING: Request.Route.SETTING, Reassessment.Route.HEALTH: Request.Route.HEALTH,
}  # fmt: skip


def open_reassessment(plan: Plan) -> Reassessment | None:
    """What is asked for, or under way."""
    rows = Reassessment.objects.filter(plan=plan, final_on__isnull=True, withdrawn_on__isnull=True).exclude(will=False)
    return rows.select_related("child__area", "plan", "request").first()


def last_assessed_on(plan: Plan) -> date | None:
    """The day on which the newest assessment of this child ended: a decision on a plan after it, or the plan of a reassessment."""
    decided = Decision.objects.filter(request__child=plan.child, about=Decision.About.ISSUE).values_list("made_on", flat=True)
    again = Reassessment.objects.filter(child=plan.child, final_on__isnull=False).values_list("final_on", flat=True)
    return max((day for day in (*decided, *again, plan.made_on) if day is not None), default=None)


@action
def note_reassessment(*, plan: Plan, route: str, requested_on: date, why: str, by: Any, on: date) -> Reassessment:
    """Somebody whom the law names asked for it, or the council decided it of itself (`route` "own")."""
    check_may(standing_of(by), plan.child, "review", "update")
    if plan.ceased_on is not None:
        raise Refused(f"The plan ended on {in_words(plan.ceased_on)}. Record a request for an assessment instead.")
    if requested_on > on:
        raise Refused("The day must be today or in the past.")
    if requested_on < plan.made_on:
        raise Refused(f"The plan was made on {in_words(plan.made_on)}. It can only be assessed again after that.")
    if open_reassessment(plan) is not None:
        raise Refused("A reassessment is asked for, or under way, already.")
    own = route == Reassessment.Route.OWN
    made = Reassessment(
        plan=plan, child=plan.child, area_id=plan.area_id, route=route, why=why.strip(), requested_on=None if own else requested_on, own_decision_on=requested_on if own else None,
        will=True if own else None, decided_on=requested_on if own else None, decided_by_id=getattr(by, "pk", None) if own else None,
    )  # fmt: skip
    try:
        made.save(force_insert=True)
    except IntegrityError as error:
        if "one_reassessment_a_plan" in str(error):
            raise Changed(CHANGED) from None
        raise
    if own:
        _open_assessment(made, on)
    record("reviews.note_reassessment", child=plan.child, subject=made, fact={"route": route, "requested_on": made.requested_on, "own_decision_on": made.own_decision_on}, touches=PLANS)
    if own:
        tell_family(plan.child, on, key=f"reassess.own.{made.pk}", subject="We will assess again", body="We have decided to assess needs again. Sign in to read what happens and by when.")
    return made


def _open_assessment(row: Reassessment, on: date) -> None:
    """Advice is asked for, and the plan written anew, as in a first assessment. Inside the action that decides."""
    since = row.requested_on or row.own_decision_on or on
    row.request = assessing_again.open_assessment(row.plan, route=ROUTES.get(Reassessment.Route(row.route), Request.Route.NOT_KNOWN), since=since, about=row.why)
    row.save(update_fields=["request"])


def _check_decide(row: Reassessment, standing: Any) -> None:
    check_may(standing, row.child, "review", "decide")
    if row.withdrawn_on is not None:
        raise Refused("The request was withdrawn.")
    if row.decided_on is not None:
        raise Refused(f"It was decided on {in_words(row.decided_on)}.")


@action
def decide_to_reassess(*, row: Reassessment, version: int | None = None, by: Any, on: date) -> Reassessment:
    """The needs will be assessed again; the family is told today, and 14 weeks run from that."""
    _check_decide(row, standing_of(by))
    next_version(row, version)
    _open_assessment(row, on)
    drafts = change_letters.will_reassess(row.child, letters.known(row.child), final_by=CLOCKS["REASSESS-14W"].length.end(on), on=on)
    return _decided(row, drafts, "decision-reassess", "reviews.decide_to_reassess", will=True, by=by, on=on)


@action
def refuse_to_reassess(*, row: Reassessment, ground: str, reasons: str, version: int | None = None, by: Any, on: date) -> Reassessment:
    """The needs will not be assessed again: on one of the law's two grounds, with reasons and every right."""
    _check_decide(row, standing_of(by))
    if ground not in Reassessment.Ground.values:
        raise Refused("Select one of the two grounds that the law gives.", citation=law.CITATIONS["reassess_six_months"])
    if not reasons.strip():
        raise Refused("Give the reasons, about this child.", citation=law.CITATIONS["reassess_six_months"])
    assessed = last_assessed_on(row.plan)
    assert row.requested_on is not None
    if ground == Reassessment.Ground.SIX_MONTHS and not law.may_refuse_reassessment(last_assessment_on=assessed, requested_on=row.requested_on):
        raise Refused(
            f"The last assessment ended on {in_words(assessed)}, which is six months or more before the request." if assessed else "It is not known when they were last assessed.",
            citation=law.CITATIONS["reassess_six_months"],
        )  # fmt: skip
    next_version(row, version)
    row.ground, row.reasons = ground, reasons.strip()
    drafts = change_letters.will_not_reassess(row.child, letters.known(row.child), ground=Reassessment.Ground(ground).label, reasons=row.reasons, on=on)
    return _decided(row, drafts, "decision-not-reassess", "reviews.refuse_to_reassess", will=False, by=by, on=on)


def _decided(row: Reassessment, drafts: list[letters.Drafted], kind: str, verb: str, *, will: bool, by: Any, on: date) -> Reassessment:
    made = letters.make(drafts, kind=kind, request=row, on=on, rendered={}, matter_kind="reassess")
    row.will, row.decided_on, row.notified_on, row.decided_by_id = will, on, on, getattr(by, "pk", None)
    row.save(update_fields=["will", "decided_on", "notified_on", "decided_by", "ground", "reasons"])
    record(verb, child=row.child, subject=row, fact={"notified_on": on, "ground": row.ground, "letters": len(made.documents)}, touches=PLANS)
    write(list(made.documents), *made.parts())
    return row


@action
def begin_plan_again(*, row: Reassessment, by: Any, on: date) -> Version:
    """The plan is written anew from the one in force, with the new advice. As any draft it names no setting until it is issued."""
    if not row.will or row.request is None or row.final_on is not None or row.withdrawn_on is not None:
        raise Refused("No reassessment is under way.")
    made = start_draft(child=row.child, matter=("request", row.request.pk), plan=row.plan, earlier=version_in_force(row.plan), by=by, on=on)
    Line.objects.filter(version=made, section="I").update(removed_on=on)
    record("reviews.begin_plan_again", child=row.child, subject=row, fact={"number": made.number}, touches=frozenset())
    return made


@action
def finish_reassessment(*, row: Reassessment, final_on: date, words: str, by: Any, on: date) -> Reassessment:
    """What came of it where no version issued here says so: a plan on paper, or that nothing changes."""
    check_may(standing_of(by), row.child, "review", "update")
    if not row.will or row.final_on is not None or row.withdrawn_on is not None:
        raise Refused("No reassessment is under way.")
    began = row.notified_on or row.own_decision_on
    if final_on > on or (began and final_on < began):
        raise Refused("The day the plan was sent must be after the decision to assess again, and not after today.")
    if not words.strip():
        raise Refused("Say what came of it.")
    row.final_on, row.final_words = final_on, words.strip()
    row.save(update_fields=["final_on", "final_words"])
    if row.request is not None:
        assessing_again.end_assessment(row.request, on)
    record("reviews.finish_reassessment", child=row.child, subject=row, fact={"final_on": final_on}, touches=PLANS)
    return row


@action
def withdraw_reassessment(*, row: Reassessment, by: Any, on: date) -> Reassessment:
    """Whoever asked takes it back before it is decided."""
    check_may(standing_of(by), row.child, "review", "update")
    if row.decided_on is not None:
        raise Refused(f"It was decided on {in_words(row.decided_on)}, so it can no longer be withdrawn.")
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])
    record("reviews.withdraw_reassessment", child=row.child, subject=row, fact={}, touches=PLANS)
    return row
