"""The clocks of requests, and the last day to appeal, as they are usually worked out: pandas, and numpy's busday functions.

Both are given the bank holidays of the platform's own table, so that only the way of counting differs.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

WEEKS = {"EHCNA-06": 6, "EHCNA-16": 16, "EHCNA-20": 20}
_AUGUST = 8


def with_pandas(received: np.ndarray, sent: np.ndarray, holidays: list) -> dict[str, np.ndarray]:
    """`received` and `sent` as datetime64; the due date of each clock and of an appeal."""
    day = pd.offsets.CustomBusinessDay(holidays=holidays)
    found = {}
    start = pd.Series(received)
    for clock, weeks in WEEKS.items():
        found[clock] = (start + pd.DateOffset(weeks=weeks)).to_numpy("datetime64[D]")

    def last(one: pd.Timestamp) -> pd.Timestamp:
        limit = one + pd.DateOffset(months=2)
        if limit.month == _AUGUST:
            limit = pd.Timestamp(limit.year, 9, 1)
        elif (limit.month, limit.day) >= (12, 25):
            limit = pd.Timestamp(limit.year + 1, 1, 2)
        elif (limit.month, limit.day) == (1, 1):
            limit = pd.Timestamp(limit.year, 1, 2)
        return day.rollforward(limit)

    found["appeal"] = pd.Series(sent).map(last).to_numpy("datetime64[D]")
    return found


def with_busday(received: np.ndarray, sent: np.ndarray, calendar: np.busdaycalendar) -> dict[str, np.ndarray]:
    """The same with numpy alone."""
    found = {clock: received + np.timedelta64(7 * weeks, "D") for clock, weeks in WEEKS.items()}
    month = sent.astype("datetime64[M]")
    into = sent - month.astype("datetime64[D]")
    then = month + np.timedelta64(2, "M")
    length = (then + np.timedelta64(1, "M")).astype("datetime64[D]") - then.astype("datetime64[D]")
    limit = then.astype("datetime64[D]") + np.minimum(into, length - np.timedelta64(1, "D"))
    months = limit.astype("datetime64[M]").astype(np.int64) % 12 + 1
    days = (limit - limit.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    years = limit.astype("datetime64[Y]")
    first_september = (years.astype("datetime64[M]") + np.timedelta64(8, "M")).astype("datetime64[D]")
    limit = np.where(months == _AUGUST, first_september, limit)
    second_january = (years + np.timedelta64(1, "Y")).astype("datetime64[D]") + np.timedelta64(1, "D")
    limit = np.where((months == 12) & (days >= 25), second_january, limit)
    limit = np.where((months == 1) & (days == 1), limit + np.timedelta64(1, "D"), limit)
    found["appeal"] = np.busday_offset(limit, 0, roll="forward", busdaycal=calendar)
    return found


def prepare(way: str, facts: str):
    """The work of one way over the facts in a file; it answers with the mark of its dates."""
    given = np.load(facts)
    received, sent, holidays = given["received"], given["sent"], given["holidays"]
    calendar = np.busdaycalendar(holidays=holidays)
    days = [pd.Timestamp(day) for day in holidays]
    if way == "pandas":
        return lambda: mark(with_pandas(received, sent, days))
    return lambda: mark(with_busday(received, sent, calendar))


def mark(found: dict[str, np.ndarray]) -> str:
    """A hash of all dates as whole days, by the clocks' names."""
    total = hashlib.blake2b()
    for name in sorted(found):
        total.update(found[name].astype("datetime64[D]").astype(np.int32).tobytes())
    return total.hexdigest()
