"""What belongs to many rows at once, read in one query and kept by whom it belongs to.

`prefetch_related` does the same and makes a queryset for each row on the way, and `__in` writes each of thousands of
ids into the query's text; together they take most of the time where thousands of rows are read.
"""

from collections import defaultdict
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models.functions import JSONObject


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
            return f"{sql} = ANY(%s::uuid[])", [*parameters, "{" + ",".join(map(str, self.rhs)) + "}"]
        return f"{sql} = ANY(%s)", [*parameters, list(self.rhs)]


def gathered(rows: models.QuerySet, key: str) -> defaultdict[Any, list]:
    """The rows of the queryset, in its order, by the value of `key`."""
    found: defaultdict[Any, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def together(queryset: models.QuerySet, **hanging: models.QuerySet) -> list[Any]:
    """The rows of a queryset, each with lists of the rows that hang from it, all in one statement.

    Each of `hanging` is a queryset that says by `OuterRef` which rows are meant, in its own order; what it names in
    `select_related` comes along. Its name is the list's, or that of a relation, which is then as if prefetched.
    `prefetch_related` asks a statement for each: for one row, or a few.
    """
    taken = {f"_{name}": ArraySubquery(rows.values_list(_as_json(rows), flat=True)) for name, rows in hanging.items()}
    found = list(queryset.annotate(**taken))
    relations = {relation.get_accessor_name(): relation for relation in queryset.model._meta.related_objects}
    for row in found:
        for name, rows in hanging.items():
            made = [made_of(rows.model, each, _beside(rows)) for each in row.__dict__.pop(f"_{name}")]
            if name not in relations:
                setattr(row, name, made)
                continue
            for each in made:
                setattr(each, relations[name].field.name, row)
            kept = getattr(row, name).get_queryset()
            kept._result_cache, kept._prefetch_done = made, True
            row.__dict__.setdefault("_prefetched_objects_cache", {})[relations[name].cache_name] = kept
    return found


def made_of(model: type[models.Model], held: dict[str, Any], beside: Any = ()) -> Any:
    """A row from its columns as JSON gives them; `beside` names the rows it points to that came with it."""
    fields = model._meta.concrete_fields
    made = model.from_db(connection.alias, [f.attname for f in fields], [f.to_python(held[f.attname]) for f in fields])
    for name in beside:
        target: Any = model._meta.get_field(name).related_model
        setattr(made, name, made_of(target, held[name]) if held[f"{name}_id"] is not None else None)
    return made


def _beside(rows: models.QuerySet) -> list[str]:
    named = rows.query.select_related
    return list(named) if isinstance(named, dict) else []


def _as_json(rows: models.QuerySet) -> JSONObject:
    beside = {
        name: JSONObject(**_columns(rows.model._meta.get_field(name).related_model, f"{name}__")) for name in _beside(rows)
    }
    return JSONObject(**_columns(rows.model), **beside)


def _columns(model: type[models.Model], of: str = "") -> dict[str, str]:
    return {f.attname: f"{of}{f.attname}" for f in model._meta.concrete_fields}
