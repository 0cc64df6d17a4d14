"""The inputs of a worked case, read one by one, and what its rule answers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from goldenthread.law.refusals import LawRefusal
from goldenthread.law.timetable.duty import Duty

YES = ("yes", "true", "1", "y")
NO = ("", "no", "none", "false", "0", "n", "absent")


Answers = dict[str, object]


class MissingInput(LawRefusal):
    """A rule was given no value for something that it needs."""


class Inputs:
    """One row's inputs. Asking for one that is missing, or that cannot be read, says so in words."""

    def __init__(self, given: Mapping[str, str]):
        self._given = dict(given)

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def text(self, *names: str, default: str | None = None) -> str:
        """The value under the first of these names that was given."""
        for name in names:
            if name in self._given:
                return self._given[name].strip()
        if default is None:
            raise MissingInput(f"The rule needs a value for '{names[0]}'.")
        return default

    def day(self, *names: str) -> date:
        """The date under the first of these names."""
        return self._read(names[0], self.text(*names))

    def maybe_day(self, *names: str) -> date | None:
        """The date, or ``None`` where there is none."""
        typed = self.text(*names, default="")
        return None if typed.lower() in NO else self._read(names[0], typed)

    def _read(self, name: str, typed: str) -> date:
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise MissingInput(f"'{typed}' is not a date. Give '{name}' as year-month-day, like 2026-01-31.") from None

    def number(self, *names: str, default: str | None = None) -> int:
        """The whole number under the first of these names."""
        typed = self.text(*names, default=default)
        try:
            return int(typed)
        except ValueError:
            raise MissingInput(f"'{typed}' is not a whole number. Check '{names[0]}'.") from None

    def yes(self, *names: str) -> bool:
        """Whether any of these is said to be so: any value that is not a plain no."""
        return any(self._given.get(name, "").strip().lower() not in NO for name in names)

    def names(self) -> tuple[str, ...]:
        """The names of all that was given."""
        return tuple(self._given)


Rule = Callable[[Inputs], Answers]


def due_of(found: Iterable[Duty], clock: str) -> date | None:
    """The date of the first duty on a clock."""
    return next(duty.due_on for duty in found if duty.clock == clock)


def from_one_day(name: str, answer: str, work_out: Callable[[date], date]) -> Rule:
    """A rule that gives one date from one day."""

    def rule(row: Inputs) -> Answers:
        return {answer: work_out(row.day(name))}

    return rule
