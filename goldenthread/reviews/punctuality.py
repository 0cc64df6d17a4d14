"""How many reviews were decided and told within a month either side of the day they were due: a local measure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import connection

_TOLD = """
WITH told AS (
    SELECT r.notified_on, coalesce(lag(r.notified_on) OVER (PARTITION BY r.plan_id ORDER BY r.notified_on), p.made_on) AS since, p.transferred_in_on AS moved_on
      FROM reviews_review r JOIN plans_plan p ON p.id = r.plan_id
     WHERE p.area_id = ANY (%(areas)s) AND r.notified_on IS NOT NULL AND r.met_on IS NOT NULL),
 due AS (
    SELECT notified_on, CASE WHEN moved_on >= since THEN greatest(since + interval '1 year', moved_on + interval '3 months') ELSE since + interval '1 year' END
           - interval '1 day' AS due_on
      FROM told WHERE notified_on > %(since)s AND notified_on <= %(today)s)
SELECT count(*), count(*) FILTER (WHERE notified_on BETWEEN due_on - interval '1 month' AND due_on + interval '1 month') FROM due
"""


def within_a_month(areas: Collection[int], today: date) -> tuple[int, int]:
    """Reviews told in the last 12 months, and how many of them within a month of their day."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"areas": list(areas), "since": today - timedelta(days=365), "today": today})
        told, in_time = cursor.fetchone()
    return told, in_time


def words(told: int, in_time: int) -> str:
    if not told:
        return "No review was decided and told in the last 12 months."
    return f"In the last 12 months {in_time:,} of {told:,} reviews ({100 * in_time // told}%) were decided and told within a month either side of the day they were due."
