"""Statements that PostgreSQL plans once a connection, instead of each time they are asked.

A page's own statement reads several walled tables, and each wall makes the plan larger: to plan such a statement takes
several times as long as to run it. Behind a pooler that shares connections between transactions (GT_DB_POOLER) nothing
can be kept on a connection, and the statement is planned each time.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.types.string import TextLoader

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
    """Values go beside the statement, which is prepared the first time; or never, on a connection that `_Quick` prepares on as well:
    the driver throws away all that stands prepared there once a transaction is rolled back, and would not say so."""

    prepared = True

    def execute(self, query, params=None, *, prepare=None, binary=None):
        if params is not None:
            query, names = _numbered(query)
            if names is not None:
                params = [params[name] for name in names]
        return super().execute(query, params, prepare=self.prepared, binary=binary)


#: No name is ever given twice, on whatever connection.
_numbers = count(1)


class _Kept:
    """The statements that stand prepared on one connection, by their text and the types of their values."""

    def __init__(self, raw: psycopg.Connection) -> None:
        self.pgconn = raw.pgconn
        self.names: OrderedDict[tuple[str, tuple[int, ...]], bytes] = OrderedDict()

    def named(self, query: str, types: tuple[int, ...]) -> bytes:
        """The statement's name there, once it is prepared."""
        if name := self.names.get((query, types)):
            self.names.move_to_end((query, types))
            return name
        while len(self.names) >= MOST:
            _right(self.pgconn.exec_(b"DEALLOCATE " + next(iter(self.names.values()))))
            self.names.popitem(last=False)
        name = b"gt_%d" % next(_numbers)
        _right(self.pgconn.prepare(name, query.encode(), types))
        self.names[query, types] = name
        return name


def _right(result: PGresult) -> PGresult:
    """What PostgreSQL answered; the error that it says where it did not."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        raise error_from_result(result)
    return result


_kept: WeakKeyDictionary[psycopg.Connection, _Kept] = WeakKeyDictionary()


class _Adapted(NamedTuple):
    """What values are read by, where that is not what the connection reads them by."""

    adapters: AdaptersMap
    connection: psycopg.Connection


class _Quick:
    """Such a cursor as Django gives it, asked of PostgreSQL's own library at once.

    The driver's cursors do more: they can be interrupted while they wait, stream, copy and answer several times. For a page,
    whose statements take a thousandth of a second, that was a third of what each cost.
    """

    __slots__ = ("at", "count", "database", "raw", "values")

    def __init__(self, raw: psycopg.Connection, database: Any, adapters: AdaptersMap | None) -> None:
        self.raw, self.database = raw, database
        self.values = Transformer(raw if adapters is None else _Adapted(adapters, raw))
        self.at = self.count = 0

    def __enter__(self) -> _Quick:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held beside the answer."""

    def execute(self, sql: str, params: Any = None) -> None:
        self.database.validate_no_broken_transaction()
        with self.database.wrap_database_errors:
            self._ask(sql, params)

    def _ask(self, sql: str, params: Any) -> None:
        raw, values = self.raw, None
        pgconn = raw.pgconn
        if not raw.autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
            _right(pgconn.exec_(b"BEGIN"))
        types: tuple[int, ...] = ()
        formats = None
        if params is not None:
            sql, names = _numbered(sql)
            told = params if names is None else [params[name] for name in names]
            values = self.values.dump_sequence(told, [PyFormat.AUTO] * len(told))
            types, formats = self.values.types or (), self.values.formats
        kept = _kept.get(raw)
        if kept is None:
            kept = _kept[raw] = _Kept(raw)
        try:
            answer = _right(pgconn.exec_prepared(kept.named(sql, types), values, formats))  # type: ignore[arg-type]  # None is a value: NULL
        except InvalidSqlStatementName:  # somebody threw away what stood prepared here: the next to ask finds it made again
            del _kept[raw]
            raise
        self.values.set_pgresult(answer)
        self.at, self.count = 0, answer.ntuples

    def fetchone(self) -> Any:
        if self.at >= self.count:
            return None
        self.at += 1
        return self.values.load_row(self.at - 1, tuple)

    def fetchall(self) -> list[Any]:
        first, self.at = self.at, self.count
        return self.values.load_rows(first, self.count, tuple)

    def close(self) -> None:
        self.count = 0


def prepared_cursor(*, when: bool = True, as_text: str = "") -> Any:
    """A cursor for statements whose text is the same each time. Values have no place in the text itself. Values of the type
    `as_text` come as PostgreSQL writes them.

    PostgreSQL must be able to tell the type of each value from where it stands, or from a cast beside it. A command's
    statements may run for minutes, and whoever started it must be able to stop it: they are asked by the driver's way.
    """
    # Where statements are logged, whole ones are worth more than quick ones.
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks for the thread's own at every word
    if not when or database.queries_logged or settings.DATABASES["default"].get("DISABLE_SERVER_SIDE_CURSORS"):
        return database.cursor()
    database.ensure_connection()
    database.validate_thread_sharing()
    raw = database.connection
    adapters = None
    if as_text:
        adapters = AdaptersMap(raw.adapters)
        adapters.register_loader(as_text, TextLoader)
    quick = settings.POOL or settings.TESTING
    if quick and not database.execute_wrappers and raw.isolation_level is None:
        return _Quick(raw, database, adapters)
    cursor = _Prepared(raw)
    if quick:
        cursor.prepared = False
    else:
        raw.prepare_threshold, raw.prepared_max = 0, MOST
    if as_text:
        cursor.adapters.register_loader(as_text, TextLoader)
    return CursorWrapper(cursor, database)


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
