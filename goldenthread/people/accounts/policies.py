"""Who may look after which accounts, and what needs two people."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.access import permissions
from goldenthread.core.form_fields.reading import fold_for_search
from goldenthread.core.refusals import NotAllowed, Refused

from ..models import Invitation, Membership, Organisation
from ..policies import standing_of
from ..standing import Standing

#: Roles that open whole areas, or the accounts of others: a second person must agree before somebody gets one.
NEEDS_TWO = frozenset({"coordinator", "team_manager", "head_of_send", "administrator", "information_governance"})
#: Roles that nobody is invited to: programs get keys, and visitors need no account.
NOT_INVITED = frozenset({"api_client", "visitor"})

#: Roles that belong in one kind of organisation; the rest may be held in any.
BELONGS_IN = {
    "setting_staff": {"setting"},
    "psychologist": {"psychology", "provider", "authority"},
    "health_adviser": {"health", "icb", "provider"},
    "designated_officer": {"health", "icb"},
    "social_care_adviser": {"social_care", "authority"},
    "sendiass": {"sendiass"},
    "forum": {"forum"},
    "provider": {"provider"},
    **dict.fromkeys(("coordinator", "team_manager", "head_of_send"), frozenset({"send_team", "authority"})),
    **dict.fromkeys(("administrator", "information_governance"), frozenset({"send_team", "authority"})),
}


def roles_to_give() -> dict[str, str]:
    """Role → what people call it."""
    return {role: words for role, words in permissions.ROLES.items() if role not in NOT_INVITED}


def organisations_seen(standing: Standing, action: str = "list") -> Any:
    """Organisations whose accounts this person may list (or create, update, decide): their area's, or their own."""
    areas, own = set(), set()
    for seat in standing.seats:
        for scope in permissions.scopes(seat.role, "user", action):
            if scope == "area" and seat.area_id:
                areas.add(seat.area_id)
            elif scope in ("team", "org"):
                own.add(seat.organisation_id)
    return Organisation.objects.filter(area_id__in=areas) | Organisation.objects.filter(pk__in=own)


def memberships_seen(standing: Standing) -> Any:
    """Memberships that this person may know of."""
    return Membership.objects.filter(organisation__in=organisations_seen(standing))


def invitations_seen(standing: Standing) -> Any:
    """Open invitations that this person may know of."""
    return Invitation.objects.filter(organisation__in=organisations_seen(standing), accepted_at=None, withdrawn_on=None)


def check_may_look_after(by: Any, organisation: Organisation, action: str, on: date) -> None:
    """Refuse unless this person may do this to accounts of this organisation. A named command may: its user may run it."""
    standing = standing_of(by, on)
    if standing is None or organisations_seen(standing, action).filter(pk=organisation.pk).exists():
        return
    raise NotAllowed("Your role does not let you look after the accounts of this organisation.")


def check_may_be_invited(*, role: str, organisation: Organisation, email: str, by: Any) -> None:
    """Refuse a role that does not belong there, and a role for oneself."""
    if role not in roles_to_give():
        raise Refused("Choose a role from the list.")
    kinds = BELONGS_IN.get(role)
    if kinds and organisation.kind not in kinds:
        raise Refused(f"{permissions.ROLES[role]} is not a role at {organisation.name}. Choose another role or another organisation.")
    if getattr(by, "email", None) and by.email.lower() == email.lower():
        raise NotAllowed("You cannot give a role to yourself. Ask another administrator.")


def needs_agreement(invitation: Invitation) -> bool:
    """Whether a second person has yet to agree."""
    return invitation.agreed_on is None and invitation.role in NEEDS_TWO and invitation.invited_by_id is not None


def check_may_agree(invitation: Invitation, by: Any, on: date) -> None:
    """Refuse unless this person may agree, and is a second person."""
    check_may_look_after(by, invitation.organisation, "decide", on)
    if not needs_agreement(invitation):
        raise Refused("Nobody needs to agree to this invitation any more.")
    check_second_person(invitation, by)


def check_second_person(invitation: Invitation, by: Any) -> None:
    """Two people: not the one who asked, nor the one who would gain."""
    asker = invitation.invited_by
    if asker is not None and (by.pk == asker.pk or same_person(by, asker)):
        raise NotAllowed("Somebody else must agree, because you asked for it.")
    if by.pk == invitation.user_id or by.email.lower() == invitation.email.lower() or called(by, invitation.name):
        raise NotAllowed("You cannot agree to a role for yourself.")


def same_person(one: Any, other: Any) -> bool:
    """Whether two accounts carry, or carried, the same name: one person with two accounts is still one person."""
    return any(called(one, name) for name in (other.name, *other.former_names))


def called(person: Any, name: str) -> bool:
    """Whether this account has this name, or had it before."""
    return fold_for_search(name) in {fold_for_search(each) for each in (person.name, *person.former_names)}
