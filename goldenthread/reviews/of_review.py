"""What hangs from a review, or from a child's plan, that was found in scope before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.law import review as law
from goldenthread.people.models import Deadline
from goldenthread.people.models.kept import OPEN
from goldenthread.plans.models import Plan

from .models import Considered, Invitee, Report, Review

OF_REVIEWS = ("AR-FIRST12", "AR-NEXT12", "AR-U5", "XFER-REVIEW", "AR-PACK-REPORT", "AR-PACK-DECISION", "AR-PACK-AMEND", "AR-FINAL8", "AR-NOAMEND8")
YEARLY = ("AR-FIRST12", "AR-NEXT12", "XFER-REVIEW")


def report_of(review: Review) -> Report | None:
    return Report.objects.filter(review=review).first()


def invitees_of(review: Review) -> list[Invitee]:
    """Who is on the list, those whom the law names first."""
    order = list(Invitee.Role.values)
    found = review.invitees.select_related("adult", "organisation", "user").order_by("added", "pk")
    return sorted(found, key=lambda one: (one.added, order.index(one.role), one.name))


def invitee_of(review: Review, invitee_id: UUID) -> Invitee | None:
    return Invitee.objects.filter(review=review, pk=invitee_id).select_related("review__plan__child", "adult", "organisation").first()


def decide_by(review: Review) -> date | None:
    """The last day to decide and tell: four weeks from the meeting, and inside the year."""
    if review.met_on is None:
        return None
    kept = Deadline.objects.filter(child_id=review.plan.child_id, clock="AR-PACK-DECISION", starts_on=review.met_on).first()
    return kept.due_on if kept else law.decide_by(review.met_on)


def plan_of(child: Any) -> Plan | None:
    """The plan in force."""
    found = Plan.objects.filter(child=child, ceased_on__isnull=True).order_by("-made_on").first()
    if found is not None:
        found.child = child
    return found


def reviews_of(child: Any) -> list[Review]:
    """Every review of this child's plans, the newest first."""
    found = list(Review.objects.filter(plan__child=child).select_related("convened_by", "plan"))
    return sorted(found, key=lambda one: one.met_on or one.planned_on or one.notified_on or date.min, reverse=True)


def clocks_of(child: Any) -> list[Deadline]:
    """What the law wants next of this child's reviews."""
    return list(Deadline.objects.filter(child=child, matter_kind="plan", clock__in=OF_REVIEWS, met_on=None, lifted_on=None, ended_on=None).order_by("due_on"))


def year_of(child: Any) -> Deadline | None:
    """The date by which the next review must be decided and told."""
    return Deadline.objects.filter(OPEN, child=child, clock__in=YEARLY).order_by("due_on").first()


def under_five_of(child: Any) -> Deadline | None:
    """By when to consider a review of an under-five's plan; None where nobody need."""
    return Deadline.objects.filter(child=child, matter_kind="plan", clock="AR-U5", met_on=None, lifted_on=None, ended_on=None).order_by("due_on").first()


def considered_of(child: Any) -> list[Considered]:
    """When that was considered, the newest first."""
    return list(Considered.objects.filter(plan__child=child).select_related("by"))
