"""A saved plan as its own grid: only the columns that it has, in the order of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .models import ImprovementPlan, Rating

#: The design system's tags nearest to a plan's colours; the colour is always written too.
TAGS = {"blue": "blue", "green": "green", "amber": "yellow", "yellow": "yellow", "red": "red", "pink": "pink", "purple": "purple", "grey": "grey", "white": "grey"}


@dataclass(frozen=True)
class Colour:
    """A rating as it is shown: a word on its colour, and what the plan means by it."""

    word: str
    tag: str
    meaning: str
    period: str = ""


@dataclass(frozen=True)
class Grid:
    """Which columns the plan has and its scale. `together` says that no group has several actions, so that a section is one
    table, as in plans of focus areas."""

    columns: tuple[str, ...]
    together: bool
    scale: tuple[Colour, ...]
    meaning: dict[str, str]

    def ratings(self, of: Any) -> list[Colour]:
        """The ratings of an action or a group, with those not given yet."""
        return [self._shown(rating) for rating in of.ratings.all()]

    def _shown(self, rating: Rating) -> Colour:
        if not rating.colour:
            return Colour(rating.printed or "Not rated yet", "grey", "", rating.period)
        return Colour(rating.colour.capitalize(), TAGS[rating.colour], self.meaning.get(rating.colour, ""), rating.period)


def grid_of(plan: ImprovementPlan) -> Grid:
    """The grid of a plan whose parts are at hand."""
    groups = [group for section in plan.sections.all() for group in section.groups.all()]
    actions = [action for group in groups for action in group.actions.all()]
    kinds = {one.kind for action in actions for one in action.evidence.all()}
    has = {
        "owner": any(action.owner for action in actions),
        "contributors": any(action.contributors for action in actions),
        "date": any(action.date_printed for action in actions),
        "milestones": any(action.milestones.all() for action in actions),
        "evidence": bool(kinds & {"evidence", "update"}),
        "measure": bool(kinds & {"measure", "outcome"}),
        "rating": any(action.ratings.all() for action in actions),
    }
    meaning = {step.colour: step.words for step in plan.scheme.all()}
    scale = tuple(Colour(colour.capitalize(), TAGS.get(colour, "grey"), words) for colour, words in meaning.items())
    together = all(len(group.actions.all()) <= 1 and not group.ratings.all() and not group.evidence.all() for group in groups)
    return Grid(tuple(name for name, there in has.items() if there), together, scale, meaning)
