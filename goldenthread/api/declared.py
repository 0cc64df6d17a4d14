"""What a thing is that other systems read: its fields, each with its kind and its words. The description, the data
dictionary and the answers are all made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

#: Kind of a field → how JSON Schema says it.
KINDS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "format": "uuid"},
    "ids": {"type": "array", "items": {"type": "string", "format": "uuid"}},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "text": {"type": "string"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "code": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
}


@dataclass(frozen=True)
class Field:
    """One field of a thing. `path` is where it lies in the model, or the expression that gives it. `codes` are the codes it
    can hold, with their words. `beyond_first_name` is not given to a body that knows the child by first name alone."""

    name: str
    kind: str
    words: str
    path: Any = ""
    codes: Sequence[tuple[str, str]] = ()
    empty: bool = True
    beyond_first_name: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema (2020-12): null where it may be empty."""
        said = dict(KINDS[self.kind])
        if self.codes:
            said["enum"] = [code for code, _ in self.codes]
        if self.empty:
            said["type"] = [said["type"], "null"]
            if "enum" in said:
                said["enum"] = [*said["enum"], None]
        said["description"] = self.words + "".join(f" {code}: {words}." for code, words in self.codes)
        return said


@dataclass(frozen=True)
class Thing:
    """A kind of row. `resource` is the permission table's, `child` the path to the child (as `child__`, empty for the child
    itself, None for a row of the public register, which is no child's), `rows` the rows before anybody's rights narrow them.
    `one_child`: the table lets systems view it, not list it, so that it is asked of one child at a time. `own`: what a body
    reads of it that only gives a line of provision. `beyond_first_name`: a body that knows a child by first name alone reads none."""

    name: str
    one: str
    words: str
    resource: str
    rows: Callable[[], QuerySet[Any]]
    fields: tuple[Field, ...]
    child: str | None = "child__"
    one_child: bool = False
    beyond_first_name: bool = False
    own: Callable[[Any], Q] | None = None

    def told(self, standing: Any) -> tuple[Field, ...]:
        """The fields that this standing is given."""
        return tuple(each for each in self.fields if not (standing.first_names_only and each.beyond_first_name))

    def seen(self, standing: Any) -> QuerySet[Any]:
        """The rows that this standing may read, in the order of their ids."""
        if self.beyond_first_name and standing.first_names_only:
            return self.rows().none()
        if self.child is None:
            return self.rows().order_by("pk")
        reach: Q = standing.children(self.resource, self.child)
        if self.own is not None and "line" in standing.reach(self.resource):
            reach |= self.own(standing)
        return self.rows().filter(reach).order_by("pk")
