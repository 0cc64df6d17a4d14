"""Which child on record a person of a return is: one, nobody, or a question for a person. Nothing is guessed.

A UPN or ULN that is the same decides, as long as name or date of birth agrees. Without one, only a person whose name,
date of birth and postcode are all the same, neither side having a number that contradicts it, is the same child. Whatever lies
between is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from goldenthread.people.models import Child, FormerUpn
from goldenthread.people.words import fold

from . import records

#: How alike two first names must be, from 0 to 1, for twins of one surname and birthday to be held as perhaps one child.
ALIKE = 0.75


@dataclass(frozen=True)
class Match:
    """`child_id` where it is this child; otherwise None and, where a person must say, `held` with who it may be."""

    child_id: UUID | None = None
    held: str = ""
    possible: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is compared of a child on record."""

    id: UUID
    forename: str
    surname: str
    born_on: object
    upns: frozenset[str]
    uln: str
    postcodes: frozenset[str]


class Matcher:
    """Matches a batch of people against the children of one area, with four queries for the batch."""

    def __init__(self, area_id: int, people: Sequence[records.Person]) -> None:
        self.by_upn: dict[str, list[Known]] = defaultdict(list)
        self.by_uln: dict[str, list[Known]] = defaultdict(list)
        self.by_birth: dict[object, list[Known]] = defaultdict(list)
        for known in _known(area_id, people):
            self._add(known)

    def add(self, child: Child, person: records.Person) -> None:
        """Somebody who gets a new record now, so that the next in the file is compared with them as well."""
        upns = frozenset({person.upn} if person.upn else ())
        postcodes = frozenset({person.postcode} if person.postcode else ())
        self._add(
            Known(child.pk, fold(child.forename), fold(child.surname), child.date_of_birth, upns, child.uln, postcodes)
        )

    def _add(self, known: Known) -> None:
        for upn in known.upns:
            self.by_upn[upn].append(known)
        if known.uln:
            self.by_uln[known.uln].append(known)
        self.by_birth[known.born_on].append(known)

    @property
    def ids(self) -> set[UUID]:
        """Everybody here who somebody of these people could be."""
        return {known.id for group in (self.by_birth, self.by_upn, self.by_uln) for each in group.values() for known in each}

    def match(self, person: records.Person) -> Match:
        """Who this person is, from what the record and the return both say."""
        by_number = _once(self.by_upn.get(person.upn or "", []) + self.by_uln.get(person.uln or "", []))
        if len(by_number) > 1:
            return _hold("The UPN and the ULN belong to different records. Say which child this is.", by_number)
        if by_number:
            found = by_number[0]
            namesake = [known for known in self.by_birth.get(person.born_on, []) if _same_name(known, person)]
            if namesake and not _same_name(found, person) and found.born_on == person.born_on:
                return _hold("The number is of one record, the name of another born on the same day. Say which child this is.", [found, *namesake])
            if found.born_on == person.born_on or _same_name(found, person):
                return Match(found.id)
            return _hold(
                "A record has this UPN or ULN with another name and date of birth. Say whether it is this child.",
                by_number,
            )
        twins = [known for known in self.by_birth.get(person.born_on, []) if _like(known, person)]
        if not twins:
            return Match()
        same = [known for known in twins if _same_name(known, person) and not _contradicts(known, person)]
        if len(same) == 1 and _agrees(same[0], person):
            return Match(same[0].id)
        if all(_two_numbers(known, person) and not _same_name(known, person) for known in twins):
            return Match()
        return _hold(
            "A record has a like name and the same date of birth. Say whether it is this child or another.", twins
        )


def _known(area_id: int, people: Iterable[records.Person]) -> list[Known]:
    people = list(people)
    upns = {person.upn for person in people if person.upn}
    ulns = {person.uln for person in people if person.uln}
    births = {person.born_on for person in people if person.born_on}
    former: dict[UUID, set[str]] = defaultdict(set)
    for child_id, upn in FormerUpn.objects.filter(upn__in=upns).values_list("child_id", "upn").order_by("pk"):
        former[child_id].add(upn)
    children = Child.objects.filter(area_id=area_id).order_by("pk").prefetch_related("addresses")
    found: dict[UUID, Child] = {}
    for some in (
        children.filter(upn__in=upns),
        children.filter(uln__in=ulns),
        children.filter(date_of_birth__in=births),
        children.filter(pk__in=former),
    ):
        for child in some:
            found[child.pk] = child
    return [
        Known(
            child.pk,
            fold(child.forename),
            fold(child.surname),
            child.date_of_birth,
            frozenset(former[child.pk] | ({child.upn} if child.upn else set())),
            child.uln,
            frozenset(address.postcode for address in child.addresses.all()),
        )
        for child in found.values()
    ]


def _once(known: Iterable[Known]) -> list[Known]:
    return list({one.id: one for one in known}.values())


def _hold(why: str, possible: Iterable[Known]) -> Match:
    return Match(held=why, possible=tuple(known.id for known in possible))


def _same_name(known: Known, person: records.Person) -> bool:
    return known.forename == fold(person.forename or "") and known.surname == fold(person.surname or "")


def _like(known: Known, person: records.Person) -> bool:
    surname, forename = fold(person.surname or ""), fold(person.forename or "")
    if _alike(known.surname, surname) < ALIKE:
        return False
    return known.forename == forename or _alike(known.forename, forename) >= ALIKE


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other).ratio()


def _contradicts(known: Known, person: records.Person) -> bool:
    """A number on both sides that is not the same."""
    return bool((person.upn and known.upns) or (person.uln and known.uln))


def _two_numbers(known: Known, person: records.Person) -> bool:
    """Both have a UPN, and not the same: two children, unless their names are the same."""
    return bool(person.upn and known.upns)


def _agrees(known: Known, person: records.Person) -> bool:
    """Nothing is missing on one side that the other has: the same postcode, and numbers on neither side."""
    no_numbers = not (person.upn or person.uln or known.upns or known.uln)
    return no_numbers and (person.postcode in known.postcodes if person.postcode else not known.postcodes)
