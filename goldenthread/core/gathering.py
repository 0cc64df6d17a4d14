"""What belongs to many rows at once, read in one query and kept by whom it belongs to.

`prefetch_related` does the same and makes a queryset for each row on the way, and `__in` writes each of thousands of
ids into the query's text; together they take most of the time where thousands of rows are read.
"""

from collections import defaultdict
from typing import Any

from django.db import models


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
