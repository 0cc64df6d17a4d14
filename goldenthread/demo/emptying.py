"""Empties the whole database of a demonstration, so that it can be made again. Refuses anywhere else."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

#: Tables that refuse to be emptied, and the triggers by which they do.
_REFUSING = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname IN ('append_only', 'never_emptied') ORDER BY 1, 2
"""
#: Tables of libraries that tell of people.
OF_LIBRARIES = ("account", "mfa", "socialaccount", "usersessions", "sessions", "admin")


def empty() -> None:
    """Every row of every table of ours is gone, and numbers start again at 1."""
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("Only a demonstration may be emptied")
    quote = connection.ops.quote_name
    tables = sorted(
        {
            model._meta.db_table
            for config in apps.get_app_configs()
            if config.name.startswith("goldenthread.") or config.label in OF_LIBRARIES
            for model in config.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        }
    )
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [table for table in tables if table in set(connection.introspection.table_names(cursor))]
        cursor.execute(_REFUSING)
        refusing = cursor.fetchall()
        _turn("DISABLE", refusing)
        cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))} RESTART IDENTITY CASCADE")
        _turn("ENABLE", refusing)


def _turn(how: str, refusing: list[tuple[str, str]]) -> None:
    """Each trigger off, or on again, in one statement for all of them."""
    with connection.cursor() as cursor:
        cursor.execute("".join(f"ALTER TABLE {table} {how} TRIGGER {trigger};" for table, trigger in refusing))
