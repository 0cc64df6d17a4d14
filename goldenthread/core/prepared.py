"""Statements that PostgreSQL plans once a connection, instead of each time they are asked.

A page's own statement reads several walled tables, and each wall makes the plan larger: to plan such a statement takes
several times as long as to run it. Behind a pooler that shares connections between transactions (GT_DB_POOLER) nothing
can be kept on a connection, and the statement is planned each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

#: Plans kept on one connection; the one that was used longest ago goes first. Each takes some hundred kilobytes there.
MOST = 48

#: Up to so many values in a list are few: a plan made for any list suits them, and does not suit thousands.
FEW = 50

_PLACE = re.compile(r"%(?:\((\w+)\))?(.)", re.DOTALL)


@lru_cache(maxsize=512)
def _numbered(query: str) -> tuple[str, tuple[str, ...] | None]:
    """The statement with places that PostgreSQL numbers itself, and the names of its values in that order: None where
    they have none. What psycopg does at every execution where a statement is long."""
    names: dict[str, int] = {}
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        name, kind = found.groups()
        if kind == "%" and name is None:
            return "%"
        if kind != "s":
            raise ValueError(f"A value stands as %s or %(name)s, not as {found[0]!r}")
        if name is None:
            count += 1
            return f"${count}"
        return f"${names.setdefault(name, len(names) + 1)}"

    numbered = _PLACE.sub(number, query)
    if names and count:
        raise ValueError("Either all values have names, or none")
    return numbered, tuple(names) if names or not count else None


class _Prepared(psycopg.RawCursor):
    """Values go beside the statement, which is prepared the first time."""

    def execute(self, query, params=None, *, prepare=None, binary=None):
        if params is not None:
            query, names = _numbered(query)
            if names is not None:
                params = [params[name] for name in names]
        return super().execute(query, params, prepare=True, binary=binary)


class _Quick:
    """Such a cursor as Django gives it, without what Django does for cursors of every kind."""

    __slots__ = ("close", "cursor", "database", "fetchall", "fetchone")

    def __init__(self, cursor: _Prepared, database: Any) -> None:
        self.cursor, self.database = cursor, database
        self.fetchone, self.fetchall, self.close = cursor.fetchone, cursor.fetchall, cursor.close

    def __enter__(self) -> _Quick:
        return self

    def __exit__(self, *_: object) -> None:
        self.cursor.close()

    def execute(self, sql: str, params: Any = None) -> None:
        self.database.validate_no_broken_transaction()
        with self.database.wrap_database_errors:
            self.cursor.execute(sql, params)


def prepared_cursor(*, when: bool = True) -> Any:
    """A cursor for statements whose text is the same each time. Values have no place in the text itself.

    PostgreSQL must be able to tell the type of each value from where it stands, or from a cast beside it.
    """
    # Where statements are logged, whole ones are worth more than quick ones.
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks for the thread's own at every word
    if not when or database.queries_logged or settings.DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS"):
        return database.cursor()
    database.ensure_connection()
    database.validate_thread_sharing()
    raw = database.connection
    raw.prepare_threshold, raw.prepared_max = 0, MOST
    cursor = _Prepared(raw)
    return CursorWrapper(cursor, database) if database.execute_wrappers else _Quick(cursor, database)


def roomy(cursor: Any) -> None:
    """Let what this transaction reads of thousands of children be joined in memory; what is read once is not worth compiling."""
    cursor.execute("SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)")


#: How PostgreSQL finds rows one by one.
_ONE_BY_ONE = ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan")


@contextmanager
def end_to_end(cursor: Any, *, when: bool = True) -> Iterator[None]:
    """Let what is asked inside read tables from end to end, and join in memory: a good part of their rows is wanted."""
    if not when:
        yield
        return
    cursor.execute("SELECT set_config('work_mem', '128MB', true), " + ", ".join(f"set_config('{each}', 'off', true)" for each in _ONE_BY_ONE))
    yield  # where that failed, so did the transaction, and what was set goes with it
    cursor.execute("SELECT set_config('work_mem', '64MB', true), " + ", ".join(f"set_config('{each}', 'on', true)" for each in _ONE_BY_ONE))
