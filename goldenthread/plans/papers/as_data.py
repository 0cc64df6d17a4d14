"""A plan as data: the same bytes that its digest is taken of, and read back again."""

from __future__ import annotations

import json
import types
import typing
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from ..models import Version
from ..snapshot import ChildSaid, LineSaid, PlanSaid, Said, canonical

#: The JSON Schema that the data keeps; `docs/plan-data.md` says what each field means.
SCHEMA = Path(__file__).parent / "plan.schema.json"
FORMAT = "golden-thread-plan/1"


class NotAPlan(ValueError):  # noqa: N818 - the sentence is said to whoever sent it
    """The data is not a plan in this format."""


def data(told: PlanSaid) -> bytes:
    """The plan as canonical JSON. Its SHA-256 is the plan's digest."""
    return canonical(told)


def plan_of(content: bytes, *, on: date, kind: str = Version.Kind.FINAL) -> PlanSaid:
    """The plan that this data is of, as it can be compared, checked and drawn again."""
    try:
        said = json.loads(content)
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise NotAPlan("This file is not a plan in the format that Golden Thread reads.")
        return PlanSaid(
            version_id=UUID(said["version"]), number=int(said["number"]), kind=kind, template_name=str(said["template"]), on=on,
            child=_read(ChildSaid, said["child"]), lines=tuple(_read(LineSaid, each) for each in said["lines"]),
        )  # fmt: skip
    except NotAPlan:
        raise
    except (ValueError, KeyError, TypeError, ArithmeticError) as fault:
        raise NotAPlan(f"This plan cannot be read: {type(fault).__name__} ({fault}).") from None


def _read(made: type, said: dict[str, Any]) -> Any:
    hints = typing.get_type_hints(made)
    return made(**{field.name: _value(hints[field.name], said[field.name]) for field in fields(made) if field.name in said})


def _value(hint: Any, value: Any) -> Any:
    """One value as its field's type."""
    if value is None:
        return None
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType or origin is typing.Union:
        return _value(next(each for each in inside if each is not type(None)), value)
    if origin is tuple:
        return tuple(_value(inside[0], each) for each in value)
    if hint is Said:
        return _read(Said, value)
    if hint in (UUID, Decimal):
        return hint(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    return value
