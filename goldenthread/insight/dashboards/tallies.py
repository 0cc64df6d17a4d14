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
_HASH = "hash_record_extended(ROW(area_id, kind::text, key::text, number::bigint, began::date, day::date), 0)"
#: For each kind how many there are, and two sums over a hash of what each is: of what is kept, and of the tables as they are, told
#: without the functions that the triggers use. Where all are equal, so is every count, but for one chance in 2^62.
_SUMS = f"""
SELECT 'kept', kind, sum(n), sum(n * (hash >> 33)), sum(n * (hash & 2147483647))
  FROM (SELECT kind::text, count::bigint AS n, {_HASH} AS hash FROM insight_tally) kept GROUP BY 2
UNION ALL
SELECT 'tables', kind, count(*), sum(hash >> 33), sum(hash & 2147483647)
  FROM (SELECT kind, {_HASH} AS hash
          FROM (SELECT area_id, 'stage' AS kind, stage AS key, coalesce(worker_id, 0) AS number, NULL::date AS began, NULL::date AS day
                  FROM casework_case WHERE open
                UNION ALL
                SELECT area_id, 'due', stage, 0, NULL, next_due_on FROM casework_case WHERE open AND next_due_on IS NOT NULL
                UNION ALL
                SELECT area_id, CASE WHEN runs THEN 'open' ELSE 'past' END, clock, CASE WHEN runs THEN 0 ELSE least(greatest(over_on - starts_on, 0), 999) END,
                       CASE WHEN runs THEN starts_on ELSE date_trunc('year', starts_on::timestamp)::date END, CASE WHEN runs THEN due_on END
                  FROM (SELECT *, coalesce(met_on, ended_on) AS over_on, met_on IS NULL AND ended_on IS NULL AS runs
                          FROM people_deadline WHERE kind = 'limit' AND lifted_on IS NULL) d) facts
         WHERE area_id IS NOT NULL) told GROUP BY 2
"""
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


def mark(area_id: int) -> tuple[int, int]:
    """How many rows an area has, and its newest: another pair once anything was added, folded or written anew."""
    with prepared_cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM insight_tally WHERE area_id = %(area)s::bigint", {"area": area_id})
        return tuple(cursor.fetchone())


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


def days_run(area_id: int, clocks: list[str], since: date, on: date) -> list[tuple[str, list[int], list[int], list[int]]]:
    """How long these clocks ran that began since a day, a row for each: the clock, days, how many ran so long, and how many of those
    ended. Those that run still count for the days until `on`."""
    with prepared_cursor() as cursor:
        cursor.execute(
            """
            SELECT key, array_agg(days), array_agg(ran), array_agg(ended)
              FROM (SELECT key, CASE WHEN kind = 'past' THEN number ELSE %(on)s::date - began END AS days, sum(count)::int AS ran,
                           sum(CASE WHEN kind = 'past' THEN count ELSE 0 END)::int AS ended
                      FROM insight_tally
                     WHERE area_id = %(area)s::bigint AND kind IN ('open', 'past') AND key = ANY (%(clocks)s::varchar[])
                       AND began BETWEEN %(since)s::date AND %(on)s::date
                     GROUP BY 1, 2 HAVING sum(count) <> 0) each
             GROUP BY key
            """,
            {"area": area_id, "clocks": clocks, "since": since, "on": on},
        )
        return cursor.fetchall()


def recount() -> Recount:
    """Compare what is kept with a count from nothing, in one look at the tables; key by key only where they differ. The wall must
    be lifted."""
    with transaction.atomic(), connection.cursor() as cursor:
        roomy(cursor)
        cursor.execute(_SUMS)
        sums: dict[str, dict[str, tuple[int, ...]]] = {"kept": {}, "tables": {}}
        for whose, kind, *found in cursor.fetchall():
            if any(found):
                sums[whose][kind] = tuple(map(int, found))
        return Recount(0, 0) if sums["kept"] == sums["tables"] else Recount(_one(cursor, _WRONG), _one(cursor, _MISSING))


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
