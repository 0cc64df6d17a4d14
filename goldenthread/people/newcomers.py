"""Rows of people and of their ties, for actions of several rooms to write with their own in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models

from goldenthread.core import rows
from goldenthread.core.actions import record
from goldenthread.core.refusals import Refused

from .models import Address, Adult, Area, Attendance, Child, Involvement, Organisation, Relationship

IDENTITY = frozenset({"identity"})
#: How long a setting may still read the record of a child who has left it (the permission table's scope `roll`).
READS_ON = timedelta(days=28)


@dataclass(frozen=True, kw_only=True)
class NewAdult:
    """An adult of the family who is not on record yet, and how they are tied to the child."""

    name: str
    kind: str
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    letter_format: str = ""
    tell_by: str = "post"
    parental_responsibility: bool = True
    lives_with: bool = True


@dataclass(frozen=True, kw_only=True)
class NewChild:
    """A child who is not on record yet: who they are, where they live and where they are taught."""

    forename: str
    date_of_birth: date
    surname: str = ""
    preferred_name: str = ""
    sex: str = Child.Sex.NOT_KNOWN
    upn: str = ""
    nhs_number: str = ""
    first_language: str = ""
    interpreter: str = ""
    communication: str = ""
    address: str = ""
    postcode: str = ""
    setting: Organisation | None = None
    adults: tuple[NewAdult, ...] = field(default_factory=tuple)


def rows_of_child(area: Area, new: NewChild, on: date) -> tuple[Child, list[models.Model]]:
    """The rows of a new record, not saved yet, so that an action can write them with its own in one statement."""
    if new.date_of_birth > on:
        raise Refused("The date of birth must be today or in the past.")
    child = rows.new(
        Child, area=area, forename=new.forename, surname=new.surname, preferred_name=new.preferred_name, date_of_birth=new.date_of_birth,
        sex=new.sex, upn=new.upn, nhs_number=new.nhs_number, first_language=new.first_language, interpreter=new.interpreter,
        communication=new.communication, first_recorded_on=on,
    )  # fmt: skip
    made: list[models.Model] = [child]
    if new.address or new.postcode:
        made.append(rows.new(Address, child=child, lines=new.address, postcode=new.postcode, from_on=on))
    if new.setting:
        made.append(rows.new(Attendance, child=child, organisation=new.setting, entry_on=None))
        made.append(
            involvement_of(child, organisation=new.setting, role="setting", because="The child is on roll", on=on)
        )
    for adult in new.adults:
        made += rows_of_adult(child, adult, on)
    return child, made


def say_recorded(child: Child, new: NewChild, touches: Collection[str] | None = IDENTITY) -> None:
    """The event of a new record. `touches` nothing where the search words are written with it (`words.words_of_new`), and is None where
    all that is kept of the child is."""
    fact = {"area": child.area_id, "setting": getattr(new.setting, "pk", None), "adults": len(new.adults)}
    record("people.record_child", child=child, subject=child, fact=fact, touches=touches)


def rows_of_adult(child: Child, new: NewAdult, on: date) -> list[models.Model]:
    """The rows of an adult who is not on record yet, not saved."""
    adult = rows.new(
        Adult, name=new.name, email=new.email, phone=new.phone, address=new.address, postcode=new.postcode, letter_format=new.letter_format
    )  # fmt: skip
    return [
        adult,
        relationship_of(child, adult, new.kind, new.parental_responsibility, new.lives_with, new.tell_by, on),
    ]


def relationship_of(
    child: Child, adult: Adult, kind: str, responsible: bool, lives_with: bool, tell_by: str, on: date
) -> Relationship:
    """The row of a tie that begins today, not saved."""
    return rows.new(
        Relationship, child=child, adult=adult, kind=kind, tell_by=tell_by, from_on=on,
        parental_responsibility_from=on if responsible else None, lives_with_from=on if lives_with else None,
    )  # fmt: skip


def involvement_of(
    child: Child, *, role: str, because: str, on: date, user: Any = None, organisation: Organisation | None = None
) -> Involvement:
    """The row of an involvement that begins today, not saved."""
    return rows.new(
        Involvement, child=child, area_id=child.area_id, user=user, organisation=organisation, role=role, from_on=on, because=because
    )


def change_worker(child: Child, worker: Any, because: str, on: date) -> Involvement:
    """End the former named worker's involvement and begin this one's, inside an action."""
    now = Involvement.objects.filter(child=child, role="named_worker", until_on__isnull=True).first()
    if now and now.user_id == worker.pk:
        return now
    if now:
        close(Involvement.objects.filter(pk=now.pk), on)
    made = involvement_of(child, user=worker, role="named_worker", because=because, on=on)
    rows.insert([made])
    return made


def let_read_on(involvements: Any, left_on: date) -> None:
    """The child left these settings: they may read the record for 28 days more (`standing.LEFT`), and then no longer."""
    for each in involvements:
        each.until_on = max(left_on + READS_ON, each.from_on)
        each.save(update_fields=["until_on"])


def close(involvements: Any, on: date) -> None:
    """The way in ends at the next request, so yesterday is the last day; one that began today is taken away."""
    yesterday = on - timedelta(days=1)
    for each in involvements:
        if each.from_on > yesterday:
            each.delete()
        else:
            each.until_on = yesterday
            each.save(update_fields=["until_on"])
