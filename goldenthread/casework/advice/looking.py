"""Whoever gave advice is let in again to see how it is used, and told that there is something to read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from goldenthread.core import outbox, rows
from goldenthread.people.models import Involvement
from goldenthread.people.newcomers import involvement_of
from goldenthread.plans.models import Version

from ..models import AdviceRequest

#: How long they read the record for it (as after their advice was accepted).
READS_ON = timedelta(days=28)


def ask_advisers_to_look(version: Version, on: date, stage: str) -> None:
    """Whoever gave advice for this plan can read the record for 28 days more, and is told that there is something to read.

    Called inside an action, when a draft is served or the plan is issued.
    """
    if version.matter_kind != "request" or version.matter_id is None:
        return
    asks = list(
        AdviceRequest.objects.filter(request_id=version.matter_id, child_id=version.child_id, received_on__isnull=False, withdrawn_on__isnull=True)
        .exclude(kind="parent_yp")
        .filter(Q(asked_of__isnull=False) | Q(adviser__isnull=False))
        .select_related("asked_of", "adviser")
        .order_by("pk")
    )
    until = on + READS_ON
    seen: set[tuple[Any, Any]] = set()
    for ask in asks:
        whose: dict[str, Any] = {"organisation": ask.asked_of} if ask.asked_of_id else {"user": ask.adviser}
        tie = (ask.asked_of_id, None if ask.asked_of_id else ask.adviser_id)
        if tie in seen:
            continue
        seen.add(tie)
        now = Involvement.objects.filter(child_id=version.child_id, **whose).filter(Q(until_on__isnull=True) | Q(until_on__gte=until))
        if now.exists():
            continue
        current = Involvement.objects.filter(child_id=version.child_id, role="adviser", until_on__gte=on, **whose)
        if not current.update(until_on=until):
            again = involvement_of(version.child, role="adviser", because="To look at how their advice is used", on=on, **whose)
            again.until_on = until
            rows.insert([again])
    told = {ask.adviser_id for ask in asks if ask.adviser_id}
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"look-at-use.{version.pk}.{stage}.{user_id}", channel="email", to_user=user_id, subject="See how your advice is used",
                body="Advice that you gave is used in a plan. Sign in to see how, and to say whether it is accurate.",
            )
            for user_id in sorted(told)
        ]
    )  # fmt: skip
