"""Counting days as the Regulations, the common law and the Tribunal Rules count them. Dates only, never times."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from goldenthread.law.cite import REGULATIONS, TRIBUNAL_RULES, Force, cite
from goldenthread.law.holidays import is_holiday

CITATIONS = {
    "weeks_after": cite(
        "Ordinary rule of counting", "", "'Within N weeks of' leaves out the day of the event.", "A"
    ),
    "days_beginning_with": cite(
        REGULATIONS, "regulation 13(1)(a)", "'N days beginning with a day' counts that day as day one.", "V1"
    ),
    "calendar_days": cite(
        "SEND Code of Practice 2015", "paragraph 9.83", "Days that are not called working days are calendar days.",
        "V2", Force.GUIDANCE,
    ),
    "no_roll_forward": cite(
        REGULATIONS, "regulation 2", "A limit in the Regulations that ends on a day off is not moved.", "A"
    ),
    "working_day": cite(
        REGULATIONS, "regulation 2",
        "A working day is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday.", "V2",
    ),
    "corresponding_date": cite(
        "Common law", "corresponding date rule",
        "Months end on the date with the same number, or on the last day of a shorter month.", "A",
    ),
    "tribunal_time": cite(
        TRIBUNAL_RULES, "rule 12",
        "A limit that ends on a non-working day runs to the next working day; one that ends in August or between "
        "25 December and 1 January runs to the first working day after.",
        "V1", effective_from=date(2008, 11, 3),
    ),
}

ONE_DAY = timedelta(days=1)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=16_384)
def in_words(day: date) -> str:
    """The date as a letter prints it: 5 January 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_after(day: date, number: int) -> date:
    """The last day of ``number`` calendar days that leave out ``day`` itself."""
    return day + timedelta(days=number)


def weeks_after(day: date, number: int) -> date:
    """The last day of 'within ``number`` weeks of' an event on ``day`` (T-1)."""
    return day + timedelta(days=7 * number)


def days_beginning_with(day: date, number: int) -> date:
    """The last of ``number`` calendar days of which ``day`` is the first (T-2)."""
    return day + timedelta(days=number - 1)


def months_after(day: date, number: int) -> date:
    """The corresponding date ``number`` months on (back, if negative), or the last day of a shorter month (T-6)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    month += 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_beginning_with(day: date, number: int) -> date:
    """The last day of a period of ``number`` months of which ``day`` is the first (T-6).

    Twelve months starting with 10 March end on 9 March. Where no corresponding date exists the period ends on the
    last day of that month: starting with 29 February 2024, on 28 February 2025.
    """
    corresponding = months_after(day, number)
    return corresponding if corresponding.day != day.day else corresponding - ONE_DAY


def anniversary(day: date, years: int, *, leap_on_1_march: bool = True) -> date:
    """The day a person born on ``day`` reaches ``years``; 29 February falls to 1 March in a common year."""
    year = day.year + years
    if day.month == 2 and day.day == 29 and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1) if leap_on_1_march else date(year, 2, 28)
    return date(year, day.month, day.day)


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or a bank or public holiday in England and Wales (T-5)."""
    return day.weekday() < 5 and not is_holiday(day)


def next_working_day(day: date) -> date:
    """``day`` itself where it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_after(day: date, number: int, *, not_counted=None) -> date:
    """The last of ``number`` working days that leave out ``day``. ``not_counted(day)`` leaves out more."""
    while number > 0:
        day += ONE_DAY
        if is_working_day(day) and not (not_counted and not_counted(day)):
            number -= 1
    return day


def working_days_beginning_with(day: date, number: int) -> date:
    """The last of ``number`` working days, counting ``day`` itself as the first if it is one (T-2)."""
    return working_days_after(day - ONE_DAY, number)


def working_days_before(earlier: date, later: date) -> int:
    """How many working days there are from ``earlier`` (counted) to ``later`` (not counted); 0 if none."""
    count, day = 0, earlier
    while day < later:
        count += is_working_day(day)
        day += ONE_DAY
    return count


def in_tribunal_recess(day: date) -> bool:
    """August, and 25 December to 1 January: days that the Tribunal Rules leave out in these cases (T-7)."""
    month, number = day.month, day.day
    return month == 8 or (month == 12 and number >= 25) or (month == 1 and number == 1)


def tribunal_limit(day: date) -> date:
    """The last day in time to send an application to the Tribunal when the limit falls on ``day`` (T-7)."""
    if not in_tribunal_recess(day):
        return next_working_day(day)
    if day.month == 8:
        return next_working_day(date(day.year, 9, 1))
    return next_working_day(date(day.year + (day.month == 12), 1, 2))


def tribunal_working_days_after(day: date, number: int) -> date:
    """The last of ``number`` working days under the Tribunal Rules, the recess left out (T-7)."""
    return working_days_after(day, number, not_counted=in_tribunal_recess)
