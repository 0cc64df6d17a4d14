"""How often health is told who is out of school, and whose turn it is today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.core.models import AreaSetting
from goldenthread.law.days import days_after, months_after
from goldenthread.people.models import Area

from ..models import HealthExtract

EVERY = {"week": "Every week", "month": "Every month", "quarter": "Every three months"}


@dataclass(frozen=True)
class Schedule:
    """To which health body of an area the file goes, under which agreement, and how often."""

    organisation_id: int
    agreement_id: UUID
    every: str


def setting_name(area: Area) -> str:
    """Where an area's schedule is kept."""
    return f"returns.health.{area.code}"


def schedule_of(area: Area) -> Schedule | None:
    """An area's schedule; None where it has none."""
    kept = AreaSetting.objects.filter(name=setting_name(area)).values_list("value", flat=True).first()
    return Schedule(kept["organisation"], UUID(kept["agreement"]), kept["every"]) if kept else None


def next_on(area: Area, schedule: Schedule, on: date) -> date:
    """The day on which the next file is made: as long after the last as the schedule says, and today where none was made."""
    last = (
        HealthExtract.objects.filter(area=area, organisation_id=schedule.organisation_id, kind=HealthExtract.Kind.STATUS)
        .order_by("-made_on").values_list("made_on", flat=True).first()
    )  # fmt: skip
    if last is None:
        return on
    if schedule.every == "week":
        return days_after(last, 7)
    return months_after(last, 1 if schedule.every == "month" else 3)
