"""Two records of one child, or two children that look like one: shown to a person, never joined by the system."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from goldenthread.core.gathering import asked, made_of
from goldenthread.core.refusals import Refused

from .models import Child
from .words import fold

#: How alike two names must be, from 0 to 1, to be shown when the date of birth is the same.
ALIKE = 0.6


@dataclass(frozen=True)
class PossibleMatch:
    """A child already on record who may be the one that is meant, and why that may be."""

    child: Child
    because: str


class PossibleTwin(Refused):
    """Somebody has to say whether these are the same child before a new record is started."""

    def __init__(self, matches: list[PossibleMatch]) -> None:
        super().__init__("There may already be a record of this child. Say whether one of these is the same child.")
        self.matches = matches


#: Each of the three ways goes by its own index; those of the numbers hold no empty ones.
_MAY_BE = """
SELECT jsonb_agg(to_jsonb(c) ORDER BY c.surname, c.forename, c.id)::text FROM (
    SELECT * FROM people_child c
     WHERE c.area_id = ANY (%(areas)s::bigint[]) AND c.id <> ALL (%(leave_out)s::uuid[])
       AND (c.date_of_birth = ANY (%(days)s::date[]) OR c.upn <> '' AND c.upn = %(upn)s OR c.nhs_number <> '' AND c.nhs_number = %(nhs_number)s)
     ORDER BY c.surname, c.forename, c.id LIMIT 200) c
"""


def possible_matches(
    *,
    area_ids: Collection[int],
    forename: str,
    surname: str,
    date_of_birth: date,
    upn: str = "",
    nhs_number: str = "",
    leave_out: Collection[UUID] = (),
) -> list[PossibleMatch]:
    """Children of these areas, as far as the person may see them, who may be this one; surest first. One query."""
    values = {
        "areas": list(area_ids), "days": [date_of_birth, _day_and_month_exchanged(date_of_birth)],
        "upn": upn, "nhs_number": nhs_number, "leave_out": list(leave_out),
    }  # fmt: skip
    found = []
    for held in asked(_MAY_BE, values) or ():
        child = made_of(Child, held)
        sure, because = _because(child, forename, surname, date_of_birth, upn, nhs_number)
        if because:
            found.append((sure, PossibleMatch(child, because)))
    found.sort(key=lambda pair: pair[0])
    return [match for _, match in found]


def check_no_twin(matches: list[PossibleMatch], ruled_out: Collection[UUID]) -> None:
    """Refuse to start a record while a possible match was not ruled out by a person."""
    unseen = [match for match in matches if match.child.pk not in set(ruled_out)]
    if unseen:
        raise PossibleTwin(unseen)


def _because(child: Child, forename: str, surname: str, born: date, upn: str, nhs_number: str) -> tuple[int, str]:
    if upn and child.upn == upn:
        return 0, "Same unique pupil number"
    if nhs_number and child.nhs_number == nhs_number:
        return 1, "Same NHS number"
    theirs, ours = fold(child.name), fold(f"{forename} {surname}".strip())
    if theirs == ours:
        return (
            (2, "Same name and date of birth")
            if child.date_of_birth == born
            else (3, "Same name; day and month of birth exchanged")
        )
    if child.date_of_birth != born:
        return 9, ""
    known_as = fold(f"{child.preferred_name} {child.surname}".strip())
    if ours == known_as or alike(theirs, ours) >= ALIKE or set(theirs.split()) & set(ours.split()):
        return 4, "Similar name, same date of birth"
    return 9, ""


def alike(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1, whatever the order of their words."""
    return SequenceMatcher(None, " ".join(sorted(one.split())), " ".join(sorted(other.split()))).ratio()


def _day_and_month_exchanged(day: date) -> date:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day
