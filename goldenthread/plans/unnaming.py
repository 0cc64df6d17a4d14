"""Takes out of a plan's words whatever could tell whose it is. A person reads what is left before anybody else does.

What is known to be a name goes: the child's, the family's, those of everybody and every body on the record, and places. So do numbers
that identify, addresses, telephones, dates. Words that look like names and are not known are shown to the person who reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.law import school_year
from goldenthread.people.models import Address, Attendance, Involvement, Relationship

from .models import Line, UnnamedPlan, Version

#: The sections that say who somebody is, what they need, hope for and get. Section I names a setting, and says nothing else.
SECTIONS = ("A", "B", "E", "F", "G", "H1", "H2")
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DATES = rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}}\b)?|\b{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?|\d{{4}}\b)|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
#: What is always taken out, with what stands in its place.
PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[email]"),
    (re.compile(r"(?<!\w)(?:\+44|0044|0)(?:[ -]?\(0\))?(?:[ -]?\d){9,10}\b"), "[telephone]"),
    (re.compile(r"\b[A-Z]\d{11}[A-Z0-9]\b|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", re.IGNORECASE), "[number]"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE), "[postcode]"),
    (re.compile(_DATES, re.IGNORECASE), "[date]"),
)  # fmt: skip
#: Words in capitals that no name is.
PLAIN = frozenset(
    "I I’m I’ve I’d I’ll English Maths Science Makaton PECS BSL ADHD ASD EHC PE IT TV SENCO SEN SEND TA Year Monday Tuesday Wednesday Thursday Friday Saturday Sunday Lego Braille Section Key Stage NHS GP".split()
)  # fmt: skip
_WORD = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
_BEGINS = re.compile(r"(?:^|[.!?:“‘\"]\s*|\]\s*)$")
#: Words that begin a sentence as names do, with what follows a name there: “Poppy, his sister”, “Bella’s dog”, “Max comes”.
_AS_A_NAME = re.compile(r"(?:[’']s\b|,|\s+(?:and|is|was|has|does|likes|loves|helps|comes|goes|says|lives|plays|will|can|who)\b)")
_BEGINNINGS = frozenset(
    "He She They It This That These Those There Here What Who Where When Which Everybody Everyone Nobody Somebody Someone However Sometimes Also Then Now Today Once Yes No And But So".split()
)  # fmt: skip


def known_of(version: Version) -> dict[str, str]:
    """Every name on record around this child, with what stands in its place."""
    child = version.child
    found: dict[str, str] = {}

    def add(words: str, instead: str) -> None:
        for each in [words, *re.split(r"[\s,]+", words), *re.split(r"[\s,-]+", words)]:
            if len(each.strip(".,")) > 1:
                found.setdefault(each.strip(".,"), instead)

    def add_place(lines: str) -> None:
        for each in re.split(r"[\n,]+", lines):
            for place in (each.strip(), each.strip().lstrip("0123456789").strip()):
                if len(place) > 3:
                    found.setdefault(place, "[place]")

    for words in (child.forename, child.surname, child.preferred_name):
        add(words or "", "[child]")
    for tie in Relationship.objects.filter(child=child).select_related("adult"):
        add(tie.adult.name, "[family]")
        add_place(tie.adult.address)
    bodies, people = set(), set()
    for row in Involvement.objects.filter(child=child).select_related("user", "organisation"):
        bodies |= {row.organisation.name} if row.organisation else set()
        people |= {row.user.name} if row.user else set()
    for attended in Attendance.objects.filter(child=child).select_related("organisation"):
        bodies |= {attended.organisation.name if attended.organisation else attended.setting_other} - {""}
    bodies |= {line.body.name for line in version.lines.filter(body__isnull=False).select_related("body") if line.body}
    for name in people:
        add(name, "[person]")
    for name in bodies:
        found.setdefault(name, "[school or service]")
        for each in name.split():
            if each not in _COMMON and len(each) > 3:
                found.setdefault(each, "[school or service]")
    for address in Address.objects.filter(child=child):
        add_place(address.lines)
    return found


#: Words in the names of bodies that say nothing of which it is.
_COMMON = frozenset("School College Academy Primary Secondary Special Nursery Community Service Services Team Therapies Therapy Children Health Board Care Social The and of for".split())


def without_names(words: str, known: dict[str, str], also: Iterable[str] = ()) -> str:
    """The words with every known name, and whatever else identifies, taken out. Accents and the shape of an apostrophe make no other name."""
    out = unicodedata.normalize("NFC", words)
    for pattern, instead in PATTERNS:
        out = pattern.sub(instead, out)
    wanted = {_plain(name): instead for name, instead in [*((each.strip(), "[taken out]") for each in also), *known.items()] if name}
    if not wanted:
        return out
    names = "|".join(_as_written(name) for name in sorted(wanted, key=len, reverse=True))
    by_key = {" ".join(name.casefold().split()): instead for name, instead in wanted.items()}
    made, at = [], 0
    for found in re.finditer(rf"(?<!\w)({names})('?s)?(?!\w)", _plain(out), flags=re.IGNORECASE):
        made += [out[at : found.start()], by_key[" ".join(found[1].casefold().split())], "’s" if found[2] and len(found[2]) > 1 else ""]
        at = found.end()
    return "".join([*made, out[at:]])


def _plain(words: str) -> str:
    """The same number of letters, each without its accent, and one apostrophe for all."""
    return "".join("'" if each in "’ʼ‘`´" else unicodedata.normalize("NFD", each)[0] for each in unicodedata.normalize("NFC", words))


def _as_written(name: str) -> str:
    """A name as a pattern. One of two letters is also a common word, so that it counts only with a capital."""
    pattern = r"\s+".join(re.escape(each) for each in name.split())
    return f"(?-i:{pattern}|{pattern.upper()})" if len(name) < 3 else pattern


def lines_of(version: Version, also: Iterable[str] = ()) -> list[dict[str, str]]:
    """The plan's lines without names, in order."""
    known, also = known_of(version), list(also)
    order = {section: number for number, section in enumerate(SECTIONS)}
    lines = version.lines.filter(section__in=SECTIONS, removed_on__isnull=True).exclude(kind=Line.Kind.NONE)
    held = sorted(lines, key=lambda line: (order[line.section], line.position))
    return [{"section": line.section, "kind": line.kind, "text": without_names(line.text, known, also)} for line in held if line.text]


def left_over(lines: Iterable[dict[str, Any]]) -> list[str]:
    """Words in capitals that may be names nobody has on record: any inside a sentence, and at its beginning those that stand as names do.
    A person looks at each."""
    found: dict[str, None] = {}
    for line in lines:
        for match in _WORD.finditer(line["text"]):
            word, begins = re.sub(r"[’']s$", "", match[0]), _BEGINS.search(line["text"][: match.start()])
            as_a_name = match[0] != word or _AS_A_NAME.match(line["text"], match.end())
            if word not in PLAIN and (not begins or (as_a_name and word not in _BEGINNINGS)):
                found.setdefault(word)
    return list(found)


def stage_of(version: Version, on: date) -> str:
    """The stage of education, which is all that is said of age."""
    year = school_year.national_curriculum_year(version.child.date_of_birth, on)
    stages = UnnamedPlan.Stage
    return stages.EARLY if year < 1 else stages.PRIMARY if year < 7 else stages.SECONDARY if year < 12 else stages.ADULT
