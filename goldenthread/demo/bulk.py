"""Takes away, while hundreds of thousands are written, what PostgreSQL makes faster in one go at the end.

Foreign keys are put back for what is written from then on (`NOT VALID`): what was written between was made by us and
points where it should. Only ever in a demonstration that is being made; `put_back` heals one that was broken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from goldenthread.core.models import AreaSetting

NAME = "demo.taken_away"
TABLES = (
    "people_child", "people_address", "people_attendance", "people_senneed", "people_involvement", "people_deadline",
    "people_childword", "people_searchword", "plans_plan", "plans_namedsetting", "casework_request", "casework_decision",
    "casework_exceptionclaim", "casework_case", "reviews_review", "reviews_phasetransfer", "core_event",
)  # fmt: skip
#: Filling asks for rows by these, so an index that begins with one stays.
ASKED_BY = ("child_id", "plan_id", "request_id", "word")

_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
 WHERE t.relname = ANY(%s) AND NOT i.indisunique AND coalesce(a.attname, '') <> ALL(%s) ORDER BY 1
"""
_KEYS = """
SELECT t.relname, k.conname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
 WHERE t.relname = ANY(%s) AND k.contype = 'f' ORDER BY 1, 2
"""


@contextmanager
def lightened(on: date) -> Iterator[None]:
    """Inside, the big tables have only the indexes that filling needs, and no foreign keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INDEXES, [list(TABLES), list(ASKED_BY)])
        indexes = cursor.fetchall()
        cursor.execute(_KEYS, [list(TABLES)])
        keys = cursor.fetchall()
        back = [definition for _, definition in indexes]
        back += [
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition} NOT VALID' for table, name, definition in keys
        ]
        AreaSetting.objects.create(name=NAME, value=back, decided_on=on, because="load_demo is filling a country")
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        for table, name, _ in keys:
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    yield
    put_back()


def put_back() -> None:
    """Make again what was taken away, if anything was."""
    with transaction.atomic(), connection.cursor() as cursor:
        taken = AreaSetting.objects.filter(name=NAME).first()
        if taken is None:
            return
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for statement in taken.value:
            cursor.execute(statement)
        taken.delete()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'ANALYZE "{table}"')
