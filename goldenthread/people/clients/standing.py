"""Where a body's system stands: where the body would, no further than its contract, and never outside its area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldenthread.access import permissions

from ..models import ApiClient, Involvement
from ..standing import SCOPE_OF_INVOLVEMENT, Seat, Standing

ROLE = "api_client"
#: The role in whose place a body's system stands. Bodies of other kinds have no system that reads children's records.
ROLE_OF_BODY = {
    "setting": "setting_staff",
    "send_team": "team_manager",
    "authority": "team_manager",
    "psychology": "psychologist",
    "health": "health_adviser",
    "icb": "designated_officer",
    "social_care": "social_care_adviser",
    "provider": "provider",
}
#: A setting that is only consulted has its pack, on a page, and no system reads it.
NOT_BY_SYSTEM = frozenset({"named", "pack", "grant", "own"})


#: What systems read at all. Contacts have viewers of their own, each, and are read on pages.
RESOURCES = ("ident", "request", "ask", "plan", "provision", "review")


def readable(kind: str) -> tuple[str, ...]:
    """The resources that a system of a body of this kind can have a contract for: the client's in the table, and the body's own."""
    role = ROLE_OF_BODY.get(kind)
    if role is None:
        return ()
    return tuple(
        resource
        for resource in RESOURCES
        if permissions.scopes(ROLE, resource, "view") and permissions.scopes(role, resource, "view") - NOT_BY_SYSTEM
    )


@dataclass(frozen=True)
class ClientStanding(Standing):
    """The standing of a system: its body's seat, what its contract names, and the area whose children it may know of."""

    resources: tuple[str, ...] = ()
    of_area: int | None = None

    def may(self, resource: str, action: str) -> bool:
        """Whether the contract, the table's own line for systems, and the body's role all let it."""
        return resource in self.resources and bool(permissions.scopes(ROLE, resource, action)) and bool(self.reach(resource))

    def children(self, resource: str, child: str = "") -> Q:
        """Which children's facts of this kind it may read, as a condition on a model that reaches the child by `child` (as `child__`).

        Who gives a line of provision knows the child by that, and of what the record holds only that line (`Thing.own`)."""
        reach = self.reach(resource) - ({"line"} if resource != "ident" else frozenset())
        roles: Sequence[str] = [role for role, scope in SCOPE_OF_INVOLVEMENT.items() if scope in reach]
        involved = Involvement.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=self.on), child_id=OuterRef(f"{child}id" if child else "pk"),
            organisation_id__in=[seat.organisation_id for seat in self.seats], role__in=roles, from_on__lte=self.on,
        )  # fmt: skip
        found = Q() if "area" in reach else Q(Exists(involved))
        # A closed record is for named people, whoever else the body has let in.
        return found & Q(**{f"{child}area_id": self.of_area, f"{child}closed_list_on__isnull": True})

    def reach(self, resource: str) -> frozenset[str]:
        """How far the body reaches with this resource, of what is for systems."""
        return permissions.scopes(self.seats[0].role, resource, "view") - NOT_BY_SYSTEM if self.seats else frozenset()

    @property
    def first_names_only(self) -> bool:
        """Whether it knows a child only as somebody it gives provision to: by first name, and nothing else."""
        return self.reach("ident") == {"line"}


def standing_for(client: ApiClient, on: date) -> ClientStanding:
    """The standing of a system on a day."""
    organisation: Any = client.organisation
    seat = Seat(ROLE_OF_BODY[organisation.kind], organisation.pk, client.area_id, organisation.kind)
    return ClientStanding(client.user_id, (seat,), on, tuple(client.resources), client.area_id)
