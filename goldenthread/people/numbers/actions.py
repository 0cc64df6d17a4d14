"""The write about a child's numbers: somebody found one at a source that knows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.identifiers import IdentifierRefusal, check_nhs_number, check_upn, is_temporary_upn

from ..models import Child, NumberCheck
from ..newcomers import IDENTITY
from ..policies import check_may, standing_of

#: The field of a child that holds each kind of number, and how a typed one is read.
FIELDS = {NumberCheck.Kind.NHS: ("nhs_number", check_nhs_number), NumberCheck.Kind.UPN: ("upn", check_upn)}
#: A source that knows only one of the two.
ONLY = {NumberCheck.Source.HEALTH: NumberCheck.Kind.NHS, NumberCheck.Source.SCHOOL: NumberCheck.Kind.UPN}


@action
def check_number(*, child: Child, kind: str, number: str, source: str, checked_on: date, replaces: bool = False, by: Any, on: date) -> NumberCheck:
    """The number as the source has it. A record without one gains it; another one on record is only replaced where that is said."""
    check_may(standing_of(by, on), child, "ident", "update")
    field, read = FIELDS[NumberCheck.Kind(kind)]
    try:
        number = read(number)
    except IdentifierRefusal as refusal:
        raise Refused(str(refusal)) from None
    if ONLY.get(NumberCheck.Source(source), kind) != kind:
        raise Refused(f"{NumberCheck.Source(source).label} does not hold this kind of number. Choose where you found it.")
    if kind == NumberCheck.Kind.UPN and is_temporary_upn(number):
        raise Refused("This is a temporary UPN, which ends in a letter: it is nobody’s for good. Ask the school for the permanent one.")
    if checked_on > on:
        raise Refused("The day of checking must be today or in the past.")
    if checked_on < child.date_of_birth:
        raise Refused("The day of checking lies before the child was born. Check the year.")
    child = Child.objects.select_for_update().get(pk=child.pk)
    before = getattr(child, field)
    if before and before != number and not replaces:
        raise Refused("The record has another number. Say that this one replaces it, or check what you typed.")
    if before != number:
        _check_free(child, field, number)
        setattr(child, field, number)
        child.version += 1
        child.save(update_fields=[field, "version"])
    made = NumberCheck.objects.create(child=child, kind=kind, number=number, source=source, checked_on=checked_on, by_id=getattr(by, "pk", None))
    fact = {"kind": kind, "source": source, "checked_on": checked_on, "changed": before != number}
    record("people.check_number", child=child, subject=made, fact=fact, touches=IDENTITY if before != number else ())
    return made


def _check_free(child: Child, field: str, number: str) -> None:
    """One number belongs to one child of an area. A closed record stands in nobody's way, and is told to nobody."""
    held = Child.objects.filter(**{field: number}, area_id=child.area_id, closed_list_on=None).exclude(pk=child.pk)
    if child.closed_list_on is None and held.exists():
        raise Refused("Another record of the area has this number. Find out whose it is before you go on.")
