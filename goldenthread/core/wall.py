"""The second wall: what PostgreSQL itself lets this transaction see.

Every table that hangs from a child has a row-security policy that asks the settings below. A transaction in
which nobody said who is asking may not read such a table at all: PostgreSQL raises. See
`docs/decisions/0004-row-level-security.md`.

    app.wall           'standing' (as this user) or 'lifted' (a named job or command)
    app.user           the user's id
    app.areas          ids of areas whose records the user's roles open, comma separated
    app.organisations  ids of organisations whose involvements count for the user
    app.today          the date on which involvements must be current
"""

from contextlib import contextmanager

from django.db import connection, transaction

from . import clock

SETTINGS = ("app.wall", "app.user", "app.areas", "app.organisations", "app.today")
NOBODY = dict.fromkeys(SETTINGS, "")


def current() -> dict[str, str]:
    """What was last set on this connection by this module."""
    return getattr(connection, "golden_thread_wall", NOBODY)


def remember(settings: dict[str, str]) -> None:
    connection.golden_thread_wall = settings  # type: ignore[attr-defined]  # a connection holds what is put on it


def set_local(settings: dict[str, str]) -> None:
    """Put the settings on the current transaction; they end with it."""
    calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for item in settings.items() for part in item])
    remember(settings)


@contextmanager
def lifted(*, because: str):
    """Inside, everything is seen. For named commands and jobs only; `because` says which and why."""
    if not because:
        raise ValueError("Say why the wall is lifted")
    before = current()
    with transaction.atomic():
        set_local({**NOBODY, "app.wall": "lifted", "app.today": clock.today().isoformat()})
        try:
            yield
        except BaseException:
            remember(before)  # rolling back takes the settings with it
            raise
        restore(before)


@contextmanager
def lifted_throughout(*, because: str):
    """The same over several transactions, for long work that commits as it goes. Never inside a web request."""
    if not because:
        raise ValueError("Say why the wall is lifted")
    if connection.in_atomic_block:
        with lifted(because=because):
            yield
        return
    before = current()
    _set_for_session({**NOBODY, "app.wall": "lifted", "app.today": clock.today().isoformat()})
    try:
        yield
    finally:
        _set_for_session(before)


def _set_for_session(settings: dict[str, str]) -> None:
    calls = ", ".join("set_config(%s, %s, false)" for _ in settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for item in settings.items() for part in item])
    remember(settings)


def restore(before: dict[str, str]) -> None:
    """Go back to an outer scope, where the transaction goes on after this one's part in it."""
    remember(before)
    if len(connection.savepoint_ids) and not connection.needs_rollback:
        set_local(before)
