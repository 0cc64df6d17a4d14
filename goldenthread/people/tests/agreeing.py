"""A child with a named worker on the day of these tests, and an agreement to share data, written and signed with one call each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldenthread.access.models import User
from goldenthread.core import clock
from goldenthread.people.agreements import actions
from goldenthread.people.models import Agreement, Child
from tests import making

ON = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    """It is this day in every test of a file that takes it in."""
    with clock.standing_on(ON):
        yield


@pytest.fixture
def kai() -> Child:
    return making.child("Kai Alder")


@pytest.fixture
def ola(kai: Child) -> User:
    """Kai's named worker."""
    ola = making.officer("Ola Reed")
    making.involve(ola, kai, "named_worker")
    making.kept(kai)
    return ola


def written(by: Any, *partners: Any, **more: Any) -> Agreement:
    """An agreement that whoever writes it answers for, from today and looked at again in May; `more` says otherwise."""
    said = {
        "area": making.area(), "kind": "data", "name": "SEND flags with health", "purpose": "To keep both records right", "basis": "Children Act 2004, section 10",
        "owner": by, "partners": partners, "from_on": ON, "review_on": date(2027, 5, 1), "until_on": None, **more,
    }  # fmt: skip
    return actions.write_agreement(**said, by=by, on=ON)


def signed(agreement: Agreement, by: Any, signed_on: date = ON) -> Agreement:
    """The same, signed by everybody who is to sign it."""
    for each in agreement.partners.all():
        actions.sign_agreement(partner=each, signed_by="Jo Marsh, Director of Nursing", signed_on=signed_on, by=by, on=ON)
    return agreement


def signed_in(user: Any) -> Client:
    """A browser of their own, signed in."""
    client = Client()
    client.force_login(user)
    return client
