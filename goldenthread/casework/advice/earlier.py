"""Advice that exists already: what could serve in a new assessment, and what an adviser can begin with."""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.plans.models import Advice

from ..models import AdviceRequest, Request


def earlier_of(ask: AdviceRequest) -> QuerySet[Advice]:
    """What the same service said of this child before, newest first."""
    given = Advice.objects.filter(child_id=ask.child_id, organisation=ask.asked_of, organisation__isnull=False, given_on__isnull=False)
    return (given.exclude(pk=ask.advice_id) if ask.advice_id else given).order_by("-given_on", "pk")


def given_before(request: Request) -> QuerySet[Advice]:
    """All advice about this child that was not given for this assessment, newest first."""
    given = Advice.objects.filter(child_id=request.child_id, given_on__isnull=False).exclude(asked_for__request=request)
    return given.select_related("organisation").order_by("-given_on", "pk")


def waiting_for(request: Request, kind: str) -> AdviceRequest | None:
    """The ask for this kind of advice that waits, in whose place earlier advice would come."""
    waiting = AdviceRequest.objects.filter(request=request, kind=kind, withdrawn_on__isnull=True, received_on__isnull=True)
    return waiting.select_related("request").order_by("pk").first()


def asks_of(request: Request) -> list[AdviceRequest]:
    """Every ask of this assessment, with what a list shows of it."""
    asks = AdviceRequest.objects.filter(request=request).select_related("asked_of", "adviser", "advice")
    return list(asks.prefetch_related("returns", "exception_claims").order_by("asked_on", "pk"))
