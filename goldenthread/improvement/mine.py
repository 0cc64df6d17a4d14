"""The actions of improvement plans that somebody answers for, for the page on which they begin the day."""

from __future__ import annotations

from datetime import date

from goldenthread.core.prepared import prepared_cursor

#: How many open actions somebody has a part in through a role that they hold today, and how many of those are late: `policies.held_now`
#: as SQL, for statements that ask for more as well. Asked with `user` and `today`.
HELD = """
SELECT count(DISTINCT a.id) AS held, count(DISTINCT a.id) FILTER (WHERE a.due_on < %(today)s::date) AS held_late
  FROM improvement_roleheld h JOIN improvement_actionrole r ON r.role_id = h.role_id JOIN improvement_action a ON a.id = r.action_id
 WHERE h.user_id = %(user)s AND h.from_on <= %(today)s::date AND (h.until_on IS NULL OR h.until_on >= %(today)s::date)
   AND r.from_on <= %(today)s::date AND (r.until_on IS NULL OR r.until_on >= %(today)s::date) AND a.done_on IS NULL
"""


def in_words(held: int, late: int) -> str:
    """How many actions are somebody's, and how many of them are late; "" where there are none."""
    if not held:
        return ""
    words = "1 action of the improvement plan is yours" if held == 1 else f"{held} actions of the improvement plan are yours"
    return words if not late else f"{words}, {late} of them late" if held > 1 else f"{words}, and it is late"


def mine_in_words(user_id: int | None, today: date) -> str:
    """How many open actions this person answers for or contributes to, and how many of them are late; "" where there are none."""
    if user_id is None:
        return ""
    with prepared_cursor() as cursor:
        cursor.execute(HELD, {"user": user_id, "today": today})
        return in_words(*cursor.fetchone())
