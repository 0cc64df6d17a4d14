"""A fixed date is lifted on one of the law's grounds. It adds no weeks: the step is then due as soon as practicable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.people.models import Document
from goldenthread.people.policies import standing_of

from .. import policies
from ..clocks import clock_of
from ..models import AdviceRequest, ExceptionClaim, Request

if TYPE_CHECKING:  # receiving ends asks, whose exceptions are here
    from .receiving import Evidence


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
    paper: Evidence | None = None,
    by: Any,
    on: date,
) -> ExceptionClaim:
    """An officer claims that one of the Regulations' grounds made this clock impractical to keep. A manager decides.

    What shows it are words, a paper or both.
    """
    claims = claims_of(request)
    starts_on, ends_on = clock_of(request, clock)
    facts = {
        "evidence": evidence, "advice_asked_on": advice_asked_on, "closed_from": closed_from, "reopens_on": reopens_on,
        "absent_from": absent_from, "absent_to": absent_to, "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    policies.check_claim(
        standing=standing_of(by), request=request, clock=clock, ground=ground, claims=claims, facts=facts, paper=paper
    )
    claim = next((each for each in claims if each.clock == clock), None) or ExceptionClaim(request=request, clock=clock)
    return _written(claim, ground=ground, evidence=evidence, paper=paper, facts=facts, by=by, on=on)


def claims_of(request: Request, ask: AdviceRequest | None = None) -> list[ExceptionClaim]:
    """The claims on this request's own clocks, or on one adviser's. Two who claim at once do it one after the other."""
    Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    return list(ExceptionClaim.objects.filter(request=request, advice_request=ask).order_by("pk"))


def same_claim(claims: Iterable[ExceptionClaim], clock: str, ground: str, evidence: str) -> ExceptionClaim | None:
    """The claim that this form made when it was sent before: nothing more is to be done then."""
    return next((each for each in claims if each.is_open and (each.clock, each.ground, each.evidence) == (clock, ground, evidence.strip())), None)


def _written(
    claim: ExceptionClaim, *, ground: str, evidence: str, paper: Evidence | None, facts: dict[str, Any], by: Any, on: date
) -> ExceptionClaim:
    """The claim as it is now, with what shows it. What was said of an earlier claim on the same date is in its events."""
    request = claim.request
    if paper is not None:
        kept = Document(
            child_id=request.child_id, file=paper.file, kind=paper.kind, title=paper.title, matter_kind="request", matter_id=request.pk, made_on=on
        )
        rows.insert([kept])
    claim.paper = kept if paper is not None else None
    claim.ground, claim.evidence, claim.claimed_on, claim.claimed_by_id = ground, evidence.strip(), on, getattr(by, "pk", None)
    claim.refused_on = claim.withdrawn_on = claim.decided_by = claim.family_told_on = None
    claim.why = ""
    claim.save()
    told = {name: day for name, day in facts.items() if isinstance(day, date)}
    record(
        "casework.claim_exception",
        child=request.child,
        subject=request,
        fact={"clock": claim.clock, "ground": ground, "paper": paper is not None, **told},
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


@action
def refuse_exception(*, claim: ExceptionClaim, why: str, by: Any, on: date) -> ExceptionClaim:
    """A manager does not accept the claim: the date binds as before."""
    policies.check_refuse(standing=standing_of(by), claim=claim, why=why)
    claim.refused_on, claim.why, claim.decided_by_id = on, why.strip()[:500], getattr(by, "pk", None)
    claim.save(update_fields=["refused_on", "why", "decided_by"])
    _ended("casework.refuse_exception", claim, why)
    return claim


@action
def withdraw_exception(*, claim: ExceptionClaim, why: str, by: Any, on: date) -> ExceptionClaim:
    """The claim is taken back; where it had been accepted, the first date binds again, as if it had never been lifted."""
    policies.check_take_back(standing=standing_of(by), claim=claim, why=why)
    accepted_on, claim.accepted_on = claim.accepted_on, None
    claim.withdrawn_on, claim.why = on, why.strip()[:500]
    claim.save(update_fields=["accepted_on", "withdrawn_on", "why"])
    _ended("casework.withdraw_exception", claim, why, accepted_on=accepted_on)
    return claim


def _ended(verb: str, claim: ExceptionClaim, why: str, **more: Any) -> None:
    fact = {"clock": claim.clock, "ground": claim.ground, **{name: value for name, value in more.items() if value}}
    record(verb, child=claim.request.child, subject=claim.request, fact=fact, why=why, touches={"requests"})
