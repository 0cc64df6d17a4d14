"""Every write is an action: one function a verb, keyword-only, `by=` and `on=`, atomic.

    @action
    def withdraw(*, request, by, on):
        request.withdrawn_on = on
        request.save()
        record("casework.withdraw", child=request.child, subject=request, fact={"withdrawn_on": on})

An action checks, writes the fact, records the event and lets the outbox tell people on commit. What is kept about
the children it touched is refreshed before the transaction ends. PostgreSQL refuses to write a child's tables
outside an action (`core/migrations/0002_walls.py`).
"""

import inspect
from collections.abc import Collection, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from . import keeping, kept, rows, versions, wall
from .models import Event
from .prepared import FEW, prepared_cursor
from .refusals import Changed
from .requests import current_request_id

log = structlog.get_logger(__name__)


class LeftNoEvent(RuntimeError):
    """An action ended without saying what happened. A fault in the action, never the person's."""


@dataclass
class _Doing:
    verb: str
    by: Any
    on: date
    events: list[Event] = field(default_factory=list)
    written: bool = False
    touched: set[UUID] = field(default_factory=set)
    aspects: set[str] = field(default_factory=set)
    #: Areas of the children it touched; None for a child whose area is not at hand, or whose record is closed.
    areas: set[int | None] = field(default_factory=set)


#: What the database is told when no action runs: nothing, so that it refuses to write. Tests that set a scene say so here.
OUTSIDE = ""

_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)


def action(function):
    """Make a function an action. It must be keyword-only and take `by` and `on`."""
    parameters = inspect.signature(function).parameters
    if not {"by", "on"} <= parameters.keys():
        raise TypeError(f"{function.__qualname__} must take by= and on=")
    if any(p.kind is not p.KEYWORD_ONLY and p.kind is not p.VAR_KEYWORD for p in parameters.values()):
        raise TypeError(f"{function.__qualname__} must be keyword-only")
    verb = f"{function.__module__.removeprefix('goldenthread.').split('.')[0]}.{function.__name__}"

    @wraps(function)
    def run(**kwargs):
        if kwargs.get("by") is None:
            raise TypeError(f"{verb} needs to know who is acting")
        if not isinstance(kwargs.get("on"), date):
            raise TypeError(f"{verb} needs the date it happened on")
        if _doing.get() is not None:
            return function(**kwargs)
        if kept.showing() is not None:
            raise kept.OnlyShowing(verb)
        try:
            return whole(kwargs)
        except IntegrityError as error:
            if (lost := versions.lost_race(error)) is None:
                raise
            log.info("lost_race", verb=verb, constraint=lost.diag.constraint_name)
            raise Changed(versions.FIRST) from error

    def whole(kwargs):
        with transaction.atomic():
            _allow_writes(verb)
            doing = _Doing(verb, kwargs["by"], kwargs["on"])
            token = _doing.set(doing)
            try:
                result = function(**kwargs)
            finally:
                _doing.reset(token)
            if not (doing.written or doing.events):
                raise LeftNoEvent(f"{verb} left no event")
            rows.insert_many(Event, doing.events) if len(doing.events) > 50 else rows.insert(doing.events)
            if _beyond_own_areas(doing):
                # Whoever acts for a family or a service sees a part of the record; what is kept follows from all of it.
                with wall.lifted(because="what is kept about a child follows from all its facts"):
                    _end(keeping.refresh(doing.touched, doing.aspects))
            else:
                _end(keeping.refresh(doing.touched, doing.aspects))
            return result

    run.is_action = True  # type: ignore[attr-defined]
    run.verb = verb  # type: ignore[attr-defined]
    return run


def record(
    verb: str, *, child=None, subject=None, fact: dict | None = None, why: str = "", touches: Collection[str] | None = keeping.ASPECTS
) -> None:
    """Say what happened, inside an action. `fact` holds dates, codes and ids; never a name, address or free text.

    `touches` names the aspects of the child that changed, so that only what follows from them is worked out again: with
    none of them, the child's case alone; with None nothing at all, since no list shows what changed.
    """
    doing = _doing.get()
    if doing is None:
        raise RuntimeError("An event is recorded by an action")
    child_id = getattr(child, "pk", child)
    if child_id is not None and touches is not None:
        doing.touched.add(child_id)
        doing.areas.add(None if getattr(child, "closed_list_on", None) else getattr(child, "area_id", None))
        doing.aspects |= set(touches)
    doing.events.append(
        rows.new(
            Event,
            verb=verb,
            on=doing.on,
            by_id=getattr(doing.by, "pk", None),
            by_label="" if getattr(doing.by, "pk", None) else str(doing.by),
            child_id=child_id,
            subject_type=subject._meta.label_lower if subject is not None else "",
            subject_id=str(subject.pk) if subject is not None else "",
            fact=_plain(fact or {}),
            why=why,
            request_id=current_request_id(),
        )
    )


def write(made: Sequence[Any], *also: rows.Part) -> list[int]:
    """Insert rows, inside an action, together with the events it has recorded so far: `rows.insert` with these in it."""
    doing = _doing.get()
    if doing is None:
        raise RuntimeError("Rows are written with their events by an action")
    events, doing.events = doing.events, []
    doing.written = doing.written or bool(events)
    return rows.insert([*made, *events], *also, prepared=len(made) <= FEW)


def _beyond_own_areas(doing: _Doing) -> bool:
    """Whether the second wall may hide from this transaction a part of what it touched."""
    now = wall.current()
    if not doing.touched or now["app.wall"] != "standing":
        return False
    return not doing.areas <= {int(area) for area in now["app.areas"].split(",") if area}


def _plain(value):
    match value:
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple() | set():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)


_GUARD = "set_config('app.action', %s::text, true)"


def _allow_writes(verb: str) -> None:
    with prepared_cursor() as cursor:
        cursor.execute(f"SELECT {_GUARD}", [verb])


def _end(left: Sequence[rows.Part]) -> None:
    """Write what is left of an action, and close the guard."""
    if left:
        rows.write(left, then=_GUARD, with_values=[OUTSIDE], prepared=True)
    else:
        _allow_writes(OUTSIDE)
