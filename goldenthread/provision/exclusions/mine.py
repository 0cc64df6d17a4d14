"""How many of somebody's children with a plan lose school and wait to be followed up, for the page on which they begin the day."""

from __future__ import annotations

from .reach import LOSING

#: Asked with `user` and `today`, also within statements that ask for more and say of the case `k` which are within reach.
YOURS = f"SELECT count(DISTINCT l.child_id) AS losing FROM ({LOSING}) l JOIN casework_case k ON k.child_id = l.child_id WHERE k.worker_id = %(user)s"  # noqa: S608 - made of constants


def in_words(losing: int) -> str:
    """What waits, in one sentence without its stop; "" where nothing does."""
    if not losing:
        return ""
    whose = "1 child of yours who has a plan was" if losing == 1 else f"{losing} children of yours who have a plan were"
    return f"{whose} excluded, or suspended for more than five days of a term, and nobody has said what was done"
