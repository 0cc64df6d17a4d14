"""Several new rows of several tables in one statement, for actions that write many small facts at once."""

from collections.abc import Sequence

from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows, grouped by table, in one round trip. Keys made by the database are not read back.

    Foreign keys among the rows may point either way: PostgreSQL checks them when the statement ends.
    """
    groups: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row)
    if not groups:
        return
    parts, values = [], []
    for number, (model, members) in enumerate(groups.items()):
        fields = [
            f
            for f in model._meta.local_concrete_fields
            if not (f.primary_key and isinstance(f, models.AutoField)) and not f.generated
        ]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(f.column) for f in fields)
        slots = []
        for member in members:
            slots.append("(" + ", ".join(["%s"] * len(fields)) + ")")
            values.extend(f.get_db_prep_save(f.pre_save(member, add=True), connection) for f in fields)
            member._state.adding = False
            member._state.db = connection.alias
        parts.append(f"i{number} AS (INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join(slots)})")
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT 1", values)


def insert_many(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert thousands of unsaved rows of one table: copied to a temporary table, then moved in one statement.

    PostgreSQL does not copy straight into a table with row security. Keys made by the database are not read back.
    """
    if not rows:
        return
    fields = [
        f
        for f in model._meta.local_concrete_fields
        if not (f.primary_key and isinstance(f, models.AutoField)) and not f.generated
    ]
    quote = connection.ops.quote_name
    table, staging = quote(model._meta.db_table), quote(f"staging_{model._meta.db_table}")
    columns = ", ".join(quote(f.column) for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {staging} (LIKE {table}) ON COMMIT DROP")
        cursor.execute(
            f"ALTER TABLE {staging} ALTER COLUMN {quote(model._meta.pk.column)} DROP NOT NULL"
            if isinstance(model._meta.pk, models.AutoField)
            else "SELECT 1"
        )
        cursor.execute(f"TRUNCATE {staging}")
        with cursor.copy(f"COPY {staging} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields])
                row._state.adding = False
                row._state.db = connection.alias
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging}")
