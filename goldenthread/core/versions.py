"""Two people, one record: the second to save is told, and loses nothing of what they typed."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from psycopg.errors import UniqueViolation

from .refusals import Changed
from .rows import Part

CHANGED = (
    "Somebody else changed this record while you were working. Check what it says now, then send your answers again."
)

FIRST = "Somebody else has just saved the same thing, so yours was not saved. Look at what is there now before you send it again."


def hold(row: Any, *fields: str) -> None:
    """Keep everybody else from changing this row until the action ends, and read these fields of it as they are now.

    For what is asked before it is written: whoever comes second then sees what the first has done.
    """
    kind = type(row)
    row.refresh_from_db(fields=["pk", *fields], from_queryset=kind._base_manager.select_for_update(of=("self",)))


def lost_race(error: IntegrityError) -> UniqueViolation | None:
    """What PostgreSQL said, where a write failed because somebody else had just written the same."""
    return error.__cause__ if isinstance(error.__cause__, UniqueViolation) else None


def check_version(row: Any, version: int | None) -> None:
    """Refuse when the record is no longer the one that the person was looking at. None skips: nobody was looking."""
    if version is not None and row.version != version:
        raise Changed(CHANGED)


def next_version(row: Any, version: int | None) -> None:
    """Take the record for this change, in one statement that two people cannot both win."""
    seen = row.version if version is None else version
    taken = type(row)._base_manager.filter(pk=row.pk, version=seen).update(version=seen + 1)
    if not taken:
        raise Changed(CHANGED)
    row.version = seen + 1


def part_of_next(row: Any, version: int | None) -> Part:
    """The same, to be written in one statement with the change. `check_taken` must be asked how many rows it was."""
    seen = row.version if version is None else version
    table = row._meta.db_table
    sql = f"taken AS (UPDATE {table} SET version = version + 1 WHERE id = %s AND version = %s RETURNING 1)"
    return Part(sql, [row.pk, seen], "taken")


def check_taken(row: Any, version: int | None, taken: int) -> None:
    """Refuse, so that all is taken back, where somebody else had changed the record first."""
    if not taken:
        raise Changed(CHANGED)
    row.version = (row.version if version is None else version) + 1
