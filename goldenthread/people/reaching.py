"""Reaching a family in another way when a message did not arrive: by letter, or by text message where they allow that.

The letter is the one that the message spoke of, printed as it stands; a message that spoke of no letter is answered with a
text, where a mobile number is known and the adult did not choose post alone. Whatever is tried, the named worker is told.
Nobody whose tie to the child has ended is reached in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.models import Message
from goldenthread.core.outbox import Notice

from .held.actions import to_worker
from .models import Address, Document, Involvement, Relationship

#: A letter shows the address of the day it was made: one older than this is a person's to send again.
LETTER_DAYS = 14
MOBILE = re.compile(r"(\+44|0)\s?7[\d\s]{9,}")
SOMETHING_TO_READ = "There is something to read for you. Sign in to read it: {}/"


def another_way(message: Message) -> Sequence[Notice]:
    """What stands in for a message of a child's case that did not arrive."""
    if message.child_id is None or message.key.endswith(":worker"):
        return []
    told = to_worker(
        key=f"undelivered:{message.pk}",
        child_id=message.child_id,
        subject="A message did not arrive",
        says="A message of one of your cases could not be delivered. The outbox says which, and what is tried instead.",
    )
    return [*_instead(message), *told]


def _instead(message: Message) -> list[Notice]:
    """One other way to the same person. None where the message was itself another way: then a person takes over."""
    if message.instead_of_id is not None:
        return []
    tie = _tie(message)
    by_letter = _by_letter(message, tie)
    by_text = _by_text(message, tie) if tie else None
    ways = [by_text, by_letter] if tie and tie.tell_by == "text" else [by_letter, by_text]
    found = [way for way in ways if way is not None and way.channel != message.channel]
    return found[:1]


def _tie(message: Message) -> Relationship | None:
    """The tie that holds today between the child and the adult whom the message was for."""
    if message.child_id is None:
        return None
    if message.to_user_id:
        whom = Q(adult__user_id=message.to_user_id)
    elif message.to:
        whom = Q(adult__email__iexact=message.to) | Q(adult__phone=message.to)
    else:
        return None
    today = clock.today()
    ties = Relationship.objects.filter(whom, child_id=message.child_id).select_related("adult").order_by("pk")
    return ties.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today), Q(from_on__isnull=True) | Q(from_on__lte=today)
    ).first()


def _by_letter(message: Message, tie: Relationship | None) -> Notice | None:
    """The letter that the message spoke of, if it is this person's own and there is an address on it."""
    if message.child_id is None or message.document_id is None or message.queued_at < clock.now() - timedelta(days=LETTER_DAYS):
        return None
    letter = Document.objects.filter(pk=message.document_id, file__content_type="application/pdf").first()
    if letter is None:
        return None
    lives_there = (
        Address.objects.filter(child_id=message.child_id, until_on__isnull=True).exclude(lines="", postcode="").exists()
    )
    if tie is not None:
        addressed = bool(tie.adult.address or tie.adult.postcode) or (tie.lives_with_from is not None and lives_there)
        theirs, name = letter.addressee_id == tie.adult_id, tie.adult.name
    else:
        addressed, theirs, name = lives_there, letter.to_child and _is_the_child(message), "The young person"
    if not (addressed and theirs):
        return None
    return Notice(
        key=f"{message.key}:letter",
        channel="post",
        to=name,
        child=message.child_id,
        document=letter,
        subject="Letter to print",
        body="One letter to print.",
    )


def _is_the_child(message: Message) -> bool:
    """Whether the message was for the young person themself."""
    if message.child_id is None or message.to_user_id is None:
        return False
    own = Involvement.objects.filter(child_id=message.child_id, user_id=message.to_user_id, role=Involvement.Role.YOUNG_PERSON)
    return own.filter(until_on__isnull=True).exists()


def _by_text(message: Message, tie: Relationship) -> Notice | None:
    """A text message that there is something to read, to whoever did not choose post alone."""
    phone = tie.adult.phone.strip()
    if tie.tell_by == "post" or not MOBILE.fullmatch(phone):
        return None
    return Notice(
        key=f"{message.key}:text",
        channel="text",
        to=phone,
        to_user=tie.adult.user_id,
        child=message.child_id,
        subject="There is something to read",
        body=SOMETHING_TO_READ.format(settings.BASE_URL),
    )
