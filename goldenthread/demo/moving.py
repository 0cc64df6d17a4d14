"""The demonstration's own clock: how many days it stands ahead of the real date, kept in the database."""

from __future__ import annotations

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


_AHEAD = "SELECT value::text::int FROM core_areasetting WHERE name = %s::varchar"


def days_ahead() -> int:
    """0 where it was never moved. One query, at every page."""
    with prepared_cursor() as cursor:
        cursor.execute(_AHEAD, [NAME])
        found = cursor.fetchone()
    return found[0] if found else 0


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
