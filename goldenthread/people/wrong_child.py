"""A paper of another child is held on its way into a pack or a letter.

Its text is searched for what identifies another child of the area: a pupil number, an NHS number, a reference, or a name
together with that child's date of birth. What is found in the text is looked up; no list of names is gone through. A brother
or sister who is named in passing, without their date of birth, holds nothing up.

A finding never says who the other child is: their record may be closed to the reader. It quotes what the paper itself says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core import clock, files, text_of, wall
from goldenthread.core.actions import action, record
from goldenthread.core.models import Event

from . import identifiers
from .models import Child, Document, FormerUpn
from .policies import check_may, standing_of
from .words import fold

BECAUSE = "a paper is compared with every child of its area, and nobody is shown which"
#: How far, in characters, a name may stand from the date of birth that belongs to it.
BEFORE, AFTER = 240, 80

UPN, NHS, REFERENCE, NAME = "upn", "nhs_number", "reference", "name"
SPOKEN = {
    UPN: "another child’s unique pupil number",
    NHS: "another child’s NHS number",
    REFERENCE: "another child’s reference",
    NAME: "another child’s name and date of birth",
}


@dataclass(frozen=True)
class Named:
    """Another child is identified in a text: by what, which child, and the words that do it."""

    by: str
    child_id: UUID
    quote: str


@dataclass(frozen=True)
class Finding:
    """What is wrong with a paper on its way out. `holds`: it may not go on until a person has looked at it."""

    document: Any
    sentence: str
    holds: bool = True
    quotes: tuple[str, ...] = ()


# The question


def other_children_named(text: str, child: Child, *, today: date | None = None) -> list[Named]:
    """Other children of this child's area whom the text identifies, in the order of the text. Four index look-ups at most."""
    today = today or clock.today()
    by_number = {
        UPN: list(identifiers.upns(text)),
        NHS: list(identifiers.nhs_numbers(text)),
        REFERENCE: list(identifiers.references(text)),
    }
    days = list(identifiers.dates(text, today=today))
    with wall.lifted(because=BECAUSE):
        others = Child.objects.filter(area_id=child.area_id).exclude(pk=child.pk)
        owners = _owners(others, by_number)
        born = list(others.filter(date_of_birth__in={each.day for each in days})) if days else []
    found = [
        (each.begins, Named(kind, owners[kind, each.value], _quote(text, each.begins, each.ends)))
        for kind, numbers in by_number.items()
        for each in numbers
        if (kind, each.value) in owners
    ]
    found += _by_name(text, child, born, days)
    found.sort(key=lambda pair: pair[0])
    return list({(each.by, each.child_id): each for _, each in reversed(found)}.values())[::-1]


def _owners(others: Any, by_number: dict[str, list[identifiers.Found]]) -> dict[tuple[str, str], UUID]:
    wanted = {kind: {each.value for each in found} for kind, found in by_number.items()}
    if not any(wanted.values()):
        return {}
    owners: dict[tuple[str, str], UUID] = {}
    for kind, values in wanted.items():
        if values:
            owners |= {
                (kind, value): pk for pk, value in others.filter(**{f"{kind}__in": values}).values_list("pk", kind)
            }
    if wanted[UPN]:
        former = FormerUpn.objects.filter(upn__in=wanted[UPN], child__in=others).values_list("upn", "child_id")
        owners |= {(UPN, upn): pk for upn, pk in former if (UPN, upn) not in owners}
    return owners


# A name with its date of birth


def _by_name(
    text: str, child: Child, born: Sequence[Child], days: list[identifiers.FoundDate]
) -> list[tuple[int, Named]]:
    """Children born on a date of the text whose name is the nearest to that date."""
    own = [name for each in (child.forename, child.preferred_name) if (name := _pattern(each))]
    found = []
    for other in born:
        if fold(other.name) == fold(child.name) or not fold(other.forename):
            continue  # the paper cannot tell two children of one name and birthday apart
        theirs = _names(other, child, text)
        for each in days:
            if each.day != other.date_of_birth or not theirs:
                continue
            place = _belongs(text, each, theirs, own)
            if place is not None:
                begins, ends = min(place[0], each.begins), max(place[1], each.ends)
                found.append((begins, Named(NAME, other.pk, _quote(text, begins, ends))))
    return found


def _names(other: Child, child: Child, text: str) -> list[re.Pattern[str]]:
    """How the other child may be named: in full either way round; by forename alone in the family's own papers, where
    both bear one surname, and where the surname stands elsewhere in the paper."""
    surname = _words(other.surname)
    firsts = [first for each in (other.forename, other.preferred_name) if (first := _words(each))]
    if not surname:
        return [pattern for each in firsts if (pattern := _pattern(each))]
    between = r"(?:\W+\w+){0,2}?\W+"  # a middle name, or two
    forms = [rf"{first}{between}{surname}|{surname}\W+{first}" for first in firsts]
    if fold(other.surname) == fold(child.surname) or re.search(rf"(?i)(?<!\w){surname}(?!\w)", text):
        forms += firsts
    return [re.compile(rf"(?i)(?<!\w)(?:{form})(?!\w)") for form in forms]


def _belongs(
    text: str, day: identifiers.FoundDate, theirs: list[re.Pattern[str]], own: list[re.Pattern[str]]
) -> tuple[int, int] | None:
    """Where the other child's name stands that this date belongs to: the nearest name before it, or else after it."""
    start = max(0, day.begins - BEFORE)
    before = text[start : day.begins]
    last_theirs, last_own = _last(theirs, before), _last(own, before)
    if last_theirs or last_own:
        if last_theirs and (last_own is None or last_theirs[1] > last_own[1]):
            return start + last_theirs[0], start + last_theirs[1]
        return None
    after = text[day.ends : day.ends + AFTER]
    first_theirs, first_own = _first(theirs, after), _first(own, after)
    if first_theirs and (first_own is None or first_theirs[0] < first_own[0]):
        return day.ends + first_theirs[0], day.ends + first_theirs[1]
    return None


def _last(names: Iterable[re.Pattern[str]], text: str) -> tuple[int, int] | None:
    return max(
        (match.span() for name in names for match in name.finditer(text)), key=lambda span: span[1], default=None
    )


def _first(names: Iterable[re.Pattern[str]], text: str) -> tuple[int, int] | None:
    return min((match.span() for name in names for match in name.finditer(text)), default=None)


def _pattern(name: str) -> re.Pattern[str] | None:
    words = _words(name)
    return re.compile(rf"(?i)(?<!\w){words}(?!\w)") if words else None


def _words(name: str) -> str:
    """A name as a pattern that reads over accents' absence, hyphens and apostrophes."""
    letters = "".join("." if ord(each) > 127 else re.escape(each) for each in name.strip())
    return re.sub(r"(\\[-' ]|['’ -])+", r"[-'’ ]?", letters)


def _quote(text: str, begins: int, ends: int) -> str:
    return " ".join(text[begins:ends].split())[:200]


# Papers


def check_papers(child: Child, documents: Sequence[Document]) -> list[Finding]:
    """What is wrong with these papers on their way into a pack or letter of this child; none where all may go on.

    Papers that were made here for this child are compared too. Pictures, recordings and scans hold no text: the finding
    says so and holds nothing. A paper that somebody looked at and answered for (`accept_paper`) is let go on.
    """
    accepted = _accepted(documents)
    wanted = [each for each in documents if (str(each.pk), each.file_id) not in accepted]
    texts = text_of.texts_of([(files.path_of(each.file_id), each.file.content_type) for each in wanted])
    found = []
    for document, read in zip(wanted, texts, strict=True):
        if document.child_id != child.pk:
            found.append(Finding(document, "This paper is in another child’s record."))
        elif read.fault == text_of.NO_TEXT:
            said = "This paper holds no text that can be searched. Look whether it is this child’s."
            found.append(Finding(document, said, holds=False))
        elif read.fault:
            said = "This paper could not be read. Open it and look whether it is this child’s."
            found.append(Finding(document, said))
        elif others := other_children_named(read.text, child):
            kinds = " and ".join(dict.fromkeys(SPOKEN[each.by] for each in others))
            said = f"This paper holds {kinds}. Look whether it is this child’s."
            found.append(Finding(document, said, quotes=tuple(each.quote for each in others)))
    return found


def _accepted(documents: Sequence[Document]) -> set[tuple[str, str]]:
    """Papers that a person looked at, as they were then."""
    ids = [str(each.pk) for each in documents]
    events = Event.objects.filter(verb="people.accept_paper", subject_type="people.document", subject_id__in=ids)
    return {(event.subject_id, event.fact.get("file", "")) for event in events}


@action
def accept_paper(*, document: Document, because: str, by: Any, on: date) -> None:
    """A person looked at a paper that names another child, and answers for its going on as this child's."""
    check_may(standing_of(by), document.child, "document", "share")
    record(
        "people.accept_paper",
        child=document.child_id,
        subject=document,
        fact={"file": document.file_id},
        why=because,
        touches=(),
    )
