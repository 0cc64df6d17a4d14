"""Families told as stories, each showing a rule of law kept or broken. A test holds every story to what it shows."""

from __future__ import annotations

from typing import Any

from . import (  # noqa: F401 - each puts its stories in the book
    adulthood,
    agreeing,
    asking_advice,
    changes,
    disputes,
    drafts,
    names,
    panels,
    plans,
    receipt,
    requests,
    reviews,
    therapy,
)
from .teller import STORIES, Story, Teller

__all__ = ["STORIES", "Story", "Teller", "tell_all"]


def tell_all(teller: Teller) -> dict[str, Any]:
    """Every story in turn; what each was about, by name."""
    return {name: each.tell(teller) for name, each in STORIES.items()}
