"""Two people, one record: the second to save is told, and loses nothing of what they typed."""

from __future__ import annotations

from typing import Any

from .refusals import Changed
from .rows import Part

CHANGED = (
    "Somebody else changed this record while you were working. Check what it says now, then send your answers again."
)


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
