"""Who gets a letter, asked again for each one: whoever holds the rights that day, and those who must have a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.law import rights
from goldenthread.people.models import Address, Attendance, Involvement, Organisation, Relationship

#: The kinds of body of regulation 4(2), in the words of `law.letters`.
COPY_KINDS = {"icb": Organisation.Kind.ICB, "social_care": Organisation.Kind.SOCIAL_CARE}


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """One envelope. `user_id` is set where they can sign in to read it; `email` is a body's own address; `adult_id` is set
    where it is an adult of the family, `is_child` where it is the young person themself."""

    key: str
    name: str
    lines: tuple[str, ...] = ()
    user_id: int | None = None
    email: str = ""
    tell_by: str = "post"
    is_copy: bool = False
    adult_id: Any = None
    is_child: bool = False


def rights_holders(child: Any, on: date) -> list[Addressee]:
    """The young person themselves once the rights are theirs; until then everyone with parental responsibility or care."""
    lines = _address_of(child)
    if rights.rights_holder(child.date_of_birth, on).who == "young_person":
        own = (
            Involvement.objects.filter(child=child, role="young_person", until_on__isnull=True)
            .values_list("user_id", flat=True)
            .first()
        )
        return [Addressee(key=f"child-{child.pk}", name=child.name, lines=lines, user_id=own, is_child=True)]
    held = [
        tie
        for tie in Relationship.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), child=child)
        .select_related("adult")
        .order_by("pk")
        if tie.from_on is None or tie.from_on <= on
    ]
    responsible = [tie for tie in held if _is_parent(tie, on)] or held
    found: dict[Any, Addressee] = {}
    for tie in responsible:
        adult = tie.adult
        own_lines = _lines(adult.address, adult.postcode) or (lines if tie.lives_with_from else ())
        found[adult.pk] = Addressee(
            key=f"adult-{adult.pk}", name=adult.name, lines=own_lines, user_id=adult.user_id, tell_by=tie.tell_by, adult_id=adult.pk
        )
    return list(found.values()) or [
        Addressee(key=f"family-{child.pk}", name=f"The parent or carer of {child.name}", lines=lines)
    ]


def _is_parent(tie: Relationship, on: date) -> bool:
    """Whether an adult has parental responsibility for the child, or care of them, on a day (Education Act 1996, s.576)."""
    since = (tie.parental_responsibility_from, tie.lives_with_from)
    return any(day is not None and day <= on for day in since)


def copies_to(child: Any, kinds: tuple[str, ...]) -> list[Addressee]:
    """The bodies of these kinds that must have a copy: the health board, social care, and the child's setting."""
    found: list[Addressee] = []
    if "setting" in kinds:
        current = Attendance.objects.filter(
            child=child, left_on__isnull=True, organisation__isnull=False
        ).select_related("organisation")
        found += [
            _body(each.organisation, "The head teacher or principal")
            for each in current.order_by("rank", "pk")
            if each.organisation
        ]
    wanted = [COPY_KINDS[kind] for kind in kinds if kind in COPY_KINDS]
    seen: set[str] = set()
    for body in Organisation.objects.filter(area_id=child.area_id, kind__in=wanted, closed_on__isnull=True).order_by(
        "kind", "pk"
    ):
        if body.kind not in seen:
            seen.add(body.kind)
            found.append(
                _body(
                    body,
                    "The designated officer"
                    if body.kind == Organisation.Kind.ICB
                    else "The social care officer for SEND",
                )
            )
    return found


def _body(organisation: Organisation, post: str) -> Addressee:
    place = _lines(organisation.town, organisation.postcode)
    return Addressee(key=f"body-{organisation.pk}", name=post, lines=(organisation.name, *place), is_copy=True)


def _address_of(child: Any) -> tuple[str, ...]:
    address = Address.objects.filter(child=child, until_on__isnull=True).first()
    return _lines(address.lines, address.postcode) if address else ()


def _lines(lines: str, postcode: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in [*lines.splitlines(), postcode] if line.strip())
