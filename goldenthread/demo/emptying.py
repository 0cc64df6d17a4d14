"""Empties the whole database of a demonstration, so that it can be made again. Refuses anywhere else."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

#: What is only ever added to, and so has a guard that must be lifted.
APPEND_ONLY = ("core_event", "core_reading")
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
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER append_only")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))} RESTART IDENTITY CASCADE")
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {quote(table)} ENABLE TRIGGER append_only")
