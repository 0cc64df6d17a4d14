"""The analyses that somebody is to make, for the page on which they begin the day."""

from __future__ import annotations

from datetime import date

from goldenthread.core.prepared import prepared_cursor

#: How many are open, and how many of those are late. Asked with `user` and `today`, also within statements that ask for more.
LOOKING = """
SELECT count(*) AS looking, count(*) FILTER (WHERE n.due_on < %(today)s::date) AS looking_late
  FROM insight_analysis n WHERE n.owner_id = %(user)s AND n.closed_on IS NULL
"""


def in_words(looking: int, late: int) -> str:
    """How many figures are somebody's to look into, and how many of them are late; "" where there are none."""
    if not looking:
        return ""
    words = "1 figure passed a limit and is yours to look into" if looking == 1 else f"{looking} figures passed a limit and are yours to look into"
    return words if not late else f"{words}, {late} of them late" if looking > 1 else f"{words}, and it is late"


def mine_in_words(user_id: int | None, today: date) -> str:
    """The same for one person."""
    if user_id is None:
        return ""
    with prepared_cursor() as cursor:
        cursor.execute(LOOKING, {"user": user_id, "today": today})
        return in_words(*cursor.fetchone())
