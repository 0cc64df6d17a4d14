"""Telling families and workers that a case changed hands: never who or whose, only that there is something to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.core import outbox
from goldenthread.people.models import Child, Involvement

from . import letters

TOLD = "Sign in to see who it is and how to reach them. What the council must do, and by when, stays the same."


def tell_of_worker(moved: Sequence[Child], got: Mapping[int, int], on: date) -> None:
    """Whoever of a family can sign in, and each new worker; nobody is named in a message."""
    able = set(
        Involvement.objects.filter(child__in=moved, role__in=("family", "young_person"), user__isnull=False, until_on__isnull=True).values_list("child_id", flat=True)
    )
    notices = [
        outbox.Notice(
            key=f"worker.{child.pk}.{on}.{to.user_id}", channel="email", to_user=to.user_id, child=child,
            subject="Your named worker has changed", body=TOLD,
        )
        for child in moved if child.pk in able
        for to in letters.rights_holders(child, on) if to.user_id
    ]  # fmt: skip
    notices += [
        outbox.Notice(
            key=f"cases.{worker}.{on}.{moved[0].pk}", channel="email", to_user=worker,
            subject="Cases were handed to you", body=f"You are now the named worker of {number} more {'child' if number == 1 else 'children'}. Sign in to see them.",
        )
        for worker, number in got.items()
    ]  # fmt: skip
    outbox.tell_all(notices)
