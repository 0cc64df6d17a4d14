"""A refusal opens support at SEN Support, so that nobody is left with a no and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Involvement, Membership, Organisation
from goldenthread.people.newcomers import involvement_of
from goldenthread.people.policies import check_may, standing_of

from ..models import Decision, StepAcross

#: Days within which the service first speaks to the family (a local promise, not a duty).
FIRST_TALK_DAYS = 14
NOTHING: frozenset[str] = frozenset()


@action
def step_across(*, decision: Decision, to: Organisation, what: str, by: Any, on: date) -> StepAcross:
    """A child whose assessment, or plan, was refused is referred to a service for support. Their rights stay as they are."""
    child = decision.request.child
    check_may(standing_of(by), child, "request", "update")
    if decision.goes_ahead:
        raise Refused("Only a refusal can open a step across to support.")
    if StepAcross.objects.filter(decision=decision).exists():
        raise Refused("A step across to support is open for this decision already.")
    if not what.strip():
        raise Refused("Say what support is asked for.")
    made = StepAcross(
        child=child, area_id=child.area_id, decision=decision, to=to, what=what.strip(), referred_on=on, due_on=on + timedelta(days=FIRST_TALK_DAYS)
    )
    new: list[Any] = [made]
    role = {"setting": "setting", "health": "health", "social_care": "social_care"}.get(to.kind, "adviser")
    if not Involvement.objects.filter(child=child, organisation=to, role=role, until_on__isnull=True).exists():
        new.append(involvement_of(child, organisation=to, role=role, because="Support after a refusal", on=on))
    rows.insert(new)
    users = Membership.objects.filter(organisation=to, until_on__isnull=True, user__is_active=True).values_list("user_id", flat=True)
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"step_across.{made.pk}.{user_id}", channel="email", to_user=user_id, subject="A family was referred to your service",
                body="A family was referred to your service for support. Sign in to read what is asked.",
            )
            for user_id in sorted(set(users))
        ]
    )  # fmt: skip
    record("casework.step_across", child=child, subject=made, fact={"to": to.pk, "due_on": made.due_on}, touches=NOTHING)
    return made


@action
def note_first_talk(*, step: StepAcross, met_on: date, what_came: str, by: Any, on: date) -> None:
    """The service has spoken to the family: when, and what was agreed."""
    check_may(standing_of(by), step.child, "request", "update")
    if met_on > on:
        raise Refused("The day of the talk must be today or in the past.")
    if met_on < step.referred_on:
        raise Refused("The talk cannot be before the referral.")
    step.met_on, step.what_came = met_on, what_came.strip()
    step.save(update_fields=["met_on", "what_came"])
    record("casework.note_first_talk", child=step.child, subject=step, fact={"met_on": met_on}, touches=NOTHING)
