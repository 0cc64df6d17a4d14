"""The clocks of every request and every plan of an area, or of England, at once: whole columns of dates.

The answers equal those of ``timetable.duties``, row by row; a test holds the two together. Here a date is a number of
days since 1 January 1970 (``int32``), as ``numpy`` holds ``datetime64[D]``. What follows from one day alone is looked
up in a table that the readable functions fill, so that no rule of counting is written twice. This folder alone needs
numpy, and nothing else here imports it.
"""

from goldenthread.law.bulk.columns import (
    ABSENT,
    DUE,
    ENDED,
    EVER,
    LATE,
    LIFTED,
    MET,
    MET_LATE,
    MISSING,
    NONE,
    Clocks,
    Column,
    appeal_dates,
    column,
    day,
    number,
)
from goldenthread.law.bulk.plans import Plans, plan_clocks
from goldenthread.law.bulk.requests import Requests, advice_clocks, request_clocks

__all__ = [
    "ABSENT", "DUE", "ENDED", "EVER", "LATE", "LIFTED", "MET", "MET_LATE", "MISSING", "NONE", "Clocks", "Column",
    "Plans", "Requests", "advice_clocks", "appeal_dates", "column", "day", "number", "plan_clocks", "request_clocks",
]  # fmt: skip
