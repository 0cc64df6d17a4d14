"""Who notes an action at a meeting, who may see and end one, and to whom one is given."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.access import permissions
from goldenthread.access.models import User
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.children import visible
from goldenthread.people.models import Area, Child, Involvement, Membership
from goldenthread.people.policies import standing_of, who_may
from goldenthread.people.standing import BY_ORGANISATION, Standing

from ..dashboards.entrance import OF_AN_AREA
from .models import Scrutiny, ScrutinyAction

PART = "scrutiny"


def areas_of(standing: Standing, action: str) -> tuple[int, ...]:
    """The areas whose meetings this person reads, notes or ends actions of."""
    return standing.areas_where(PART, action, OF_AN_AREA)


def seen(standing: Standing) -> QuerySet[ScrutinyAction]:
    """The actions that this person may know of: their areas' and their own, and of those about a child only where they may open the
    child's record."""
    if not standing.signed_in or not standing.may(PART, "view"):
        return ScrutinyAction.objects.none()
    theirs = Q(scrutiny__area_id__in=areas_of(standing, "view")) | Q(owner_id=standing.user_id)
    return ScrutinyAction.objects.filter(theirs).filter(Q(child__isnull=True) | visible(standing, standing.on, "child__"))


def check_note(by: Any, area: Area, on: date) -> None:
    """Refuse whoever does not note what a meeting of this area agreed."""
    standing = standing_of(by, on)
    if standing is not None and area.pk not in areas_of(standing, "create"):
        raise NotAllowed(f"Your role does not let you note what a meeting said of a figure. {who_may(PART, 'create')}")


def check_about(by: Any, area: Area, child: Child, on: date) -> None:
    """Refuse an action about a child of another area, or one whose record this person may not open."""
    standing = standing_of(by, on)
    if child.area_id != area.pk or not (standing is None or Child.objects.visible_to(standing, on).filter(pk=child.pk).exists()):
        raise Refused("No child of this area whose record you may open is meant. Go back to the children behind the figure, and choose one there.")


def may_end(standing: Standing | None, user_id: int | None, noted: ScrutinyAction) -> bool:
    """Whoever has the action, and whoever keeps the area's actions: they see it, or they would not be asked."""
    return standing is None or noted.owner_id == user_id or noted.scrutiny.area_id in areas_of(standing, "update")


def check_end(by: Any, noted: ScrutinyAction, on: date) -> None:
    """Refuse whoever may not see it or has nothing to do with it, and one that has ended."""
    standing = standing_of(by, on)
    user_id = getattr(by, "pk", None)
    if not may_end(standing, user_id, noted) or not (standing is None or seen(standing).filter(pk=noted.pk).exists()):
        raise NotAllowed(f"{noted.owner.name} has this action. Ask them, or somebody who keeps the area’s actions.")
    if noted.done_on:
        raise Refused("This action is done already. Note another at the next meeting if more is to be done.")
    if noted.dropped_on:
        raise Refused("This action was dropped already. Note another at the next meeting if it is wanted after all.")


def check_days(scrutiny: Scrutiny, due_on: date) -> None:
    """Refuse a day before the meeting."""
    if due_on < scrutiny.held_on:
        raise Refused("The day by which it is done must be on or after the day of the meeting.")


def check_owner(area: Area, child: Child | None, owner: User, on: date) -> None:
    """Refuse somebody who could not open the action."""
    if owner.pk in {each.pk for each in owners(area, child, on)}:
        return
    if child is not None:
        raise Refused(f"{owner.name} may not open this child’s record, and so could not see the action. Choose somebody from the list.")
    raise Refused(f"{owner.name} does not work with the records or figures of {area.name}. Choose somebody from the list.")


def owners(area: Area, child: Child | None, on: date) -> list[User]:
    """Everybody to whom an action can be given on a day, by name: who works with the area's records or figures; about a child, who may
    open the child's record, whoever works with the child elsewhere among them."""
    noting = set(permissions.roles_that_may(PART, "view"))
    now = Q(until_on__isnull=True) | Q(until_on__gte=on)
    seats = Membership.objects.filter(now, from_on__lte=on, role__in=noting)
    of_records = seats.filter(organisation__area=area, role__in=permissions.AREA_ROLES)
    if child is None:
        of_figures = seats.filter(organisation__area=area, role__in=[role for role, scopes in permissions.roles_that_may(PART, "view").items() if OF_AN_AREA & set(scopes)])
        found = Q(pk__in=of_records.values("user_id")) | Q(pk__in=of_figures.values("user_id"))
    else:
        ties = Involvement.objects.filter(now, child=child, from_on__lte=on)
        of_bodies = seats.filter(role__in=BY_ORGANISATION, organisation__in=ties.values("organisation_id"))
        found = Q(pk__in=of_bodies.values("user_id")) | (Q(pk__in=ties.values("user_id")) & Q(pk__in=seats.values("user_id")))
        if child.closed_list_on is None:
            found |= Q(pk__in=of_records.values("user_id"))
    return list(User.objects.filter(found, is_active=True).order_by("name", "pk"))
