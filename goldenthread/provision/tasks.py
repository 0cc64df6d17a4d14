"""What somebody must see to because help did not arrive: a fortnight missed, or equipment past its six weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from goldenthread.core.asked_often import AskedOften
from goldenthread.law.days import working_days_after
from goldenthread.people.children import STANDING, values_of, visible_often

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
    watched, equipment = (_WATCHED_IN, _EQUIPMENT_IN) if of_area else (_WATCHED_BY, _EQUIPMENT_BY)
    asked = {**values_of(standing, on), **({"within": list(standing.areas_where("provision", "view"))} if of_area else {})}
    found = [task for row in watched.rows(**asked, soon=on + SOON) if (task := task_of(row)) is not None]
    for row in equipment.rows(**asked, identified=on + SOON - timedelta(weeks=EQUIPMENT_WEEKS)):
        found.append(Task("asked", None, row.child_id, row.child.name, row.what, row.identified_on, row.due_on))
    return sorted(found, key=lambda task: (task.due_on, str(task.line_id), str(task.child_id)))


def _watched(whose: Callable[..., Q]) -> Callable[..., QuerySet[WatchedLine]]:
    """Lines about which something is to be seen to."""

    def build(soon: date, within: Any = None, **standing: Any) -> QuerySet[WatchedLine]:
        wanted = Q(missing_from__isnull=False) | Q(equipment_met_on__isnull=True, equipment_due_on__lte=soon)
        found = WatchedLine.objects.filter(wanted, whose(within, standing["user"])).filter(visible_often("child__", **standing))
        return found.select_related("child", "line").order_by("known_on", "equipment_due_on", "pk")[:MOST]

    return build


def _equipment(whose: Callable[..., Q]) -> Callable[..., QuerySet[EquipmentRequest]]:
    """Equipment that no plan names: to be answered, or due soon."""

    def build(identified: date, within: Any = None, **standing: Any) -> QuerySet[EquipmentRequest]:
        wanted = Q(agreed_on__isnull=True) | Q(identified_on__lte=identified)
        found = EquipmentRequest.objects.filter(wanted, whose(within, standing["user"]), came_on__isnull=True, refused_on__isnull=True)
        return found.filter(visible_often("child__", **standing)).select_related("child").order_by("identified_on", "pk")[:MOST]

    return build


def _in_areas(within: Any, user: Any) -> Q:
    return Q(area_id__any=within)


def _as_named_worker(within: Any, user: Any) -> Q:
    return Q(child__involvements__user_id=user, child__involvements__role="named_worker", child__involvements__until_on__isnull=True)


_WATCHED_BY: AskedOften[WatchedLine] = AskedOften(_watched(lambda within, user: Q(worker_id=user)), **STANDING, soon=date)
_WATCHED_IN: AskedOften[WatchedLine] = AskedOften(_watched(_in_areas), **STANDING, soon=date, within=[int])
_EQUIPMENT_BY: AskedOften[EquipmentRequest] = AskedOften(_equipment(_as_named_worker), **STANDING, identified=date)
_EQUIPMENT_IN: AskedOften[EquipmentRequest] = AskedOften(_equipment(_in_areas), **STANDING, identified=date, within=[int])
