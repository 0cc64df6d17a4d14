"""Who holds a child's rights on a day, as the law is read in the child's area. Nobody else asks the law without it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.law import rights as law

from .law_readings import settings_of


def holder_of(child: Any, on: date) -> law.Holder:
    """Who holds the rights on a day."""
    return law.rights_holder(child.date_of_birth, on, settings=settings_of(child.area_id))


def are_their_own(child: Any, on: date) -> bool:
    """Whether the rights are the young person's own."""
    return holder_of(child, on).who == "young_person"


def their_own_from(child: Any) -> date:
    """The first day on which the rights are the young person's own."""
    return law.young_person_from(child.date_of_birth, settings_of(child.area_id))


def age_of(child: Any, on: date) -> int:
    """How old they are, in years."""
    return law.age_on(child.date_of_birth, on, settings_of(child.area_id))
