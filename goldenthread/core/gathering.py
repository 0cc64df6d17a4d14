"""What belongs to many rows at once, read in one query and kept by whom it belongs to.

`prefetch_related` does the same and makes a queryset for each row on the way, and `__in` writes each of thousands of
ids into the query's text; together they take most of the time where thousands of rows are read.

For one row with all that hangs from it there is a third way, and the quickest: PostgreSQL gives the rows as JSON, in one
statement that it has planned before, and `made_of` makes them what the ORM would.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.base import ModelState

from .prepared import prepared_cursor

Model = TypeVar("Model", bound=models.Model)


@models.ForeignKey.register_lookup
@models.UUIDField.register_lookup
class AnyOf(models.Lookup):
    """`child_id__any=ids` asks the same as `child_id__in=ids`, and hands the ids over as one array."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        sql, parameters = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        if kind == "uuid":  # written as text at once: an array of thousands is dumped one by one
            return f"{sql} = ANY(%s::uuid[])", [*parameters, self.rhs if isinstance(self.rhs, str) else written(self.rhs)]
        return f"{sql} = ANY(%s)", [*parameters, list(self.rhs)]


def written(ids: Iterable[Any]) -> str:
    """Ids as PostgreSQL reads a list of them: what `__any` makes, made once for several statements about the same thousands."""
    return "{" + ",".join(map(str, ids)) + "}"


def gathered(rows: Iterable[models.Model], key: str) -> defaultdict[Any, list]:
    """The rows, in their order, by the value of `key`."""
    found: defaultdict[Any, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def asked(sql: str, values: dict[str, Any]) -> Any:
    """What a statement that gives one value of JSON, as text, says; None where it gives no row. Planned once a connection."""
    with prepared_cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return json.loads(row[0]) if row and row[0] is not None else None


def made_of(model: type[Model], held: dict[str, Any] | None, **known: Any) -> Model:
    """A row from its columns as `to_jsonb` gives them; those left out are read when they are asked for. None of None.

    `known` are the rows that it points to, or that point to it alone.
    """
    if held is None:
        return None  # type: ignore[return-value]
    made = model.__new__(model)  # as `from_db` does, in a third of the time; nothing listens to rows being made
    row = made.__dict__
    row["_state"] = state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    for column, name, shaped in _read(model, tuple(held)):
        value = held[column]
        row[name] = value if shaped is None or value is None else shaped(value)
    if known:
        state.fields_cache.update(known)
    return made


#: How JSON gives what is no text, number, truth or JSON itself.
_SHAPED: tuple[tuple[type[models.Field], Callable[[Any], Any] | None], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.UUIDField, UUID),
    (models.JSONField, None),
    (models.CharField, None),
    (models.TextField, None),
    (models.IntegerField, None),
    (models.BooleanField, None),
)


def _all(shaped: Callable[[Any], Any], values: list[Any]) -> list[Any]:
    return [shaped(value) for value in values]


@cache
def _shapes(model: type[models.Model]) -> dict[str, tuple[str, Callable[[Any], Any] | None]]:
    """Of each column, its field's name and what makes a value of what JSON gives."""
    shapes: dict[str, tuple[str, Callable[[Any], Any] | None]] = {}
    for f in model._meta.concrete_fields:
        of: Any = f
        while of.is_relation:
            of = of.target_field
        each = of.base_field if (several := isinstance(of, ArrayField)) else of
        shaped = next((how for kind, how in _SHAPED if isinstance(each, kind)), each.to_python)
        if several and shaped is not None:
            shaped = partial(_all, shaped)
        shapes[f.column or f.attname] = (f.attname, shaped)
    return shapes


@lru_cache(maxsize=1024)
def _read(model: type[models.Model], columns: tuple[str, ...]) -> list[tuple[str, str, Callable[[Any], Any] | None]]:
    """Those of these columns that the model has, each with its field's name and what makes its value. A statement gives the same ones each time."""
    shapes = _shapes(model)
    return [(column, *shapes[column]) for column in columns if column in shapes]


def hang(row: models.Model, **lists: list[Any]) -> None:
    """Put lists where `prefetch_related` would: `row.decisions.all()` then asks nothing."""
    for name, made in lists.items():
        kept = getattr(row, name).get_queryset()
        kept._result_cache, kept._prefetch_done = made, True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = kept
