"""Invented people and bodies for tests, made with one call each. All names are made up."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from goldenthread.access.models import User
from goldenthread.core.actions import action, record
from goldenthread.people.models import Area, Child, Involvement, Membership, Organisation

TODAY = date(2026, 11, 23)
_numbers = count(1)


def area(code: str = "990", name: str = "Calderbeck") -> Area:
    """An invented local area."""
    found, _ = Area.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "council": f"{name} Council",
            "phone": "01632 960100",
            "email": f"send@{name.lower()}.example",
            "address": f"SEND Team, Town Hall, {name} ZZ1 1ZZ",
            "sendiass": f"{name} SENDIASS, 01632 960101",
            "mediation": "Evenhand Mediation, 01632 960102",
            "disagreement": "Evenhand Mediation, 01632 960102",
        },
    )
    return found


def body(kind: str = "send_team", *, of: Area | None = None, **fields: Any) -> Organisation:
    """An organisation of an area."""
    of = of or area()
    fields.setdefault("name", f"{of.name} {kind.replace('_', ' ')} {next(_numbers)}")
    return Organisation.objects.create(kind=kind, area=of, **fields)


def school(name: str = "", *, of: Area | None = None) -> Organisation:
    """A setting with a number outside those issued."""
    number = next(_numbers)
    return body("setting", of=of, name=name or f"Invented School {number}", urn=900000 + number)


def user(name: str = "", **fields: Any) -> User:
    """Somebody who can sign in, in no role yet."""
    number = next(_numbers)
    name = name or f"Person {number}"
    return User.objects.create(email=f"person{number}@example.org", name=name, **fields)


def somebody(role: str, at: Organisation | None = None, *, name: str = "", of: Area | None = None) -> User:
    """Somebody in a role at an organisation (a SEND team of the area unless said)."""
    person = user(name)
    Membership.objects.create(user=person, organisation=at or team(of), role=role, from_on=date(2020, 1, 1))
    return person


def team(of: Area | None = None) -> Organisation:
    """The area's SEND team."""
    of = of or area()
    found, _ = Organisation.objects.get_or_create(kind="send_team", area=of, name=f"{of.name} SEND team")
    return found


def officer(name: str = "", *, of: Area | None = None) -> User:
    """An EHC coordinator."""
    return somebody("coordinator", name=name, of=of)


@action
def note(*, child: Any, by: Any, on: date) -> None:
    """Refresh what is kept about a child that a test made by hand."""
    record("tests.note", child=child)


def child(name: str = "Kai Alder", *, born: date = date(2016, 3, 9), of: Area | None = None, **fields: Any) -> Child:
    """A child known to an area."""
    forename, _, surname = name.partition(" ")
    of = of or area()
    made = Child.objects.create(
        forename=forename, surname=surname, date_of_birth=born, area=of, first_recorded_on=date(2026, 1, 5), **fields
    )
    kept(made)
    return made


def kept(of: Child) -> None:
    """Bring what is kept about this child up to date."""
    from goldenthread.core.actors import command

    note(child=of, by=command("tests"), on=TODAY)


def involve(who: Any, with_child: Child, role: str, *, since: date = date(2026, 1, 5), until: date | None = None) -> Involvement:
    """Tie a person or a body to a child."""
    key = "organisation" if isinstance(who, Organisation) else "user"
    return Involvement.objects.create(
        child=with_child, area=with_child.area, role=role, from_on=since, until_on=until, because="A test", **{key: who}
    )
