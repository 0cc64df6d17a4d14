"""Which child on record a patient is: one, nobody, or a question for a person.

The same NHS number decides where the date of birth or the name agrees too. Without one on both sides, only the same name, date of
birth and postcode do. Whatever lies between is held. A closed record is matched with nobody: what is not said of it cannot be told on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from goldenthread.people.models import Address, Child
from goldenthread.people.words import fold

from .reading import Patient

#: How alike two first names must be, from 0 to 1, to be held as perhaps one child where surname and birthday are the same.
ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a child on record."""

    id: UUID
    forename: str
    surname: str
    born_on: date
    nhs_number: str
    postcodes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """`child_id` where it is this child; otherwise None and, where a person must say, who it may be. `why` is a sentence."""

    why: str
    child_id: UUID | None = None
    possible: tuple[UUID, ...] = ()


class Matcher:
    """Matches the patients of a file against the children of one area, with two queries for all of them."""

    def __init__(self, area_id: int, patients: Sequence[Patient]) -> None:
        self.by_number: dict[str, list[Known]] = defaultdict(list)
        self.by_birth: dict[date, list[Known]] = defaultdict(list)
        for known in _known(area_id, patients):
            if known.nhs_number:
                self.by_number[known.nhs_number].append(known)
            self.by_birth[known.born_on].append(known)

    def match(self, patient: Patient) -> Match:
        """Who this patient is."""
        if patient.born_on is None:
            return Match("Nobody can be found without a date of birth.")
        numbered = self.by_number.get(patient.nhs_number, []) if patient.nhs_number else []
        if len(numbered) > 1:
            return Match("Two records have this NHS number. Say which child this is.", possible=tuple(each.id for each in numbered))
        if numbered:
            known = numbered[0]
            if known.born_on == patient.born_on or _same_name(known, patient):
                return Match("The same NHS number, and date of birth or name.", known.id)
            return Match("The NHS number is that of a record with another name and date of birth. Say whether it is this child.", possible=(known.id,))
        like = [known for known in self.by_birth.get(patient.born_on, []) if _like(known, patient)]
        same = [known for known in like if _same_name(known, patient)]
        sure = [known for known in same if not (known.nhs_number and patient.nhs_number) and patient.postcode and patient.postcode in known.postcodes]
        if len(sure) == 1 and len(same) == 1:
            return Match("The same name, date of birth and postcode.", sure[0].id)
        if not like:
            return Match("Nobody on record here has this NHS number, nor this name and date of birth.")
        if any(known.nhs_number and patient.nhs_number for known in same):
            return Match("A record has the same name and date of birth and another NHS number. Say whether it is this child.", possible=tuple(each.id for each in same))
        return Match("A record has a like name and the same date of birth. Say whether it is this child.", possible=tuple(each.id for each in like))


def _known(area_id: int, patients: Sequence[Patient]) -> list[Known]:
    numbers = {each.nhs_number for each in patients if each.nhs_number}
    births = {each.born_on for each in patients if each.born_on}
    of_area = Child.objects.filter(area_id=area_id, closed_list_on=None)
    found = {child.pk: child for some in (of_area.filter(nhs_number__in=numbers), of_area.filter(date_of_birth__in=births)) for child in some.order_by("pk")}
    postcodes: dict[UUID, set[str]] = defaultdict(set)
    for child_id, postcode in Address.objects.filter(child_id__in=list(found), until_on=None).values_list("child_id", "postcode").order_by("pk"):
        postcodes[child_id].add(postcode)
    return [
        Known(child.pk, fold(child.forename), fold(child.surname), child.date_of_birth, child.nhs_number, frozenset(postcodes[child.pk]))
        for child in found.values()
    ]


def _same_name(known: Known, patient: Patient) -> bool:
    return known.forename == fold(patient.forename) and known.surname == fold(patient.surname)


def _like(known: Known, patient: Patient) -> bool:
    surname, forename = fold(patient.surname), fold(patient.forename)
    return _alike(known.surname, surname) >= ALIKE and _alike(known.forename, forename) >= ALIKE


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()
