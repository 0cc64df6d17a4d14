"""Statements that PostgreSQL plans once a connection, instead of each time they are asked.

A page's own statement reads several walled tables, and each wall makes the plan larger: to plan such a statement takes
several times as long as to run it. Behind a pooler that shares connections between transactions (GT_DB_POOLER) nothing
can be kept on a connection, and the statement is planned each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

#: Plans kept on one connection; the one that was used longest ago goes first. Each takes some hundred kilobytes there.
MOST = 24


class _Prepared(psycopg.Cursor):
    """Values go beside the statement, which is prepared the first time."""

    def execute(self, query, params=None, *, prepare=None, binary=None):
        return super().execute(query, params, prepare=True, binary=binary)


#: Up to so many values in a list are few: a plan made for any list suits them, and does not suit thousands.
FEW = 50


@contextmanager
def prepared_cursor(*, when: bool = True) -> Iterator[CursorWrapper]:
    """A cursor for statements whose text is the same each time. Values have no place in the text itself.

    PostgreSQL must be able to tell the type of each value from where it stands, or from a cast beside it.
    """
    # Where statements are logged, whole ones are worth more than quick ones.
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks for the thread's own at every word
    if not when or database.queries_logged or settings.DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS"):
        with database.cursor() as cursor:
            yield cursor
        return
    database.ensure_connection()
    raw = database.connection
    usual, raw.cursor_factory = raw.cursor_factory, _Prepared
    try:
        cursor = database.cursor()
    finally:
        raw.cursor_factory = usual
    raw.prepare_threshold, raw.prepared_max = 0, MOST
    with cursor:
        yield cursor
