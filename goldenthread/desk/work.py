"""My work: what is due to one person, by date. Late is a comparison with today, so the earliest come first."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from goldenthread.core.prepared import prepared_cursor
from goldenthread.improvement import mine as improvement
from goldenthread.insight import mine as figures
from goldenthread.provision.exclusions import mine as exclusions
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
    """How many are late, due within SOON days, and due later. Of a whole area also how many records have something to put right for
    the next return, and how many of those should have been mended by now."""

    late: int
    soon: int
    later: int
    to_mend: int = 0
    late_to_mend: int = 0

    @property
    def all(self) -> int:
        return self.late + self.soon + self.later


@dataclass(frozen=True)
class Work:
    """A page of somebody's work. `following` and `preceding` are the ids of the clocks to go on after or before. `to_mend` is
    how many of the person's records the next statutory return would find fault with, as was last checked; `promised` says what of an
    improvement plan is theirs, `looking` which figures they are to look into or to give, `losing` how many of their children lose school, `noted` what meetings gave
    them to do."""

    rows: list[Due]
    counts: Counts
    following: int | None
    preceding: int | None
    to_mend: int = 0
    promised: str = ""
    looking: str = ""
    losing: str = ""
    noted: str = ""


_OPEN = (
    "d.worker_id = %(user)s AND d.kind = 'limit' AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL"
)

#: The first clocks are read along an index in this order, and all are counted in that index alone, without their rows: it holds
#: whom and which area they belong to as well.
_MINE = """
WITH tally AS (
    SELECT count(*) FILTER (WHERE d.due_on < %(today)s) AS late,
           count(*) FILTER (WHERE d.due_on BETWEEN %(today)s AND %(today)s::date + %(soon)s::int) AS soon,
           count(*) FILTER (WHERE d.due_on > %(today)s::date + %(soon)s::int) AS later
      FROM people_deadline d WHERE {open} AND ({reach})),
faults AS (
    SELECT count(*) AS to_mend FROM casework_case k JOIN returns_recordcheck r ON r.child_id = k.child_id
     WHERE k.worker_id = %(user)s AND r.year = %(year)s AND (r.errors > 0 OR r.queries > 0) AND ({mendable})),
promised AS ({promised}),
looking AS ({looking}),
noted AS ({noted}),
lost AS ({losing} AND ({mendable})),
listed AS (
    -- Only what the index holds is asked for, so that one's own clocks are walked in its order; OFFSET 0 ends the walk where the page is full.
    SELECT d.id, d.due_on, d.child_id FROM (
        SELECT d.id, d.due_on, d.child_id, d.area_id FROM people_deadline d WHERE {open} {beyond} ORDER BY d.due_on {way}, d.id {way} OFFSET 0) d
     WHERE {reach} ORDER BY d.due_on {way}, d.id {way} LIMIT %(limit)s)
SELECT tally.*, faults.to_mend, promised.*, looking.*, noted.*, lost.losing, l.id, d.clock, d.about, d.starts_on, l.due_on, c.child_id, c.name, c.reference, c.stage, c.setting_name
  FROM tally CROSS JOIN faults CROSS JOIN promised CROSS JOIN looking CROSS JOIN noted CROSS JOIN lost LEFT JOIN (listed l JOIN people_deadline d ON d.id = l.id JOIN casework_case c ON c.child_id = l.child_id) ON true ORDER BY l.due_on, l.id
"""


def mine(standing, *, after: int | None = None, before: int | None = None, size: int = PAGE) -> Work:
    """The clocks of the children whose named worker this person is. One statement."""
    within = reach(standing, "d")
    beyond = ""
    if after or before:
        beyond = f"AND (d.due_on, d.id) {'<' if before else '>'} ((SELECT due_on FROM people_deadline WHERE id = %(cursor)s), %(cursor)s)"
    sql = _MINE.format(
        open=_OPEN,
        beyond=beyond,
        way="DESC" if before else "ASC",
        reach=" OR ".join(f"({branch})" for branch in within.branches),
        promised=improvement.HELD,
        looking=figures.YOURS,
        noted=figures.NOTED,
        losing=exclusions.YOURS,
        mendable=" OR ".join(f"({branch})" for branch in reach(standing, "k").branches),
    )
    with prepared_cursor() as cursor:
        cursor.execute(sql, {**within.parameters, "soon": SOON, "cursor": before or after, "limit": size + 1, "year": current_year(standing.on)})
        fetched = cursor.fetchall()
    rows = [Due._make(values[13:]) for values in fetched if values[13] is not None]
    more = len(rows) > size
    if before:
        rows = rows[-size:]
        at_start, at_end = not more, False
    else:
        rows = rows[:size]
        at_start, at_end = not after, not more
    following = rows[-1].id if rows and not at_end else None
    preceding = rows[0].id if rows and not at_start else None
    return Work(rows, Counts(*fetched[0][:3]), following, preceding, fetched[0][3], improvement.in_words(*fetched[0][4:6]), figures.in_words(*fetched[0][6:10]), exclusions.in_words(fetched[0][12]), figures.noted_in_words(*fetched[0][10:12]))


_TEAM = """
SELECT count(*) FILTER (WHERE c.next_due_on < %(today)s),
       count(*) FILTER (WHERE c.next_due_on BETWEEN %(today)s AND %(today)s::date + %(soon)s::int),
       count(*) FILTER (WHERE c.next_due_on > %(today)s::date + %(soon)s::int)
  FROM casework_case c
 WHERE c.area_id = ANY (%(areas)s) AND c.open AND c.next_due_on IS NOT NULL AND c.worker_id IS NULL
"""
#: The same of everybody's, from what triggers keep counted (`insight.Tally`).
_WHOLE_TEAM = """
SELECT coalesce(sum(count) FILTER (WHERE day < %(today)s), 0)::bigint,
       coalesce(sum(count) FILTER (WHERE day BETWEEN %(today)s AND %(today)s::date + %(soon)s::int), 0)::bigint,
       coalesce(sum(count) FILTER (WHERE day > %(today)s::date + %(soon)s::int), 0)::bigint,
       (SELECT count(*) FROM returns_recordcheck WHERE area_id = ANY (%(mendable)s) AND mend_by IS NOT NULL),
       (SELECT count(*) FROM returns_recordcheck WHERE area_id = ANY (%(mendable)s) AND mend_by < %(today)s)
  FROM insight_tally WHERE area_id = ANY (%(areas)s) AND kind = 'due'
"""


def team_counts(standing, *, unassigned: bool) -> Counts:
    """The same three counts over the open cases of the person's areas, each child once by its next date."""
    areas = [area for area in standing.areas_where("request", "list") if area in standing.area_ids]
    mendable = [area for area in standing.areas_where("ident", "update") if area in standing.area_ids]
    with prepared_cursor() as cursor:
        cursor.execute(_TEAM if unassigned else _WHOLE_TEAM, {"today": standing.on, "soon": SOON, "areas": areas, "mendable": mendable})
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
