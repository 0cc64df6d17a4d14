"""The reading log: who was shown which children's records. No event, no page."""

import time
from collections.abc import Iterable
from typing import Any

from . import kept
from .prepared import prepared_cursor
from .requests import current_request_id

#: A row of `models.Reading`, written without one: every page that shows a child writes it.
_INTO = 'INSERT INTO "core_reading" (at, by_id, by_label, role, scope, page, child_ids, reason, request_id)'
_WRITE = f"""
{_INTO}
VALUES (to_timestamp(%s::float8), %s::bigint, '', %s::varchar, %s::varchar, %s::varchar, %s::uuid[], %s::text, %s::varchar)
"""
#: The same within a statement that asks for what is shown.
_BESIDE = f"""WITH noted AS ({_INTO}
VALUES (to_timestamp(%(noted_at)s::float8), %(noted_by)s::bigint, '', %(noted_role)s::varchar, %(noted_scope)s::varchar, %(noted_page)s::varchar,
        %(noted_children)s::uuid[], %(noted_reason)s::text, %(noted_request)s::varchar))
"""
_NAMES = ("noted_at", "noted_by", "noted_role", "noted_scope", "noted_page", "noted_children", "noted_reason", "noted_request")


def read(request, *, page: str, children: Iterable, scope: str = "", reason: str = "") -> None:
    """Note that this answer shows these children (ids or rows). An empty list is noted too, without a row."""
    values = _values(request, page, children, scope, reason)
    request.readings += 1
    if values is None:
        return
    if (again := kept.showing()) is not None:
        again.readings.append(values)  # everything else that the view writes is undone
        return
    write(values)


def read_with(request, sql: str, asked: dict[str, Any], *, page: str, children: Iterable, scope: str = "", reason: str = "") -> tuple | None:
    """The first row of what a page asks, and `read` in the same statement: one round trip for both, and neither without the other.

    `sql` begins with SELECT and does not see the event. Its values have names.
    """
    values = _values(request, page, children, scope, reason)
    with prepared_cursor() as cursor:
        if values is None:
            cursor.execute(sql, asked)
        elif (again := kept.showing()) is not None:
            cursor.execute(sql, asked)
            again.readings.append(values)
        else:
            cursor.execute(_BESIDE + sql, {**asked, **dict(zip(_NAMES, values, strict=True))})
        request.readings += 1
        return cursor.fetchone()


def _values(request, page: str, children: Iterable, scope: str, reason: str) -> tuple | None:
    """What a row of the log says; None of no children."""
    ids = ",".join(str(getattr(child, "pk", child)) for child in children)
    if not ids:
        return None
    standing = request.standing
    role = standing.roles[0] if standing.roles else ""
    return (time.time(), standing.user_id, role, scope, page, f"{{{ids}}}", reason, current_request_id())


def write(values: tuple) -> None:
    """Write one row of the log."""
    with prepared_cursor() as cursor:
        cursor.execute(_WRITE, values)
