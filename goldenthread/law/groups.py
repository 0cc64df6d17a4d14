"""Groups of children whom an area counts for themselves: under which law each is held, and which only while the family agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import EDUCATION_ACT, Citation, Force, cite

CHILDREN_ACT = "Children Act 1989"
UK_GDPR = "UK GDPR"

CITATIONS = {
    "formerly_cared_for": cite(
        CHILDREN_ACT, "section 23ZZA",
        "The council gives advice and information so that a child learns well who left care for adoption, special guardianship or a child arrangements order.", "V1",
        effective_from=date(2018, 9, 1),
    ),
    "in_need": cite(
        CHILDREN_ACT, "section 17", "The council safeguards and promotes the welfare of children in need.", "V2", effective_from=date(1991, 10, 14),
    ),
    "protection": cite(
        CHILDREN_ACT, "section 47", "The council enquires where it has cause to suspect that a child suffers significant harm or may, and acts to protect them.", "V2", effective_from=date(1991, 10, 14),
    ),
    "young_carer": cite(
        CHILDREN_ACT, "section 17ZA", "The council assesses what support a young carer needs.", "V1", effective_from=date(2015, 4, 1),
    ),
    "service": cite(
        "Armed Forces Act 2006", "section 343AA", "The council, and whoever runs schools, have due regard to what service families face.", "V1", effective_from=date(2022, 11, 22),
    ),
    "census": cite(
        EDUCATION_ACT, "section 537A", "Schools say of each pupil what the school census asks, and the council may have it.", "V2", effective_from=date(1997, 9, 1),
    ),
    "meals": cite(
        EDUCATION_ACT, "section 512ZB", "Free school lunches, on request, for those whose family receives certain benefits.", "V1", effective_from=date(2003, 4, 1),
    ),
    "task": cite(
        UK_GDPR, "article 6(1)(e), with Data Protection Act 2018, section 8(c)", "A public body may hold what a task needs that the law gives it.", "V2", effective_from=date(2018, 5, 25),
    ),
    "agreed": cite(
        UK_GDPR, "articles 6(1)(a) and 7",
        "Held because the family agreed: who agreed can be shown, and they may take it back at any time as easily as they gave it.", "V2", effective_from=date(2018, 5, 25),
    ),
    "special": cite(
        UK_GDPR, "article 9(2)(a)", "What tells of somebody’s health, as that of whom a young carer cares for, needs their express agreement.", "V2",
        effective_from=date(2018, 5, 25),
    ),
    "least": cite(
        UK_GDPR, "article 5(1)(c)", "No more is held than is needed: nobody must say that a child was adopted.", "V2", Force.DUTY, effective_from=date(2018, 5, 25),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a child may be in. `agreed` says that it is held only while the family agrees; `why` in plain words why it may be held."""

    code: str
    name: str
    why: str
    citations: tuple[str, ...]
    agreed: bool = False


GROUPS: Mapping[str, Group] = {
    each.code: each
    for each in (
        Group(
            "adopted", "Adopted from care", "The council helps children who left care to learn, and may know who they are where the family wants it to. No family must say so.",
            ("agreed", "least", "formerly_cared_for"), agreed=True,
        ),
        Group(
            "guardianship", "Special guardianship order after care", "The council helps children who left care to learn, and may know who they are where the family wants it to.",
            ("agreed", "least", "formerly_cared_for"), agreed=True,
        ),
        Group(
            "arrangements", "Child arrangements order after care", "The council helps children who left care to learn, and may know who they are where the family wants it to.",
            ("agreed", "least", "formerly_cared_for"), agreed=True,
        ),
        Group(
            "young_carer", "Young carer", "It says something of the health of whoever the child cares for, so it is held only where the family agrees.",
            ("agreed", "special", "young_carer"), agreed=True,
        ),
        Group("in_need", "Child in need", "Needed for a duty of the council, so that no agreement is asked.", ("task", "in_need")),
        Group("protection", "Child protection plan", "Needed to protect the child, so that no agreement is asked.", ("task", "protection")),
        Group("service", "Service family", "Said in the school census. Needed for a duty of the council, so that no agreement is asked.", ("task", "census", "service")),
        Group("meals", "Free school meals", "Said in the school census. Needed for a duty of the council, so that no agreement is asked.", ("task", "census", "meals")),
    )
}  # fmt: skip


def needs_agreement(code: str) -> bool:
    """Whether a group is held only while the family agrees."""
    return GROUPS[code].agreed


def why_held(code: str) -> tuple[str, tuple[Citation, ...]]:
    """Why a group may be held, in plain words, with the law."""
    group = GROUPS[code]
    return group.why, tuple(CITATIONS[each] for each in group.citations)
