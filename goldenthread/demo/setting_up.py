"""Writes the invented areas, their settings and services, and the people who work there."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from goldenthread.access.models import User
from goldenthread.access.secrets import encrypt
from goldenthread.core.actions import action, record
from goldenthread.people.models import Area, Membership, Organisation

from . import numbers
from .area import CALDERBECK, NORTHMARSH, OPENED, SERVICES, SETTINGS, TYPES, Place, Setting
from .staff import OTHERS, PASSWORD, PERSONAS, Worker

JOINED = date(2014, 9, 1)


@action
def set_up(*, by: Any, on: date) -> dict[str, Area]:
    """Both areas with everything in them but children. Gives the areas by code."""
    areas = {place.code: _area(place) for place in (CALDERBECK, NORTHMARSH)}
    _settings(SETTINGS, areas, numbers.FIRST_URN, numbers.FIRST_UKPRN)
    Organisation.objects.bulk_create(
        Organisation(
            kind=each.kind,
            name=each.name,
            area=areas[each.area],
            email=each.email,
            phone=each.phone,
            la_code=each.area,
            town=areas[each.area].name,
        )
        for each in SERVICES
    )
    _people((*PERSONAS, *OTHERS))
    record(
        "demo.set_up", fact={"areas": sorted(areas), "settings": len(SETTINGS), "people": len(PERSONAS) + len(OTHERS)}
    )
    return areas


@action
def set_up_more(
    *,
    places: Iterable[Place],
    settings: Iterable[Setting],
    workers: Iterable[Worker],
    first_urn: int,
    by: Any,
    on: date,
) -> dict[str, Area]:
    """Further areas, for measuring at the size of a country."""
    areas = {place.code: _area(place) for place in places}
    _settings(settings, areas, first_urn, numbers.FIRST_UKPRN + 5000)
    Organisation.objects.bulk_create(
        Organisation(kind="send_team", name=f"{area.name} SEND Team", area=area, la_code=code)
        for code, area in areas.items()
    )
    _people(workers)
    record("demo.set_up", fact={"areas": sorted(areas)})
    return areas


def _area(place: Place) -> Area:
    fields = {
        name: getattr(place, name)
        for name in ("name", "council", "phone", "email", "address", "sendiass", "mediation", "disagreement")
    }
    return Area.objects.create(code=place.code, **fields)


def _settings(settings: Iterable[Setting], areas: dict[str, Area], urn: int, ukprn: int) -> None:
    made = []
    for number, each in enumerate(settings):
        establishment, phase = TYPES[each.kind]
        college = each.kind in ("college", "specialist_college")
        made.append(
            Organisation(
                kind="setting", name=each.name, area=areas[each.area], town=each.town, la_code=each.area, establishment_type=establishment,
                phase=phase, urn=urn + number, ukprn=ukprn + number if college else None, opened_on=OPENED,
                postcode=f"ZZ{1 + number % 5} {1 + number % 9}AA", phone=f"01632 960{300 + number % 600}",
                email=f"office@s{urn + number}.example",
            )
        )  # fmt: skip
    Organisation.objects.bulk_create(made, batch_size=2000)


def _people(workers: Iterable[Worker]) -> None:
    workers = list(workers)
    password = make_password(PASSWORD) if any(worker.persona for worker in workers) else ""
    users = [
        User(
            email=worker.email,
            name=worker.name,
            persona=worker.persona,
            password=password if worker.persona else make_password(None),
            phone="07700 900123",
        )
        for worker in workers
    ]
    User.objects.bulk_create(users, batch_size=2000)
    names = {worker.organisation for worker in workers}
    bodies = dict(Organisation.objects.filter(name__in=names).order_by().values_list("name", "pk"))
    Membership.objects.bulk_create(
        (
            Membership(user=user, organisation_id=bodies[worker.organisation], role=worker.role, from_on=JOINED)
            for user, worker in zip(users, workers, strict=True)
        ),
        batch_size=2000,
    )
    Authenticator.objects.bulk_create(
        Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret_of(user.persona))})
        for user in users
        if user.persona
    )


def secret_of(persona: str) -> str:
    """What a persona's authenticator app holds: the same each time, and stated openly."""
    return base64.b32encode(hashlib.sha256(f"Calderbeck {persona}".encode()).digest()[:20]).decode()
