"""A plan to clear the overdue reviews is kept: who does which in which week."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from ..models import CatchUp, CatchUpPlace
from ..sharing_out import Shared


@action
def begin_catch_up(*, area: Area, shared: Shared, by: Any, on: date) -> CatchUp:
    """Keep this sharing out; the one before it stays to be read, and stands no more."""
    check_may_in_area(standing_of(by), area, "review", "decide")
    if not shared.places:
        raise Refused("There is nothing to share out, or nobody to share it among.")
    CatchUp.objects.filter(area=area, replaced_on__isnull=True).update(replaced_on=on)
    made = CatchUp(area=area, made_on=on, made_by_id=getattr(by, "pk", None), weekly=shared.weekly, overdue=len(shared.places), clears_on=shared.clears_on)
    rows.insert([made])
    rows.insert_many(
        CatchUpPlace,
        [
            CatchUpPlace(
                catch_up_id=made.pk, plan_id=place.one.plan_id, worker_id=place.worker_id, week_on=place.week_on, due_on=place.one.due_on, score=place.one.score,
                reasons=list(place.one.reasons),
            )
            for place in shared.places
        ],
    )  # fmt: skip
    fact = {"area": area.code, "overdue": made.overdue, "weekly": made.weekly, "clears_on": made.clears_on, "workers": len(shared.loads)}
    record("reviews.begin_catch_up", subject=made, fact=fact, touches=frozenset())
    return made
