"""The only place that knows what day it is.

Dates are Europe/London local dates; times are kept in UTC (statute rule T-16). The demonstration area can move
its clock; a test passes the date or stands on a day with `standing_on`.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_moved_by: ContextVar[Callable[[], timedelta] | None] = ContextVar("moved_by", default=None)


def now() -> datetime:
    """This moment, aware, in UTC, moved if the demonstration's clock was moved: the same hour in London on the day it was moved to, so
    that an hour before midnight in winter is not the next day in summer."""
    by = _moved_by.get()
    if by is None:
        return timezone.now()
    here = timezone.now().astimezone(LONDON)
    return (here + by()).replace(fold=here.fold).astimezone(UTC)


def today() -> date:
    """Today's date in Europe/London."""
    return now().astimezone(LONDON).date()


@contextmanager
def moved(by: timedelta | Callable[[], timedelta]):
    """Everything inside happens `by` later (or earlier) than it really does; what is to be called for it is called when it is first
    asked what day it is."""
    token = _moved_by.set(by if callable(by) else lambda: by)
    try:
        yield
    finally:
        _moved_by.reset(token)


def standing_on(day: date):
    """A context in which today is `day`."""
    return moved(timedelta(days=(day - timezone.now().astimezone(LONDON).date()).days))
