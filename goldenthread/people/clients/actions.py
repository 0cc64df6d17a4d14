"""Every write about a body's system: write its contract, agree to it, end it; make a key, withdraw one."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import uuid4

from goldenthread.access.models import User
from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused

from ..models import ApiClient, ApiKey, Organisation
from . import policies
from .arriving import hashed


@action
def write_client(
    *, organisation: Organisation, name: str, purpose: str, contact: str, resources: Collection[str], from_on: date, until_on: date, by: Any, on: date
) -> ApiClient:
    """Write down which facts a body's system may read, what for and until when. It opens nothing until a second person agrees."""
    policies.check_may_write(by, organisation.area, on)
    policies.check_contract(organisation=organisation, resources=resources, from_on=from_on, until_on=until_on)
    assert organisation.area_id is not None  # whoever may write it down looks after that area
    key = uuid4()
    user = User.objects.create_user(f"{key.hex}@systems.invalid", name=f"{name} ({organisation.name}’s system)"[:200], is_active=False)
    client = ApiClient.objects.create(
        pk=key, area_id=organisation.area_id, organisation=organisation, user=user, name=name, purpose=purpose, contact=contact,
        resources=sorted(resources), from_on=from_on, until_on=until_on, written_by_id=by.pk, written_on=on,
    )  # fmt: skip
    record("people.write_client", subject=client, fact=_fact(client))
    return client


@action
def agree_to_client(*, client: ApiClient, by: Any, on: date) -> None:
    """The second person agrees; keys can be made from now on."""
    client = _locked(client)
    policies.check_may_agree(client, by, on)
    client.agreed_by_id, client.agreed_on = by.pk, on
    client.save(update_fields=["agreed_by", "agreed_on"])
    record("people.agree_to_client", subject=client, fact=_fact(client))


@action
def end_client(*, client: ApiClient, by: Any, on: date) -> None:
    """The system reads nothing from now on; every key of it is withdrawn."""
    client = _locked(client)
    policies.check_may_write(by, client.area, on)
    if client.ended_on is not None:
        raise Refused("This contract has ended already.")
    client.ended_by_id, client.ended_on = by.pk, on
    client.save(update_fields=["ended_by", "ended_on"])
    client.keys.filter(revoked_at=None).update(revoked_at=clock.now())
    record("people.end_client", subject=client, fact=_fact(client))


@action
def make_key(*, client: ApiClient, by: Any, on: date) -> str:
    """A new key, given back this once and kept as a hash. Older ones work on, so that a system can change over."""
    client = _locked(client)
    policies.check_may_have_key(client, by, on)
    secret = f"gt_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(client=client, begins=secret[:8], hashed=hashed(secret), made_by_id=by.pk, made_at=clock.now())
    record("people.make_key", subject=client, fact={"key": str(key.pk)})
    return secret


@action
def withdraw_key(*, key: ApiKey, by: Any, on: date) -> None:
    """The key opens nothing from now on."""
    policies.check_may_write(by, key.client.area, on)
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        key.save(update_fields=["revoked_at"])
    record("people.withdraw_key", subject=key.client, fact={"key": str(key.pk)})


def _locked(client: ApiClient) -> ApiClient:
    return ApiClient.objects.select_for_update(of=("self",)).select_related("area", "organisation").get(pk=client.pk)


def _fact(client: ApiClient) -> dict[str, Any]:
    return {
        "organisation": client.organisation_id, "resources": client.resources, "from_on": client.from_on, "until_on": client.until_on,
        "agreed_on": client.agreed_on, "ended_on": client.ended_on,
    }  # fmt: skip
