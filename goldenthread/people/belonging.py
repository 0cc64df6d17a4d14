"""Whose list a child is on: the area (empty while the record is closed) and the named worker."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Belonging:
    """`area_id` is empty while only named people may know of the record."""

    area_id: int | None
    worker_id: int | None
    date_of_birth: date
    first_recorded_on: date


_SQL = """
SELECT c.id, CASE WHEN c.closed_list_on IS NULL THEN c.area_id END, i.user_id, c.date_of_birth, c.first_recorded_on
  FROM people_child c
  LEFT JOIN people_involvement i ON i.child_id = c.id AND i.role = 'named_worker' AND i.until_on IS NULL
 WHERE c.id = ANY(%s)
"""


def belonging(child_ids: Collection[UUID]) -> dict[UUID, Belonging]:
    """For each child, where it belongs today."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [list(child_ids)])
        return {row[0]: Belonging(*row[1:]) for row in cursor.fetchall()}
