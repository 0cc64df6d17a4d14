"""The cases and stories behind a measure, as one reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.insight.guarding import LEAST_BASE, SMALL

from .models import Measure, MeasureEvidence

FEW = "Too few cases to show how many were as they should be."


@dataclass(frozen=True)
class Shown:
    """One piece of evidence, and what it counts in a sentence."""

    of: MeasureEvidence
    counted: str


def evidence_of(measure: Measure, *, at: date, exact: bool) -> list[Shown]:
    """What was put with a measure up to a day and not taken back, the newest first. Two questions."""
    found = measure.evidence.filter(on__lte=at, taken_back_on=None).prefetch_related("papers__file")
    return [Shown(each, counted(each, exact=exact)) for each in found]


def counted(one: MeasureEvidence, *, exact: bool) -> str:
    """What a sample counts; nothing for a story. Few are hidden from those without a right to the rows, as elsewhere."""
    if one.looked_at is None or one.held is None:
        return ""
    not_held = one.looked_at - one.held
    if not exact and (one.looked_at < LEAST_BASE or 0 < one.held <= SMALL or 0 < not_held <= SMALL):
        return FEW
    return f"{one.held:,} of {one.looked_at:,} were as they should be ({round(100 * one.held / one.looked_at):g}%)."
