"""Several new rows of several tables in one statement, for actions that write many small facts at once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState

from .prepared import prepared_cursor

Model = TypeVar("Model", bound=models.Model)


def new(model: type[Model], **values: Any) -> Model:
    """An unsaved row, as `model(**values)` makes it, in a fifth of the time: for actions that make thousands.

    Nothing is converted on the way, and no signal is sent.
    """
    blank = _blank(model)
    if not values.keys() <= blank.names:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(values.keys() - blank.names))}")
    row = model.__new__(model)
    held = row.__dict__
    held["_state"] = state = ModelState()
    held.update(blank.defaults)
    for name, value in values.items():
        if name in blank.relations and value is not None:
            state.fields_cache[name] = value
            held[blank.relations[name]] = value.pk
        else:
            held[blank.relations.get(name, name)] = value
    for name, make in blank.makers:
        if name not in values:
            held[name] = make()
    return row


class _Blank(NamedTuple):
    names: frozenset[str]
    defaults: dict[str, Any]
    makers: tuple[tuple[str, Callable[[], Any]], ...]
    relations: dict[str, str]


@cache
def _blank(model: type[models.Model]) -> _Blank:
    fields = model._meta.concrete_fields
    made = {f.attname: f.default for f in fields if f.has_default() and callable(f.default)}
    relations = {f.name: f.attname for f in fields if f.is_relation}
    return _Blank(
        names=frozenset({f.attname for f in fields} | relations.keys()),
        defaults={f.attname: f.get_default() for f in fields if f.attname not in made},
        makers=tuple(made.items()),
        relations=relations,
    )


class Part(NamedTuple):
    """A write that joins others in one statement: one or more `name AS (…)`. None sees what another writes.

    `counted` names the one whose rows are counted, which ends with RETURNING. A row that is returned must be one that
    the wall shows already, so a part that adds to a child made in the same statement is not counted.
    """

    sql: str
    values: Sequence[Any]
    counted: str = ""


def insert(rows: Sequence[models.Model], *also: Part, prepared: bool = False) -> list[int]:
    """Insert unsaved rows, grouped by table, and do what else is given, in one round trip. Keys made by the database are
    not read back. Gives how many rows each of `also` that is counted wrote.

    Foreign keys among the rows may point either way: PostgreSQL checks them when the statement ends.
    """
    return write([*_inserts(rows), *also], prepared=prepared)


def write(parts: Sequence[Part], *, then: str = "", with_values: Sequence[Any] = (), prepared: bool = False) -> list[int]:
    """These parts in one statement; how many rows each that is counted wrote.

    `then` is an expression that is worked out after the counted ones. `prepared` is for what is planned longer than it runs.
    """
    if not parts:
        return []
    counted = [part.counted for part in parts if part.counted]
    counts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in counted) or "1"
    # OFFSET 0 keeps PostgreSQL from working out `then` beside the counts instead of after them.
    asked = f"SELECT *, {then} FROM (SELECT {counts} OFFSET 0) AS written" if then else f"SELECT {counts}"
    with prepared_cursor(when=prepared) as cursor:
        cursor.execute(
            f"WITH {', '.join(part.sql for part in parts)} {asked}",
            [*(value for part in parts for value in part.values), *with_values],
        )
        return list(cursor.fetchone()[: len(counted)])


def _inserts(rows: Sequence[models.Model]) -> list[Part]:
    """An INSERT for each table."""
    groups: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row)
    parts = []
    for number, (model, members) in enumerate(groups.items()):
        values: list[Any] = []
        for member in members:
            held = member.__dict__
            for name, kind, f in _shapes(model):
                value = held.get(name)
                as_it_is = type(value) is kind or (value is None and kind is not None)
                values.append(value if as_it_is else f.get_db_prep_save(f.pre_save(member, add=True), connection))
            member._state.adding = False
            member._state.db = connection.alias
        parts.append(Part(_insert_sql(model, number, len(members)), values))
    return parts


@lru_cache(maxsize=512)
def _insert_sql(model: type[models.Model], number: int, many: int) -> str:
    quote = connection.ops.quote_name
    columns = [quote(f.column) for f in _written(model)]
    slots = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * many)
    return f"i{number} AS (INSERT INTO {quote(model._meta.db_table)} ({', '.join(columns)}) VALUES {slots})"


#: What a field's value is when nothing has to be made of it. A number is told how large its column is by its field.
_KINDS: tuple[tuple[type[models.Field], type | None], ...] = (
    (models.DateTimeField, None),
    (models.AutoField, int),  # what points to one, too
    (models.DateField, date),
    (models.CharField, str),
    (models.TextField, str),
    (models.BooleanField, bool),
    (models.UUIDField, UUID),
)


@cache
def _shapes(model: type[models.Model]) -> list[tuple[str, type | None, Any]]:
    """Each written field: its name, the kind of value that is stored as it is (None where there is none), the field."""
    shapes = []
    for f in _written(model):
        of: Any = f
        while of.is_relation:
            of = of.target_field
        kind = next((kind for kinds, kind in _KINDS if isinstance(of, kinds)), None)
        shapes.append((f.attname, kind if _stored_as_it_is(f) else None, f))
    return shapes


def _written(model: type[models.Model]) -> list[Any]:
    """The fields that an insert writes: not a key that the database makes, and nothing it works out."""
    return [
        f
        for f in model._meta.local_concrete_fields
        if not (f.primary_key and isinstance(f, models.AutoField)) and not f.generated
    ]


#: How many rows at once make it worth counting the table anew, and until how many times as many are there.
MANY, GROWING = 500, 5

#: Fields whose value is stored as it is. Others are shaped by the field itself.
AS_IT_IS = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.BooleanField,
    models.IntegerField,
    models.UUIDField,
    models.ForeignKey,
)


def insert_many(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Insert thousands of unsaved rows of one table: copied to a temporary table, then moved in one statement.

    A row is an instance of the model, or anything else that has a value by the name of each column. PostgreSQL does
    not copy straight into a table with row security. Keys made by the database are not read back.
    """
    if not rows:
        return
    fields, key = _written(model), model._meta.pk
    quote = connection.ops.quote_name
    table, staging = quote(model._meta.db_table), quote(f"staging_{model._meta.db_table}")
    columns = ", ".join(quote(f.column) for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {staging} (LIKE {table}) ON COMMIT DROP")
        cursor.execute(
            f"ALTER TABLE {staging} ALTER COLUMN {quote(key.column)} DROP NOT NULL"
            if isinstance(key, models.AutoField) and key.column
            else "SELECT 1"
        )
        cursor.execute(f"TRUNCATE {staging}")
        with cursor.copy(f"COPY {staging} ({columns}) FROM STDIN") as copy:
            for values in _values(fields, rows):
                copy.write_row(values)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {staging}")
        if len(rows) >= MANY:
            _tell_the_planner(cursor, table, len(rows))
    if isinstance(rows[0], models.Model):
        alias = connection.alias  # asked once: it is looked up anew each time
        for row in rows:
            row._state.adding = False
            row._state.db = alias


def _tell_the_planner(cursor: Any, table: str, added: int) -> None:
    """Count a table anew while it is filling: PostgreSQL would plan by its old size until it looks by itself."""
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
    if cursor.fetchone()[0] < GROWING * added:
        cursor.execute(f"ANALYZE {table}")


def _values(fields: Sequence[models.Field], rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """What is stored of each row, in the order of the fields."""
    shaped = [(at, f) for at, f in enumerate(fields) if not _stored_as_it_is(f)]
    read = (
        attrgetter(*(f.attname for f in fields)) if len(fields) > 1 else lambda row: (getattr(row, fields[0].attname),)
    )
    if not shaped:
        yield from map(read, rows)
        return
    for row in rows:
        values = list(read(row))
        for at, f in shaped:
            value = f.pre_save(row, add=True) if isinstance(row, models.Model) else values[at]
            values[at] = f.get_db_prep_save(value, connection)
        yield values


def _stored_as_it_is(f: models.Field) -> bool:
    own = type(f).pre_save not in (models.Field.pre_save, models.DateField.pre_save, models.DateTimeField.pre_save)
    return (
        isinstance(f, AS_IT_IS)
        and not own
        and not getattr(f, "auto_now", False)
        and not getattr(f, "auto_now_add", False)
    )
