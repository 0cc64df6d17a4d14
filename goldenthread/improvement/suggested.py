"""What the facts suggest for a rating, where the plan's measures are kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .models import Action, ActionGroup, Milestone


@dataclass(frozen=True)
class Suggested:
    """A colour of the plan's scale, or nothing, and one sentence that says why."""

    colour: str = ""
    sentence: str = ""


def suggested_for(of: Action | ActionGroup | Milestone, at: date) -> Suggested:
    """What the facts say as at a day: of an action its date, its tasks and its measures; of a group the worst of its actions;
    of a milestone whether it was reached in its time."""
    from .measures import suggesting  # the measures lean on the plan's models; they are asked when a page is

    match of:
        case ActionGroup():
            found = suggesting.suggest_together(of, at)
        case Milestone():
            found = suggesting.suggest_of_milestone(of, at)
        case _:
            found = suggesting.suggest(of, at)
    if not found.state or not found.reason:
        return Suggested()
    word = f"{found.word} ({found.colour})" if found.colour else found.word
    return Suggested(found.colour, f"The facts suggest: {word}. {found.reason}")
