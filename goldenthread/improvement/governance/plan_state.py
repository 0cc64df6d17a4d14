"""How far the plan's own actions are, as a board needs to know: finished, late, due, rated or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import Action, ImprovementPlan, RatingScheme, Section
from ..quarters import quarters_before
from .models import Board

#: Words of a plan's own scale that say an action is finished, where nothing beside them says that it is not.
_FINISHED = re.compile(r"(?i)\b(complete|completed|achieved|delivered|done|embedded|implemented|closed)\b")
_NOT = re.compile(r"(?i)\b(not|nearly|partly|partially|track|yet|will|expected|due|to be|incomplete)\b")


@dataclass(frozen=True, slots=True)
class Standing:
    """One action of a plan on a day. `colour` is its rating now, empty where it has none; `unrated` that the last whole quarter
    has no rating of it."""

    action: Action
    section: Section
    colour: str
    finished: bool
    late: bool
    unrated: bool

    @property
    def name(self) -> str:
        """Its reference as printed and its words."""
        return f"{self.action.reference} {self.action.words}".strip()


def plans_of(area_id: int) -> QuerySet[ImprovementPlan]:
    """The area's plans."""
    return ImprovementPlan.objects.filter(area_id=area_id)


def actions_of(board: Board, on: date) -> list[Standing]:
    """The actions of the parts of the plans that a board answers for; all of the area's where it names none."""
    chosen = list(board.sections.values_list("pk", flat=True))
    sections = Section.objects.filter(pk__in=chosen) if chosen else Section.objects.filter(plan__area_id=board.area_id)
    return standings(sections, on)


def standings(sections: QuerySet[Section], on: date) -> list[Standing]:
    """The actions of these sections, in the order of the plan. Two queries, however many actions."""
    actions = list(
        Action.objects.filter(group__section__in=sections)
        .select_related("group__section")
        .order_by("group__section__plan_id", "group__section__position", "group__position", "position")
    )
    over = finished_colours({action.group.section.plan_id for action in actions})
    quarter = list(quarters_before(on, 2))[1]
    found = []
    for action in actions:
        section = action.group.section
        finished = action.done_on is not None or (section.plan_id, action.colour) in over
        late = action.due_on is not None and action.due_on < on and action.date_state != Action.DateState.OPEN and not finished
        # A colour that came with the plan has no quarter: it stands until the first that a person gives.
        unrated = not finished and (not action.colour or (action.rated_on is not None and action.rated_on < quarter))
        found.append(Standing(action, section, action.colour, finished, late, unrated))
    return found


def finished_colours(plans: Iterable[object]) -> set[tuple[object, str]]:
    """For each plan, the colours whose words say that an action is finished. Blue is, where the plan says no words."""
    found: set[tuple[object, str]] = set()
    for one in RatingScheme.objects.filter(plan__in=list(plans)):
        said = _FINISHED.search(one.words) and not _NOT.search(one.words)
        if said or (not one.words and one.colour == "blue"):
            found.add((one.plan_id, one.colour))
    return found
