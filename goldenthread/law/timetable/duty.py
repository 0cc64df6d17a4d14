"""A duty: one clock running on one set of facts, with the date it gives and why."""

from datetime import date
from typing import NamedTuple

from goldenthread.law.cite import Citation
from goldenthread.law.timetable.clock import Clock
from goldenthread.law.timetable.table import CLOCKS

STATES = ("met", "met_late", "due", "late", "lifted", "ended")


class Duty(NamedTuple):
    """One date, why it is that date, and what became of it. One (clock, starts_on, about) is one duty.

    ``due_on`` is the last day in time, kept and shown even when an accepted exception lifted it (T-11); ``None``
    only where a fact that the date needs is not known, which ``why`` then says. ``about`` tells apart several on the
    same clock (which adviser, which setting). ``ended_on`` and ``ended_because`` say that the duty fell away
    without being met: the case closed, or the decision went the other way.
    """

    clock: str
    starts_on: date | None
    starts_because: str
    due_on: date | None
    met_on: date | None = None
    lifted_on: date | None = None
    lifted_because: str = ""
    why: str = ""
    about: str = ""
    ended_on: date | None = None
    ended_because: str = ""

    @property
    def law(self) -> Clock:
        """The clock's own row: its name, who answers for it, its exceptions."""
        return CLOCKS[self.clock]

    @property
    def citation(self) -> Citation:
        """Where the date comes from."""
        return CLOCKS[self.clock].citation

    @property
    def binding_on(self) -> date | None:
        """The date that still binds: ``None`` once an exception has lifted it, or where it is not known."""
        return None if self.lifted_on is not None else self.due_on

    def state(self, today: date) -> str:
        """Where the duty stands on a day: one of ``STATES``. A window that has closed is "ended", never late."""
        met_on, due_on = self.met_on, self.due_on
        if met_on is not None and met_on <= today:
            late = due_on is not None and met_on > due_on and self.lifted_on is None
            return "met_late" if late and not CLOCKS[self.clock].is_window else "met"
        if self.ended_because and (self.ended_on is None or self.ended_on <= today):
            return "ended"
        if self.lifted_on is not None and self.lifted_on <= today:
            return "lifted"
        if due_on is None or today <= due_on:
            return "due"
        return "ended" if CLOCKS[self.clock].is_window else "late"

    def days_left(self, today: date) -> int | None:
        """Days from today to the date that binds, negative once it has passed; ``None`` where none binds or it is over.

        Zero means due today.
        """
        binding_on = self.binding_on
        if binding_on is None or self.state(today) not in ("due", "late"):
            return None
        return (binding_on - today).days

    def elapsed(self, today: date) -> int | None:
        """Days since the clock started, to show beside 'as soon as practicable' (T-9)."""
        return None if self.starts_on is None else ((self.met_on or today) - self.starts_on).days
