"""What is told to whom about advice: that there is something to read, and nothing about any child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from goldenthread.core.outbox import Notice
from goldenthread.people.models import Membership, Organisation

from ..letters.recipients import rights_holders
from ..models import AdviceRequest, AdviceReturn, Request
from .policies import ANSWERS

SUBJECT = "There is something to read in Golden Thread"
#: A body without an address of its own is told by its people, so many of them at most.
MOST_PEOPLE = 5


def body_of(what: str, path: str = "/advice") -> str:
    """The words of a message about advice."""
    return (
        f"There is something to read: {what}\n\nSign in to read it: {settings.BASE_URL or ''}{path}\n\n"
        "We will never ask you for your password in an email."
    )


def notice(key: str, what: str, ask: AdviceRequest, *, to: str = "", to_user: Any = None) -> Notice:
    """One email about an ask. The family has a page of its own."""
    path = f"/advice/{ask.pk}/family" if ask.kind == "parent_yp" else "/advice"
    return Notice(key=key, channel="email", subject=SUBJECT, body=body_of(what, path), to=to, to_user=to_user, child=ask.child)


def asked_notices(request: Request, asks: Sequence[AdviceRequest], on: date) -> list[Notice]:
    """Each body, adviser or family member is told once that something was asked of them."""
    people = members({ask.asked_of_id for ask in asks if ask.asked_of and not ask.asked_of.email}, on)
    found: dict[tuple[str, Any], Notice] = {}
    for ask in asks:
        for to, to_user in _addresses(ask, people, request, on):
            found.setdefault(
                (to, to_user), notice(f"ask:{ask.pk}:{to or to_user}", "a request for advice.", ask, to=to, to_user=to_user)
            )
    return list(found.values())


def _addresses(ask: AdviceRequest, people: dict[int, list[Any]], request: Request, on: date) -> Iterable[tuple[str, Any]]:
    if ask.kind == "parent_yp":
        return [("", holder.user_id) for holder in rights_holders(request.child, on) if holder.user_id]
    if ask.adviser_id:
        return [("", ask.adviser_id)]
    return addresses_of(ask.asked_of, people) if ask.asked_of else []


def addresses_of(body: Organisation, people: dict[int, list[Any]]) -> list[tuple[str, Any]]:
    """A body's own address, or its people where it has none."""
    return [(body.email, None)] if body.email else [("", user.pk) for user in people.get(body.pk, [])]


def members(body_ids: Iterable[int | None], on: date) -> dict[int, list[Any]]:
    """The people who answer for each of these bodies today, the longest-serving first."""
    found: dict[int, list[Any]] = {}
    ids = [each for each in body_ids if each]
    if not ids:
        return found
    seats = Membership.objects.filter(organisation_id__in=ids, role__in=ANSWERS, from_on__lte=on, user__is_active=True)
    for seat in seats.exclude(until_on__lt=on).select_related("user").order_by("from_on", "pk"):
        people = found.setdefault(seat.organisation_id, [])
        if len(people) < MOST_PEOPLE and seat.user not in people:
            people.append(seat.user)
    return found


def returned_notice(ask: AdviceRequest, back: AdviceReturn) -> list[Notice]:
    """Whoever wrote it is told that it came back."""
    user_id = ask.adviser_id or (ask.advice.user_id if ask.advice else None)
    to = "" if user_id else (ask.asked_of.email if ask.asked_of else "")
    if not (user_id or to):
        return []
    return [notice(f"advice-returned:{back.pk}", "advice that was returned.", ask, to=to, to_user=user_id)]


def receipt_notice(ask: AdviceRequest, by: Any, number: int) -> list[Notice]:
    """Whoever sent it has it in writing that it arrived. `number` tells apart a second sending."""
    user_id = getattr(by, "pk", None)
    if user_id is None:
        return []
    return [notice(f"advice-received:{ask.pk}:{number}", "a receipt for advice.", ask, to_user=user_id)]
