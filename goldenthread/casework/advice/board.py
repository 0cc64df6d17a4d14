"""The manager's board: asks that wait, by what is wrong with them, and how each service keeps its six weeks. Its own SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from goldenthread.core.prepared import prepared_cursor

PAGE = 50
#: How far back the share in time looks.
YEAR = timedelta(days=365)

#: What is asked of the board, in words, in the order of its tabs.
SHOWS = {
    "all": "Everything open",
    "late": "Late",
    "week": "Due within 7 days",
    "check": "To be checked",
    "weak": "Weak",
    "returned": "Returned",
}
_WAITING = "a.received_on IS NULL"
_IS = {
    "all": "true",
    "late": f"{_WAITING} AND a.due_on < %(today)s",
    "week": f"{_WAITING} AND a.due_on BETWEEN %(today)s AND %(today)s::date + 7",
    "check": "a.received_on IS NOT NULL",
    "weak": "a.received_on IS NOT NULL AND a.findings <> '[]'::jsonb",
    "returned": f"{_WAITING} AND EXISTS (SELECT 1 FROM casework_advicereturn b WHERE b.advice_request_id = a.id)",
}

#: Whose asks somebody finds here: those of their area; or of their own cases, and the health asks of their board's children.
_OF_AREA = "a.area_id = %(area)s"
_OF_AREAS = "a.area_id = ANY (%(areas)s::bigint[])"
_OF_CASES = """
(EXISTS (SELECT 1 FROM people_involvement i WHERE i.child_id = a.child_id AND i.user_id = %(user)s AND i.role IN ('named_worker', 'cover')
             AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s))
 OR o.kind IN ('health', 'icb') AND EXISTS (
      SELECT 1 FROM people_involvement i WHERE i.child_id = a.child_id AND i.organisation_id = ANY (%(boards)s::bigint[]) AND i.role = 'health'
         AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)))
"""
_FILTERS = """
 AND (%(body)s::bigint IS NULL OR a.asked_of_id = %(body)s::bigint)
 AND (%(kind)s = '' OR a.kind = %(kind)s)
 AND (NOT %(mine)s OR k.worker_id = %(user)s)
"""
_FROM = f"""
  FROM casework_advicerequest a
  JOIN casework_case k ON k.child_id = a.child_id
  LEFT JOIN people_organisation o ON o.id = a.asked_of_id
 WHERE a.accepted_on IS NULL AND a.withdrawn_on IS NULL AND a.due_on IS NOT NULL AND k.open AND {{reach}} {_FILTERS}
"""
_COUNTS = "SELECT " + ", ".join(f"count(*) FILTER (WHERE {condition}) AS {name}" for name, condition in _IS.items()) + _FROM
_ROWS = """
WITH page AS MATERIALIZED (
    SELECT a.id, a.kind, a.due_on, a.received_on, a.findings, a.child_id, a.request_id, a.adviser_id, o.name AS body, k.name, k.reference, k.worker_id
    {source} AND {shown} AND (%(due)s::date IS NULL OR (a.due_on, a.id) {beyond} (%(due)s::date, %(id)s::uuid))
     ORDER BY a.due_on {way}, a.id {way} LIMIT %(limit)s)
SELECT p.id, p.kind, p.due_on, p.received_on, jsonb_array_length(p.findings), p.child_id, p.request_id, coalesce(p.body, ''), p.name, p.reference,
       coalesce(u.name, ''), coalesce(w.name, ''),
       (SELECT count(*) FROM casework_advicereturn b WHERE b.advice_request_id = p.id),
       (SELECT e.to_name || '|' || e.sent_on || '|' || coalesce(m.state, '') FROM casework_reminder e LEFT JOIN core_message m ON m.id = e.message_id
         WHERE e.advice_request_id = p.id ORDER BY e.step DESC, e.id DESC LIMIT 1)
  FROM page p LEFT JOIN access_user u ON u.id = p.adviser_id LEFT JOIN access_user w ON w.id = p.worker_id
 ORDER BY p.due_on {way}, p.id {way}
"""
_LEAGUE = f"""
SELECT a.asked_of_id, coalesce(o.name, ''), a.kind, count(*),
       count(*) FILTER (WHERE coalesce((SELECT min(b.received_on) FROM casework_advicereturn b WHERE b.advice_request_id = a.id), a.received_on) <= a.due_on),
       count(*) FILTER (WHERE a.received_on IS NULL)
  FROM casework_advicerequest a
  JOIN casework_case k ON k.child_id = a.child_id
  LEFT JOIN people_organisation o ON o.id = a.asked_of_id
 WHERE a.due_on BETWEEN %(since)s AND %(today)s::date - 1 AND (a.withdrawn_on IS NULL OR a.withdrawn_on > a.due_on)
   AND {{reach}} {_FILTERS}
 GROUP BY a.asked_of_id, o.name, a.kind
"""


@dataclass(frozen=True)
class Place:
    """Where a page begins: after or before this ask in the order of due dates."""

    due_on: date
    id: UUID
    backwards: bool = False

    @property
    def key(self) -> str:
        return f"{self.due_on.isoformat()}.{self.id}"

    @classmethod
    def read(cls, text: str, *, backwards: bool = False) -> Place | None:
        """A place as it stands in an address; None for anything else."""
        day, _, key = text.partition(".")
        try:
            return cls(date.fromisoformat(day), UUID(key), backwards)
        except ValueError:
            return None


@dataclass(frozen=True)
class Row:
    """One ask on the board."""

    id: UUID
    kind: str
    due_on: date
    received_on: date | None
    weak: int
    child_id: UUID
    request_id: UUID
    body: str
    name: str
    reference: str
    adviser: str
    worker: str
    returned: int
    reminder: str

    def state(self, on: date) -> str:
        """A key of `words.STATES`."""
        if self.received_on:
            return "received"
        return "late" if self.due_on < on else "returned" if self.returned else "asked"

    @property
    def reminded(self) -> tuple[str, date, str] | None:
        """Who was last reminded, when, and the state of the message."""
        if not self.reminder:
            return None
        name, day, state = self.reminder.rsplit("|", 2)
        return name, date.fromisoformat(day), state


@dataclass(frozen=True)
class Kept:
    """How one service kept its six weeks for one kind of advice: due in the year, in time, and still out."""

    body_id: int | None
    body: str
    kind: str
    due: int
    in_time: int
    out: int


@dataclass(frozen=True)
class Asked:
    """What somebody asks of the board."""

    show: str = "all"
    body: int | None = None
    kind: str = ""
    mine: bool = False
    place: Place | None = None


def _reach(standing: Any) -> str:
    """The condition by which somebody reaches asks; an area by itself is read in the order of its index."""
    areas = standing.areas_where("ask", "list")
    return _OF_CASES if not areas else _OF_AREA if len(areas) == 1 else _OF_AREAS


def _values(standing: Any, asked: Asked) -> dict[str, Any]:
    boards = [seat.organisation_id for seat in standing.seats if seat.role == "designated_officer"]
    areas = list(standing.areas_where("ask", "list"))
    return {
        "today": standing.on, "user": standing.user_id, "areas": areas, "area": areas[0] if areas else None, "boards": boards, "body": asked.body,
        "kind": asked.kind, "mine": asked.mine, "since": standing.on - YEAR,
    }  # fmt: skip


def counts(standing: Any, asked: Asked) -> dict[str, int]:
    """How many asks each tab holds."""
    with prepared_cursor() as cursor:
        cursor.execute(_COUNTS.format(reach=_reach(standing)), _values(standing, asked))
        return dict(zip(_IS, cursor.fetchone(), strict=True))


def page(standing: Any, asked: Asked) -> tuple[list[Row], str | None, str | None]:
    """The asks of one page, the earliest due first, and the keys of the page before and the page after."""
    place = asked.place
    back = place is not None and place.backwards
    sql = _ROWS.format(source=_FROM.format(reach=_reach(standing)), shown=_IS[asked.show], beyond="<" if back else ">", way="DESC" if back else "ASC")
    values = {**_values(standing, asked), "due": place and place.due_on, "id": place and place.id, "limit": PAGE + 1}
    with prepared_cursor() as cursor:
        cursor.execute(sql, values)
        rows = [Row(*(*values[:13], values[13] or "")) for values in cursor.fetchall()]
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if back:
        rows.reverse()
    if not rows:
        return [], None, None
    first, last = (Place(rows[end].due_on, rows[end].id).key for end in (0, -1))
    return rows, first if (more if back else place is not None) else None, last if (True if back else more) else None


def league(standing: Any, asked: Asked) -> list[Kept]:
    """How each service kept its six weeks in the year to yesterday, by kind. Advice counts by the day it first came."""
    with prepared_cursor() as cursor:
        cursor.execute(_LEAGUE.format(reach=_reach(standing)), _values(standing, asked))
        return sorted((Kept(*row) for row in cursor.fetchall()), key=lambda kept: (kept.body, kept.kind))


