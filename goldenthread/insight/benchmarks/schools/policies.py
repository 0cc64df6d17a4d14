"""Who answers for a school's figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.people.models import Membership, Organisation


def schools_spoken_for(standing: Any) -> list[int]:
    """The schools whose own totals this person may see, and for which they answer."""
    if standing is None:
        return []
    return [seat.organisation_id for seat in standing.seats if seat.kind == "setting" and "org" in permissions.scopes(seat.role, "agg", "view")]


def staff_of(school: Organisation, day: date) -> list[int]:
    """The accounts of those who answer for a school on a day."""
    roles = [role for role, scopes in permissions.roles_that_may("agg", "view").items() if "org" in scopes]
    seats = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), organisation=school, role__in=roles, from_on__lte=day)
    return sorted(set(seats.values_list("user_id", flat=True)))
