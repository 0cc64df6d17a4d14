"""The counts of one area, each a query over facts and kept clocks. What a number means is said where it is made.

A closed record is in no number: what is kept of it has no area, and facts are counted without those children.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

_NOT_CLOSED = "child_id NOT IN (SELECT id FROM people_child WHERE area_id = %(area)s AND closed_list_on IS NOT NULL)"


@dataclass(frozen=True)
class Now:
    """The area as it is on a day: open cases by stage, and what is late."""

    stages: dict[str, int]
    late_cases: int
    past_twenty_weeks: int
    unassigned: int


def now(area_id: int, on: date) -> Now:
    """Open cases by stage; cases with a legal limit already past; assessments open past week 20, which the published
    rate does not show; open cases without a named worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT stage, count(*), count(*) FILTER (WHERE next_due_on < %(on)s),
                   count(*) FILTER (WHERE worker_id IS NULL)
              FROM casework_case WHERE area_id = %(area)s AND open GROUP BY stage
            """,
            {"area": area_id, "on": on},
        )
        rows = cursor.fetchall()
        cursor.execute(
            """
            SELECT count(*) FROM people_deadline
             WHERE area_id = %(area)s AND clock = 'EHCNA-20' AND due_on < %(on)s
               AND met_on IS NULL AND lifted_on IS NULL AND ended_on IS NULL AND kind = 'limit'
            """,
            {"area": area_id, "on": on},
        )
        past = cursor.fetchone()[0]
    return Now(
        {stage: count for stage, count, _, _ in rows}, sum(row[2] for row in rows), past, sum(row[3] for row in rows)
    )


@dataclass(frozen=True)
class Year:
    """One calendar year of plans.

    `in_force` on its last day (or on the day asked about), `made` and `ceased` in it: None for years before the record
    here is complete. `made_and_kept`: plans in force today that were first made in it, which is always known.
    """

    year: int
    in_force: int | None
    made: int | None
    ceased: int | None
    made_and_kept: int


def complete_from(area_id: int) -> int | None:
    """The first calendar year of which the record holds everything: the year before the first return taken in (a
    return tells one calendar year whole), or the year of the first record; None where there is no record."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT least((SELECT min(first_return) - 1 FROM casework_request WHERE area_id = %(area)s AND {_NOT_CLOSED}),
                         (SELECT extract(year FROM min(first_recorded_on))::int FROM people_child
                           WHERE area_id = %(area)s AND closed_list_on IS NULL))
            """,
            {"area": area_id},
        )
        return cursor.fetchone()[0]


def plans_by_year(area_id: int, on: date, *, years: int = 8) -> list[Year]:
    """Plans by calendar year, oldest first, the year of `on` last and only up to that day. A plan that came from
    another authority counts as in force, not as made. The end of the year before the first complete one is known
    too: whoever was in force then is in force, or ended, in the complete one."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT y.year,
                   count(*) FILTER (WHERE p.made_on <= y.until AND (p.ceased_on IS NULL OR p.ceased_on > y.until)),
                   count(*) FILTER (WHERE p.made_in = y.year AND p.made_on <= y.until AND p.transferred_from = ''),
                   count(*) FILTER (WHERE extract(year FROM p.ceased_on) = y.year AND p.ceased_on <= y.until),
                   count(*) FILTER (WHERE p.made_in = y.year AND (p.ceased_on IS NULL OR p.ceased_on > %(on)s))
              FROM (SELECT year, least(make_date(year, 12, 31), %(on)s) AS until
                      FROM generate_series(%(first)s, %(last)s) AS year) y
              LEFT JOIN (SELECT made_on, extract(year FROM made_on) AS made_in, ceased_on, transferred_from
                           FROM plans_plan WHERE area_id = %(area)s AND {_NOT_CLOSED}) p ON true
             GROUP BY y.year ORDER BY y.year
            """,
            {"area": area_id, "on": on, "first": on.year - years + 1, "last": on.year},
        )
        found = cursor.fetchall()
    since = complete_from(area_id) or on.year
    return [
        Year(
            year,
            in_force if year >= since - 1 else None,
            made if year >= since else None,
            ceased if year >= since else None,
            kept,
        )
        for year, in_force, made, ceased, kept in found
    ]


@dataclass(frozen=True)
class Month:
    """Plans first issued in one month: how many, how many within 20 weeks, and the same without accepted exceptions.

    The published headline leaves cases with an exception out of both numbers (SEN2 guide, 20-week measure).
    """

    first_day: date
    issued: int
    in_time: int
    issued_unexcepted: int
    in_time_unexcepted: int


def twenty_weeks(area_id: int, on: date, *, months: int = 24) -> list[Month]:
    """The 20-week rate by month of issue, oldest first, the month of `on` last. Counted from the kept clock of
    regulation 13(2): in time is met on or before its due date. A plan not issued yet is in neither number."""
    first = date(on.year + (on.month - months) // 12, (on.month - months) % 12 + 1, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT m.first_day::date, count(d.id), count(d.id) FILTER (WHERE d.met_on <= d.due_on),
                   count(d.id) FILTER (WHERE d.lifted_on IS NULL),
                   count(d.id) FILTER (WHERE d.lifted_on IS NULL AND d.met_on <= d.due_on)
              FROM generate_series(%(first)s::timestamp, date_trunc('month', %(on)s::timestamp), '1 month') AS m(first_day)
              LEFT JOIN people_deadline d ON d.area_id = %(area)s AND d.clock = 'EHCNA-20'
                    AND d.met_on >= m.first_day AND d.met_on < m.first_day + interval '1 month' AND d.met_on <= %(on)s
             GROUP BY m.first_day ORDER BY m.first_day
            """,
            {"area": area_id, "on": on, "first": first},
        )
        return [Month(*row) for row in cursor.fetchall()]


def needs(area_id: int) -> list[tuple[str, int]]:
    """Children with a plan in force by primary type of need, commonest first. "" where no need is recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT need, count(*) FROM casework_case WHERE area_id = %s AND open AND stage = 'plan'
             GROUP BY need ORDER BY 2 DESC, 1
            """,
            [area_id],
        )
        return cursor.fetchall()
