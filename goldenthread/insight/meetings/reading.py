"""The actions of meetings as one reader may see them: open ones of a figure, what a meeting noted and what it carried, one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from goldenthread.people.models import Area, Child
from goldenthread.people.standing import Standing

from ..indicators import LIBRARY
from . import policies
from .models import Scrutiny, ScrutinyAction

OPEN = Q(done_on=None, dropped_on=None)


def open_of(standing: Standing, area: Area, code: str) -> QuerySet[ScrutinyAction]:
    """The open actions of a figure, from every meeting that held it up: those that its next scrutiny has before it."""
    return told(policies.seen(standing).filter(OPEN, scrutiny__area=area, scrutiny__code=code))


def beside(standing: Standing, area: Area, code: str, children: Iterable[Child]) -> tuple[dict[UUID, list[ScrutinyAction]], list[ScrutinyAction]]:
    """The open actions of a figure about each of these children, and those about no child. One statement."""
    about: dict[UUID, list[ScrutinyAction]] = {}
    of_none = []
    for each in open_of(standing, area, code).filter(Q(child__isnull=True) | Q(child__in=[child.pk for child in children])):
        if each.child_id is None:
            of_none.append(each)
        else:
            about.setdefault(each.child_id, []).append(each)
    return about, of_none


def noted_at(standing: Standing, scrutiny: Scrutiny) -> QuerySet[ScrutinyAction]:
    """What was noted at a meeting."""
    return told(policies.seen(standing).filter(scrutiny=scrutiny))


def carried_to(standing: Standing, scrutiny: Scrutiny) -> QuerySet[ScrutinyAction]:
    """What earlier meetings had noted of the same figure and was open when this one began."""
    then = (Q(done_on=None) | Q(done_on__gte=scrutiny.held_on)) & (Q(dropped_on=None) | Q(dropped_on__gte=scrutiny.held_on))
    return told(policies.seen(standing).filter(then, scrutiny__area=scrutiny.area_id, scrutiny__code=scrutiny.code, scrutiny__held_on__lt=scrutiny.held_on))


def own(standing: Standing) -> QuerySet[ScrutinyAction]:
    """The open ones that this person has, the first due first."""
    return told(policies.seen(standing).filter(OPEN, owner_id=standing.user_id))


def told(found: QuerySet[ScrutinyAction]) -> QuerySet[ScrutinyAction]:
    """With what a page says of each."""
    return found.select_related("child", "owner", "scrutiny__area").order_by("due_on", "pk")


def meetings_of(area: Area, code: str) -> QuerySet[Scrutiny]:
    """The meetings that held a figure up, the newest first."""
    return Scrutiny.objects.filter(area=area, code=code)


def counted(standing: Standing, meetings: Iterable[Scrutiny]) -> dict[Any, int]:
    """How many actions that this reader may see each of these meetings noted."""
    rows = policies.seen(standing).filter(scrutiny__in=[each.pk for each in meetings]).order_by().values_list("scrutiny").annotate(Count("pk"))
    return dict(rows)


def name_of(code: str) -> str:
    """The indicator's name."""
    return LIBRARY[code].name if code in LIBRARY else code


def children_in(actions: Iterable[ScrutinyAction]) -> list[UUID]:
    """Whom these actions name, for the reading log."""
    return list(dict.fromkeys(each.child_id for each in actions if each.child_id))
