"""What somebody says of a step towards adult life."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people import helping
from goldenthread.people.policies import check_may, standing_of

from .. import pathways
from ..models import PathwayStep


@action
def say_step(*, child: Any, step: str, state: str, words: str = "", whose: str, by: Any, on: date) -> PathwayStep:
    """How far the young person is with a step: said by them, their family, or those who work with them. The newest word stands."""
    if whose == PathwayStep.Whose.TEAM:
        check_may(standing_of(by), child, "review", "update")
    elif not helping.ties_of_family(by, on).filter(child=child).exists():
        raise NotAllowed("Only the young person and the family can say this here.")
    found = pathways.BY_KEY.get(step)
    if found is None or state not in PathwayStep.State.values:
        raise Refused("Select how far it is.")
    if not pathways.begun(child, on):
        raise Refused("Preparing for adulthood begins in Year 9.")
    row, _ = PathwayStep.objects.update_or_create(
        child=child, step=step,
        defaults={"area_id": child.area_id, "theme": found.theme, "state": state, "words": words.strip(), "whose": whose, "said_on": on, "by_id": getattr(by, "pk", None)},
    )  # fmt: skip
    record("reviews.say_step", child=child, subject=row, fact={"step": step, "state": state, "whose": whose}, touches=frozenset())
    return row
