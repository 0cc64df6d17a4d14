"""Who may do what to one child's record: the permission table, asked about this child today.

`check_…` refuses with a sentence; `core.refusals.allowed` asks the same rule. A named job or command acts for the area
and is let through: it was started by somebody who may run commands.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.refusals import NotAllowed

from .models import Involvement, Membership
from .standing import Seat, Standing, permitted

#: What each permission is called in a sentence that begins "Your role does not let you …".
SPOKEN = {
    ("request", "view"): "see requests about this child",
    ("request", "create"): "record a request about this child",
    ("request", "update"): "change this request",
    ("request", "decide"): "decide this request",
    ("ident", "create"): "start a new record",
    ("ident", "update"): "change who this child is",
    ("contact", "update"): "change this child's contact details",
    ("family", "create"): "add to this child's family",
    ("family", "update"): "change this child's family",
    ("document", "create"): "add papers to this record",
    ("document", "view"): "read this paper",
    ("document", "share"): "let this paper out",
    ("config", "update"): "change the contacts in letters",
    ("config", "decide"): "agree to the contacts in letters",
    ("return", "create"): "take returns in",
    ("sensitive", "view"): "see the sensitive parts of this record",
    ("sensitive", "create"): "write in the sensitive parts of this record",
    ("sensitive", "update"): "change the sensitive parts of this record",
    ("consent", "update"): "change what this family agreed to",
    ("exclusion", "create"): "enter suspensions and exclusions",
    ("exclusion", "update"): "change what the register says of this suspension or exclusion",
    ("exclusion", "decide"): "say what was done for the child",
    ("agreement", "create"): "write agreements with partners",
    ("agreement", "update"): "change agreements with partners",
}


def standing_of(by: Any, on: date | None = None) -> Standing | None:
    """The standing of whoever acts; None for a named job or command. Never moves the second wall."""
    if isinstance(by, Actor):
        return None
    today = on or clock.today()
    known = getattr(by, "standing", None)
    if known is not None and known.on == today:
        return known
    seats = (
        Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today), user=by, from_on__lte=today)
        .select_related("organisation")
        .order_by("pk")
    )
    by.standing = Standing(
        by.pk,
        tuple(
            Seat(seat.role, seat.organisation_id, seat.organisation.area_id, seat.organisation.kind) for seat in seats
        ),
        today,
    )
    return by.standing


_INVOLVED: AskedOften[Involvement] = AskedOften(
    lambda user, organisations, child, on: Involvement.objects.filter(
        Q(user_id=user) | Q(organisation_id__any=organisations),
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        child_id=child,
        from_on__lte=on,
    ),
    user=int,
    organisations=[int],
    child=UUID,
    on=date,
)


def involvements_of(standing: Standing, child: Any, on: date) -> list[Involvement]:
    """What ties this person, or a body they speak for, to this child today."""
    return _INVOLVED.rows(user=standing.user_id, organisations=list(standing.organisation_ids), child=child.pk, on=on)


def check_may(standing: Standing | None, child: Any, resource: str, action: str) -> None:
    """Refuse unless one of this person's roles may do this to this child, as far as that role reaches."""
    if standing is None:
        return
    by_area = standing.scopes_on(child, ())
    if permitted(by_area, resource, action):
        return
    if not permitted(pairs_on(standing, child), resource, action):
        raise NotAllowed(f"Your role does not let you {spoken(resource, action)}. {who_may(resource, action)}")


def pairs_on(standing: Standing, child: Any) -> frozenset[tuple[str, str]]:
    """Every (role, scope) that holds for this person on this child today."""
    return standing.scopes_on(child, involvements_of(standing, child, standing.on or clock.today()))


def check_may_in_area(standing: Standing | None, area: Any, resource: str, action: str) -> None:
    """Refuse unless one of this person's roles may do this anywhere in the area: for what has no child yet."""
    if standing is None:
        return
    for seat in standing.seats:
        if seat.area_id == area.pk and "area" in permissions.scopes(seat.role, resource, action):
            return
    raise NotAllowed(f"Your role does not let you {spoken(resource, action)}. {who_may(resource, action)}")


def spoken(resource: str, action: str) -> str:
    """The permission in words."""
    return SPOKEN.get((resource, action)) or f"{action} this ({permissions.RESOURCES[resource].split(':')[0].lower()})"


def who_may(resource: str, action: str) -> str:
    """Whom to ask: the area's own roles that may."""
    roles = [
        permissions.ROLES[role]
        for role, scopes in permissions.roles_that_may(resource, action).items()
        if "area" in scopes
    ]
    return f"Ask one of these: {', '.join(roles)}." if roles else "Nobody in the area may."
