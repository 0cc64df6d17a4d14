"""What the record holds of some children, each kind of row by whom it belongs to: read together, or of one child in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.core.gathering import written
from goldenthread.people.models import Address, Attendance, Child, SenNeed
from goldenthread.plans.models import NamedSetting, Plan
from goldenthread.returns.light import (
    ADDRESS,
    ATTENDANCE,
    CHILD,
    CLAIM,
    DECISION,
    NAMED,
    NEED,
    NO_DAY,
    NOBODY,
    PLAN,
    REQUEST,
    REVIEW,
    TRANSFER,
    Together,
    by,
    light,
    placed,
)  # fmt: skip
from goldenthread.reviews.models import PhaseTransfer, Review

#: The facts of which each says where, by an organisation.
AT_PLACES = ("attendances", "named")


class Facts:
    """Everything about some children, each kind by whom it belongs to; nothing of a kind that was not read."""

    def __init__(self, ids: Sequence[Any], day: date) -> None:
        self._hold({name: (placed if name in AT_PLACES else light)(rows, names) for name, (rows, names) in queries(ids, day).items()})

    @classmethod
    def of_one(cls, child_id: UUID, day: date) -> Facts:
        """The same of one child, in one statement."""
        return cls.of_rows(_together().of(child_id, day))

    @classmethod
    def of_rows(cls, rows: Mapping[str, Iterable[Any]]) -> Facts:
        """The same from rows that were read."""
        found = cls.__new__(cls)
        found._hold(rows)
        return found

    def _hold(self, rows: Mapping[str, Iterable[Any]]) -> None:
        self.children = list(rows["children"])
        self.known_since = {child.pk: child.first_recorded_on for child in self.children}
        self.addresses, self.attendances, self.needs, self.requests = (by(rows.get(name, ()), "child_id") for name in ("addresses", "attendances", "needs", "requests"))
        self.decisions, self.claims = by(rows["decisions"], "request_id"), by(rows.get("claims", ()), "request_id")
        self.plans = {plan.pk: plan for plan in rows["plans"]}
        self.named, self.reviews, self.transfers = (by(rows.get(name, ()), "plan_id") for name in ("named", "reviews", "transfers"))


def queries(ids: Sequence[Any], day: date, under: str = "{}__child_id") -> dict[str, tuple[QuerySet, tuple[str, ...]]]:
    """What is asked about some children on a day, and the values of each row.

    `under` says whose ids they are for what hangs from a request or a plan: the children's, or (`"{}_id"`) its own.
    """
    then = Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gt=day)
    these = written(ids)
    of_child, of_plan, of_request = {"child_id__any": these}, {f"{under.format('plan')}__any": these}, {f"{under.format('request')}__any": these}
    return {
        "children": (Child.objects.filter(id__any=these).order_by("reference"), CHILD),
        "addresses": (Address.objects.filter(*then, **of_child), ADDRESS),
        "attendances": (Attendance.objects.filter(**of_child), ATTENDANCE),
        "needs": (SenNeed.objects.filter(*then, **of_child), NEED),
        "requests": (Request.objects.filter(**of_child).order_by("received_on", "pk"), REQUEST),
        "decisions": (Decision.objects.filter(**of_request), DECISION),
        "claims": (ExceptionClaim.objects.filter(**of_request, clock="EHCNA-20").exclude(accepted_on=None), CLAIM),
        "plans": (Plan.objects.filter(**of_child), PLAN),
        "named": (NamedSetting.objects.filter(**of_plan), NAMED),
        "reviews": (Review.objects.filter(**of_plan), REVIEW),
        "transfers": (PhaseTransfer.objects.filter(**of_plan).order_by("due_on"), TRANSFER),
    }


@cache
def _together() -> Together:
    return Together(queries([NOBODY], NO_DAY), at_places=AT_PLACES)
