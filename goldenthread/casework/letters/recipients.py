"""Who gets a letter, asked again for each one: whoever holds the rights that day, and those who must have a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.access.models import User
from goldenthread.core.gathering import asked, made_of
from goldenthread.people import rights
from goldenthread.people.models import Address, Adult, Organisation, Relationship

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
    phone: str = ""
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
    settings: list[Organisation]
    bodies: list[Organisation]
    worker: Any


_KNOWN = """
SELECT jsonb_build_object(
    'address', (SELECT to_jsonb(d) FROM people_address d WHERE d.child_id = %(child)s AND d.until_on IS NULL ORDER BY d.id LIMIT 1),
    'ties', (SELECT jsonb_agg(jsonb_build_array(to_jsonb(t), to_jsonb(p)) ORDER BY t.id)
               FROM people_relationship t JOIN people_adult p ON p.id = t.adult_id WHERE t.child_id = %(child)s),
    'own', (SELECT i.user_id FROM people_involvement i
             WHERE i.child_id = %(child)s AND i.role = 'young_person' AND i.until_on IS NULL ORDER BY i.id LIMIT 1),
    'settings', (SELECT jsonb_agg(to_jsonb(o) ORDER BY a.rank, a.id)
                   FROM people_attendance a JOIN people_organisation o ON o.id = a.organisation_id
                  WHERE a.child_id = %(child)s AND a.left_on IS NULL),
    'bodies', (SELECT jsonb_agg(to_jsonb(b) ORDER BY b.kind, b.id) FROM people_organisation b
                WHERE b.area_id = %(area)s AND b.kind = ANY (%(kinds)s::text[]) AND b.closed_on IS NULL),
    'worker', (SELECT to_jsonb(u) - 'password' FROM people_involvement i JOIN access_user u ON u.id = i.user_id
                WHERE i.child_id = %(child)s AND i.role = 'named_worker' AND i.until_on IS NULL ORDER BY i.id LIMIT 1)
)::text
"""


def known(child: Any) -> Known:
    """Read it all, in one statement."""
    said = asked(_KNOWN, {"child": child.pk, "area": child.area_id, "kinds": list(COPY_KINDS.values())})
    return Known(
        address=made_of(Address, said["address"]),
        ties=[made_of(Relationship, tie, adult=made_of(Adult, adult)) for tie, adult in said["ties"] or ()],
        own_user_id=said["own"],
        settings=[made_of(Organisation, each) for each in said["settings"] or ()],
        bodies=[made_of(Organisation, each) for each in said["bodies"] or ()],
        worker=made_of(User, said["worker"]),
    )


def rights_holders(child: Any, on: date, around: Known | None = None) -> list[Addressee]:
    """The young person themselves once the rights are theirs; until then everyone with parental responsibility or care."""
    around = around or known(child)
    lines = _lines(around.address.lines, around.address.postcode) if around.address else ()
    if rights.are_their_own(child, on):
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
            key=f"adult-{adult.pk}", name=adult.name, lines=own_lines, user_id=adult.user_id, phone=adult.phone,
            tell_by=tie.tell_by, adult_id=adult.pk,
        )  # fmt: skip
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
        found += [_body(each, "The head teacher or principal") for each in around.settings]
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
