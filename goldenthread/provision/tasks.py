"""What somebody must see to because help did not arrive: a fortnight missed, or equipment past its six weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from goldenthread.law.days import working_days_after
from goldenthread.people.children import visible

from .models import EquipmentRequest, WatchedLine
from .rhythm import EQUIPMENT_WEEKS

#: Working days from when a fortnight missed became known to when somebody has found out why (a local promise).
FOLLOW_UP_DAYS = 5
#: Equipment is on the list so many days before it is due.
SOON = timedelta(days=14)
MOST = 100


@dataclass(frozen=True)
class Task:
    """Something to see to, by a day. `kind` is "missing", "equipment", or "asked" for equipment that no plan names; `since` is the
    first week, the plan's day, or the day on which the need was seen. `line_id` is empty where no line is meant."""

    kind: str
    line_id: UUID | None
    child_id: UUID
    name: str
    text: str
    since: date
    due_on: date

    @property
    def href(self) -> str:
        """The page on which it is seen to."""
        if self.line_id is None:
            return reverse("provision:equipment", args=[self.child_id])
        return reverse("provision:line", args=[self.child_id, self.line_id])

    @property
    def words(self) -> str:
        return "Find out why help did not arrive" if self.kind == "missing" else f"See that equipment arrives within {EQUIPMENT_WEEKS} weeks"


def task_of(row: WatchedLine) -> Task | None:
    """What is to be seen to about this line; None where nothing is."""
    if row.missing_from is not None and row.known_on is not None:
        return Task("missing", row.pk, row.child_id, row.child.name, row.line.text, row.missing_from, working_days_after(row.known_on, FOLLOW_UP_DAYS))
    if row.equipment_due_on is not None and row.equipment_met_on is None:
        return Task("equipment", row.pk, row.child_id, row.child.name, row.line.text, row.starts_on, row.equipment_due_on)
    return None


def tasks_of(standing: Any, *, of_area: bool = False) -> list[Task]:
    """What this person must see to as the named worker, or whatever of it is open in their areas, the earliest first."""
    on = standing.on
    wanted = Q(missing_from__isnull=False) | Q(equipment_met_on__isnull=True, equipment_due_on__lte=on + SOON)
    whose = Q(area_id__in=standing.areas_where("provision", "view")) if of_area else Q(worker_id=standing.user_id)
    found = WatchedLine.objects.filter(wanted, whose).filter(visible(standing, on, "child__")).select_related("child", "line")
    tasks = [task for row in found.order_by("known_on", "equipment_due_on", "pk")[:MOST] if (task := task_of(row)) is not None]
    return sorted([*tasks, *_asked_for(standing, of_area=of_area)], key=lambda task: (task.due_on, str(task.line_id), str(task.child_id)))


def _asked_for(standing: Any, *, of_area: bool) -> list[Task]:
    """Equipment that no plan names: to be answered, or due soon."""
    on = standing.on
    wanted = Q(agreed_on__isnull=True) | Q(identified_on__lte=on + SOON - timedelta(weeks=EQUIPMENT_WEEKS))
    whose = Q(area_id__in=standing.areas_where("provision", "view")) if of_area else Q(
        child__involvements__user_id=standing.user_id, child__involvements__role="named_worker", child__involvements__until_on__isnull=True
    )  # fmt: skip
    found = EquipmentRequest.objects.filter(wanted, whose, came_on__isnull=True, refused_on__isnull=True).filter(visible(standing, on, "child__"))
    return [Task("asked", None, row.child_id, row.child.name, row.what, row.identified_on, row.due_on) for row in found.select_related("child").order_by("identified_on", "pk")[:MOST]]
