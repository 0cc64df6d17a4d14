"""Every write about an area's contacts: asked for by an administrator, decided by the head of SEND."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from goldenthread.access.permissions import roles_that_may
from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused

from ..models import Area, ContactsChange, Membership
from ..policies import check_may_in_area, standing_of

#: The fields of `Area` that letters print, in the order in which a page shows them.
CONTACTS = ("phone", "email", "address", "sendiass", "mediation", "disagreement")


def waiting(area: Area) -> ContactsChange | None:
    """The change that waits for a decision, if one does."""
    return ContactsChange.objects.select_related("asked_by", "area").filter(area=area, agreed_on=None, refused_on=None).first()


@action
def ask_for_contacts(*, area: Area, contacts: Mapping[str, str], by: Any, on: date) -> ContactsChange:
    """Ask to have other contacts printed. What was asked for before and still waits is replaced."""
    check_may_in_area(standing_of(by, on), area, "config", "update")
    if unknown := contacts.keys() - set(CONTACTS):
        raise TypeError(f"An area has no contact called {sorted(unknown)}")
    different = {name: text for name, text in contacts.items() if getattr(area, name) != text}
    if not different:
        raise Refused("Letters print these contacts already. Change one, or go back.")
    before = ContactsChange.objects.select_for_update().filter(area=area, agreed_on=None, refused_on=None).first()
    if before is not None:
        before.refused_on = on
        before.save(update_fields=["refused_on"])
    change = ContactsChange.objects.create(area=area, contacts=different, asked_by_id=by.pk, asked_on=on)
    record("people.ask_for_contacts", subject=change, fact={"area": area.code, "changed": sorted(different)})
    outbox.tell_all([_waits(change, user) for user in _deciders(change)])
    return change


@action
def agree_to_contacts(*, change: ContactsChange, by: Any, on: date) -> Area:
    """The head of SEND agrees: letters made from now on print these contacts."""
    change = _undecided(change, by, on)
    area = change.area
    for name, text in change.contacts.items():
        setattr(area, name, text)
    area.save(update_fields=sorted(change.contacts))
    _decide(change, by, "agreed_on", on)
    record("people.agree_to_contacts", subject=change, fact={"area": area.code, "changed": sorted(change.contacts)})
    return area


@action
def refuse_contacts(*, change: ContactsChange, by: Any, on: date) -> None:
    """The head of SEND does not agree: nothing changes."""
    change = _undecided(change, by, on)
    _decide(change, by, "refused_on", on)
    record("people.refuse_contacts", subject=change, fact={"area": change.area.code})


def _undecided(change: ContactsChange, by: Any, on: date) -> ContactsChange:
    change = ContactsChange.objects.select_for_update(of=("self",)).select_related("area").get(pk=change.pk)
    check_may_in_area(standing_of(by, on), change.area, "config", "decide")
    if change.agreed_on or change.refused_on:
        raise Refused("Somebody has decided on this change already, or it was replaced by a newer one.")
    if change.asked_by_id == by.pk:
        raise NotAllowed("Somebody other than you must agree to the contacts that you asked for.")
    return change


def _decide(change: ContactsChange, by: Any, decided: str, on: date) -> None:
    change.decided_by_id = by.pk
    setattr(change, decided, on)
    change.save(update_fields=["decided_by", decided])


def _deciders(change: ContactsChange) -> Any:
    """Everybody who may decide on this change today, save the one who asked."""
    now = Q(until_on__isnull=True) | Q(until_on__gte=change.asked_on)
    roles = list(roles_that_may("config", "decide"))
    seats = Membership.objects.filter(now, organisation__area=change.area_id, role__in=roles, from_on__lte=change.asked_on)
    users = get_user_model().objects.filter(memberships__in=seats, is_active=True)
    return users.exclude(pk=change.asked_by_id).distinct().order_by("pk")


def _waits(change: ContactsChange, user: Any) -> outbox.Notice:
    return outbox.Notice(
        key=f"contacts-{change.pk}-{user.pk}", channel="email", to_user=user, subject="A change of contacts waits for you",
        body=f"Somebody has asked to change the contacts that letters print. Sign in to agree or refuse: {settings.BASE_URL}/contacts",
    )  # fmt: skip
