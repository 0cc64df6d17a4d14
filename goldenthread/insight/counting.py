"""The counts of one area, each a query over facts and kept clocks. What a number means is said where it is made.

A closed record is in no number: what is kept of it has no area, and facts are counted without those children.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import connection

from .dashboards import tallies

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
    rate does not show; open cases without a named worker. From what is counted ahead, so it costs the same at any size."""
    stages: Counter[str] = Counter()
    late = past = unassigned = 0
    for kind, key, nobody, count in tallies.today(area_id, on):
        if kind == "stage":
            stages[key] += count
            unassigned += count if nobody else 0
        else:
            late += count if kind == "due" else 0
            past += count if kind == "open" else 0
    return Now(dict(stages), late, past, unassigned)


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
