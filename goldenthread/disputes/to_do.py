"""What must still be done after disputes, with the day that holds: the law's, or the one that was set."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.law.timetable import CLOCKS
from goldenthread.people.models import Deadline

from .models import Dispute, Undertaking
from .reach import ON_REQUESTS
from .stages import Due


def with_dates(undertakings: QuerySet[Undertaking]) -> QuerySet[Undertaking]:
    """Each with `by`: the first open day of law on it, or on the request that it changed; else the day that was set."""
    open_now = Deadline.objects.filter(met_on=None, ended_on=None, lifted_on=None).order_by().values("kind")
    own = open_now.filter(matter_id=OuterRef("pk"), matter_kind="dispute").annotate(first=Min("due_on")).values("first")[:1]
    of_request = open_now.filter(ON_REQUESTS, matter_id=OuterRef("replacement__decision__request_id")).annotate(first=Min("due_on")).values("first")[:1]
    return undertakings.annotate(by=Coalesce(Subquery(own), Subquery(of_request), F("due_on")))


def open_undertakings(disputes: QuerySet[Dispute]) -> QuerySet[Undertaking]:
    """Of these disputes, what is not done: overdue first."""
    found = Undertaking.objects.filter(dispute__in=disputes, done_on__isnull=True).exclude(dispute__ended=Dispute.Ended.WITHDRAWN)
    return with_dates(found).select_related("dispute__child__case__worker", "evidence").order_by(F("by").asc(nulls_last=True), "from_on", "pk")


def of_dispute(dispute: Any) -> list[Undertaking]:
    """Everything that was to be done after one dispute: what is open by its date, then what was done."""
    found = with_dates(Undertaking.objects.filter(dispute=dispute)).select_related("evidence__file", "replacement__decision")
    return list(found.order_by(F("done_on").desc(nulls_first=True), F("by").asc(nulls_last=True), "from_on", "pk"))


def due_of_requests(undertakings: list[Undertaking]) -> list[Due]:
    """The open dates of the requests whose refusals these changed."""
    ids = {each.replacement.decision.request_id for each in undertakings if each.replacement is not None and each.done_on is None}
    rows = Deadline.objects.filter(ON_REQUESTS, matter_id__in=ids, met_on=None, ended_on=None, lifted_on=None) if ids else []
    return [Due(row.due_on, CLOCKS[row.clock].name, CLOCKS[row.clock].citation.text, row.matter_id) for row in rows]
