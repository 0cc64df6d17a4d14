"""Every write about accounts: invite, agree, accept, end."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused

from ..models import Invitation, Involvement, Membership, Organisation
from ..models.invitations import WORKS_FOR
from ..newcomers import close
from .policies import NEEDS_TWO, check_may_agree, check_may_be_invited, check_may_look_after, needs_agreement


@action
def invite(*, email: str, name: str, role: str, organisation: Organisation, by: Any, on: date) -> Invitation:
    """Ask somebody to take up a role. Powerful roles wait until a second person agrees; an account that exists gets it then."""
    email = email.strip().lower()
    check_may_look_after(by, organisation, "create", on)
    check_may_be_invited(role=role, organisation=organisation, email=email, by=by)
    user = User.objects.filter(email=email).first()
    if user and _held(user, role, organisation, on).exists():
        raise Refused(f"{user.name} already has this role here.")
    if _open(email, organisation).filter(role=role, purpose=Invitation.Purpose.JOIN).exists():
        raise Refused("There is an open invitation for this person and role already.")
    invitation = Invitation.objects.create(
        email=email, name=user.name if user else name, role=role, organisation=organisation, user=user, invited_by_id=by.pk, invited_on=on
    )
    record("people.invite", subject=invitation, fact=_fact(invitation))
    if not needs_agreement(invitation):
        _take_effect(invitation, on)
    return invitation


@action
def invite_to_recover(*, user: User, organisation: Organisation, by: Any, on: date) -> Invitation:
    """Somebody lost their password and every second factor, and was known in person: they choose both anew by a link."""
    check_may_look_after(by, organisation, "update", on)
    held = Membership.objects.filter(_current(on), user=user, organisation=organisation).order_by("pk")
    roles = [membership.role for membership in held]
    if not roles:
        raise Refused(f"{user.name} has no role here.")
    if by.pk == user.pk:
        raise NotAllowed("You cannot do this for yourself. Ask another administrator.")
    if _open(user.email, organisation).filter(purpose=Invitation.Purpose.RECOVER).exists():
        raise Refused("A link has been asked for already. Send it again or withdraw it.")
    everywhere = Membership.objects.filter(_current(on), user=user).values_list("role", flat=True)
    strongest = next((role for role in everywhere if role in NEEDS_TWO), roles[0])
    invitation = Invitation.objects.create(
        purpose=Invitation.Purpose.RECOVER, email=user.email, name=user.name, role=strongest, organisation=organisation,
        user=user, invited_by_id=by.pk, invited_on=on,
    )  # fmt: skip
    record("people.invite_to_recover", subject=invitation, fact=_fact(invitation))
    return invitation


@action
def agree_to_invitation(*, invitation: Invitation, by: Any, on: date) -> Invitation:
    """The second person agrees."""
    invitation = _locked(invitation)
    check_may_agree(invitation, by, on)
    invitation.agreed_by_id, invitation.agreed_on = by.pk, on
    invitation.save(update_fields=["agreed_by", "agreed_on"])
    record("people.agree_to_invitation", subject=invitation, fact=_fact(invitation))
    _take_effect(invitation, on)
    return invitation


@action
def withdraw_invitation(*, invitation: Invitation, by: Any, on: date) -> None:
    """The link stops working, or is never sent."""
    invitation = _locked(invitation)
    check_may_look_after(by, invitation.organisation, "update", on)
    invitation.withdrawn_on, invitation.token_hash = on, ""
    invitation.save(update_fields=["withdrawn_on", "token_hash"])
    record("people.withdraw_invitation", subject=invitation, fact=_fact(invitation))


@action
def make_link(*, invitation: Invitation, by: Any, on: date) -> str:
    """A new secret for the invitation's link; one that was sent before stops working. It is given back once and kept as a hash."""
    invitation = _locked(invitation)
    check_may_look_after(by, invitation.organisation, "create", on)
    if needs_agreement(invitation):
        raise Refused("A second person must agree before the invitation is sent.")
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = hashed(token), clock.now() + WORKS_FOR
    invitation.save(update_fields=["token_hash", "expires_at"])
    record("people.make_link", subject=invitation, fact=_fact(invitation))
    return token


@action
def accept_invitation(*, invitation: Invitation, name: str, password: str | None, by: Any, on: date) -> User:
    """The person opened the link: the account is theirs. Without a password they sign in by single sign-on, which they link next."""
    invitation = _locked(invitation)
    if not works(invitation):
        raise Refused("This invitation has been used or is too old. Ask for a new one.")
    if invitation.user is not None:  # it is theirs already, and they lost their way in
        user = invitation.user
        Authenticator.objects.filter(user=user).delete()
        user.set_password(password)
        user.is_active = True
        user.sessions_ended += 1
        user.save(update_fields=["password", "is_active", "sessions_ended"])
    else:
        if User.objects.filter(email=invitation.email).exists():
            raise Refused("There is an account with this email address already. Sign in with it.")
        user = User.objects.create_user(invitation.email, password, name=name)
        invitation.user = user
        _give(invitation, user, on)
    invitation.accepted_at, invitation.token_hash = clock.now(), ""
    invitation.save(update_fields=["accepted_at", "token_hash", "user"])
    record("people.accept_invitation", subject=invitation, fact=_fact(invitation))
    return user


@action
def end_membership(*, membership: Membership, by: Any, on: date) -> None:
    """Somebody no longer has this role here, from now. With their last role their account closes and they are signed out."""
    membership = Membership.objects.select_for_update().select_related("organisation", "user").get(pk=membership.pk)
    check_may_look_after(by, membership.organisation, "update", on)
    if membership.until_on is not None and membership.until_on < on:
        raise Refused("This role has ended already.")
    if by.pk == membership.user_id and membership.role == "administrator":
        raise NotAllowed("You cannot end your own role as administrator. Ask another administrator.")
    record(
        "people.end_membership",
        subject=membership,
        fact={"user": membership.user_id, "role": membership.role, "organisation": membership.organisation_id, "from_on": membership.from_on},
    )
    # The last day counts, so what ends today had yesterday as its last; what began today leaves only its events.
    if membership.from_on >= on:
        membership.delete()
    else:
        membership.until_on = on - timedelta(days=1)
        membership.save(update_fields=["until_on"])
    user = membership.user
    _end_ways_in(user, membership.organisation.area_id, on)
    if not Membership.objects.filter(_current(on), user=user).exists():
        lost = Invitation.objects.filter(user=user, purpose=Invitation.Purpose.RECOVER, accepted_at=None, withdrawn_on=None)
        lost.update(withdrawn_on=on, token_hash="")  # a link to choose anew would open the account again
        user.is_active = False
        user.sessions_ended += 1
        user.save(update_fields=["is_active", "sessions_ended"])


#: What somebody is to a child because of their work for an area, and not as family or friend.
BY_OFFICE = frozenset({Involvement.Role.NAMED_WORKER, Involvement.Role.COVER, Involvement.Role.NAMED_LIST})
BY_WORK = BY_OFFICE | {Involvement.Role.ADVISER, Involvement.Role.PANEL}


def _end_ways_in(user: User, area_id: int | None, on: date) -> None:
    """Whoever no longer works for an area loses their own ways in to its children, whatever they do elsewhere.

    An officer's go with their last office in the area, the rest with their last seat there. Children who lose their named
    worker are counted as having none.
    """
    if area_id is None:
        return
    left = set(Membership.objects.filter(_current(on), user=user, organisation__area_id=area_id).values_list("role", flat=True))
    ended = BY_WORK if not left else BY_OFFICE if not left & permissions.AREA_ROLES else frozenset()
    if not ended:
        return
    with wall.lifted(because="whoever looks after accounts sees no children, and the role that ends opens some"):
        theirs = list(
            Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), user=user, area_id=area_id, role__in=ended)
            .select_related("child")
            .order_by("pk")
        )
        for each in theirs:
            led = each.role == Involvement.Role.NAMED_WORKER
            record(
                "people.close_involvement", child=each.child, subject=each, fact={"role": each.role}, why="Their role in this area ended",
                touches=frozenset({"requests", "plans"}) if led else (),
            )  # fmt: skip
        close(theirs, on)


def find_by_token(token: str) -> Invitation | None:
    """The invitation whose link this is, while it works."""
    found = Invitation.objects.filter(token_hash=hashed(token)).select_related("organisation", "user").first()
    return found if found and works(found) else None


def works(invitation: Invitation) -> bool:
    """Whether the link can be used."""
    in_time = invitation.expires_at is not None and invitation.expires_at > clock.now()
    return bool(invitation.token_hash) and in_time and invitation.accepted_at is None and invitation.withdrawn_on is None


def hashed(token: str) -> str:
    """A token as the database keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _take_effect(invitation: Invitation, on: date) -> None:
    """Whoever has an account needs no link: the role is theirs at once."""
    if invitation.user is None or invitation.purpose != Invitation.Purpose.JOIN:
        return
    if not invitation.user.is_active:
        invitation.user.is_active = True
        invitation.user.save(update_fields=["is_active"])
    _give(invitation, invitation.user, on)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])


def _give(invitation: Invitation, user: User, on: date) -> None:
    membership = Membership.objects.create(user=user, organisation=invitation.organisation, role=invitation.role, from_on=on)
    record("people.give_role", subject=membership, fact={**_fact(invitation), "user": user.pk})


def _locked(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "user").get(pk=invitation.pk)
    if found.accepted_at or found.withdrawn_on:
        raise Refused("This invitation has been used or withdrawn already.")
    return found


def _open(email: str, organisation: Organisation) -> Any:
    return Invitation.objects.filter(email=email, organisation=organisation, accepted_at=None, withdrawn_on=None)


def _current(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


def _held(user: User, role: str, organisation: Organisation, on: date) -> Any:
    return Membership.objects.filter(_current(on), user=user, role=role, organisation=organisation)


def _fact(invitation: Invitation) -> dict[str, Any]:
    return {"role": invitation.role, "organisation": invitation.organisation_id, "purpose": invitation.purpose, "user": invitation.user_id}
