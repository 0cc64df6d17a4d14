"""The readings of the law that hold in an area: the one place where clocks get their settings from.

They are asked for with every clock and change once in years, so each process keeps them. Who comes to a page brings along
when the last one was set (`still`), so that a page never works with old ones; a job keeps them for some seconds. Whoever changes
one forgets at once; the area's clocks are counted anew once no other process can still have the old ones.
"""

from __future__ import annotations

import time
from dataclasses import Field, fields, replace
from typing import Any

from django.conf import settings
from django.db.models import Max, TextField
from django.db.models.functions import Cast

from goldenthread.law.settings import DEFAULT, LawSettings

#: Seconds for which a process may go on with readings that another has changed.
KEPT_FOR = 15
#: Those that may be chosen for an area. The day on which a school year starts is the same everywhere.
MAY_BE_SET = {each.name: each for each in fields(DEFAULT) if each.name != "school_year_starts"}
#: Values of a reading that is neither on nor off nor a number.
CHOICES = {"receipt_policy": {"strict": "Strict", "deemed_next_working_day": "Deemed next working day"}}
LEAST, MOST = 1, 100

_kept: dict[int, LawSettings] = {}
_kept_at: float | None = None
#: When the last of those kept was set, as text; empty where none was.
_newest = ""


def still(newest: str | None) -> None:
    """The last reading of any area was set then: what is kept holds on, or is asked for again before the next clock."""
    global _kept_at
    if _kept_at is not None:
        _kept_at = time.monotonic() if (newest or "") == _newest else None


def settings_of(area_id: int | None) -> LawSettings:
    """The readings that hold in an area; the default ones where it has chosen none."""
    global _kept, _kept_at
    if area_id is None:
        return DEFAULT
    now = time.monotonic()
    if _kept_at is None or (now - _kept_at > KEPT_FOR and not settings.TESTING):  # a test counts what a page asks for
        _kept, _kept_at = _read(), now
    return _kept.get(area_id, DEFAULT)


def forget() -> None:
    """Ask the database again before the next clock."""
    global _kept_at
    _kept_at = None


def _read() -> dict[int, LawSettings]:
    global _newest
    from .models import LawReading

    last = LawReading.objects.aggregate(last=Cast(Max("set_at"), TextField()))["last"]
    found: dict[int, dict[str, Any]] = {}
    newest = LawReading.objects.order_by("area_id", "name", "-set_at").distinct("area_id", "name")
    for area_id, name, value in newest.values_list("area_id", "name", "value"):
        if name in MAY_BE_SET and value != getattr(DEFAULT, name):
            found.setdefault(area_id, {})[name] = value
    _newest = last or ""
    return {area_id: replace(DEFAULT, **values) for area_id, values in found.items()}


def acceptable(name: str, value: Any) -> bool:
    """Whether a reading may have this value."""
    kind: Field[Any] | None = MAY_BE_SET.get(name)
    if kind is None:
        return False
    if name in CHOICES:
        return value in CHOICES[name]
    if isinstance(kind.default, bool):
        return isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool) and LEAST <= value <= MOST


def spoken(name: str) -> str:
    """What a reading is called."""
    return name.replace("_", " ").capitalize()


def in_words(name: str, value: Any) -> str:
    """A reading's value as people say it."""
    if name in CHOICES:
        return CHOICES[name][value]
    if isinstance(value, bool):
        return "On" if value else "Off"
    return str(value)
