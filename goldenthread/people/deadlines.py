"""Keeping deadlines equal to the duties that the law gives."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from goldenthread.core import rows
from goldenthread.law.timetable import CLOCKS, Duty

from .models import Deadline

#: What tells one kept row from another, and what may have to be put right in it.
_KEY = ("matter_id", "clock", "about", "starts_on")
_VALUE = ("area_id", "worker_id", "kind", "due_on", "met_on", "lifted_on", "ended_on")
_key_of, _value_of = attrgetter(*_KEY), attrgetter(*_VALUE)


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


def keep_equal(wanted: Iterable[Kept], kept: QuerySet[Deadline]) -> int:
    """Make the kept rows what they should be. Returns how many had to change."""
    return written(*unequal(wanted, kept))


def unequal(wanted: Iterable[Kept], kept: QuerySet[Deadline]) -> tuple[list[Kept], list[tuple[Any, ...]], list[int]]:
    """How the kept rows differ: new ones, the key and the values of those to change, the keys of those no longer right."""
    now = {row[1:5]: row for row in kept.values_list("pk", *_KEY, *_VALUE)}
    new, changed = [], []
    for row in wanted:
        old = now.pop(_key_of(row), None)
        if old is None:
            new.append(row)
        elif old[5:] != (value := _value_of(row)):
            changed.append((old[0], *value))
    return new, changed, [row[0] for row in now.values()]


def written(new: Sequence[Kept], changed: Sequence[tuple[Any, ...]], gone: Sequence[int]) -> int:
    """Write what differs: new rows, the key and the values of changed ones, the keys of those that are no longer right."""
    if gone:
        Deadline.objects.filter(pk__in=gone).delete()
    if changed:
        _put_right(changed)
    if len(new) > 50:
        rows.insert_many(Deadline, new)
    else:
        rows.insert([Deadline(**row._asdict()) for row in new])
    return len(new) + len(changed) + len(gone)


def _put_right(changed: Sequence[tuple[Any, ...]]) -> None:
    """Write these values to the rows of these keys, in one statement of the same length for any number of them."""
    columns = list(zip(*changed, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_deadline AS d SET (area_id, worker_id, kind, due_on, met_on, lifted_on, ended_on)"
            " = (w.area_id, w.worker_id, w.kind, w.due_on, w.met_on, w.lifted_on, w.ended_on)"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s::date[], %s::date[])"
            " AS w(id, area_id, worker_id, kind, due_on, met_on, lifted_on, ended_on) WHERE d.id = w.id",
            [list(column) for column in columns],
        )


_PART = """
wanted_clocks AS (
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS w(
        child_id uuid, area_id bigint, worker_id bigint, matter_kind text, matter_id uuid, clock text, kind text, about text,
        starts_on date, due_on date, met_on date, lifted_on date, ended_on date)),
gone_clocks AS (
    DELETE FROM people_deadline d
     WHERE d.child_id = ANY(%s::uuid[]) AND d.matter_kind = %s AND (%s::uuid IS NULL OR d.matter_id = %s::uuid)
       AND NOT EXISTS (SELECT 1 FROM wanted_clocks w WHERE (w.matter_id, w.clock, w.about, w.starts_on) = (d.matter_id, d.clock, d.about, d.starts_on))
    RETURNING 1),
kept_clocks AS (
    INSERT INTO people_deadline AS kept (child_id, area_id, worker_id, matter_kind, matter_id, clock, kind, about, starts_on, due_on, met_on, lifted_on, ended_on)
    SELECT * FROM wanted_clocks
    ON CONFLICT (matter_id, clock, about, starts_on) DO UPDATE
       SET (area_id, worker_id, kind, due_on, met_on, lifted_on, ended_on)
         = (excluded.area_id, excluded.worker_id, excluded.kind, excluded.due_on, excluded.met_on, excluded.lifted_on, excluded.ended_on)
     WHERE (kept.area_id, kept.worker_id, kept.kind, kept.due_on, kept.met_on, kept.lifted_on, kept.ended_on) IS DISTINCT FROM
           (excluded.area_id, excluded.worker_id, excluded.kind, excluded.due_on, excluded.met_on, excluded.lifted_on, excluded.ended_on)
    RETURNING 1),
clocks_changed AS (SELECT FROM gone_clocks UNION ALL SELECT FROM kept_clocks)
"""


def part_of_kept(wanted: Iterable[Kept], *, child_ids: Collection[UUID], matter_kind: str, matter_id: UUID | None = None) -> rows.Part:
    """The kept rows of these children's matters of a kind, or of one matter, made what they should be: for few children,
    and to be written with other rows. It counts those that had to change."""
    said = json.dumps([row._asdict() for row in wanted], default=str)
    return rows.Part(_PART, [said, list(child_ids), matter_kind, matter_id, matter_id], "clocks_changed")
