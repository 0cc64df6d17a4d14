"""The only place that knows what day it is.

Dates are Europe/London local dates; times are kept in UTC (statute rule T-16). The demonstration area can move
its clock; a test passes the date or stands on a day with `standing_on`.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_moved_by: ContextVar[timedelta] = ContextVar("moved_by", default=timedelta(0))


def now() -> datetime:
    """This moment, aware, in UTC, moved if the demonstration's clock was moved."""
    return timezone.now() + _moved_by.get()


def today() -> date:
    """Today's date in Europe/London."""
    return now().astimezone(LONDON).date()


@contextmanager
def moved(by: timedelta):
    """Everything inside happens `by` later (or earlier) than it really does."""
    token = _moved_by.set(by)
    try:
        yield
    finally:
        _moved_by.reset(token)


def standing_on(day: date):
    """A context in which today is `day`."""
    return moved(timedelta(days=(day - timezone.now().astimezone(LONDON).date()).days))
