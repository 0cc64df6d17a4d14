"""Risks are recorded, scored and closed by the partner that owns them; and things are raised to the board above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.days import in_words, working_days_after
from goldenthread.people.models import Organisation
from goldenthread.people.policies import standing_of

from ...models.plans import Action, Section
from .. import notices, policies
from ..models import AgreedAction, Board, Escalation, Risk, RiskScore
from ..raising import above_of

#: Working days that a board has to answer what was raised to it. A local promise.
ANSWER_IN_WORKING_DAYS = 20


@dataclass(frozen=True, slots=True)
class Scored:
    """Likelihood and impact from 1 to 5, before what is done about a risk and after it, and why."""

    likelihood_before: int
    impact_before: int
    likelihood_after: int
    impact_after: int
    why: str


@action
def record_risk(
    *, board: Board, title: str, cause: str, effect: str, controls: str, owner: Organisation, owner_name: str, review_on: date, scored: Scored,
    section: Section | None = None, by: Any, on: date,
) -> Risk:  # fmt: skip
    """A new risk, with its first score."""
    policies.check_own(standing_of(by), board.area_id, owner.pk, "create")
    if owner.area_id != board.area_id:
        raise Refused("Choose an organisation of this area.")
    _check_review(review_on, on)
    hold(board.area)
    number = (Risk.objects.filter(area=board.area).aggregate(most=Max("number"))["most"] or 0) + 1
    risk = Risk.objects.create(
        area=board.area, number=number, title=title.strip(), cause=cause, effect=effect, controls=controls, owner=owner, owner_name=owner_name.strip(), board=board,
        section=section, review_on=review_on, opened_on=on,
    )  # fmt: skip
    _score(risk, scored, by, on)
    record("improvement.record_risk", subject=risk, fact={"number": number, "owner": owner.pk, **_figures(scored)})
    return risk


@action
def score_risk(*, risk: Risk, scored: Scored, controls: str, review_on: date, version: int | None, by: Any, on: date) -> RiskScore:
    """Look at a risk again. The scores before stay as they were."""
    policies.check_own(standing_of(by), risk.area_id, risk.owner_id, "update")
    policies.check_risk_open(risk)
    _check_review(review_on, on)
    next_version(risk, version)
    made = _score(risk, scored, by, on)
    risk.controls, risk.review_on = controls, review_on
    risk.save(update_fields=["controls", "review_on"])
    record("improvement.score_risk", subject=risk, fact={"review_on": review_on, **_figures(scored)})
    return made


@action
def close_risk(*, risk: Risk, why: str, version: int | None, by: Any, on: date) -> None:
    """A risk is over. What was raised about it must have been answered."""
    policies.check_own(standing_of(by), risk.area_id, risk.owner_id, "update")
    policies.check_risk_open(risk)
    if risk.escalations.filter(replied_on__isnull=True).exists():
        raise Refused("This risk was raised and has not been answered. Wait for the answer first.")
    next_version(risk, version)
    risk.closed_on, risk.closed_why = on, why.strip()
    risk.save(update_fields=["closed_on", "closed_why"])
    record("improvement.close_risk", subject=risk)


@action
def escalate(
    *, from_board: Board, about: str, title: str, reason: str, asked: str, risk: Risk | None = None, agreed_action: AgreedAction | None = None,
    plan_action: Action | None = None, rule: str = "", by: Any, on: date,
) -> Escalation:  # fmt: skip
    """Raise something to the board above, saying why and what is asked."""
    policies.check_speak(standing_of(by), from_board)
    if risk is not None:
        policies.check_risk_open(risk)
        if risk.board_id != from_board.pk:
            raise Refused(f"{risk.board.name} watches this risk, so it is raised from there.")
        if risk.escalations.filter(replied_on__isnull=True).exists():
            raise Refused("This risk was raised already and has not been answered.")
    made = _raise(from_board, on, by, about=about, title=title.strip()[:200], reason=reason.strip(), asked=asked.strip(), risk=risk,
                  agreed_action=agreed_action, plan_action=plan_action, rule=rule)  # fmt: skip
    record("improvement.escalate", subject=made, fact={"from": from_board.pk, "to": made.to_board_id, "about": about, "rule": rule})
    return made


@action
def answer_escalation(*, escalation: Escalation, answer: str, reply: str, by: Any, on: date) -> Escalation | None:
    """Answer the board below. Where the answer is to pass it on, it is raised to the board above; that is given back."""
    hold(escalation, "replied_on")
    policies.check_reply(standing_of(by), escalation)
    escalation.answer, escalation.reply, escalation.replied_on, escalation.replied_by_id = answer, reply.strip(), on, getattr(by, "pk", None)
    passed = None
    if answer == Escalation.Answer.PASSED:
        passed = _raise(
            escalation.to_board, on, by, about=escalation.about, title=escalation.title, reason=f"{escalation.reason}\n\n{reply.strip()}", asked=escalation.asked,
            risk=escalation.risk, agreed_action=escalation.agreed_action, plan_action=escalation.plan_action, rule=escalation.rule, passed_from=escalation,
        )  # fmt: skip
    escalation.save(update_fields=["answer", "reply", "replied_on", "replied_by"])
    notices.was_answered(escalation, on)
    record("improvement.answer_escalation", subject=escalation, fact={"answer": answer, "passed": getattr(passed, "pk", None)})
    return passed


def _raise(from_board: Board, on: date, by: Any, **said: Any) -> Escalation:
    above = above_of(from_board, on)
    if above is None:
        raise Refused(f"{from_board.name} reports to no other group, so there is nobody above to raise this to.")
    made = Escalation.objects.create(
        from_board=from_board, to_board=above, raised_on=on, raised_by_id=getattr(by, "pk", None), answer_by=working_days_after(on, ANSWER_IN_WORKING_DAYS), **said
    )
    notices.was_raised(made, on)
    return made


def _score(risk: Risk, scored: Scored, by: Any, on: date) -> RiskScore:
    if scored.likelihood_after * scored.impact_after > scored.likelihood_before * scored.impact_before:
        raise Refused("What is done about a risk cannot make its score higher. Check both scores.")
    return RiskScore.objects.create(risk=risk, on=on, by_id=getattr(by, "pk", None), why=scored.why.strip(), **_figures(scored))


def _figures(scored: Scored) -> dict[str, int]:
    return {
        "likelihood_before": scored.likelihood_before, "impact_before": scored.impact_before,
        "likelihood_after": scored.likelihood_after, "impact_after": scored.impact_after,
    }  # fmt: skip


def _check_review(review_on: date, on: date) -> None:
    if review_on <= on:
        raise Refused(f"The day to look at it again must be after {in_words(on)}.")
