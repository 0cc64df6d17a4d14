"""Rows with the few values that a return asks for, in place of whole instances of a model, which cost several times as much to make."""

from __future__ import annotations

import json
from collections import defaultdict, namedtuple
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import DateField, Model, QuerySet, UUIDField

from goldenthread.core.gathering import written
from goldenthread.core.prepared import prepared_cursor
from goldenthread.people.models import Organisation

#: The values that are read of each kind of row. `pk` and the ids of foreign keys stand under those names.
CHILD = (
    "pk", "area_id", "reference", "surname", "forename", "date_of_birth", "sex", "reported_gender", "ethnicity", "upn", "uln", "no_upn_because", "first_recorded_on",
    "closed_list_on",
)  # fmt: skip
ADDRESS = ("child_id", "postcode")
NEED = ("child_id", "need", "rank")
PLACE = ("setting_type", "setting_other", "rank", "sen_unit", "resourced_provision")
ATTENDANCE = ("child_id", "organisation_id", *PLACE, "entry_on", "left_on", "residential", "work_based", "attendance_pattern")
NAMED = ("plan_id", "organisation_id", *PLACE)
REQUEST = (
    "pk", "child_id", "plan_id", "received_on", "route", "ended", "ended_on", "first_return", "exported_to", "in_youth_accommodation", "request_mediation", "request_tribunal",
    "assessment_mediation", "assessment_tribunal", "other_mediation", "other_tribunal",
)  # fmt: skip
DECISION = ("request_id", "about", "yes", "made_on", "notified_on", "replaced_on")
CLAIM = ("request_id",)
PLAN = (
    "pk", "child_id", "made_on", "ceased_on", "cease_reason", "transferred_from", "transferred_in_on", "residential", "work_based", "personal_budget",
    "organised_arrangements", "direct_payment",
)  # fmt: skip
REVIEW = ("plan_id", "met_on", "notified_on", "outcome", "notice_sent_on")
TRANSFER = ("plan_id", "due_on", "final_on")
ORGANISATION = ("pk", "urn", "ukprn", "name", "phase", "establishment_type")


@cache
def _kind(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)  # noqa: PYI024 - the names come with the call


def light(rows: QuerySet, names: tuple[str, ...]) -> Iterator[Any]:
    """The rows, in their order, with these values."""
    return map(_kind(names)._make, rows.values_list(*names))


def by(rows: Iterable[Any], key: str) -> defaultdict[Any, list[Any]]:
    """The rows by one of their values."""
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    of = attrgetter(key)
    for row in rows:
        found[of(row)].append(row)
    return found


def placed(rows: QuerySet, names: tuple[str, ...]) -> Iterator[Any]:
    """Rows that point to an organisation, each with it: the second of `names` is its id, and the row has `organisation` instead."""
    return at_places(list(light(rows, names)), {})


def at_places(rows: list[Any], known: dict[int, Any]) -> Iterator[Any]:
    """Rows that were read, each with the organisation whose id is its second value. Those not `known` yet are read, and known then."""
    if not rows:
        return iter(())
    if unknown := {row[1] for row in rows if row[1]}.difference(known):
        known.update((each.pk, each) for each in light(Organisation.objects.filter(pk__in=unknown).order_by(), ORGANISATION))
    first, _, *rest = rows[0]._fields
    make = _kind((first, "organisation", *rest))._make
    return (make((row[0], known.get(row[1]), *row[2:])) for row in rows)


#: Who and when a statement is made for once; whoever is asked about stands in their place each time.
NOBODY, NO_DAY = UUID(int=0), date(1, 1, 1)
NOBODYS = written([NOBODY])


class Again:
    """A query that is asked again and again, each time of other ids: its text is made once. Ids come as texts, which are quicker found again.

    `rows` is made for `NOBODY`.
    """

    def __init__(self, rows: QuerySet, names: tuple[str, ...]) -> None:
        self.sql, self.values = rows.values_list(*names).query.sql_with_params()
        self.make = _kind(names)._make

    def of(self, ids: str) -> list[Any]:
        """The rows for these ids, a list as PostgreSQL writes one."""
        with prepared_cursor(as_text="uuid") as cursor:
            cursor.execute(self.sql, [ids if value == NOBODYS else value for value in self.values])
            return list(map(self.make, cursor.fetchall()))


class Together:
    """Several queries about one child as one statement, which PostgreSQL plans once: for a record that somebody is working on.

    `queries` are made for `NOBODY` on `NO_DAY`, by name, each with its values; those in `at_places` have an organisation
    as `placed` gives it.
    """

    def __init__(self, queries: dict[str, tuple[QuerySet, tuple[str, ...]]], *, at_places: tuple[str, ...]) -> None:
        self.at_places, self.names, self.shapes = at_places, {}, {}
        parts: list[str] = []
        self.values: list[Any] = []
        for name, (rows, names) in queries.items():
            wanted = (*names, *(f"organisation__{each}" for each in ORGANISATION[1:])) if name in at_places else names
            sql, values = rows.values_list(*wanted).query.sql_with_params()
            columns = [f"c{number}" for number in range(len(wanted))]
            array = ", ".join(f"r.{column}" for column in columns)
            parts.append(f"(SELECT coalesce(json_agg(json_build_array({array})), '[]') FROM ({sql}) AS r({', '.join(columns)}))")
            self.values += values
            self.names[name], self.shapes[name] = names, [(at, shape) for at, each in enumerate(wanted) if (shape := _shape(rows.model, each))]
        self.sql = f"SELECT json_build_array({', '.join(parts)})::text"

    def of(self, child_id: UUID, day: date) -> dict[str, list[Any]]:
        """The rows of each query, for this child on this day."""
        stands_for = {"{" + str(NOBODY) + "}": "{" + str(child_id) + "}", NO_DAY: day}
        with prepared_cursor() as cursor:
            cursor.execute(self.sql, [stands_for.get(value, value) for value in self.values])
            held = json.loads(cursor.fetchone()[0])
        return {name: self._rows(name, rows) for name, rows in zip(self.names, held, strict=True)}

    def _rows(self, name: str, rows: list[list[Any]]) -> list[Any]:
        for row in rows:
            for at, shape in self.shapes[name]:
                if row[at] is not None:
                    row[at] = shape(row[at])
        names = self.names[name]
        if name not in self.at_places:
            return [_kind(names)._make(row) for row in rows]
        make, place, width = _kind((names[0], "organisation", *names[2:]))._make, _kind(ORGANISATION)._make, len(names)
        return [make((row[0], place((row[1], *row[width:])) if row[1] else None, *row[2:width])) for row in rows]


def _shape(model: type[Model], name: str) -> Any:
    """How JSON gives a value of this column back as what it was; None where it is that already."""
    if name == "pk":
        field: Any = model._meta.pk
    else:
        first, _, rest = name.partition("__")
        field = model._meta.get_field(first)
        if rest:
            return _shape(field.related_model, rest)
    while field.is_relation:
        field = field.target_field
    return UUID if isinstance(field, UUIDField) else date.fromisoformat if isinstance(field, DateField) else None
