"""A fixed date is lifted on one of the law's grounds. It adds no weeks: the step is then due as soon as practicable."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.people.policies import standing_of

from .. import policies
from ..clocks import clock_of
from ..models import ExceptionClaim, Request


@action
def claim_exception(
    *,
    request: Request,
    clock: str,
    ground: str,
    evidence: str = "",
    advice_asked_on: date | None = None,
    closed_from: date | None = None,
    reopens_on: date | None = None,
    absent_from: date | None = None,
    absent_to: date | None = None,
    by: Any,
    on: date,
) -> ExceptionClaim:
    """An officer claims that one of the Regulations' grounds made this clock impractical to keep. A manager decides."""
    claims = list(request.exception_claims.order_by("pk"))
    starts_on, ends_on = clock_of(request, clock)
    facts = {
        "evidence": evidence, "advice_asked_on": advice_asked_on, "closed_from": closed_from, "reopens_on": reopens_on,
        "absent_from": absent_from, "absent_to": absent_to, "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    policies.check_claim(
        standing=standing_of(by), request=request, clock=clock, ground=ground, claims=claims, facts=facts
    )
    claim = next((each for each in claims if each.clock == clock), None) or ExceptionClaim(request=request, clock=clock)
    claim.ground, claim.evidence, claim.claimed_on = ground, evidence, on
    claim.save()
    told = {name: day for name, day in facts.items() if isinstance(day, date)}
    record(
        "casework.claim_exception",
        child=request.child,
        subject=request,
        fact={"clock": clock, "ground": ground, **told},
        touches={"requests"},
    )
    return claim


@action
def accept_exception(*, claim: ExceptionClaim, family_told_on: date | None, by: Any, on: date) -> ExceptionClaim:
    """A manager accepts the claim, and the family has been told: the fixed date is lifted and stays on show."""
    policies.check_accept(standing=standing_of(by), claim=claim, family_told_on=family_told_on, on=on)
    claim.accepted_on, claim.family_told_on = on, family_told_on
    claim.decided_by_id = getattr(by, "pk", None)
    claim.save(update_fields=["accepted_on", "family_told_on", "decided_by"])
    fact = {"clock": claim.clock, "ground": claim.ground, "family_told_on": family_told_on}
    record(
        "casework.accept_exception", child=claim.request.child, subject=claim.request, fact=fact, touches={"requests"}
    )
    return claim
