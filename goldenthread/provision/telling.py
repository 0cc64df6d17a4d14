"""Telling a family that there is something to read about help that was promised: never what, and nobody of what they did."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.core import outbox
from goldenthread.people.models import Child, Involvement

TIES = (Involvement.Role.FAMILY, Involvement.Role.YOUNG_PERSON)


def tell_family(child: Child, on: date, *, key: str, subject: str, by: Any) -> None:
    """Everybody of the family who can sign in today. Each message leaves once for its key."""
    tied = Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), child=child, role__in=TIES, from_on__lte=on, user__isnull=False)
    users = sorted(set(tied.values_list("user_id", flat=True)) - {getattr(by, "pk", None)})
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"{key}.{user_id}", channel="email", to_user=user_id, child=child, subject=subject,
                body="Sign in to read it, with what you can do if you do not agree.",
            )
            for user_id in users
        ]
    )  # fmt: skip
