"""The demonstration's own clock: how many days it stands ahead of the real date, kept in the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting
from goldenthread.core.prepared import prepared_cursor
from goldenthread.core.refusals import Refused
from goldenthread.law.days import months_after

NAME = "demo.days_ahead"
FURTHEST = timedelta(days=366 * 3)
STEPS = {"day": "one day", "week": "one week", "month": "one month"}

#: What gives the days as one value of a statement that asks for more.
AHEAD = f"(SELECT value::text::int FROM core_areasetting WHERE name = '{NAME}')"
_AHEAD = "SELECT value::text::int FROM core_areasetting WHERE name = %s::varchar"


def days_ahead() -> int:
    """0 where it was never moved. One query."""
    with prepared_cursor() as cursor:
        cursor.execute(_AHEAD, [NAME])
        found = cursor.fetchone()
    return found[0] if found else 0


class Ahead:
    """How far the date stands ahead while one request is answered: said with its session, or asked when it is first needed."""

    def __init__(self) -> None:
        self.days: int | None = None

    def __call__(self) -> timedelta:
        if self.days is None:
            self.days = days_ahead()
        return timedelta(days=self.days)


_answering: ContextVar[Ahead | None] = ContextVar("answering", default=None)


@contextmanager
def ahead() -> Iterator[Ahead]:
    """For the request that is answered inside."""
    by = Ahead()
    token = _answering.set(by)
    try:
        yield by
    finally:
        _answering.reset(token)


def heard(days: int | None) -> None:
    """The days were read together with something else; None where the date was never moved. What was known before stays for the request."""
    by = _answering.get()
    if by is not None and by.days is None:
        by.days = days or 0


@action
def move_clock(*, step: str, by: Any, on: date) -> date:
    """Forward a day, a week or a month from today, or back to the real date. Gives the day it then stands on."""
    real, now = timezone.localdate(), clock.today()
    match step:
        case "day":
            then = now + timedelta(days=1)
        case "week":
            then = now + timedelta(weeks=1)
        case "month":
            then = months_after(now, 1)
        case "today":
            then = real
        case _:
            raise Refused("Choose how far to move the date.")
    if then - real > FURTHEST:
        raise Refused("The date cannot be moved more than three years ahead.")
    days = (then - real).days
    AreaSetting.objects.update_or_create(
        name=NAME, defaults={"value": days, "decided_on": real, "because": "Somebody moved the demonstration's date"}
    )
    record("demo.move_clock", fact={"days_ahead": days})
    return then
