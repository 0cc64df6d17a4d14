"""The measures that an area's plan holds: each with its words, its target and where its value comes from.

    measures.figures.values_of(measures, at=day, exact=…)     the one place where a value comes from
    measures.trend.trend_of(measure, at=day, exact=…)         with what was before and what is likely
    measures.suggest(action, day)                             a rating suggested from facts, with its reason
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .suggesting import Suggestion


def suggest(action: Any, at: date, *, exact: bool = False) -> Suggestion:
    """What the facts say of an action as at a day. Brought in when it is asked, since the models come before it."""
    from . import suggesting

    return suggesting.suggest(action, at, exact=exact)
