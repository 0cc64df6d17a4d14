"""Keeps the clocks of plans: reviews due, decisions due, amendments due, phase transfers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.core.keeping import Some
from goldenthread.people import many
from goldenthread.people.belonging import Belonging, belonging
from goldenthread.people.deadlines import Kept, deadline_of, keep_equal
from goldenthread.people.models import Deadline
from goldenthread.plans.models import Plan

from .change_clocks import said_of_plans
from .facts import BEFORE_A_MEETING, duties_of, plans_of
from .models import PhaseTransfer, Review


def refresh_plan_clocks(child_ids: Collection[UUID]) -> int:
    """Every clock of every plan of these children. Returns how many rows had to change."""
    if len(child_ids) >= many.MANY and many.by_column():
        from . import wholesale  # brings numpy, which a page does not need

        return wholesale.refresh(child_ids)
    return keep_equal(wanted_of(child_ids), Deadline.objects.filter(child_id__any=child_ids, matter_kind="plan"))


def wanted_of(child_ids: Collection[UUID]) -> Iterable[Kept]:
    """What is to be kept of each plan of these children."""
    plans, reviews, transfers = plans_of(child_ids)
    belongs = belonging(child_ids) if plans else {}
    changes = said_of_plans(plans, {child: each.date_of_birth for child, each in belongs.items()})
    for plan in plans:
        yield from kept_clocks(plan, reviews[plan.pk], transfers[plan.pk], belongs[plan.child_id], changes.get(plan.pk))


def kept_clocks(
    plan: Plan, reviews: Sequence[Review], transfers: Sequence[PhaseTransfer], to: Belonging, changes: Mapping[str, Any] | None = None
) -> Iterable[Kept]:
    """What is to be kept of each clock of this plan, for the lists of its child."""
    for duty in duties_of(plan, reviews, transfers, date_of_birth=to.date_of_birth, known_since=to.first_recorded_on, changes=changes):
        if duty.starts_on is None and duty.clock in BEFORE_A_MEETING:
            duty = duty._replace(starts_on=plan.made_on)  # counted back from the meeting; it has no day on which it began
        row = deadline_of(
            duty, child_id=plan.child_id, area_id=to.area_id, worker_id=to.worker_id, matter_kind="plan", matter_id=plan.pk
        )  # fmt: skip
        if row is not None:
            yield row


def differing(some: Some) -> set[UUID]:
    """The children of whose plans a clock is not kept as it should be."""
    from . import wholesale  # as above

    return wholesale.differing(some)
