"""Reads, checks and folds what is counted ahead (`Tally`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from goldenthread.core.prepared import prepared_cursor, roomy

#: The same from nothing: what triggers should have added up to. The two functions are the migration's, and the triggers use them.
FROM_NOTHING = """
SELECT c.area_id, t.kind, t.key, t.number, t.began, t.day, count(*) AS count
  FROM casework_case c CROSS JOIN LATERAL gt_tallies_of_case(c.open, c.stage, c.worker_id, c.next_due_on) t
 WHERE c.area_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
UNION ALL
SELECT d.area_id, t.kind, t.key, t.number, t.began, t.day, count(*)
  FROM people_deadline d CROSS JOIN LATERAL gt_tallies_of_deadline(d.kind, d.clock, d.starts_on, d.due_on, d.met_on, d.lifted_on, d.ended_on) t
 WHERE d.area_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
"""
_KEPT = "SELECT area_id, kind, key, number, began, day, sum(count) AS count FROM insight_tally GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(count) <> 0"
_WRONG = f"SELECT count(*) FROM (SELECT * FROM ({_KEPT}) k EXCEPT ALL SELECT * FROM ({FROM_NOTHING}) n) more"
_MISSING = f"SELECT count(*) FROM (SELECT * FROM ({FROM_NOTHING}) n EXCEPT ALL SELECT * FROM ({_KEPT}) k) less"
#: One fold at a time.
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('insight_tally'))"
_FOLD = """
WITH again AS (
    SELECT area_id, kind, key, number, began, day FROM insight_tally GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1),
gone AS (
    DELETE FROM insight_tally t USING again a
     WHERE t.area_id = a.area_id AND t.kind = a.kind AND t.key = a.key AND t.number = a.number
       AND t.began IS NOT DISTINCT FROM a.began AND t.day IS NOT DISTINCT FROM a.day
    RETURNING t.area_id, t.kind, t.key, t.number, t.began, t.day, t.count),
folded AS (
    INSERT INTO insight_tally (area_id, kind, key, number, began, day, count)
    SELECT area_id, kind, key, number, began, day, sum(count) FROM gone GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(count) <> 0)
SELECT count(*) FROM gone
"""


@dataclass(frozen=True, slots=True)
class Recount:
    """What a recount found: keys counted wrongly (too many or too few) and keys missing; nought and nought is as it should be."""

    wrong: int
    missing: int

    @property
    def equal(self) -> bool:
        return self.wrong == self.missing == 0


def of_area(area_id: int, *kinds: str) -> list[tuple[str, str, int, date | None, date | None, int]]:
    """Kind, key, number, began, day and how many, of these kinds. Costs what an area has of days and workers, not of children."""
    with prepared_cursor() as cursor:
        cursor.execute(
            """
            SELECT kind, key, number, began, day, sum(count)::int FROM insight_tally
             WHERE area_id = %(area)s::bigint AND kind = ANY (%(kinds)s::varchar[]) GROUP BY 1, 2, 3, 4, 5 HAVING sum(count) <> 0
            """,
            {"area": area_id, "kinds": list(kinds)},
        )
        return cursor.fetchall()


def today(area_id: int, on: date) -> list[tuple[str, str, bool, int]]:
    """Kind, key, whether nobody carries it, and how many: open cases by stage, those whose next date is past, and assessments past
    their twentieth week."""
    with prepared_cursor() as cursor:
        cursor.execute(
            """
            SELECT kind, key, number = 0, sum(count)::int FROM insight_tally
             WHERE area_id = %(area)s::bigint
               AND (kind = 'stage' OR day < %(on)s::date AND (kind = 'due' OR kind = 'open' AND key = 'EHCNA-20'))
             GROUP BY 1, 2, 3 HAVING sum(count) <> 0
            """,
            {"area": area_id, "on": on},
        )
        return cursor.fetchall()


def falling_due(area_id: int, since: date, until: date) -> list[tuple[str, date, date, int]]:
    """Clocks that fall due between two days, both counted: clock, began, due, how many."""
    with prepared_cursor() as cursor:
        cursor.execute(
            """
            SELECT key, began, day, sum(count)::int FROM insight_tally
             WHERE area_id = %(area)s::bigint AND kind = 'open' AND day BETWEEN %(since)s::date AND %(until)s::date GROUP BY 1, 2, 3 HAVING sum(count) <> 0
            """,
            {"area": area_id, "since": since, "until": until},
        )
        return cursor.fetchall()


def days_run(area_id: int, clocks: list[str], since: date, on: date) -> list[tuple[str, int, bool, int]]:
    """How long these clocks ran that began since a day: clock, days, whether they ended, how many. Those that run still count for
    the days until `on`."""
    with prepared_cursor() as cursor:
        cursor.execute(
            """
            SELECT key, CASE WHEN kind = 'past' THEN number ELSE %(on)s::date - began END, kind = 'past', sum(count)::int FROM insight_tally
             WHERE area_id = %(area)s::bigint AND kind IN ('open', 'past') AND key = ANY (%(clocks)s::varchar[]) AND began BETWEEN %(since)s::date AND %(on)s::date
             GROUP BY 1, 2, 3 HAVING sum(count) <> 0
            """,
            {"area": area_id, "clocks": clocks, "since": since, "on": on},
        )
        return cursor.fetchall()


def recount() -> Recount:
    """Compare what is kept with a count from nothing, in one look at the tables. The wall must be lifted."""
    with transaction.atomic(), connection.cursor() as cursor:
        roomy(cursor)
        return Recount(_one(cursor, _WRONG), _one(cursor, _MISSING))


def write_anew() -> int:
    """Throw away what is kept and count from nothing; writers wait meanwhile. Gives how many rows there are then."""
    with transaction.atomic(), connection.cursor() as cursor:
        roomy(cursor)
        cursor.execute("LOCK TABLE casework_case, people_deadline, insight_tally IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM insight_tally")
        cursor.execute(f"INSERT INTO insight_tally (area_id, kind, key, number, began, day, count) {FROM_NOTHING}")
        return int(cursor.rowcount)


def fold() -> int:
    """Put rows that are otherwise equal together. What is read before and after is the same. Gives how many rows were folded."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ALONE)
        return _one(cursor, _FOLD)


def _one(cursor: Any, sql: str) -> int:
    cursor.execute(sql)
    return int(cursor.fetchone()[0])
