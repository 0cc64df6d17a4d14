"""Keeps the clocks of disputes, and where each is, for lists."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from goldenthread.core.gathering import gathered
from goldenthread.people.belonging import belonging
from goldenthread.people.deadlines import deadline_of, keep_equal
from goldenthread.people.models import Deadline

from .facts import duties_of, is_the_familys
from .models import ComplaintStage, Dispute, Recommendation, Undertaking
from .stages import where

MATTER = "dispute"
WITH = ("mediation", "appeal", "complaint", "ombudsman")


def refresh_dispute_clocks(child_ids: Collection[UUID]) -> int:
    """Every clock and every stage of these children's disputes. Returns how many rows had to change."""
    disputes = list(Dispute.objects.filter(child_id__any=child_ids).select_related(*WITH).order_by("pk"))
    if not disputes:
        return 0  # a dispute is never deleted, so nothing is kept of any
    of = {"dispute__child_id__any": child_ids}
    undertakings = gathered(Undertaking.objects.filter(**of), "dispute_id")
    recommendations = gathered(Recommendation.objects.filter(**of), "dispute_id")
    stages = gathered(ComplaintStage.objects.filter(**of), "dispute_id")
    belongs = belonging(child_ids)
    wanted, changed = [], []
    for dispute in disputes:
        to = belongs[dispute.child_id]
        its = undertakings[dispute.pk]
        held = duties_of(dispute, its, recommendations[dispute.pk])
        for matter_id, duty in held:
            if is_the_familys(duty):
                continue
            row = deadline_of(duty, child_id=dispute.child_id, area_id=to.area_id, worker_id=to.worker_id, matter_kind=MATTER, matter_id=matter_id)
            if row is not None:
                wanted.append(row)
        found = where(dispute, held, its, stages[dispute.pk])
        first = found.due[0] if found.due else None
        now = (found.stage, first.due_on if first else None, first.what[:120] if first else "")
        if now != (dispute.stage, dispute.next_due_on, dispute.next_what):
            dispute.stage, dispute.next_due_on, dispute.next_what = now
            changed.append(dispute)
    if changed:
        Dispute.objects.bulk_update(changed, ["stage", "next_due_on", "next_what"])
    return len(changed) + keep_equal(wanted, Deadline.objects.filter(child_id__any=child_ids, matter_kind=MATTER))
