"""Overdue reviews ranked by risk, each with its reasons: one statement for all of them, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.core import wall

BECAUSE = "overdue reviews of whole areas are ranked at once, for those who decide reviews there"
#: What each reason adds to the rank, and how it is said. Local weights: the law ranks nobody.
WEIGHTS = {
    "never": (30, "Never reviewed"),
    "year": (15, "{count} late"),
    "met": (25, "Met, and not decided"),
    "phase": (25, "Changes phase by {day}"),
    "looked_after": (20, "Looked after"),
    "no_setting": (20, "At no school or setting"),
    "part_time": (15, "Part-time"),
    "out_of_area": (10, "Taught outside the area"),
    "under_five": (10, "Under five"),
    "moved_in": (10, "Moved in from another area"),
    "leaving": (10, "Is 18 or older"),
}
MOST_YEARS = 4

_OVERDUE = """
WITH late AS MATERIALIZED (
    SELECT DISTINCT ON (d.matter_id) d.matter_id AS plan_id, d.child_id, d.due_on, d.clock, d.worker_id, d.area_id
      FROM people_deadline d
     WHERE d.area_id = ANY (%(areas)s) AND d.matter_kind = 'plan' AND d.clock = ANY (%(clocks)s) AND d.due_on < %(today)s
       AND d.kind = 'limit' AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL
     ORDER BY d.matter_id, d.due_on),
 at AS (SELECT DISTINCT ON (a.child_id) a.child_id, o.la_code, a.attendance_pattern, a.organisation_id, a.setting_type
          FROM people_attendance a LEFT JOIN people_organisation o ON o.id = a.organisation_id
         WHERE a.left_on IS NULL AND a.child_id IN (SELECT child_id FROM late) ORDER BY a.child_id, a.rank, a.id),
 moving AS (SELECT d.child_id, min(d.due_on) AS phase_on FROM people_deadline d
             WHERE d.area_id = ANY (%(areas)s) AND d.clock LIKE 'PHASE%%' AND d.kind = 'limit' AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL
               AND d.due_on BETWEEN %(today)s AND %(today)s::date + 270 GROUP BY d.child_id),
 held AS (SELECT r.plan_id, bool_or(r.met_on IS NOT NULL AND r.notified_on IS NULL) AS met, bool_or(r.notified_on IS NOT NULL) AS ever
            FROM reviews_review r WHERE r.plan_id IN (SELECT plan_id FROM late) GROUP BY r.plan_id),
 cared AS (SELECT DISTINCT l.child_id FROM reviews_lookedafter l WHERE l.until_on IS NULL OR l.until_on >= %(today)s)
SELECT coalesce(json_agg(json_build_array(late.plan_id, late.child_id, late.due_on - DATE '1970-01-01', late.clock, late.worker_id,
           c.date_of_birth - DATE '1970-01-01', at.la_code, area.code, at.attendance_pattern, at.child_id IS NULL, moving.phase_on,
           coalesce(held.met, false), coalesce(held.ever, false), cared.child_id IS NOT NULL)), '[]')::text
  FROM late JOIN people_child c ON c.id = late.child_id AND c.closed_list_on IS NULL
  JOIN people_area area ON area.id = late.area_id
  LEFT JOIN at ON at.child_id = late.child_id LEFT JOIN moving ON moving.child_id = late.child_id
  LEFT JOIN held ON held.plan_id = late.plan_id LEFT JOIN cared ON cared.child_id = late.child_id
"""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Overdue:
    """One plan whose review is overdue: how it ranks, and why."""

    plan_id: UUID
    child_id: UUID
    due_on: date
    worker_id: int | None
    score: int
    reasons: tuple[str, ...] = field(default_factory=tuple)


def late_words(days: int) -> str:
    """How late, in years and months as people say it."""
    years, months = days // 365, days % 365 // 30
    if years:
        return f"{years} {'year' if years == 1 else 'years'}" + (f" {months} {'month' if months == 1 else 'months'}" if months else "")
    if months:
        return f"{months} {'month' if months == 1 else 'months'}"
    return f"{days} {'day' if days == 1 else 'days'}"


def overdue(areas: Collection[int], today: date, clocks: Iterable[str]) -> list[Overdue]:
    """Every overdue review of these areas, the most pressing first. One statement. Closed records are not among them."""
    if not areas:
        return []
    with wall.lifted(because=BECAUSE), connection.cursor() as cursor:
        cursor.execute(_OVERDUE, {"areas": list(areas), "today": today, "clocks": list(clocks)})
        said = json.loads(cursor.fetchone()[0])
    found = [_ranked(row, today) for row in said]
    found.sort(key=lambda one: (-one.score, one.due_on, one.plan_id.int))
    return found


def _ranked(row: list[Any], today: date) -> Overdue:
    plan, child, due, clock, worker, born, la_code, area_code, pattern, nowhere, phase_on, met, ever, cared = row
    due_on = date.fromordinal(due + _EPOCH)
    days, age = (today - due_on).days, (today.toordinal() - born - _EPOCH) / 365.25
    score, reasons = WEIGHTS["year"][0] * min(days, 365 * MOST_YEARS) // 365, [WEIGHTS["year"][1].format(count=late_words(days))]

    def add(key: str, **said: Any) -> None:
        nonlocal score
        score += WEIGHTS[key][0]
        reasons.append(WEIGHTS[key][1].format(**said))

    if clock == "AR-FIRST12" and not ever:
        add("never")
    if met:
        add("met")
    if phase_on:
        add("phase", day=f"{date.fromisoformat(phase_on):%-d %B %Y}")
    if cared:
        add("looked_after")
    if nowhere:
        add("no_setting")
    if (pattern or "").upper().startswith("P"):
        add("part_time")
    if la_code and la_code != area_code:
        add("out_of_area")
    if clock == "XFER-REVIEW":
        add("moved_in")
    if age < 5:
        add("under_five")
    elif age >= 18:
        add("leaving")
    return Overdue(UUID(plan), UUID(child), due_on, worker, score, tuple(reasons))
