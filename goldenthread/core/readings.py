"""The reading log: who was shown which children's records. No event, no page."""

import time
from collections.abc import Iterable

from . import kept
from .prepared import prepared_cursor
from .requests import current_request_id

#: A row of `models.Reading`, written without one: every page that shows a child writes it.
_WRITE = """
INSERT INTO "core_reading" (at, by_id, by_label, role, scope, page, child_ids, reason, request_id)
VALUES (to_timestamp(%s::float8), %s::bigint, '', %s::varchar, %s::varchar, %s::varchar, %s::uuid[], %s::text, %s::varchar)
"""


def read(request, *, page: str, children: Iterable, scope: str = "", reason: str = "") -> None:
    """Note that this answer shows these children (ids or rows). An empty list is noted too, without a row."""
    request.readings += 1
    ids = ",".join(str(getattr(child, "pk", child)) for child in children)
    if not ids:
        return
    standing = request.standing
    role = standing.roles[0] if standing.roles else ""
    values = (time.time(), standing.user_id, role, scope, page, f"{{{ids}}}", reason, current_request_id())
    if (again := kept.showing()) is not None:
        again.readings.append(values)  # everything else that the view writes is undone
        return
    write(values)


def write(values: tuple) -> None:
    """Write one row of the log."""
    with prepared_cursor() as cursor:
        cursor.execute(_WRITE, values)
