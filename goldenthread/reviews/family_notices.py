"""Telling a family that there is something to read: never what, and only whoever holds the rights that day."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework import letters
from goldenthread.core import outbox


def tell_family(child: Any, on: date, *, key: str, subject: str, body: str) -> None:
    """Whoever holds the rights that day, and can sign in, is told that there is something to read."""
    users = {to.user_id for to in letters.rights_holders(child, on) if to.user_id}
    outbox.tell_all(
        [outbox.Notice(key=f"{key}.{user_id}", channel="email", to_user=user_id, subject=subject, body=body) for user_id in sorted(users)]
    )
