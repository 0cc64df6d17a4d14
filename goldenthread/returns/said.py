"""A person of a return as data that can be kept and read again, for those held or refused."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from . import records

_NESTED: dict[str, type[Any]] = {
    "requests": records.Request,
    "assessment": records.Assessment,
    "active_plan": records.ActivePlan,
    "named_plan": records.NamedPlan,
    "details": records.PlanDetail,
    "placements": records.Placement,
    "needs": records.Need,
    "problems": records.Problem,
}


def kept(record: Any) -> dict[str, Any]:
    """A record as plain data; empty values are left out."""
    plain: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if value is None or value in ((), "", {}) or one.name == "lines":
            continue
        if isinstance(value, tuple):
            plain[one.name] = [kept(each) for each in value]
        elif is_dataclass(value):
            plain[one.name] = kept(value)
        else:
            plain[one.name] = {"date": value.isoformat()} if isinstance(value, date) else value
    return plain


def read_again(plain: dict[str, Any], kind: type = records.Person) -> Any:
    """The record that `kept` made this data from."""
    values: dict[str, Any] = {}
    for name, value in plain.items():
        if isinstance(value, list):
            values[name] = tuple(read_again(each, _NESTED[name]) for each in value)
        elif isinstance(value, dict):
            values[name] = date.fromisoformat(value["date"]) if "date" in value else read_again(value, _NESTED[name])
        else:
            values[name] = value
    return kind(**values)
