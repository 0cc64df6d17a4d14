"""The six weeks of each adviser: the duty that the law gives, and the deadlines kept equal to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from goldenthread.core.asked_often import AskedOften
from goldenthread.core.gathering import gathered
from goldenthread.core.keeping import Some
from goldenthread.law.advice import FREE_OF_CLOCK
from goldenthread.law.timetable import AdviceAsk, Duty
from goldenthread.law.timetable import ExceptionClaim as LawClaim
from goldenthread.law.timetable.requests import advice as advice_duty
from goldenthread.people.belonging import belonging
from goldenthread.people.deadlines import Kept, deadline_of, keep_equal, unequal
from goldenthread.people.models import Deadline

from ..facts import CLOSED_BECAUSE
from ..models import AdviceRequest, Decision, ExceptionClaim, Request
from .words import short

CLOCK = "ADV-06"


def about(ask: AdviceRequest) -> str:
    """Which adviser, as a deadline tells apart several on the same clock."""
    return short(ask.kind) + (f", {ask.asked_of.name}" if ask.asked_of else "")


def duty_of(
    ask: AdviceRequest, request: Request, decisions: Iterable[Decision] = (), claims: Iterable[ExceptionClaim] = ()
) -> Duty | None:
    """One adviser's six weeks; None for the family, and for earlier advice that serves instead."""
    if ask.asked_on is None or ask.kind in FREE_OF_CLOCK:
        return None
    closed_on, closed = _closed(request, decisions)
    duty = advice_duty(
        AdviceAsk(kind=ask.kind, asked_on=ask.asked_on, received_on=ask.received_on, withdrawn_on=ask.withdrawn_on),
        ask.asked_on,
        tuple(_claim(claim) for claim in claims if claim.advice_request_id == ask.pk),
        closed_on=None if ask.received_on else closed_on,
        closed="" if ask.received_on else closed,
    )
    return duty._replace(about=about(ask))


def _claim(claim: ExceptionClaim) -> LawClaim:
    return LawClaim(
        clock=claim.clock, ground=claim.ground, accepted_on=claim.accepted_on, family_told_on=claim.family_told_on,
    )  # fmt: skip


def _closed(request: Request, decisions: Iterable[Decision]) -> tuple[date | None, str]:
    """When and why nobody waits for advice any more, as far as the request says."""
    if request.ended:
        return request.ended_on or request.received_on, CLOSED_BECAUSE.get(request.ended, "the request was closed")
    told = next((each.notified_on for each in decisions if each.about == "issue" and each.notified_on), None)
    return told, "the council decided without it" if told else ""


def refresh_advice_clocks(child_ids: Collection[UUID]) -> int:
    """The deadline of every ask about these children. An ask is never deleted, so where there is none none is kept."""
    wanted = _wanted(child_ids)
    return 0 if wanted is None else keep_equal(wanted, _kept(child_ids))


def advice_differing(some: Some) -> set[UUID]:
    """The children of whom an ask's deadline is not kept as it should be."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT a.child_id FROM casework_advicerequest a WHERE {some.among('a.child_id')}", some.values)
        asked = [child_id for (child_id,) in cursor.fetchall()]
    found: set[UUID] = set()
    for start in range(0, len(asked), 2000):
        ids = asked[start : start + 2000]
        new, changed, gone = unequal(_wanted(ids) or (), _kept(ids))
        found |= {row.child_id for row in new}
        found |= set(Deadline.objects.filter(pk__in=[*gone, *(row[0] for row in changed)]).values_list("child_id", flat=True))
    return found


def _kept(child_ids: Collection[UUID]) -> QuerySet[Deadline]:
    return Deadline.objects.filter(child_id__any=child_ids, matter_kind="advice")


_ASKS: AskedOften[AdviceRequest] = AskedOften(
    lambda children: AdviceRequest.objects.filter(child_id__any=children).select_related("request", "asked_of").order_by("pk"), children=[UUID]
)
_DECISIONS: AskedOften[Decision] = AskedOften(lambda children: Decision.objects.filter(request__child_id__any=children), children=[UUID])
_CLAIMS: AskedOften[ExceptionClaim] = AskedOften(lambda children: ExceptionClaim.objects.filter(advice_request__child_id__any=children), children=[UUID])


def _wanted(child_ids: Collection[UUID]) -> list[Kept] | None:
    """What is to be kept of every ask about these children; None where nobody was asked."""
    asks = list(_ASKS.of_any_length(children=child_ids))
    if not asks:
        return None
    decisions = gathered(_DECISIONS.of_any_length(children=child_ids), "request_id")
    claims = gathered(_CLAIMS.of_any_length(children=child_ids), "advice_request_id")
    belongs = belonging(child_ids)
    wanted = []
    for ask in asks:
        duty = duty_of(ask, ask.request, decisions[ask.request_id], claims[ask.pk])
        to = belongs[ask.child_id]
        row = duty and deadline_of(
            duty, child_id=ask.child_id, area_id=to.area_id, worker_id=to.worker_id, matter_kind="advice", matter_id=ask.pk
        )  # fmt: skip
        if row is not None:
            wanted.append(row)
    return wanted
