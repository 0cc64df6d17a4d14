"""Whoever gave advice sees how a plan uses it, and says before it is issued whether that is accurate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import UseCheck, Version

from ..advice import policies
from ..advice.use import how_used, version_to_look_at
from ..models import AdviceRequest, Case

LONGEST = 5000
NOTHING: frozenset[str] = frozenset()


def check_say_of_use(*, standing: Any, ask: AdviceRequest, version: Version | None) -> Version:
    """This person gave the advice, or leads the service that did, and the version can still be changed."""
    if standing is not None and not policies.belongs(standing, ask):
        raise NotAllowed("This advice was given by somebody else.")
    check_may(standing, ask.child, "ask", "view")
    if version is None:
        raise Refused("No draft of the plan has been sent to the family yet. You can look once it has.")
    if version.issued_on:
        raise Refused("The plan has been issued, so nothing of it changes now. Write to the SEND team if something is wrong.")
    return version


@action
def say_of_use(*, ask: AdviceRequest, said: Mapping[UUID, tuple[bool, str]], by: Any, on: date) -> list[UseCheck]:
    """Of these passages of their own advice, whether the plan uses each accurately; if not, why. What was said before is said anew."""
    version = check_say_of_use(standing=standing_of(by), ask=ask, version=version_to_look_at(ask))
    used = {each.passage.pk: each for each in how_used(ask, version)}
    if not said or not said.keys() <= used.keys():
        raise Refused("Choose a passage of your own advice.")
    for accurate, why in said.values():
        if not accurate and not why.strip():
            raise Refused("Say what is not accurate, so that it can be put right.")
        if len(why) > LONGEST:
            raise Refused(f"What you write must be {LONGEST:,} characters or fewer.")
    UseCheck.objects.filter(version=version, passage_id__in=said.keys()).delete()
    made = [
        UseCheck(
            version=version, passage_id=pk, accurate=accurate, why="" if accurate else why.strip(), lines=used[pk].revisions, said_on=on,
            said_by_id=getattr(by, "pk", None),
        )
        for pk, (accurate, why) in said.items()
    ]  # fmt: skip
    rows.insert(made)
    wrong = sum(1 for one in made if not one.accurate)
    worker = Case.objects.filter(child_id=ask.child_id, worker__isnull=False).values_list("worker_id", flat=True).first()
    if wrong and worker is not None:
        outbox.tell(
            key=f"use.{version.pk}.{made[0].pk}", channel="email", to_user=worker, subject="An adviser has looked at a draft",
            body="Somebody who gave advice says that a draft does not use it accurately. Sign in to read what they say.",
        )  # fmt: skip
    record("casework.say_of_use", child=ask.child_id, subject=ask, fact={"accurate": len(made) - wrong, "not_accurate": wrong}, touches=NOTHING)
    return made
