"""Querysets that are turned into SQL once, and that PostgreSQL plans once a connection.

For a small statement over walled tables most of the time goes into writing it and planning it, not into answering it. A
queryset that only ever differs in its values is built once with stand-ins for them:

    OF_CHILD = AskedOften(lambda child, on: Relationship.objects.filter(child_id=child, from_on__lte=on), child=UUID, on=date)
    OF_CHILD.rows(child=child.pk, on=today)

It gives what the queryset gives: models with what `select_related` brings, or rows of values. `prefetch_related` is not for it.
A list of values is asked for with the lookup `any` (`core/gathering.py`), since its length may not change the statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

from .prepared import FEW, prepared_cursor

Row = TypeVar("Row")


class AskedOften(Generic[Row]):
    """A queryset with places for values. `build` is called once, with a stand-in for each value; `kinds` are their types: `UUID`,
    `int`, `str`, `date`, `datetime`, or `[int]` and `[UUID]` for a list."""

    def __init__(self, build: Callable[..., models.QuerySet], **kinds: Any) -> None:
        self.build, self.kinds = build, kinds

    def rows(self, **values: Any) -> list[Row]:
        """Every row, for these values."""
        return list(self._answers(values))

    def of_any_length(self, **values: Any) -> Iterable[Row]:
        """The same where a list of values may be long: PostgreSQL then plans for that one. What the queryset is asked with need be
        no list."""
        many = any(isinstance(kind, list) and len(values[name]) > FEW for name, kind in self.kinds.items())
        return self.build(**values) if many else self.rows(**{name: list(each) if isinstance(self.kinds[name], list) else each for name, each in values.items()})

    def first(self, **values: Any) -> Row | None:
        """The first row; None where there is none."""
        return next(self._answers(values), None)

    def _answers(self, values: dict[str, Any]) -> Iterator[Row]:
        made = self._made
        if values.keys() != self.kinds.keys():
            raise TypeError(f"Give {', '.join(self.kinds)}: {', '.join(sorted(values.keys() ^ self.kinds.keys()))} is not right")
        with prepared_cursor() as cursor:
            cursor.execute(made.sql, [each.of(values) if isinstance(each, _Place) else each for each in made.parameters])
            found = cursor.fetchall()
        return made.read(found)

    @cached_property
    def _made(self) -> _Made:
        stand_ins = {name: _stand_in(kind, number) for number, (name, kind) in enumerate(self.kinds.items())}
        queryset = self.build(**stand_ins)
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]  # the stubs leave it out
            raise ValueError("A queryset that is asked often brings nothing by prefetch_related")
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = [_place(each, stand_ins) for each in parameters]
        missing = self.kinds.keys() - {each.name for each in places if isinstance(each, _Place)}
        if missing:
            raise ValueError(f"The statement has no place for {', '.join(sorted(missing))}")
        return _Made(sql, tuple(places), _reader(queryset, compiler))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value goes, by its name, and what is made of it first: a number tells PostgreSQL how large it is meant."""

    name: str
    shaped: Callable[[Any], Any] | None = None

    def of(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        return value if self.shaped is None or value is None else self.shaped(value)


def _as_array(values: list[Any]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


@dataclass(frozen=True, slots=True)
class _Made:
    sql: str
    parameters: tuple[Any, ...]
    read: Callable[[list[tuple]], Iterator[Any]]


def _stand_in(kind: Any, number: int) -> Any:
    """A value that nobody means, and no two of one statement share."""
    if isinstance(kind, list):
        return [_stand_in(kind[0], number)]
    made: dict[Any, Callable[[], Any]] = {
        UUID: lambda: UUID(int=0xA5CED0F7E4 + number),
        int: lambda: 771_500_000 + number,
        str: lambda: f"\ue000{number}\ue000",
        date: lambda: date(2999, 1, 1) + timedelta(days=number),
        datetime: lambda: datetime(2999, 1, 1, 0, number, 7, tzinfo=UTC),
    }
    return made[kind]()


def _place(value: Any, stand_ins: dict[str, Any]) -> Any:
    for name, each in stand_ins.items():
        if isinstance(value, type(each)) and each == value:
            return _Place(name, None if type(value) is type(each) else type(value))
        if isinstance(each, list) and value == _as_array(each):  # ids of many are written as text (`core/gathering.py`)
            return _Place(name, _as_array)
    return value


def _reader(queryset: models.QuerySet, compiler: Any) -> Callable[[list[tuple]], Iterator[Any]]:
    """What makes the queryset's answers of rows: as its own iterables do it, without asking."""
    fields = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(fields)

    def converted(rows: list[tuple]) -> Any:
        return compiler.apply_converters(rows, converters) if converters else rows

    if queryset._iterable_class is ValuesListIterable:
        return lambda rows: map(tuple, converted(rows))
    if queryset._iterable_class is FlatValuesListIterable:
        return lambda rows: (row[0] for row in converted(rows))
    if queryset._iterable_class is not ModelIterable:
        raise ValueError("A queryset that is asked often gives models, or values_list")
    info, annotations = compiler.klass_info, compiler.annotation_col_map
    model, own = info["model"], info["select_fields"]
    begin, end = own[0], own[-1] + 1
    names = [each[0].target.attname for each in compiler.select[begin:end]]
    # The stubs are of Django 6.1, where it takes a third.
    populators = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def read(rows: list[tuple]) -> Iterator[Any]:
        for row in converted(rows):
            made = model.from_db(DEFAULT_DB_ALIAS, names, row[begin:end])
            for each in populators:
                each.populate(row, made)
            for name, at in annotations.items():
                setattr(made, name, row[at])
            yield made

    return read
