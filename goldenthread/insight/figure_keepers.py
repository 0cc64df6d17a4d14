"""Who answers for an area's figures, and to whom a figure may be given to look into."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.access.models import User
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Area, Membership
from goldenthread.people.policies import standing_of, who_may
from goldenthread.people.standing import Standing

from .dashboards.entrance import OF_AN_AREA

#: An analyst works with rows without names, and answers for the figures all the same.
ANSWERS = frozenset({"area", "deid"})


def answers_for(standing: Standing | None, area_id: int) -> bool:
    """Whether somebody answers for the figures of an area: whoever may make its returns. A named job or command does."""
    return standing is None or area_id in standing.areas_where("return", "create", ANSWERS)


def check_answers_for(by: Any, area: Area, on: date) -> None:
    """Refuse those who do not answer for the area's figures."""
    if not answers_for(standing_of(by, on), area.pk):
        raise NotAllowed(f"Your role does not let you change what is watched and collected. {who_may('return', 'create')}")


def colleagues(area: Area, on: date) -> list[User]:
    """Everybody who may see the area's totals on a day, by name: a figure can be given to them to look into."""
    roles = [role for role, scopes in permissions.roles_that_may("agg", "view").items() if OF_AN_AREA & set(scopes)]
    return _seated(area, roles, on)


def keepers(area: Area, on: date) -> list[User]:
    """Everybody who answers for the area's figures on a day, by name."""
    roles = [role for role, scopes in permissions.roles_that_may("return", "create").items() if ANSWERS & set(scopes)]
    return _seated(area, roles, on)


def _seated(area: Area, roles: list[str], on: date) -> list[User]:
    seats = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), organisation__area=area, role__in=roles, from_on__lte=on)
    return list(User.objects.filter(pk__in=seats.values("user_id"), is_active=True).order_by("name", "pk"))


def check_colleague(area: Area, who: User, on: date) -> None:
    """Refuse somebody who could not open the page."""
    if who.pk not in {each.pk for each in colleagues(area, on)}:
        raise Refused(f"{who.name} may not see the figures of {area.name}. Choose somebody from the list.")
