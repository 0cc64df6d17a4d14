"""Which disputes a person finds, and in what order lists show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least

from goldenthread.access import permissions
from goldenthread.people.models import Deadline, Involvement, Membership
from goldenthread.people.standing import SCOPE_OF_INVOLVEMENT, Standing

from .models import Bundle, BundleProgress, Dispute, Lesson, Undertaking

#: Clocks that an order starts on a request whose refusal it changed.
ON_REQUESTS = Q(clock__startswith="ORD-") | Q(clock__startswith="UNOPP-")


def visible_disputes(standing: Standing, action: str = "list") -> QuerySet[Dispute]:
    """Disputes that this person may list: of their areas (save closed records), or of children they are tied to."""
    reach = Q(pk__in=())
    areas = standing.areas_where("dispute", action)
    if areas:
        reach |= Q(child__area_id__in=areas, child__closed_list_on__isnull=True)
    scopes = standing.scopes("dispute", action)
    roles = [role for role, scope in SCOPE_OF_INVOLVEMENT.items() if scope in scopes]
    if roles and standing.signed_in:
        involved = Involvement.objects.filter(
            Q(user_id=standing.user_id) | Q(organisation_id__in=standing.organisation_ids),
            Q(until_on__isnull=True) | Q(until_on__gte=standing.on),
            child_id=OuterRef("child_id"), from_on__lte=standing.on, role__in=roles,
        )  # fmt: skip
        reach |= Q(Exists(involved))
    return Dispute.objects.filter(reach)


def visible_lessons(standing: Standing) -> QuerySet[Lesson]:
    """Lessons of the areas where this person lists disputes, and those that are theirs to act on. They name no child."""
    return Lesson.objects.filter(Q(area_id__in=standing.areas_where("dispute", "list")) | Q(owner_id=standing.user_id))


def owners_in(area_id: int) -> dict[int, Any]:
    """Who can own an action: everybody with a seat in the area's SEND team, by name."""
    seats = Membership.objects.filter(organisation__area_id=area_id, organisation__kind="send_team", until_on__isnull=True, user__is_active=True)
    return {seat.user_id: seat.user for seat in seats.select_related("user").order_by("user__name", "pk")}


def makers_of_bundles(area_id: int) -> dict[int, Any]:
    """Who may make a bundle of any dispute of the area: everybody whose role exports disputes there, by name."""
    seats = Membership.objects.filter(organisation__area_id=area_id, organisation__kind="send_team", until_on__isnull=True, user__is_active=True)
    found = seats.select_related("user").order_by("user__name", "pk")
    return {seat.user_id: seat.user for seat in found if "area" in permissions.scopes(seat.role, "dispute", "export")}


def progress_of(bundle: Bundle) -> BundleProgress | None:
    """How far the worker is with a bundle; None before it has begun."""
    return BundleProgress.objects.filter(pk=bundle.pk).first()


def with_due(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """Each with `due_on`, its next date: its own, or that of a request whose refusal an order changed."""
    of_orders = Undertaking.objects.filter(
        dispute=OuterRef(OuterRef("pk")), done_on__isnull=True, replacement__isnull=False
    ).values("replacement__decision__request_id")
    open_now = Deadline.objects.filter(
        ON_REQUESTS, matter_id__in=of_orders, met_on=None, ended_on=None, lifted_on=None, kind="limit"
    )
    first = open_now.order_by().values("kind").annotate(first=Min("due_on")).values("first")
    return disputes.annotate(due_on=Least(F("next_due_on"), Subquery(first)))


def find(standing: Standing, **which: Any) -> Dispute | None:
    """One dispute that this person may look at, with what its page needs."""
    found = visible_disputes(standing, "view").filter(**which)
    return found.select_related(
        "child__area", "child__case__worker", "area", "mediation", "appeal", "complaint", "ombudsman", "decision__request", "adult", "owner", "earlier", "line"
    ).first()
