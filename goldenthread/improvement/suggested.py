"""What the facts suggest for a rating, where the plan's measures are kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .models import Action


@dataclass(frozen=True)
class Suggested:
    """A colour of the plan's scale, or nothing, and one sentence that says why."""

    colour: str = ""
    sentence: str = ""


def suggested_for(action: Action, at: date) -> Suggested:
    """What the facts say of an action as at a day: its date, its tasks and its measures."""
    from .measures.suggesting import suggest  # the measures lean on the plan's models; they are asked when a page is

    found = suggest(action, at)
    if not found.state or not found.reason:
        return Suggested()
    word = f"{found.word} ({found.colour})" if found.colour else found.word
    return Suggested(found.colour, f"The facts suggest: {word}. {found.reason}")
