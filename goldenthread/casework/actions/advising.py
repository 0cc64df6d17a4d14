"""Advice is asked for, put right by earlier advice, taken back, accepted or returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from goldenthread.core import form_keys, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import next_version
from goldenthread.law import advice as law
from goldenthread.people.models import Involvement, Organisation
from goldenthread.people.newcomers import involvement_of
from goldenthread.people.policies import standing_of
from goldenthread.plans.models import Advice

from ..advice import policies
from ..advice.telling import asked_notices, returned_notice
from ..models import AdviceRequest, AdviceReturn, ExceptionClaim, Request
from ..policies import check_claim as check_claim_of_request
from . import excusing

REQUESTS = frozenset({"requests"})
#: How long an adviser still reads the record after their advice was accepted (the permission table's scope `asked`).
READS_ON = timedelta(days=28)
#: What asking makes of a body that was not involved: a board of the NHS has its own reach, a setting its own.
INVOLVED_AS: dict[str, str] = {Organisation.Kind.SETTING: "setting", Organisation.Kind.ICB: "health"}


@dataclass(frozen=True, kw_only=True)
class NewAsk:
    """One ask as an officer sends it. `body` is empty for the family alone; `because` says who wanted it and why."""

    kind: str
    what: str
    body: Organisation | None = None
    adviser: Any = None
    through: str = ""
    because: str = ""


@action
def seek_advice(
    *, request: Request, asks: Sequence[NewAsk], by: Any, on: date, form_key: UUID | None = None, result_url: str = ""
) -> list[AdviceRequest]:
    """Everybody named is asked today, and their six weeks begin. Each body gets a way in to this child's record."""
    standing = standing_of(by)
    if form_key is not None and (sent := form_keys.result(key=form_key, user_id=getattr(by, "pk", None))):
        raise form_keys.AlreadySent(sent)
    policies.check_seek(standing=standing, request=request, decisions=list(request.decisions.order_by("pk")))
    waiting = AdviceRequest.objects.filter(request=request, withdrawn_on__isnull=True, accepted_on__isnull=True)
    policies.check_asks(asks=asks, open_asks=list(waiting.order_by("pk")))
    child = request.child
    made = [
        AdviceRequest(
            request=request, child=child, area_id=request.area_id, kind=ask.kind, through=ask.through, asked_of=ask.body, adviser=ask.adviser,
            what=ask.what, because=ask.because, asked_on=on, due_on=None if ask.kind in law.FREE_OF_CLOCK else law.advice_by(on),
        )
        for ask in asks
    ]  # fmt: skip
    key = [] if form_key is None else [form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)]
    try:
        rows.insert([*made, *_ways_in(request, made, on), *key])
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        raise
    outbox.tell_all(asked_notices(request, made, on))
    for ask in made:
        fact = {"kind": ask.kind, "organisation": ask.asked_of_id, "asked_on": on, "due_on": ask.due_on}
        record("casework.seek_advice", child=child, subject=ask, fact=fact, why=ask.because, touches=REQUESTS)
    return made


def _ways_in(request: Request, asks: Sequence[AdviceRequest], on: date) -> list[Involvement]:
    """What lets each body that is asked see this child, where it has no such way in today."""
    bodies = {ask.asked_of_id: ask.asked_of for ask in asks if ask.asked_of}
    advisers = {ask.adviser_id: ask.adviser for ask in asks if ask.adviser and ask.asked_of is None}
    now = set(
        Involvement.objects.filter(Q(until_on__isnull=True), child=request.child)
        .order_by("pk")
        .values_list("role", "organisation_id", "user_id")
    )
    because = "Asked for advice in the assessment"
    made = [
        involvement_of(request.child, organisation=body, role=role, because=because, on=on)
        for body in bodies.values()
        if (role := INVOLVED_AS.get(body.kind, "adviser")) and (role, body.pk, None) not in now
    ]
    return made + [
        involvement_of(request.child, user=adviser, role="adviser", because=because, on=on)
        for adviser in advisers.values()
        if ("adviser", None, adviser.pk) not in now
    ]


@action
def reuse_advice(
    *, request: Request, kind: str, earlier: Advice, agreed: Mapping[str, date | None], by: Any, on: date, ask: AdviceRequest | None = None
) -> AdviceRequest:
    """Advice that exists serves, as its author, the council and the family each agreed. No clock runs.

    `agreed` has a date for "author", "council" and "family". An `ask` that waits is withdrawn because of it.
    """
    if earlier.child_id != request.child_id:
        raise Refused("That advice is about another child.")
    if earlier.given_on is None:
        raise Refused("That advice has not been sent, so it cannot be used.")
    policies.check_reuse(
        standing=standing_of(by), ask=ask, request=request, decisions=list(request.decisions.order_by("pk")), agreed=dict(agreed), on=on
    )
    if ask is not None:
        _withdraw(ask, "Earlier advice is used instead", None, on)
    made = AdviceRequest(
        request=request, child_id=request.child_id, area_id=request.area_id, kind=kind, asked_of_id=earlier.organisation_id, advice=earlier,
        received_on=on, accepted_on=on, accepted_by_id=getattr(by, "pk", None), author_agreed_on=agreed["author"],
        council_agreed_on=agreed["council"], family_agreed_on=agreed["family"],
    )  # fmt: skip
    rows.insert([made])
    fact = {"kind": kind, "organisation": earlier.organisation_id, **{f"{who}_agreed_on": day for who, day in agreed.items()}}
    record("casework.reuse_advice", child=request.child_id, subject=made, fact=fact, touches=REQUESTS)
    return made


@action
def withdraw_ask(*, ask: AdviceRequest, why: str, version: int | None = None, by: Any, on: date) -> AdviceRequest:
    """The council no longer asks for this advice. Its clock ends, and the body's way in with it."""
    policies.check_withdraw(standing=standing_of(by), ask=ask, why=why)
    _withdraw(ask, why, version, on)
    fact = {"kind": ask.kind, "organisation": ask.asked_of_id, "withdrawn_on": on}
    record("casework.withdraw_ask", child=ask.child_id, subject=ask, fact=fact, why=why, touches=REQUESTS)
    return ask


def _withdraw(ask: AdviceRequest, why: str, version: int | None, on: date) -> None:
    next_version(ask, version)
    ask.withdrawn_on, ask.withdrawn_why = on, why[:200]
    ask.save(update_fields=["withdrawn_on", "withdrawn_why"])
    _end_way_in(ask, on)


def _end_asks(request: Request, on: date, why: str = "The request was withdrawn") -> None:
    """The request has come to an end: nobody waits for the advice that was still asked for. Called inside an action."""
    for ask in AdviceRequest.objects.filter(request=request, received_on__isnull=True, withdrawn_on__isnull=True).order_by("pk"):
        _withdraw(ask, why, None, on)


@action
def accept_advice(*, ask: AdviceRequest, version: int | None = None, by: Any, on: date) -> AdviceRequest:
    """An officer read it and it will do. The adviser reads the record for 28 days more."""
    policies.check_judge(standing=standing_of(by), ask=ask)
    next_version(ask, version)
    ask.accepted_on, ask.accepted_by_id = on, getattr(by, "pk", None)
    ask.save(update_fields=["accepted_on", "accepted_by"])
    _end_way_in(ask, on + READS_ON)
    fact = {"kind": ask.kind, "organisation": ask.asked_of_id, "accepted_on": on, "findings": len(ask.findings)}
    record("casework.accept_advice", child=ask.child_id, subject=ask, fact=fact, touches=REQUESTS)
    return ask


def _end_way_in(ask: AdviceRequest, until: date) -> None:
    """End what let this adviser in, unless something else is asked of them about this child."""
    if not (ask.asked_of_id or ask.adviser_id):
        return
    whose: dict[str, Any] = {"asked_of_id": ask.asked_of_id} if ask.asked_of_id else {"adviser_id": ask.adviser_id, "asked_of": None}
    waiting = AdviceRequest.objects.filter(child_id=ask.child_id, accepted_on__isnull=True, withdrawn_on__isnull=True, **whose)
    if waiting.exclude(pk=ask.pk).exists():
        return
    tie: dict[str, Any] = {"organisation_id": ask.asked_of_id} if ask.asked_of_id else {"user_id": ask.adviser_id}
    Involvement.objects.filter(child_id=ask.child_id, role="adviser", until_on__isnull=True, **tie).update(until_on=until)


@action
def return_advice(*, ask: AdviceRequest, reasons: str, version: int | None = None, by: Any, on: date) -> AdviceReturn:
    """It goes back to be made better. What came in is kept with the day it came; the six weeks are not touched."""
    policies.check_judge(standing=standing_of(by), ask=ask)
    if not reasons.strip():
        raise Refused("Enter what must be made better.")
    next_version(ask, version)
    back = AdviceReturn(
        advice_request=ask, received_on=ask.received_on or on, returned_on=on, reasons=reasons, findings=ask.findings, by=by
    )
    back.save()
    ask.received_on, ask.findings = None, []
    ask.save(update_fields=["received_on", "findings"])
    if ask.advice:
        Advice.objects.filter(pk=ask.advice.pk).update(given_on=None)
        ask.advice.given_on = None
    outbox.tell_all(returned_notice(ask, back))
    fact = {"kind": ask.kind, "organisation": ask.asked_of_id, "received_on": back.received_on, "returned_on": on}
    record("casework.return_advice", child=ask.child_id, subject=ask, fact=fact, why=reasons, touches=REQUESTS)
    return back


@action
def claim_for_adviser(
    *, ask: AdviceRequest, ground: str, evidence: str = "", absent_from: date | None = None, absent_to: date | None = None,
    paper: Any = None, by: Any, on: date,
) -> ExceptionClaim:  # fmt: skip
    """One of regulation 8(2)'s grounds made this adviser's six weeks impractical to keep. A manager decides."""
    claims = excusing.claims_of(ask.request, ask)
    facts = {
        "evidence": evidence, "absent_from": absent_from, "absent_to": absent_to, "starts_on": ask.asked_on, "ends_on": ask.due_on,
    }  # fmt: skip
    policies.check_waiting(ask)
    check_claim_of_request(
        standing=standing_of(by), request=ask.request, clock="ADV-06", ground=ground, claims=claims, facts=facts, paper=paper
    )
    claim = claims[0] if claims else ExceptionClaim(request=ask.request, advice_request=ask, clock="ADV-06")
    return excusing._written(claim, ground=ground, evidence=evidence, paper=paper, facts=facts, by=by, on=on)
