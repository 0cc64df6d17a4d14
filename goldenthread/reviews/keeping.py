"""Keeps the clocks of plans: reviews due, decisions due, amendments due, phase transfers."""

from collections.abc import Collection
from uuid import UUID

from goldenthread.people import wholesale as many
from goldenthread.people.belonging import belonging
from goldenthread.people.deadlines import deadline_of, keep_equal
from goldenthread.people.models import Deadline

from . import wholesale
from .facts import duties_of, plans_of


def refresh_plan_clocks(child_ids: Collection[UUID]) -> int:
    """Every clock of every plan of these children. Returns how many rows had to change."""
    if len(child_ids) >= many.MANY and many.columns():
        return wholesale.refresh(child_ids)
    plans, reviews, transfers = plans_of(child_ids)
    kept = Deadline.objects.filter(child_id__any=child_ids, matter_kind="plan")
    if not plans:
        return keep_equal([], kept)
    belongs = belonging(child_ids)
    wanted = []
    for plan in plans:
        to = belongs[plan.child_id]
        for duty in duties_of(
            plan,
            reviews[plan.pk],
            transfers[plan.pk],
            date_of_birth=to.date_of_birth,
            known_since=to.first_recorded_on,
        ):
            row = deadline_of(
                duty,
                child_id=plan.child_id,
                area_id=to.area_id,
                worker_id=to.worker_id,
                matter_kind="plan",
                matter_id=plan.pk,
            )
            if row is not None:
                wanted.append(row)
    return keep_equal(wanted, kept)
