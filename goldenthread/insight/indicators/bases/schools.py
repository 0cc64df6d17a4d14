"""Pupils and sessions, as schools count them (`insight/schools`). No child of the record hangs from one: each row stands for many."""

from __future__ import annotations

from .declared import IN_WINDOW, Base


def _as_given(row: str) -> str:
    """The version of a count that holds: the one that nobody replaced, or had by the end of the day `known`."""
    return f"""(CASE WHEN %(known)s::date IS NULL THEN {row}.replaced_on IS NULL
       ELSE {row}.given_on <= %(known)s::date AND ({row}.replaced_on IS NULL OR {row}.replaced_on > %(known)s::date) END)"""


#: Pupils on roll of each school, those with SEN Support and the others, on its newest census day of the year up to the day.
ON_ROLL = Base(
    rows=f"""
        SELECT n.id, o.name AS school, o.closed_on, n.census_on, n.next_on, k.supported, CASE WHEN k.supported THEN n.support ELSE n.on_roll - n.support END AS pupils
          FROM (SELECT s.*, lead(s.census_on) OVER (PARTITION BY s.school_id ORDER BY s.census_on) AS next_on
                  FROM insight_schoolneeds s WHERE s.area_id = %(area)s AND {_as_given("s")}) n
          JOIN people_organisation o ON o.id = n.school_id CROSS JOIN (VALUES (true), (false)) k(supported)""",
    when="x.census_on BETWEEN e.at - 365 AND e.at AND (x.next_on IS NULL OR x.next_on > e.at) AND (x.closed_on IS NULL OR x.closed_on > e.at)",
    key="x.census_on",
    child=False,
    told=True,
    own={"counted school": "x.school"},
)
#: Sessions that pupils of each status could have attended in each month, those that they missed and the others.
SESSIONS = Base(
    rows=f"""
        SELECT a.id, o.name AS school, a.month, a.status, k.missed, CASE WHEN k.missed THEN a.authorised + a.unauthorised ELSE a.possible - a.authorised - a.unauthorised END AS sessions
          FROM insight_schoolabsence a JOIN people_organisation o ON o.id = a.school_id CROSS JOIN (VALUES (true), (false)) k(missed)
         WHERE a.area_id = %(area)s AND {_as_given("a")}""",
    when=IN_WINDOW.format("x.month"),
    key="x.month",
    child=False,
    told=True,
    own={"SEN status": "x.status", "counted school": "x.school"},
)
BASES = {"on roll": ON_ROLL, "sessions": SESSIONS}
