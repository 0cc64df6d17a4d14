"""Takes out of a plan's words whatever could tell whose it is. A person reads what is left before anybody else does.

What is known to be a name goes: the child's, the family's, those of everybody and every body on the record, and places. So do numbers
that identify, addresses, telephones, dates. Words that look like names and are not known are shown to the person who reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from goldenthread.law import school_year
from goldenthread.people.models import Address, Attendance, Involvement, Relationship

from .models import Line, UnnamedPlan, Version

#: The sections that say who somebody is, what they need, hope for and get. Section I names a setting, and says nothing else.
SECTIONS = ("A", "B", "E", "F", "G", "H1", "H2")
_DATES = r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
#: What is always taken out, with what stands in its place.
PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[email]"),
    (re.compile(r"\b[A-Z]\d{11}[A-Z0-9]\b|\b[A-Z]\d{12}\b|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"), "[number]"),
    (re.compile(r"\b(?:\+44|0)(?:[ -]?\d){9,10}\b"), "[telephone]"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"), "[postcode]"),
    (re.compile(_DATES), "[date]"),
)  # fmt: skip
#: Words in capitals that no name is.
PLAIN = frozenset(
    "I I’m I’ve I’d I’ll English Maths Science Makaton PECS BSL ADHD ASD EHC PE IT TV SENCO SEN SEND TA Year Monday Tuesday Wednesday Thursday Friday Saturday Sunday Lego Braille Section Key Stage NHS GP".split()
)  # fmt: skip
_WORD = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
_BEGINS = re.compile(r"(?:^|[.!?:“‘\"]\s*|\]\s*)$")


def known_of(version: Version) -> dict[str, str]:
    """Every name on record around this child, with what stands in its place."""
    child = version.child
    found: dict[str, str] = {}

    def add(words: str, instead: str) -> None:
        for each in [words, *re.split(r"[\s,]+", words)]:
            if len(each.strip(".,")) > 2:
                found.setdefault(each.strip(".,"), instead)

    for words in (child.forename, child.surname, child.preferred_name):
        add(words or "", "[child]")
    for tie in Relationship.objects.filter(child=child).select_related("adult"):
        add(tie.adult.name, "[family]")
    bodies, people = set(), set()
    for row in Involvement.objects.filter(child=child).select_related("user", "organisation"):
        bodies |= {row.organisation.name} if row.organisation else set()
        people |= {row.user.name} if row.user else set()
    bodies |= {row.organisation.name for row in Attendance.objects.filter(child=child, organisation__isnull=False).select_related("organisation") if row.organisation}
    bodies |= {line.body.name for line in version.lines.filter(body__isnull=False).select_related("body") if line.body}
    for name in people:
        add(name, "[person]")
    for name in bodies:
        found.setdefault(name, "[school or service]")
        for each in name.split():
            if each not in _COMMON and len(each) > 3:
                found.setdefault(each, "[school or service]")
    for address in Address.objects.filter(child=child):
        for each in re.split(r"[\n,]+", address.lines):
            if len(each.strip()) > 3:
                found.setdefault(each.strip(), "[place]")
    return found


#: Words in the names of bodies that say nothing of which it is.
_COMMON = frozenset("School College Academy Primary Secondary Special Nursery Community Service Services Team Therapies Therapy Children Health Board Care Social The and of for".split())


def without_names(words: str, known: dict[str, str], also: Iterable[str] = ()) -> str:
    """The words with every known name, and whatever else identifies, taken out."""
    out = words
    for pattern, instead in PATTERNS:
        out = pattern.sub(instead, out)
    wanted = {**{each.strip(): "[taken out]" for each in also if each.strip()}, **known}
    for name in sorted(wanted, key=len, reverse=True):
        out = re.sub(rf"\b{re.escape(name)}(’s|'s)?(?!\w)", partial(_instead, wanted[name]), out, flags=re.IGNORECASE)
    return out


def _instead(instead: str, found: re.Match[str]) -> str:
    return f"{instead}’s" if found[1] else instead


def lines_of(version: Version, also: Iterable[str] = ()) -> list[dict[str, str]]:
    """The plan's lines without names, in order."""
    known, also = known_of(version), list(also)
    order = {section: number for number, section in enumerate(SECTIONS)}
    lines = version.lines.filter(section__in=SECTIONS, removed_on__isnull=True).exclude(kind=Line.Kind.NONE)
    held = sorted(lines, key=lambda line: (order[line.section], line.position))
    return [{"section": line.section, "kind": line.kind, "text": without_names(line.text, known, also)} for line in held if line.text]


def left_over(lines: Iterable[dict[str, Any]]) -> list[str]:
    """Words in capitals inside a sentence, which may be names that nobody has on record. A person looks at each."""
    found: dict[str, None] = {}
    for line in lines:
        for match in _WORD.finditer(line["text"]):
            begins = _BEGINS.search(line["text"][: match.start()])
            if match[0] not in PLAIN and not begins:
                found.setdefault(match[0])
    return list(found)


def stage_of(version: Version, on: date) -> str:
    """The stage of education, which is all that is said of age."""
    year = school_year.national_curriculum_year(version.child.date_of_birth, on)
    stages = UnnamedPlan.Stage
    return stages.EARLY if year < 1 else stages.PRIMARY if year < 7 else stages.SECONDARY if year < 12 else stages.ADULT
