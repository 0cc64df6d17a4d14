"""The figures that are somebody's to look into and to give, for the page on which they begin the day."""

from __future__ import annotations

from datetime import date

from goldenthread.core.prepared import prepared_cursor

#: How many analyses are open and how many of those are late, and of how many figures the day to give them is near or past. Asked
#: with `user` and `today`, also within statements that ask for more.
YOURS = """
SELECT n.looking, n.looking_late, g.giving, g.giving_late
  FROM (SELECT count(*) AS looking, count(*) FILTER (WHERE due_on < %(today)s::date) AS looking_late
          FROM insight_analysis WHERE owner_id = %(user)s AND closed_on IS NULL) n,
       (SELECT count(*) AS giving, count(*) FILTER (WHERE waits_until < %(today)s::date) AS giving_late
          FROM insight_collection WHERE owner_id = %(user)s AND ended_on IS NULL AND waits_until <= %(today)s::date + remind) g
"""

#: How many actions that meetings noted are somebody's, and how many of those are late. The wall leaves out those about a child whose
#: record they may no longer open. Asked as the other.
NOTED = """
SELECT count(*) AS noted, count(*) FILTER (WHERE due_on < %(today)s::date) AS noted_late
  FROM insight_scrutinyaction WHERE owner_id = %(user)s AND done_on IS NULL AND dropped_on IS NULL
"""


def in_words(looking: int, looking_late: int, giving: int, giving_late: int) -> str:
    """What is somebody's, in one sentence without its stop; "" where nothing is."""
    said = []
    if looking:
        said.append(_late("1 figure passed a limit and is yours to look into" if looking == 1 else f"{looking} figures passed a limit and are yours to look into", looking, looking_late))
    if giving:
        said.append(_late("1 figure is yours to give" if giving == 1 else f"{giving} figures are yours to give", giving, giving_late))
    return "; ".join(said)


def noted_in_words(noted: int, late: int) -> str:
    """How many actions of meetings are somebody's; "" where none is."""
    return _late("1 action from a meeting is yours" if noted == 1 else f"{noted} actions from meetings are yours", noted, late) if noted else ""


def _late(words: str, many: int, late: int) -> str:
    if not late:
        return words
    return f"{words}, {late} of them late" if many > 1 else f"{words}, and it is late"


def mine_in_words(user_id: int | None, today: date) -> str:
    """The same for one person."""
    if user_id is None:
        return ""
    with prepared_cursor() as cursor:
        cursor.execute(YOURS, {"user": user_id, "today": today})
        return in_words(*cursor.fetchone())


def meetings_in_words(user_id: int | None, today: date) -> str:
    """Of the actions of meetings, for one person."""
    if user_id is None:
        return ""
    with prepared_cursor() as cursor:
        cursor.execute(NOTED, {"user": user_id, "today": today})
        return noted_in_words(*cursor.fetchone())
