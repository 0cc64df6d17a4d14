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
        fields = [f for f in model._meta.local_concrete_fields if not (f.primary_key and isinstance(f, models.AutoField)) and not f.generated]
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
