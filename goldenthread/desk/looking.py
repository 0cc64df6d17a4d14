"""Who was shown which records of an area, for whoever answers for information governance there.

They may know that a record was looked at, by whom and why, closed records too, and nothing of what it says: a record is
named by its reference alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from goldenthread.access.permissions import ROLES
from goldenthread.core import wall

from . import telling

PAGE = 50
#: As many references of one list are written out.
NAMED = 5

_SQL = """
WITH shown AS MATERIALIZED (
    SELECT r.id, r.at, r.by_id, r.by_label, r.role, r.page, r.reason, r.child_ids FROM core_reading r
     WHERE EXISTS (SELECT 1 FROM people_child c WHERE c.id = ANY (r.child_ids) AND c.area_id = ANY (%(areas)s) {closed})
           {child} {person} {reason} {beyond}
     ORDER BY r.id DESC LIMIT %(limit)s)
SELECT s.id, s.at, s.by_label, s.role, s.page, s.reason, u.name, u.email,
       (SELECT o.name FROM people_membership m JOIN people_organisation o ON o.id = m.organisation_id
         WHERE m.user_id = u.id ORDER BY m.until_on IS NOT NULL, m.id LIMIT 1),
       (SELECT json_agg(json_build_array(c.id, c.reference, c.closed_list_on IS NOT NULL) ORDER BY c.closed_list_on NULLS LAST, c.reference)
          FROM people_child c WHERE c.id = ANY (s.child_ids) AND c.area_id = ANY (%(areas)s))::text
  FROM shown s LEFT JOIN access_user u ON u.id = s.by_id
 ORDER BY s.id DESC
"""
_CHILD = (
    "AND r.child_ids && ARRAY(SELECT c.id FROM people_child c"
    " WHERE c.reference = %(reference)s AND c.area_id = ANY (%(areas)s))::uuid[]"
)
_PERSON = (
    "AND r.by_id = ANY (ARRAY(SELECT u.id FROM access_user u"
    " WHERE u.name ILIKE %(person)s OR u.email ILIKE %(person)s))"
)


@dataclass(frozen=True)
class Asked:
    """What is looked for: records with this reference, people with this in their name or address, closed records or readings
    with a reason alone."""

    reference: str = ""
    person: str = ""
    closed: bool = False
    reason: bool = False


@dataclass(frozen=True)
class Look:
    """One time that somebody was shown records. `references` names some of `how_many`, those on the closed list first."""

    id: int
    at: datetime
    who: str
    email: str
    role: str
    where: str
    reason: str
    references: tuple[tuple[str, bool], ...]
    how_many: int
    child_ids: tuple[UUID, ...]


def looks(area_ids: Collection[int], asked: Asked, before: int | None = None) -> tuple[list[Look], int | None]:
    """A page of readings in these areas, newest first, and where to go on from. One statement."""
    person = asked.person.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = _SQL.format(
        closed="AND c.closed_list_on IS NOT NULL" if asked.closed else "",
        child=_CHILD if asked.reference else "",
        person=_PERSON if asked.person else "",
        reason="AND r.reason <> ''" if asked.reason else "",
        beyond="AND r.id < %(before)s" if before else "",
    )
    values = {
        "areas": list(area_ids), "reference": asked.reference.upper(), "person": f"%{person}%", "before": before, "limit": PAGE + 1,
    }  # fmt: skip
    with wall.lifted(because="desk.looking: who was shown which records, for information governance"), connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return [_look(row) for row in rows[:PAGE]], rows[PAGE - 1][0] if len(rows) > PAGE else None


def _look(row: Any) -> Look:
    key, at, label, role, page, reason, name, email, body, children = row
    found = json.loads(children)
    return Look(
        key, at, telling.teller(name, body, label), email or "", ROLES.get(role, ""), telling.page_name(page), reason,
        tuple((reference, closed) for _, reference, closed in found[:NAMED]), len(found), tuple(UUID(child) for child, _, _ in found),
    )  # fmt: skip
