"""My work: what is due to one person, by date. Late is a comparison with today, so the earliest come first."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from goldenthread.core.prepared import prepared_cursor
from goldenthread.returns.years import current_year

from .reach import reach

PAGE = 50
#: What counts as soon, in days: an officer's first look is at what would break within ten days.
SOON = 10


class Due(NamedTuple):
    """One open legal clock of a child, as its columns come."""

    id: int
    clock: str
    about: str
    starts_on: date
    due_on: date
    child_id: UUID
    name: str
    reference: str
    stage: str
    setting_name: str


@dataclass(frozen=True)
class Counts:
    """How many are late, due within SOON days, and due later."""

    late: int
    soon: int
    later: int

    @property
    def all(self) -> int:
        return self.late + self.soon + self.later


@dataclass(frozen=True)
class Work:
    """A page of somebody's work. `following` and `preceding` are the ids of the clocks to go on after or before. `to_mend` is
    how many of the person's records the next statutory return would find fault with, as was last checked."""

    rows: list[Due]
    counts: Counts
    following: int | None
    preceding: int | None
    to_mend: int = 0


_OPEN = (
    "d.worker_id = %(user)s AND d.kind = 'limit' AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL"
)

#: The person's open clocks are read first, along their own index: what each may be seen by is then asked of those few.
_MINE = """
WITH running AS MATERIALIZED (
    SELECT d.id, d.clock, d.about, d.starts_on, d.due_on, d.child_id, d.area_id FROM people_deadline d WHERE {open}),
todo AS MATERIALIZED (SELECT * FROM running d WHERE {reach}),
tally AS (
    SELECT count(*) FILTER (WHERE d.due_on < %(today)s) AS late,
           count(*) FILTER (WHERE d.due_on BETWEEN %(today)s AND %(today)s::date + %(soon)s::int) AS soon,
           count(*) FILTER (WHERE d.due_on > %(today)s::date + %(soon)s::int) AS later
      FROM todo d),
faults AS (
    SELECT count(*) AS to_mend FROM casework_case k JOIN returns_recordcheck r ON r.child_id = k.child_id
     WHERE k.worker_id = %(user)s AND r.year = %(year)s AND (r.errors > 0 OR r.queries > 0) AND ({mendable})),
listed AS (SELECT * FROM todo d {beyond} ORDER BY d.due_on {way}, d.id {way} LIMIT %(limit)s)
SELECT tally.*, faults.to_mend, l.id, l.clock, l.about, l.starts_on, l.due_on, c.child_id, c.name, c.reference, c.stage, c.setting_name
  FROM tally CROSS JOIN faults LEFT JOIN (listed l JOIN casework_case c ON c.child_id = l.child_id) ON true ORDER BY l.due_on, l.id
"""


def mine(standing, *, after: int | None = None, before: int | None = None, size: int = PAGE) -> Work:
    """The clocks of the children whose named worker this person is. One statement."""
    within = reach(standing, "d")
    beyond = ""
    if after or before:
        beyond = f"WHERE (d.due_on, d.id) {'<' if before else '>'} ((SELECT due_on FROM people_deadline WHERE id = %(cursor)s), %(cursor)s)"
    sql = _MINE.format(
        open=_OPEN,
        beyond=beyond,
        way="DESC" if before else "ASC",
        reach=" OR ".join(f"({branch})" for branch in within.branches),
        mendable=" OR ".join(f"({branch})" for branch in reach(standing, "k").branches),
    )
    with prepared_cursor() as cursor:
        cursor.execute(sql, {**within.parameters, "soon": SOON, "cursor": before or after, "limit": size + 1, "year": current_year(standing.on)})
        fetched = cursor.fetchall()
    rows = [Due._make(values[4:]) for values in fetched if values[4] is not None]
    more = len(rows) > size
    if before:
        rows = rows[-size:]
        at_start, at_end = not more, False
    else:
        rows = rows[:size]
        at_start, at_end = not after, not more
    following = rows[-1].id if rows and not at_end else None
    preceding = rows[0].id if rows and not at_start else None
    return Work(rows, Counts(*fetched[0][:3]), following, preceding, fetched[0][3])


_TEAM = """
SELECT count(*) FILTER (WHERE c.next_due_on < %(today)s),
       count(*) FILTER (WHERE c.next_due_on BETWEEN %(today)s AND %(today)s::date + %(soon)s::int),
       count(*) FILTER (WHERE c.next_due_on > %(today)s::date + %(soon)s::int)
  FROM casework_case c
 WHERE c.area_id = ANY (%(areas)s) AND c.open AND c.next_due_on IS NOT NULL {unassigned}
"""


def team_counts(standing, *, unassigned: bool) -> Counts:
    """The same three counts over the open cases of the person's areas, each child once by its next date."""
    sql = _TEAM.format(unassigned="AND c.worker_id IS NULL" if unassigned else "")
    with prepared_cursor() as cursor:
        cursor.execute(sql, {"today": standing.on, "soon": SOON, "areas": list(standing.areas_where("request", "list"))})
        return Counts(*cursor.fetchone())


@dataclass(frozen=True)
class Group:
    """The rows of one page that share a heading. `count` is how many there are on all pages."""

    key: str
    words: str
    count: int
    rows: list


_HEADINGS = {"late": "Late", "soon": f"Due in the next {SOON} days", "later": "Later"}


def groups(dated: list[tuple[date, object]], counts: Counts, today: date) -> list[Group]:
    """Rows with their dates, already in order, under "late", "soon" and "later"; headings without rows are left out."""
    found: dict[str, list] = {}
    for due_on, row in dated:
        left = (due_on - today).days
        found.setdefault("late" if left < 0 else "soon" if left <= SOON else "later", []).append(row)
    return [Group(key, words, getattr(counts, key), found[key]) for key, words in _HEADINGS.items() if key in found]
