"""What a clock is: one thing that must happen by a date, who answers for it, and how its length is counted."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from goldenthread.law.cite import Citation, Confidence, Force
from goldenthread.law.days import (
    ONE_DAY,
    months_after,
    months_beginning_with,
    next_working_day,
    working_days_after,
    working_days_beginning_with,
)
from goldenthread.law.settings import DEFAULT, LawSettings

_UNITS = {"day": "days", "week": "weeks", "working day": "working days", "month": "months"}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time and how it is counted. ``str()`` gives it in words.

    ``beginning`` counts the first day as day one. ``words`` stands in where the length is not a plain number.
    """

    number: int = 0
    unit: str = "day"
    beginning: bool = False
    words: str = ""
    delta: timedelta | None = field(init=False, repr=False)

    def __post_init__(self):
        days = {"day": 1, "week": 7}.get(self.unit)
        delta = None
        if days is not None and not self.words:
            delta = timedelta(days=self.number * days - self.beginning)
        object.__setattr__(self, "delta", delta)

    def __str__(self) -> str:
        if self.words:
            return self.words
        unit = self.unit if self.number == 1 else _UNITS[self.unit]
        return f"{self.number} {unit}" + (", counting the first day" if self.beginning else "")

    def end(self, start: date, settings: LawSettings = DEFAULT) -> date:
        """The last day in time when the clock starts on ``start``."""
        if settings is DEFAULT and self.delta is not None:
            return start + self.delta
        if self.unit == "working day":
            count = working_days_beginning_with if self.beginning else working_days_after
            return count(start, self.number)
        if self.beginning:
            return start + self.delta if self.delta is not None else months_beginning_with(start, self.number)
        last = start + self.delta if self.delta is not None else months_after(start, self.number)
        if settings.count_day_of_event:
            last -= ONE_DAY
        return next_working_day(last) if settings.roll_forward_non_working_day else last


@dataclass(frozen=True, slots=True)
class Clock:
    """One row of the master table of clocks.

    ``kind``: "limit" (must be done by then), "window" (must be kept open until then; it is never late), "target"
    (planning only), "expected" (guidance on when a reply should come), "forecast" (usual, not due).
    ``exceptions``: ids of ``exceptions.GROUNDS`` that can lift it. ``accountable``: who answers for it in law.
    """

    id: str
    name: str
    short: str
    accountable: str
    length: Length
    citation: Citation
    exceptions: tuple[str, ...]
    starts_when: str
    ends_when: str
    sent_at_end: str = ""
    kind: str = "limit"

    @property
    def force(self) -> Force:
        """How much the clock binds."""
        return self.citation.force

    @property
    def confidence(self) -> Confidence:
        """How sure we are of it."""
        return self.citation.confidence

    @property
    def is_window(self) -> bool:
        """Whether it is time that must be given, which nobody can be late for."""
        return self.kind == "window"
