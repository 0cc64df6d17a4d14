"""Plain words for what the desk shows: clocks, stages, needs, how late."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from goldenthread.casework.models import Case
from goldenthread.law.days import in_words
from goldenthread.law.timetable import CLOCKS

STAGES = dict(Case.Stage.choices)

#: Types of need, by the return's code.
NEEDS = {
    "SPLD": "Specific learning difficulty",
    "MLD": "Moderate learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "PD": "Physical disability",
    "ASD": "Autistic spectrum disorder",
    "DS": "Down syndrome",
    "OTH": "Other difficulty",
}

#: What a plan or attendance says where there is no establishment.
SETTING_TYPES = {
    "OLA": "Education otherwise than at school (section 61)",
    "OPA": "Arranged by the parent or young person",
    "EHE": "Home education by choice",
    "EYP": "Early years provider",
    "OTH": "A kind of setting, none named yet",
    "NEET": "Not in education, employment or training",
    "NIEC": "Not in education: notice to end the plan sent",
    "NIEO": "Not in education: other",
}


def clock_name(clock: str) -> str:
    """What a clock asks for, in a few words; an unknown clock by its own name."""
    known = CLOCKS.get(clock)
    return known.short if known else clock


def clock_task(clock: str) -> str:
    """What must be done, said as a task."""
    known = CLOCKS.get(clock)
    return known.name if known else clock


def days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def how_late(due_on: date | None, today: date) -> str:
    """Such as "3 days late", "due today", "12 days left"; in months or years where days would be hard to grasp."""
    if due_on is None:
        return "no date"
    left = (due_on - today).days
    if left < 0:
        return _together(f"{_length(-left)} late")
    return _together({0: "due today", 1: "due tomorrow"}.get(left, f"{_length(left)} left"))


def _length(number: int) -> str:
    """A number of days as people say it: whole months from 100 days on, whole years from two years on."""
    if number < 100:
        return days(number)
    return f"{number * 12 // 365} months" if number < 731 else f"{number * 4 // 1461} years"


def _together(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")


def short_day(day: date | None) -> str:
    """Such as "3 Apr 2026", for tables."""
    return _short(day) if day else ""


@lru_cache(maxsize=4096)
def _short(day: date) -> str:
    return _together(f"{day.day} {day:%b %Y}")


def setting_words(name: str) -> str:
    """A setting's name, or the words for a kind of setting where only its code is known."""
    return SETTING_TYPES.get(name, name)


@lru_cache(maxsize=4096)
def why(clock: str, starts_on: date | None) -> str:
    """Where a clock's date comes from, in one line: its length, what started it, and the rule."""
    known = CLOCKS.get(clock)
    if known is None:
        return ""
    length = str(known.length)
    if known.length.words or starts_on is None:
        return f"{length[0].upper()}{length[1:]}. {known.citation.text}"
    length, _, _ = length.partition(", counting the first day")
    started = f"{short_day(starts_on)}{', counting that day' if known.length.beginning else ''}"
    return f"{length[0].upper()}{length[1:]} from {started}, when {known.starts_when}. {known.citation.text}"


def long_day(day: date | None) -> str:
    """Such as "3 April 2026", for sentences; "a day not known" where there is none."""
    return in_words(day) if day else "a day not known"


def london_day(at: datetime) -> date:
    """The day on which a moment fell, in London."""
    return timezone.localdate(at)


def london(at: datetime) -> str:
    """A moment in words, such as "3 April 2026 at 2:05pm"."""
    local = timezone.localtime(at)
    return f"{long_day(local.date())} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


_KINDS_OF_FILE = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "image/jpeg": "Photo (JPEG)",
    "image/png": "Picture (PNG)",
    "text/plain": "Text",
}


def file_words(content_type: str, size: int) -> str:
    """What a file is, such as "PDF, 84 kB"."""
    kind = _KINDS_OF_FILE.get(content_type, "File")
    if size < 1024 * 1024:
        return f"{kind}, {max(1, round(size / 1024)):,} kB"
    return f"{kind}, {size / 1024 / 1024:.1f} MB"
