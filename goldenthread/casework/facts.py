"""From rows to the facts that the law speaks about: a request, its decisions and its exceptions."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from goldenthread.core.gathering import asked, gathered, made_of
from goldenthread.law.timetable import CLOCKS, Duty, ExceptionClaim, OrderFacts, RequestFacts, duties
from goldenthread.people.law_readings import settings_of
from goldenthread.plans.models import Plan, Version

from .models import Decision, Replacement, Request
from .models import ExceptionClaim as Claim

#: The ground of a claim that is known from a return only.
NOT_STATED = "not_stated"

#: How the law names the routes by which a request comes (Act s.36(1); s.23 and s.24 for attention).
LAW_ROUTE: dict[str, str] = {
    Request.Route.PARENT: "parent",
    Request.Route.YOUNG_PERSON: "young_person",
    Request.Route.PARENT_OR_YOUNG_PERSON: "parent",
    Request.Route.SETTING: "school",
    Request.Route.HEALTH: "attention",
    Request.Route.SOCIAL_CARE: "attention",
    Request.Route.OTHER: "attention",
    Request.Route.NOT_KNOWN: "parent",
}


def facts_of(request: Request, decisions: Iterable[Decision], claims: Iterable[Claim]) -> RequestFacts:
    """What the law needs to know of one request."""
    claims = list(claims)
    assess, issue = _by_question(decisions)
    orders = _orders(request, assess, issue, claims)
    return RequestFacts(
        received_on=request.received_on,
        route=LAW_ROUTE.get(request.route, "parent"),
        decided_to_assess=assess.yes if assess else None,
        assess_notified_on=assess.notified_on if assess else None,
        decided_to_issue=issue.yes if issue else None,
        issue_notified_on=_issue_notified_on(request, issue),
        exceptions=tuple(_claim(claim) for claim in claims),
        closed_on=request.ended_on,
        closed_because=CLOSED_BECAUSE.get(request.ended, "the request was closed"),
        custody=bool(request.in_youth_accommodation),
        conceded_on=_conceded_on(assess),
        issue_conceded_on=_conceded_on(issue),
        final_on=request.plan.made_on if issue is not None and issue.replaced_on and request.plan else None,
        order=orders[-1] if orders else None,
    )


def _by_question(decisions: Iterable[Decision]) -> tuple[Decision | None, Decision | None]:
    """Whether to assess, and whether to issue."""
    assess = issue = None
    for decision in decisions:
        if decision.about == "assess":
            assess = decision
        else:
            issue = decision
    return assess, issue


def _conceded_on(decision: Decision | None):
    """When the council gave way on a refusal without an order, after which the first dates stand."""
    if decision is None or decision.replaced_on is None or decision.replacement.kind != Replacement.Kind.CONCEDED:
        return None
    return decision.replacement.happened_on


def _orders(request: Request, assess: Decision | None, issue: Decision | None, claims: Iterable[Claim]) -> list[OrderFacts]:
    """The orders, and what counts as one, in the order in which they came: at most one on each refusal.

    A decision that nothing replaced says so itself (`replaced_on`), so that of the many nothing is asked for.
    """
    found = []
    for decision, kind in ((assess, "assess"), (issue, "make_plan")):
        if decision is None or decision.replaced_on is None or decision.replacement.kind == Replacement.Kind.CONCEDED:
            continue
        instead = decision.replacement
        later = issue if kind == "assess" else None
        served = Version.objects.filter(matter_kind="request", matter_id=request.pk, first_served_on__gte=instead.happened_on)
        found.append(
            OrderFacts(
                kind=kind,
                sent_on=instead.happened_on,
                basis=instead.kind,
                told_on=instead.told_on,
                agreed_by=instead.agreed_by,
                decided_to_issue=later.yes if later else None,
                notified_not_issuing_on=later.notified_on if later and not later.yes else None,
                conceded_on=_conceded_on(later),
                draft_served_on=min((day for day in served.values_list("first_served_on", flat=True) if day), default=None),
                done_on=request.plan.made_on if request.plan else None,
                exceptions=tuple(_claim(claim) for claim in claims),
            )
        )
    return found


def _claim(claim: Claim) -> ExceptionClaim:
    """A claim as the law takes it. A return says that an exception applied and not which: any ground of that clock
    then stands for it, and the words say so."""
    unstated = claim.ground == NOT_STATED
    return ExceptionClaim(
        clock=claim.clock,
        ground=CLOCKS[claim.clock].exceptions[0] if unstated else claim.ground,
        accepted_on=claim.accepted_on,
        because="the return says that an exception applied, and not which" if unstated else "",  # the ground's name: evidence is for fewer eyes
        family_told_on=claim.family_told_on,
    )


def _issue_notified_on(request: Request, issue: Decision | None):
    """When the family was told; for a plan known from a return that does not date the decision, when it was made."""
    if issue is None or issue.notified_on is not None or not issue.yes or request.plan is None:
        return issue.notified_on if issue else None
    return request.plan.made_on


CLOSED_BECAUSE = {"withdrawn": "the request was withdrawn", "moved": "the family moved to another area", "over": "the assessment is over"}


def duties_of(request: Request, decisions: Iterable[Decision], claims: Iterable[Claim]) -> tuple[Duty, ...]:
    """Every clock of a request, its decision to assess and its decision to issue included.

    A request that a return says has ended, without a date, has no clock that still runs. An assessment again has those of the
    reassessment, which another room keeps.
    """
    if request.again_id is not None or request.received_on is None or (request.ended and request.ended_on is None):
        return ()
    decisions, claims = list(decisions), list(claims)
    settings = settings_of(request.area_id)
    found = duties(facts_of(request, decisions, claims), settings)
    if sum(decision.replaced_on is not None for decision in decisions) > 1:  # the newest order is among those; its forerunner is not
        for order in _orders(request, *_by_question(decisions), claims)[:-1]:
            found += duties(order, settings)
    decided = {
        decision.about
        for decision in decisions
        if decision.notified_on is None and decision.made_on is None and decision.forum == "return"
    }
    if "assess" not in decided:
        return found
    return tuple(duty for duty in found if duty.clock not in UNDATED["assess"] or duty.met_on is not None)


#: Clocks that a decision known only from a return, without its date, has stopped on a day that nobody knows.
UNDATED = {"assess": ("EHCNA-06", "DET-06")}


def requests_of(child_ids: Collection[UUID]):
    """Requests of these children, with their decisions and their claims by request, ready for `duties_of`."""
    requests = list(Request.objects.filter(child_id__any=child_ids).select_related("plan").order_by("pk"))
    decisions = gathered(Decision.objects.filter(request__child_id__any=child_ids), "request_id")
    claims = gathered(Claim.objects.filter(request__child_id__any=child_ids), "request_id")
    return requests, decisions, claims


class RequestOnFile(NamedTuple):
    """A request with all that its clocks follow from, and the lists it is on."""

    request: Request
    decisions: list[Decision]
    claims: list[Claim]
    area_id: int | None
    worker_id: int | None


_FEW = """
SELECT jsonb_agg(jsonb_build_object(
    'request', to_jsonb(r), 'plan', to_jsonb(p), 'area', CASE WHEN c.closed_list_on IS NULL THEN c.area_id END, 'worker', i.user_id,
    'decisions', (SELECT jsonb_agg(to_jsonb(d) ORDER BY d.id) FROM casework_decision d WHERE d.request_id = r.id),
    'claims', (SELECT jsonb_agg(to_jsonb(e) ORDER BY e.id) FROM casework_exceptionclaim e WHERE e.request_id = r.id)
    ) ORDER BY r.id)::text
  FROM casework_request r
  JOIN people_child c ON c.id = r.child_id
  LEFT JOIN plans_plan p ON p.id = r.plan_id
  LEFT JOIN people_involvement i ON i.child_id = c.id AND i.role = 'named_worker' AND i.until_on IS NULL
 WHERE r.child_id = ANY (%(ids)s::uuid[])
"""


def few_requests_of(child_ids: Collection[UUID]) -> list[RequestOnFile]:
    """The same for few children, with whose lists they are on, in one statement."""
    return [
        RequestOnFile(
            request=made_of(Request, each["request"], plan=made_of(Plan, each["plan"])),
            decisions=[made_of(Decision, row) for row in each["decisions"] or ()],
            claims=[made_of(Claim, row) for row in each["claims"] or ()],
            area_id=each["area"],
            worker_id=each["worker"],
        )
        for each in asked(_FEW, {"ids": list(child_ids)}) or ()
    ]
