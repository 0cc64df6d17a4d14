"""Whose word it is within a side. A family has a voice for each person of it; a school, and whoever gives a line, have one each.

A voice is written "adult:<key>", "child" for the young person, or "user:<key>" for somebody of the family who signs in and is
not among the adults on record. It is empty for a side with one voice, and for what is told of a family as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.access.models import User
from goldenthread.people.helping import ties_of_family
from goldenthread.people.models import Adult, Child, Involvement

from .models import DeliveryRecord

FAMILY = str(DeliveryRecord.Side.FAMILY)
CHILD = "child"
SIDES = {str(value): str(words) for value, words in DeliveryRecord.Side.choices}


def key_of(side: str, voice: str) -> str:
    """What a word is found by in a week: its side, and within a family its voice."""
    return f"{side}:{voice}" if voice else side


def parted(key: str) -> tuple[str, str]:
    """The side and the voice of a key."""
    side, _, voice = key.partition(":")
    return side, voice


def voice_of(user: Any, child: Child, on: date) -> str:
    """The voice in which somebody of the family speaks, by their account; empty for anybody else."""
    roles = set(ties_of_family(user, on).filter(child=child).values_list("role", flat=True))
    if not roles:
        return ""
    if Involvement.Role.YOUNG_PERSON in roles:
        return CHILD
    adult = Adult.objects.filter(user_id=user.pk).values_list("pk", flat=True).first()
    return f"adult:{adult}" if adult else f"user:{user.pk}"


def of_family(child: Child, on: date) -> dict[str, str]:
    """Everybody of a family whose word an officer may note, by voice, with their names: the adults tied to the child, and the child."""
    ties = child.relationships.filter(Q(until_on__isnull=True) | Q(until_on__gte=on)).select_related("adult").order_by("pk")
    return {**{f"adult:{tie.adult_id}": tie.adult.name for tie in ties}, CHILD: child.known_as}


def labels(keys: Iterable[str], *, child: Child | None, own: str, named: bool) -> dict[str, str]:
    """What each word is headed with for one reader: "You" for their own, a name for those who may read names, otherwise a number.

    At most two statements, and none where nobody of the family spoke under a voice.
    """
    found = dict(SIDES)
    heard = sorted({voice for side, voice in map(parted, keys) if side == FAMILY and voice})
    names = _names(heard, child) if named and heard else {}
    for number, voice in enumerate(heard, 1):
        if voice == own:
            words = "You"
        elif named:
            words = f"{names[voice]}, family" if voice in names else SIDES[FAMILY]
        else:
            words = SIDES[FAMILY] if len(heard) == 1 else f"{SIDES[FAMILY]}, person {number}"
        found[key_of(FAMILY, voice)] = words
    return found


def _names(voices: Iterable[str], child: Child | None) -> dict[str, str]:
    adults = [UUID(voice[6:]) for voice in voices if voice.startswith("adult:")]
    users = [int(voice[5:]) for voice in voices if voice.startswith("user:")]
    found = {f"adult:{pk}": name for pk, name in Adult.objects.filter(pk__in=adults).values_list("pk", "name")} if adults else {}
    if users:
        found |= {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=users).values_list("pk", "name")}
    return {**found, CHILD: child.known_as if child is not None else "The young person"}
