"""What every action in a dispute does around its own work: takes the row, keeps a paper, tells the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.core import outbox
from goldenthread.core.versions import next_version
from goldenthread.people import rights
from goldenthread.people.models import Involvement
from goldenthread.people.policies import standing_of

from .models import Dispute, Paper
from .policies import check_update

#: The aspect of a child that every change in a dispute touches: its clocks are kept with those of plans.
CLOCKS = frozenset({"plans"})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sent:
    """A paper that came with what was recorded; its bytes are stored already."""

    file: Any
    kind: str
    title: str
    made_on: date


def take(dispute: Dispute, version: int | None, by: Any) -> None:
    """This person may change this dispute, and nobody else did meanwhile."""
    check_update(standing_of(by), dispute)
    next_version(dispute, version)


def keep(dispute: Dispute, sent: Sent | None, by: Any, on: date, *, from_family: bool = False) -> Paper | None:
    """The paper as one of the dispute's."""
    if sent is None:
        return None
    return Paper.objects.create(
        dispute=dispute, file=sent.file, kind=sent.kind, title=sent.title, made_on=sent.made_on, added_on=on,
        added_by_id=getattr(by, "pk", None), from_family=from_family,
    )  # fmt: skip


def tell_family(dispute: Dispute, what: str, on: date, *, by: Any = None) -> None:
    """Whoever raised it, where they have an account, is told that there is news. Nobody is told of what they did."""
    if dispute.by_young_person or (dispute.adult_id is None and rights.are_their_own(dispute.child, on)):
        tied = Involvement.objects.filter(child=dispute.child, role=Involvement.Role.YOUNG_PERSON)
    else:
        tied = Involvement.objects.filter(child=dispute.child, role=Involvement.Role.FAMILY)
        if dispute.adult is not None:
            tied = tied.filter(user=dispute.adult.user) if dispute.adult.user_id else tied.none()
    users = tied.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on, user__isnull=False).values_list("user_id", flat=True)
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"dispute.{dispute.pk}.{what}.{user_id}", channel="email", to_user=user_id, child=dispute.child,
                subject="There is news of what you raised", body="Sign in to read where it is, what happens next and by when.",
            )
            for user_id in sorted(set(users))
            if user_id != getattr(by, "pk", None)
        ]
    )  # fmt: skip
