"""Keeping deadlines equal to the duties that the law gives."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from goldenthread.core import rows
from goldenthread.law.timetable import CLOCKS, Duty

from .models import Deadline

_FACTS = ("due_on", "met_on", "lifted_on", "ended_on")


class Kept(NamedTuple):
    """What is to be kept of a duty: the columns of a `Deadline`. Lighter than the model: England has millions."""

    child_id: UUID
    area_id: int | None
    worker_id: int | None
    matter_kind: str
    matter_id: UUID
    clock: str
    kind: str
    about: str
    starts_on: date
    due_on: date
    met_on: date | None
    lifted_on: date | None
    ended_on: date | None


def deadline_of(duty: Duty, *, child_id, area_id, worker_id, matter_kind: str, matter_id) -> Kept | None:
    """The row that keeps this duty; None for a duty without a date, of which nothing can be kept."""
    if duty.due_on is None or duty.starts_on is None:
        return None
    ended_on = duty.ended_on or (duty.starts_on if duty.ended_because else None)
    return Kept(
        child_id=child_id,
        area_id=area_id,
        worker_id=worker_id,
        matter_kind=matter_kind,
        matter_id=matter_id,
        clock=duty.clock,
        kind=CLOCKS[duty.clock].kind,
        about=duty.about[:60],
        starts_on=duty.starts_on,
        due_on=duty.due_on,
        met_on=duty.met_on,
        lifted_on=duty.lifted_on,
        ended_on=ended_on,
    )


def keep_equal(wanted: Iterable[Kept], kept: Iterable[Deadline]) -> int:
    """Make the kept rows what they should be. Returns how many had to change."""
    now = {_key(row): row for row in kept}
    new, changed = [], []
    for row in wanted:
        old = now.pop(_key(row), None)
        if old is None:
            new.append(row)
        elif _value(old) != _value(row):
            changed.append(Deadline(pk=old.pk, **row._asdict()))
    if now:
        Deadline.objects.filter(pk__in=[row.pk for row in now.values()]).delete()
    if changed:
        Deadline.objects.bulk_update(changed, ["area", "worker", "kind", *_FACTS], batch_size=1000)
    if len(new) > 50:
        rows.insert_many(Deadline, new)
    else:
        rows.insert([Deadline(**row._asdict()) for row in new])
    return len(new) + len(changed) + len(now)


def _key(row: Deadline | Kept):
    return (row.matter_id, row.clock, row.about, row.starts_on)


def _value(row: Deadline | Kept):
    return (row.area_id, row.worker_id, row.kind, *(getattr(row, name) for name in _FACTS))
