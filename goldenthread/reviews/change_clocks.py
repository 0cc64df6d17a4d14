"""Clocks of what changes a plan: assessing again, moves between councils, and transfers that follow no birth year.

Those of a plan itself (its reviews, the hold while it may cease, the letter after a transfer in) are in `facts`; this says
what only the rows of a change know of them, and keeps the rest under the matter "change".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from goldenthread.core import clock
from goldenthread.core.prepared import prepared_cursor
from goldenthread.law.days import anniversary, in_words
from goldenthread.law.timetable import Duty, PlanFacts, ReassessmentFacts, TransferFacts, duties
from goldenthread.people.belonging import belonging
from goldenthread.people.deadlines import deadline_of, keep_equal
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Deadline
from goldenthread.plans.models import Plan

from .models import Cease, Considered, Course, MoveIn, MoveOut, PhaseTransfer, Reassessment
from .models.transfer import BETWEEN_POST16

MATTER = "change"
#: Nobody younger has said which course they are on (`actions.lasting`), so nothing is asked for.
FROM_18 = timedelta(days=6574)
#: Transfers that `facts.phase_transfers` works out of the birth year for everybody; the rest are kept from their rows.
BY_BIRTH = frozenset({"", "eyp_to_school", "primary_to_secondary", "secondary_to_post16"})


@dataclass(frozen=True)
class Changing:
    """One change with its clocks: whose it is, what it is called, since when."""

    child_id: UUID
    area_id: int
    id: UUID
    words: str
    since: date | None
    duties: tuple[Duty, ...]


def said_of_plans(plans: Sequence[Plan], born: Mapping[UUID, date]) -> dict[UUID, dict[str, Any]]:
    """What only a ceasing, a move in or somebody who considered it knows of a plan's own clocks, by plan, as fields of `PlanFacts`.

    Asks nothing where no plan is to cease, came from elsewhere, was made for a child under five, or is of somebody grown up. `born` is by child.
    """
    found: dict[UUID, dict[str, Any]] = {}
    if ids := [plan.pk for plan in plans if plan.made_on < anniversary(born[plan.child_id], 5)]:
        for one in Considered.objects.filter(plan_id__any=ids).order_by("considered_on"):
            found.setdefault(one.plan_id, {})["under_five_considered_on"] = one.considered_on
    grown = clock.today() - FROM_18
    if ids := [plan.pk for plan in plans if born[plan.child_id] <= grown]:
        for course in Course.objects.filter(plan_id__any=ids):
            found.setdefault(course.plan_id, {}).update(age25_setting=course.kind, course_ends_on=course.ends_on)
    if ids := [plan.pk for plan in plans if plan.cease_notified_on]:
        for cease in Cease.objects.filter(plan_id__any=ids, yes=True, withdrawn_on__isnull=True).order_by("notified_on"):
            found.setdefault(cease.plan_id, {}).update(of_cease(cease))
    if ids := [plan.pk for plan in plans if plan.transferred_in_on]:
        for move in MoveIn.objects.filter(plan_id__any=ids, state=MoveIn.State.WRITTEN):
            assert move.plan_id is not None  # it is of one of these plans
            found.setdefault(move.plan_id, {})["transfer_family_told_on"] = move.told_on
    return found


def of_cease(cease: Cease) -> dict[str, Any]:
    """What a decided ceasing says of the hold."""
    return {
        "cease_certificate_on": cease.certificate_on, "cease_appealed_on": cease.appealed_on,
        "cease_appeal_decided_on": cease.appeal_decided_on,
    }  # fmt: skip


def of_children(child_ids: Collection[UUID]) -> list[Changing]:
    """Every change of these children that has clocks of its own. Three queries."""
    found = [_reassessing(row) for row in Reassessment.objects.filter(child_id__any=child_ids)]
    found += [_moving_out(row) for row in MoveOut.objects.filter(child_id__any=child_ids).select_related("plan")]
    rows = PhaseTransfer.objects.filter(plan__child_id__any=child_ids).exclude(phase__in=BY_BIRTH).select_related("plan")
    return found + [_transferring(row) for row in rows]


def _reassessing(row: Reassessment) -> Changing:
    facts = ReassessmentFacts(
        requested_on=row.requested_on, notified_on=row.notified_on, will_reassess=row.will, own_decision_on=row.own_decision_on,
        final_on=row.final_on, closed_on=row.withdrawn_on,
    )  # fmt: skip
    since = row.requested_on or row.own_decision_on
    return Changing(
        row.child_id, row.area_id, row.pk, f"Reassessment, from {in_words(since) if since else 'a day not known'}", since,
        duties(facts, settings_of(row.area_id)),
    )  # fmt: skip


def _moving_out(row: MoveOut) -> Changing:
    facts = TransferFacts(moving_on=row.moving_on, old_council_aware_on=row.aware_on, transferred_on=row.transferred_on)
    found = [duty for duty in duties(facts, settings_of(row.area_id)) if duty.clock == "XFER-15WD"]
    if row.withdrawn_on is not None:
        found = [duty._replace(ended_on=row.withdrawn_on, ended_because="the family did not move") for duty in found]
    return Changing(row.child_id, row.area_id, row.pk, f"Move to {row.to_name}, {in_words(row.moving_on)}", row.aware_on, tuple(found))


def _transferring(row: PhaseTransfer) -> Changing:
    plan = row.plan
    if row.phase == BETWEEN_POST16:
        facts = PlanFacts(made_on=None, ceased_on=plan.ceased_on, post16_move_on=row.moving_on, post16_final_on=row.final_on)
    else:
        facts = PlanFacts(made_on=None, ceased_on=plan.ceased_on, phase=row.phase, transfer_year=row.due_on.year, phase_final_on=row.final_on)
    found = [
        duty if duty.starts_on is not None else duty._replace(starts_on=plan.made_on)
        for duty in duties(facts, settings_of(plan.area_id))
        if duty.clock.startswith("PHASE")
    ]
    return Changing(plan.child_id, plan.area_id, UUID(int=row.pk), "Move to the next setting", plan.made_on, tuple(found))


def refresh(child_ids: Collection[UUID]) -> int:
    """Keep the clocks of these children's changes. Returns how many rows had to change."""
    changing = _changing(child_ids)
    if not changing:
        return 0
    found = of_children(changing)
    kept = Deadline.objects.filter(child_id__any=changing, matter_kind=MATTER)
    if not found:
        return keep_equal([], kept)
    return keep_equal(_rows(found), kept)


#: The same for all of very many children, as `core.keeping` asks for it.
CONCERNS = (
    "reviews_reassessment x", "reviews_moveout x", f"people_deadline x WHERE x.matter_kind = '{MATTER}'",
    f"reviews_phasetransfer t JOIN plans_plan x ON x.id = t.plan_id WHERE t.phase <> ALL ('{{{','.join(sorted(BY_BIRTH - {''}))}}}') AND t.phase <> ''",
)  # fmt: skip
#: The children who have such a change, or a clock of one. One statement, since most have none.
_CHANGING = """
SELECT child_id FROM reviews_reassessment WHERE child_id = ANY (%(children)s::uuid[])
 UNION SELECT child_id FROM reviews_moveout WHERE child_id = ANY (%(children)s::uuid[])
 UNION SELECT p.child_id FROM reviews_phasetransfer t JOIN plans_plan p ON p.id = t.plan_id
        WHERE p.child_id = ANY (%(children)s::uuid[]) AND t.phase <> ALL (%(by_birth)s)
 UNION SELECT child_id FROM people_deadline WHERE child_id = ANY (%(children)s::uuid[]) AND matter_kind = %(matter)s
"""


def _changing(child_ids: Collection[UUID]) -> list[UUID]:
    values = {"children": "{" + ",".join(map(str, child_ids)) + "}", "by_birth": sorted(BY_BIRTH), "matter": MATTER}
    with prepared_cursor() as cursor:
        cursor.execute(_CHANGING, values)
        return [row[0] for row in cursor.fetchall()]


def _rows(found: Iterable[Changing]) -> list[Any]:
    found = list(found)
    belongs = belonging({each.child_id for each in found})
    rows = []
    for each in found:
        to = belongs[each.child_id]
        for duty in each.duties:
            row = deadline_of(duty, child_id=each.child_id, area_id=to.area_id, worker_id=to.worker_id, matter_kind=MATTER, matter_id=each.id)
            if row is not None:
                rows.append(row)
    return rows
