"""Where a signed-in person stands today: their seats, how far each reaches, and which scopes fit one child."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection

from goldenthread.access import permissions
from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.core.gathering import written
from goldenthread.core.prepared import prepared_cursor

from . import law_readings


@dataclass(frozen=True)
class Seat:
    """One current membership: a role in an organisation, with the organisation's area where it has one."""

    role: str
    organisation_id: int
    area_id: int | None
    kind: str


#: What an involvement makes of the person or body that has it: the scope of the permission table.
SCOPE_OF_INVOLVEMENT = {
    "named_worker": "case",
    "cover": "case",
    "family": "own",
    "family_before": "had",  # no permission reaches so far: what they had is shown by the portal alone
    "young_person": "own",
    "setting": "roll",
    "adviser": "asked",
    "health": "health",
    "social_care": "care",
    "consulted": "named",
    "named_list": "area",
    "panel": "pack",
    "helper": "grant",
    "deliverer": "line",
}


#: Roles that an organisation's involvement with a child can open a record to. The rest (an administrator, an analyst,
#: a panel member) gain nothing from what the body they sit in is involved with.
BY_ORGANISATION = frozenset(
    role
    for role in permissions.ROLES
    # A family and a member of a panel are involved themselves, never by a body that they sit in.
    if permissions.scopes(role, "ident", "view") & (set(SCOPE_OF_INVOLVEMENT.values()) - {"own", "pack"})
)
#: The reach of a setting that a child has left: what it could read on roll, for a while, and no more.
LEFT = "left"
READING = frozenset({"view", "list"})


def permitted(pairs: Iterable[tuple[str, str]], resource: str, action: str) -> bool:
    """Whether one of these (role, scope) pairs may do this."""
    return any(
        (scope in permissions.scopes(role, resource, action))
        or (scope == LEFT and action in READING and "roll" in permissions.scopes(role, resource, action))
        for role, scope in pairs
    )


@dataclass(frozen=True)
class Standing:
    """A person and their seats on a day. `signed_in` is false for a visitor, who sees no child."""

    user_id: int | None
    seats: tuple[Seat, ...] = ()
    on: date | None = None

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(seat.role for seat in self.seats))

    @cached_property
    def area_ids(self) -> tuple[int, ...]:
        """Areas whose records are open to this person by role."""
        return tuple({seat.area_id for seat in self.seats if seat.role in permissions.AREA_ROLES and seat.area_id})

    @cached_property
    def own_area_ids(self) -> tuple[int, ...]:
        """Areas of all this person's seats: where a seat's pages about an area, not a child, apply."""
        return tuple(dict.fromkeys(seat.area_id for seat in self.seats if seat.area_id))

    @cached_property
    def organisation_ids(self) -> tuple[int, ...]:
        """Organisations whose involvement with a child counts as this person's, because of their role there."""
        return tuple(dict.fromkeys(seat.organisation_id for seat in self.seats if seat.role in BY_ORGANISATION))

    def areas_where(self, resource: str, action: str, reaching: frozenset[str] = frozenset({"area"})) -> tuple[int, ...]:
        """Areas in which a seat of this person's may do this as far as `reaching`; a seat elsewhere adds nothing."""
        found = (seat.area_id for seat in self.seats if reaching & permissions.scopes(seat.role, resource, action))
        return tuple(dict.fromkeys(area_id for area_id in found if area_id))

    def scopes(self, resource: str, action: str) -> frozenset[str]:
        """Every scope in which one of this person's roles may do this; empty means never."""
        return frozenset().union(*(permissions.scopes(role, resource, action) for role in self.roles))

    def may(self, resource: str, action: str) -> bool:
        """Whether the door opens at all. Which children lie behind it is another question."""
        return bool(self.scopes(resource, action))

    def scopes_on(self, child, involvements) -> frozenset[tuple[str, str]]:
        """(role, scope) pairs that hold for this child: by its area and by the involvements given."""
        pairs = set()
        for seat in self.seats:
            if seat.role in permissions.AREA_ROLES and seat.area_id == child.area_id and child.closed_list_on is None:
                pairs.add((seat.role, "area"))
        for involvement in involvements:
            scope = SCOPE_OF_INVOLVEMENT[involvement.role]
            if scope == "roll" and involvement.until_on is not None:
                scope = LEFT
            for seat in self.seats:
                if involvement.user_id == self.user_id or involvement.organisation_id == seat.organisation_id:
                    pairs.add((seat.role, scope))
        return frozenset(pairs)


NOBODY = Standing(None)

_FIELDS = tuple(field.attname for field in User._meta.concrete_fields)
_LOAD = f"""
WITH seats AS (
    SELECT m.role, m.organisation_id, o.area_id, o.kind
      FROM people_membership m JOIN people_organisation o ON o.id = m.organisation_id
     WHERE m.user_id = %(user)s AND m.from_on <= %(today)s AND (m.until_on IS NULL OR m.until_on >= %(today)s)
     ORDER BY m.id)
SELECT (SELECT coalesce(json_agg(json_build_array(role, organisation_id, area_id, kind)), '[]')::text FROM seats),
       (SELECT max(set_at)::text FROM people_lawreading),
       set_config('app.wall', 'standing', true),
       set_config('app.user', u.id::text, true),
       set_config('app.areas', coalesce((SELECT string_agg(DISTINCT area_id::text, ',') FROM seats
                                          WHERE role = ANY(%(area_roles)s::text[]) AND area_id IS NOT NULL), ''), true),
       set_config('app.organisations', coalesce((SELECT string_agg(DISTINCT organisation_id::text, ',') FROM seats
                                                  WHERE role = ANY(%(by_organisation)s::text[])), ''), true),
       set_config('app.today', %(today)s::date::text, true),
       {", ".join(f"u.{connection.ops.quote_name(str(field.column))}" for field in User._meta.concrete_fields)}
  FROM access_user u WHERE u.id = %(user)s::bigint
"""
_ROLES = {"area_roles": written(sorted(permissions.AREA_ROLES)), "by_organisation": written(sorted(BY_ORGANISATION))}


def somebody(user_id: int, on: date | None = None) -> tuple[User, Standing] | None:
    """A user with their standing today; None where there is no such user. One query.

    The second wall is set to them for the rest of the transaction.
    """
    today = on or clock.today()
    with prepared_cursor() as cursor:
        cursor.execute(_LOAD, {"user": user_id, "today": today, **_ROLES})
        row = cursor.fetchone()
    if row is None:
        return None
    seats, newest_reading, row = row[0], row[1], row[2:]
    law_readings.still(newest_reading)
    wall.remember(dict(zip(wall.SETTINGS, row, strict=False)))
    user = User.from_db(connection.alias, _FIELDS, row[len(wall.SETTINGS) :])
    return user, Standing(user.pk, tuple(Seat(*seat) for seat in json.loads(seats)), today)


def stand(user, on: date | None = None) -> Standing:
    """The standing of a user today; the second wall is set to it for the rest of the transaction. One query."""
    found = somebody(user.pk, on)
    if found is None:
        wall.set_local(wall.NOBODY)
        return NOBODY
    return found[1]
