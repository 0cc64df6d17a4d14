"""Who gets a letter, asked again for each one: whoever holds the rights that day, and those who must have a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef

from goldenthread.core.gathering import together
from goldenthread.law import rights
from goldenthread.people.models import Address, Attendance, Child, Involvement, Organisation, Relationship

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


@dataclass(frozen=True)
class Known:
    """What is on record of those around a child, for letters."""

    address: Address | None
    ties: list[Relationship]
    own_user_id: int | None
    attendances: list[Attendance]
    bodies: list[Organisation]
    worker: Any


def known(child: Any) -> Known:
    """Read it all, in one statement."""
    of_child = Involvement.objects.filter(child=OuterRef("pk"), until_on__isnull=True).order_by("pk")
    [found] = together(
        Child.objects.filter(pk=child.pk).only("pk"),
        address_now=Address.objects.filter(child=OuterRef("pk"), until_on__isnull=True).order_by("pk"),
        ties=Relationship.objects.filter(child=OuterRef("pk")).select_related("adult").order_by("pk"),
        own=of_child.filter(role="young_person"),
        named=of_child.filter(role="named_worker").select_related("user"),
        on_roll=Attendance.objects.filter(child=OuterRef("pk"), left_on__isnull=True, organisation__isnull=False)
        .select_related("organisation")
        .order_by("rank", "pk"),
        bodies=Organisation.objects.filter(
            area_id=OuterRef("area_id"), kind__in=COPY_KINDS.values(), closed_on__isnull=True
        ).order_by("kind", "pk"),
    )
    return Known(
        address=next(iter(found.address_now), None),
        ties=found.ties,
        own_user_id=found.own[0].user_id if found.own else None,
        attendances=found.on_roll,
        bodies=found.bodies,
        worker=found.named[0].user if found.named else None,
    )


def rights_holders(child: Any, on: date, around: Known | None = None) -> list[Addressee]:
    """The young person themselves once the rights are theirs; until then everyone with parental responsibility or care."""
    around = around or known(child)
    lines = _lines(around.address.lines, around.address.postcode) if around.address else ()
    if rights.rights_holder(child.date_of_birth, on).who == "young_person":
        own = around.own_user_id
        return [Addressee(key=f"child-{child.pk}", name=child.name, lines=lines, user_id=own, is_child=True)]
    held = [
        tie
        for tie in around.ties
        if (tie.until_on is None or tie.until_on >= on) and (tie.from_on is None or tie.from_on <= on)
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


def copies_to(kinds: tuple[str, ...], around: Known) -> list[Addressee]:
    """The bodies of these kinds that must have a copy: the health board, social care, and the child's setting."""
    found: list[Addressee] = []
    if "setting" in kinds:
        found += [_body(each.organisation, "The head teacher or principal") for each in around.attendances if each.organisation]
    wanted = [COPY_KINDS[kind] for kind in kinds if kind in COPY_KINDS]
    first = {body.kind: body for body in reversed(around.bodies) if body.kind in wanted}
    for kind in sorted(first):
        post = "The designated officer" if kind == Organisation.Kind.ICB else "The social care officer for SEND"
        found.append(_body(first[kind], post))
    return found


def _body(organisation: Organisation, post: str) -> Addressee:
    place = _lines(organisation.town, organisation.postcode)
    return Addressee(key=f"body-{organisation.pk}", name=post, lines=(organisation.name, *place), is_copy=True)


def _lines(lines: str, postcode: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in [*lines.splitlines(), postcode] if line.strip())
