"""What a session remembers about how somebody signed in, and how long it may live.

All of it is kept in the session's own row, so that asking costs no query.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings

BEGAN, SEEN, REST, FACTOR, HOW = "signed_in_at", "seen_at", "rest_seconds", "second_factor_at", "signed_in_how"

#: A page's rest is noted at most this often (seconds), so that reading pages writes nothing.
GRAIN = 60
#: Nobody stays signed in longer than this (seconds), however busy.
LONGEST = 12 * 60 * 60
#: A second factor is fresh for this long (seconds).
FRESH = 5 * 60
#: Roles of families; everybody else is at work, often at a shared desk, and is signed out sooner.
FAMILY_ROLES = frozenset({"parent", "young_person"})


def begin(session: Any, *, how: str = "", second_factor: bool = False) -> None:
    """Somebody has just signed in."""
    now = time.time()
    session[BEGAN] = session[SEEN] = now
    session[HOW] = how
    session.pop(FACTOR, None)
    if second_factor:
        session[FACTOR] = now


def proved(session: Any) -> None:
    """A second factor was shown just now."""
    session[FACTOR] = time.time()


def has_second_factor(session: Any) -> bool:
    """Whether a second factor was shown in this session."""
    return FACTOR in session


def is_fresh(session: Any) -> bool:
    """Whether a second factor was shown in the last five minutes."""
    return time.time() - max(session.get(FACTOR, 0), _shown_again_at(session)) < FRESH


def _shown_again_at(session: Any) -> float:
    """When the second factor was last shown on a page that asks for it again, as allauth notes it."""
    noted = session.get("account_authentication_methods", [])
    return max((each["at"] for each in noted if each.get("method") == "mfa"), default=0)


def over(session: Any) -> str:
    """Why this session has ended, as a sentence for the person; empty while it goes on."""
    now = time.time()
    if now - session.get(BEGAN, now) > LONGEST:
        return "You were signed out because you had been signed in for 12 hours. Sign in again to carry on."
    if now - session.get(SEEN, now) > rest(session) + GRAIN:
        return f"You were signed out because you did nothing for {rest(session) // 60} minutes. Sign in again to carry on."
    return ""


def touch(session: Any, *, at_once: bool = False) -> None:
    """Note that the person is there."""
    now = time.time()
    session.setdefault(BEGAN, now)
    if at_once or now - session.get(SEEN, 0) > GRAIN:
        session[SEEN] = now


def rest(session: Any) -> int:
    """How many seconds this person may do nothing before being signed out."""
    return session.get(REST, settings.SESSION_IDLE_STAFF)


def settle_rest(session: Any, roles: tuple[str, ...]) -> None:
    """Families get longer than staff; known once the person's roles are."""
    family = bool(roles) and FAMILY_ROLES.issuperset(roles)
    seconds = settings.SESSION_IDLE_FAMILY if family else settings.SESSION_IDLE_STAFF
    if session.get(REST) != seconds:
        session[REST] = seconds
