"""Who may let a body's system read, and what such a contract may hold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed, Refused

from ..models import ApiClient, Organisation
from ..policies import check_may_in_area, standing_of
from ..standing import Standing
from .standing import readable

#: A contract is looked at again after so long at the latest.
LONGEST = timedelta(days=366)


def clients_seen(standing: Standing) -> QuerySet[ApiClient]:
    """The systems of the areas whose settings this person may see."""
    return ApiClient.objects.filter(area_id__in=standing.areas_where("config", "view"))


def bodies_seen(standing: Standing) -> QuerySet[Organisation]:
    """The bodies of the area that a contract can be with, and other areas' schools that have its children."""
    areas = standing.areas_where("user", "create")
    return Organisation.objects.filter(area_id__in=areas, closed_on=None, kind__in=[kind for kind in Organisation.Kind.values if readable(kind)])


def check_may_write(by: Any, area: Any, on: date) -> None:
    """Refuse whoever does not look after the area's accounts."""
    check_may_in_area(standing_of(by, on), area, "user", "create")


def check_contract(*, organisation: Organisation, resources: Collection[str], from_on: date, until_on: date) -> None:
    """Refuse what the body itself may not see, and a contract that nobody looks at again within a year."""
    allowed = readable(organisation.kind)
    if not allowed:
        raise Refused(f"{organisation.name} is a body whose systems read no child’s record. Choose another body.")
    if not resources:
        raise Refused("Choose at least one kind of fact.")
    for resource in resources:
        if resource not in allowed:
            raise Refused(f"{organisation.name} may not itself see this: {spoken(resource).lower()}. Take it off the contract.")
    if until_on < from_on:
        raise Refused("The last day must be on or after the first.")
    if until_on - from_on > LONGEST:
        raise Refused("A contract runs for a year at most, so that somebody looks at it again. Choose an earlier last day.")


def check_may_agree(client: ApiClient, by: Any, on: date) -> None:
    """Refuse whoever may not decide the area's settings, and whoever wrote the contract."""
    check_may_in_area(standing_of(by, on), client.area, "config", "decide")
    if client.agreed_on is not None or client.ended_on is not None:
        raise Refused("This contract has been agreed or has ended already.")
    if getattr(by, "pk", None) is not None and by.pk == client.written_by_id:
        raise NotAllowed("A second person must agree: you wrote this contract.")


def check_may_have_key(client: ApiClient, by: Any, on: date) -> None:
    """Refuse a key before the contract is agreed and after it has ended."""
    check_may_write(by, client.area, on)
    if client.agreed_on is None:
        raise Refused("A second person must agree to the contract before a key is made.")
    if client.ended_on is not None or client.until_on < on:
        raise Refused("This contract has ended. Write a new one.")


def spoken(resource: str) -> str:
    """A resource of the permission table in words."""
    return permissions.RESOURCES[resource]
