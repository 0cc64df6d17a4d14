"""Whose open cases are whose, and how they are shared out when somebody leaves or takes a part of them."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.access.models import User
from goldenthread.people.models import Child, Membership, Relationship

from .models import Case

#: Who may be the named worker of a child.
WORKS = ("coordinator", "team_manager")
#: The most that change hands in one step, so that all of them do or none. A caseload is about 200.
MOST = 500
NOBODY = "none"


def workers(areas: Collection[int], today: Any) -> dict[int, str]:
    """Who may be a named worker in these areas today: account → name."""
    seats = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), organisation__area__in=areas, role__in=WORKS, from_on__lte=today, user__is_active=True
    )
    return dict(User.objects.filter(memberships__in=seats).order_by("name", "pk").distinct().values_list("pk", "name"))


def loads(areas: Collection[int]) -> dict[int | None, int]:
    """How many open cases each named worker has; under None those that nobody has."""
    return dict(Case.objects.filter(area_id__in=areas, open=True).values_list("worker_id").annotate(Count("pk")).order_by())


def cases_of(areas: Collection[int], worker_id: int | None) -> Any:
    """The open cases of one named worker, or of nobody, by name."""
    return Case.objects.filter(area_id__in=areas, open=True, worker_id=worker_id).order_by("sort_name", "pk")


def families(children: Sequence[UUID]) -> list[list[UUID]]:
    """The children in groups that share a parent or another adult, the largest group first, so that brothers and sisters stay with one worker."""
    leads: dict[UUID, UUID] = {each: each for each in children}

    def lead(one: UUID) -> UUID:
        while leads[one] != one:
            leads[one] = one = leads[leads[one]]
        return one

    ties: dict[Any, UUID] = {}
    for adult, child in Relationship.objects.filter(child__in=children, until_on__isnull=True).order_by("pk").values_list("adult_id", "child_id"):
        leads[lead(child)] = lead(ties.setdefault(adult, child))
    groups: dict[UUID, list[UUID]] = {}
    for each in children:
        groups.setdefault(lead(each), []).append(each)
    return sorted(groups.values(), key=len, reverse=True)


def share(groups: Iterable[Sequence[UUID]], among: Collection[int], carrying: dict[int | None, int]) -> dict[UUID, int]:
    """Child → worker: each group goes to whoever carries least by then, so that loads come as near to one another as they can."""
    queue = [(carrying.get(each, 0), place, each) for place, each in enumerate(among)]
    heapq.heapify(queue)
    given = {}
    for group in groups:
        load, place, worker = queue[0]
        given.update(dict.fromkeys(group, worker))
        heapq.heapreplace(queue, (load + len(group), place, worker))
    return given


def children_of(cases: Any) -> list[Child]:
    """The children of these cases."""
    return [case.child for case in cases.select_related("child__area")]
