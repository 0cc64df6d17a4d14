"""The measures that a board answers for, and which of them are off target: the same numbers as everybody else is shown.

Small numbers are hidden as they are in public (`exact=False`), since papers travel further than pages do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ..measures.figures import Value, values_of
from ..measures.goals import Goal, expected_on, goal_of
from ..measures.models import Measure
from ..measures.units import spoken, target_words
from .models import Board


@dataclass(frozen=True, slots=True)
class Held:
    """A measure on a day: its value, and whether it is off target. `off` is None where nobody can say."""

    measure: Measure
    value: Value
    off: bool | None

    @property
    def shown(self) -> str:
        """The value in words."""
        if self.value.value is not None:
            return spoken(self.value.value, self.measure.unit)
        return "Hidden" if self.value.hidden else "None yet"

    @property
    def target(self) -> str:
        """What it is to reach, in words."""
        return target_words(self.measure)

    @property
    def standing(self) -> str:
        """On or off target, in a word."""
        return "Not known" if self.off is None else "Off target" if self.off else "On target"


def measures_of(board: Board, on: date) -> list[Held]:
    """The measures of the parts of the plans that a board answers for; all of the area's where it names none."""
    chosen = list(board.sections.values_list("pk", flat=True))
    if not chosen:
        return measures_held(Q(plan__area_id=board.area_id), on)
    return measures_held(Q(group__section__in=chosen) | Q(action__group__section__in=chosen), on)


def measures_held(which: Q, on: date) -> list[Held]:
    """These measures as at a day, in the order of their plans."""
    found = list(Measure.objects.filter(which, dropped_on__isnull=True).select_related("plan").prefetch_related("steps").order_by("plan__title", "position", "pk"))
    values = values_of(found, at=on, exact=False)
    return [Held(one, values[one.pk], off_target(one, values[one.pk], on)) for one in found]


def off_target(measure: Measure, value: Value, on: date) -> bool | None:
    """Whether a value is worse than the target, or before the target's day than the way to it."""
    goal = goal_of(measure)
    if goal is None or value.value is None:
        return None
    if goal.met_by(value.value):
        return False
    if goal.from_start or measure.due_on is None or measure.due_on <= on:
        return True
    level = expected_on(measure, value.on or on, [(step.on, float(step.target)) for step in measure.steps.all()])
    return None if level is None else not Goal(goal.comparator, level).met_by(value.value)


def rows(held: Iterable[Held]) -> list[tuple[str, str, str, str]]:
    """For a table: words, value, target, standing. Those off target come first."""
    order = {True: 0, None: 1, False: 2}
    return [(one.measure.words, one.shown, one.target, one.standing) for one in sorted(held, key=lambda each: order[each.off])]
