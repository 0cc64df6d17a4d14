"""What is said of lines, put beside what is known and written in a few statements, however much is said at once.

Called by actions alone: the database refuses these rows outside one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core import clock, rows
from goldenthread.core.actions import record

from .keeping import DELIVERY
from .models import DeliveryRecord, WatchedLine

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"
TOUCHES = frozenset({DELIVERY})


@dataclass(frozen=True)
class Told:
    """One thing said of one line: by which side and, of a family, in which voice; of which week (its Monday), and what."""

    line: WatchedLine
    side: str
    week: date
    state: str
    why: str = ""
    note: str = ""
    times: int | None = None
    minutes: int | None = None
    happened_on: date | None = None
    organisation_id: int | None = None
    voice: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.line.child_id, self.line.lineage, self.week, self.side, self.voice, self.happened_on)

    @property
    def value(self) -> tuple[Any, ...]:
        return (self.state, self.why, self.note, self.times, self.minutes)


def counted(outcomes: Iterable[str]) -> dict[str, int]:
    counts = {CREATED: 0, CHANGED: 0, UNCHANGED: 0}
    for each in outcomes:
        counts[each] += 1
    return counts


def known_words(told: Sequence[Told]) -> dict[tuple[Any, ...], DeliveryRecord]:
    """What stands of what these would say, by key. One query."""
    if not told:
        return {}
    found = DeliveryRecord.objects.filter(
        child_id__any=list({one.line.child_id for one in told}), week__in={one.week for one in told}, corrected_at__isnull=True
    )
    return {(row.child_id, row.lineage, row.week, row.side, row.voice, row.happened_on): row for row in found}


def would_be(told: Told, known: dict[tuple[Any, ...], DeliveryRecord]) -> str:
    """What saying this would come to."""
    old = known.get(told.key)
    if old is None:
        return CREATED
    return UNCHANGED if value_of(old) == told.value else CHANGED


def value_of(row: DeliveryRecord) -> tuple[Any, ...]:
    return (row.state, row.why, row.note, row.times, row.minutes)


def write_told(told: Sequence[Told], source: str, by: Any, on: date) -> list[str]:
    """Write what is new; what it takes the place of is kept, marked as corrected. A few statements, however many are told."""
    lines = sorted({one.line.pk for one in told})
    list(WatchedLine.objects.filter(pk__in=lines).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    known, now = known_words(told), clock.now()
    outcomes, new, old = [], [], []
    by_child: dict[UUID, list[Told]] = defaultdict(list)
    for one in told:
        outcome = would_be(one, known)
        outcomes.append(outcome)
        if outcome == UNCHANGED:
            continue
        if outcome == CHANGED:
            old.append(known[one.key].pk)
        made = _record(one, source, by, on, now)
        known[one.key] = made
        new.append(made)
        by_child[one.line.child_id].append(one)
    if old:
        DeliveryRecord.objects.filter(pk__in=old).update(corrected_at=now)
    if new:
        rows.insert_many(DeliveryRecord, new) if len(new) > 200 else rows.insert(new)
    for child_id, said in by_child.items():
        _record_event(said, source, child_id)
    if not by_child:
        record("provision.said_before", fact={"words": len(told)})
    return outcomes


def _record(one: Told, source: str, by: Any, on: date, now: Any) -> DeliveryRecord:
    line = one.line
    return rows.new(
        DeliveryRecord, child_id=line.child_id, area_id=line.area_id or line.child.area_id, line_id=line.pk, lineage=line.lineage, week=one.week,
        happened_on=one.happened_on, side=str(one.side), voice=one.voice, state=str(one.state), why=str(one.why), note=one.note, times=one.times, minutes=one.minutes,
        source=str(source), organisation_id=one.organisation_id, by_id=getattr(by, "pk", None), said_on=on, said_at=now,
    )  # fmt: skip


def _record_event(said: list[Told], source: str, child_id: UUID) -> None:
    first = said[0]
    record(
        "provision.say", child=first.line.child, subject=None, touches=TOUCHES,
        fact={
            "side": str(first.side), "week": first.week, "words": len(said), "states": sorted({str(one.state) for one in said}), "source": str(source),
            "lines": sorted({str(one.line.lineage) for one in said})[:20],
        },
    )  # fmt: skip
