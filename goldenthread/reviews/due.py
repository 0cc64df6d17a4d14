"""Reviews that are due, to decide or being amended: one list for officers and for a setting's own people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.access import permissions
from goldenthread.access.models import User
from goldenthread.core.gathering import gathered
from goldenthread.law.days import in_words, months_after
from goldenthread.people.models import Deadline, Involvement, Membership
from goldenthread.people.models.kept import OPEN
from goldenthread.people.standing import SCOPE_OF_INVOLVEMENT

from .facts import AFTER_A_MEETING
from .models import CatchUpPlace, Review

PAGE = 50
#: The lists by their name in the address: which clocks each holds, and what it is called.
LISTS = {
    "due": (("AR-FIRST12", "AR-NEXT12", "XFER-REVIEW"), "Due"),
    "before": (("AR-PACK-NOTICE", "AR-PACK-PAPERS"), "Before the meeting"),
    "decide": (("AR-PACK-DECISION",), "To decide"),
    "amending": (("AR-FINAL8",), "Being amended"),
    "under_five": (("AR-U5",), "Under five"),
    "age_25": (("AGE25",), "Reaching 25"),
}
FAMILY = frozenset({"family", "family_before", "young_person"})
MONTHS = 13


def reach_of(standing: Any) -> Q:
    """Whose reviews this person may list: whole areas by role, and whom they or their body are involved with."""
    areas = standing.areas_where("review", "list")
    scopes = frozenset().union(*(permissions.scopes(role, "review", "list") for role in standing.roles))
    ties = [role for role, scope in SCOPE_OF_INVOLVEMENT.items() if scope in scopes and role not in FAMILY]
    involved = Involvement.objects.filter(
        Q(user_id=standing.user_id) | Q(organisation_id__in=standing.organisation_ids), Q(until_on__isnull=True) | Q(until_on__gte=standing.on),
        role__in=ties, from_on__lte=standing.on,
    ).values("child_id")  # fmt: skip
    return Q(area_id__in=list(areas)) | Q(child_id__in=involved)


@dataclass(frozen=True)
class Row:
    """One plan on the list: what is due, and where its newest review stands."""

    deadline: Deadline
    review: Review | None
    place: CatchUpPlace | None = None

    @property
    def state(self) -> str:
        one = self.review
        if one is None:
            return "Not arranged"
        if one.is_planned and one.planned_on:
            words = f"Meeting on {in_words(one.planned_on)}"
            return words if one.invited_on else f"{words}, nobody invited yet"
        if one.is_amending:
            return "Changes sent to the family"
        if one.met_on and one.notified_on is None:
            return f"Met on {in_words(one.met_on)}, not decided"
        return "Not arranged"


def months(today: date) -> list[tuple[str, str]]:
    """This month and the year that follows, for the filter."""
    first = today.replace(day=1)
    return [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in (months_after(first, number) for number in range(MONTHS))]


def workers(standing: Any, roles: Sequence[str] = ("coordinator", "team_manager")) -> list[tuple[str, str]]:
    """Who works on cases in this person's areas."""
    sits = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=standing.on), organisation__area_id__in=standing.areas_where("review", "list"), from_on__lte=standing.on,
        role__in=roles,
    )  # fmt: skip
    return [(str(pk), name) for pk, name in User.objects.filter(memberships__in=sits).order_by("name", "pk").distinct().values_list("pk", "name")[:200]]


def listed(standing: Any, *, which: str, asked: dict[str, Any]) -> Any:
    """The open clocks of one list, the earliest first, narrowed by what was asked: month, late, school, worker."""
    clocks = LISTS[which][0]
    binding = Q(met_on=None, lifted_on=None, ended_on=None) if which == "under_five" else OPEN
    found = Deadline.objects.filter(binding, reach_of(standing), matter_kind="plan", clock__in=clocks)
    if asked.get("late"):
        found = found.filter(due_on__lt=standing.on)
    if month := asked.get("month"):
        first = date(int(month[:4]), int(month[5:]), 1)
        found = found.filter(due_on__gte=first, due_on__lt=months_after(first, 1))
    if school := asked.get("school"):
        found = found.filter(child__case__setting_name__icontains=school)
    if worker := asked.get("worker"):
        found = found.filter(worker_id=int(worker))
    return found.order_by("due_on", "pk")


@dataclass(frozen=True)
class OfSchool:
    """How many reviews of one school's pupils are late, due in the next three months, and due at all."""

    name: str
    late: int
    soon: int
    all: int


SOON = timedelta(days=91)
MOST_SCHOOLS = 200


def by_school(found: Any, today: date) -> list[OfSchool]:
    """The same reviews, school by school: the schedule that each school and college is sent. One statement."""
    counted = found.order_by().values("child__case__setting_name").annotate(
        late=Count("pk", filter=Q(due_on__lt=today)), soon=Count("pk", filter=Q(due_on__gte=today, due_on__lt=today + SOON)), every=Count("pk"),
    )  # fmt: skip
    rows = counted.order_by("child__case__setting_name")[:MOST_SCHOOLS]
    return [OfSchool(row["child__case__setting_name"] or "", row["late"], row["soon"], row["every"]) for row in rows]


def rows_of(deadlines: Collection[Deadline]) -> list[Row]:
    """The list's rows, each with its newest review and its week in the catch-up. Two statements."""
    reviews: dict[UUID, list[Review]] = gathered(Review.objects.filter(plan_id__in=[each.matter_id for each in deadlines], called_off_on__isnull=True), "plan_id")
    standing = CatchUpPlace.objects.filter(plan_id__in=[each.matter_id for each in deadlines], catch_up__replaced_on__isnull=True).select_related("worker")
    places = {place.plan_id: place for place in standing}
    return [Row(each, of_clock(each, reviews[each.matter_id]), places.get(each.matter_id)) for each in deadlines]


def of_clock(deadline: Deadline, reviews: Collection[Review]) -> Review | None:
    """The review whose clock this is, where it began with one; otherwise the one under way, or the last."""
    own = [one for one in reviews if deadline.clock in AFTER_A_MEETING and deadline.starts_on in (one.notice_sent_on, one.met_on)]
    return newest(own or reviews)


def newest(reviews: Collection[Review]) -> Review | None:
    """The review that is under way, or else the last."""
    open_now = [one for one in reviews if not one.is_complete]
    return max(open_now or reviews, key=lambda one: one.met_on or one.planned_on or one.notified_on or date.min, default=None)
