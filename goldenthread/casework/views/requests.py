"""A request that was recorded: what it says, its clocks, its letters, and what can be done with it now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import allowed
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may, pairs_on

from .. import policies
from ..actions.concluding import check_decide_issue
from ..advice.clocks import about
from ..clocks import CLAIMABLE, spoken
from ..excused import with_advisers, words_of
from ..facts import duties_of
from ..models import Request
from .finding import find_request, record_href


@require_safe
@needs("request", "view")
def request_page(request: Any, request_id: UUID) -> HttpResponse:
    """The request as it stands."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.request", children=[found.child])
    return render(request, "casework/request.html", _context(request, found))


@require_safe
@needs("request", "view")
def recorded(request: Any, request_id: UUID) -> HttpResponse:
    """Right after it was recorded: who works on it, and the date by which the family is told."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.recorded", children=[found.child])
    due = {duty.clock: duty for duty in duties_of(found, [], [])}
    decide = due.get("EHCNA-06") or due.get("DET-06")
    return render(
        request,
        "casework/recorded.html",
        {"found": found, "child": found.child, "decide": decide, "record": record_href(found.child)},
    )


def _papers(standing: Any, found: Request) -> list[Document]:
    papers = Document.objects.filter(child=found.child, matter_id=found.pk).select_related("file")
    return list(papers.readable(standing.user_id, pairs_on(standing, found.child)))


def _context(request: Any, found: Request) -> dict:
    standing, decisions = request.standing, list(found.decisions.all())
    decided = next((decision for decision in decisions if decision.about == "assess"), None)
    found_duties = duties_of(found, decisions, list(found.exception_claims.all())) if found.received_on else ()
    duties = [(duty, duty.state(standing.on)) for duty in found_duties if duty.due_on]
    may_update = allowed(policies.check_update, standing=standing, request=found)
    sees_papers = allowed(check_may, standing, found.child, "document", "view")
    return {
        "found": found,
        "child": found.child,
        "decided": decided,
        "test": policies.TEST,
        "duties": duties,
        "claims": [
            (claim, words_of(claim), spoken(claim.clock) + (f" ({about(claim.advice_request)})" if claim.advice_request else ""))
            for claim in with_advisers(found.exception_claims.all())
        ],
        "papers": _papers(standing, found)
        if sees_papers
        else [],
        "today": standing.on,
        "record": record_href(found.child),
        "may_decide": decided is None
        and allowed(policies.check_decide, standing=standing, request=found, decided=decided),
        "concluded": next((decision for decision in decisions if decision.about == "issue"), None),
        "may_conclude": allowed(check_decide_issue, standing=standing, request=found, decisions=decisions),
        "changed": [decision.replacement for decision in decisions if decision.replaced_on is not None],
        "may_replace": any(not decision.goes_ahead for decision in decisions) and not found.ended and allowed(check_may, standing, found.child, "request", "decide"),
        "may_update": may_update,
        "may_claim": may_update and any(duty.clock in CLAIMABLE and state in ("due", "late") for duty, state in duties),
        "may_withdraw": allowed(policies.check_withdraw, standing=standing, request=found, decisions=decisions),
        "sees_advice": decided is not None and decided.goes_ahead and allowed(check_may, standing, found.child, "ask", "update"),
        "may_accept": allowed(check_may, standing, found.child, "request", "decide"),
    }
