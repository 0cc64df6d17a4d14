"""Whether a target will reliably be met, as things are: the NHS's icon of assurance, in words."""

from __future__ import annotations

from enum import StrEnum

from .xmr import XmR


class Assurance(StrEnum):
    """What the limits say of a target."""

    MET = "met"
    HIT_OR_MISS = "hit or miss"
    MISSED = "missed"
    UNKNOWN = "unknown"


def assured(chart: XmR, target: float | None, comparator: str) -> Assurance:
    """Whether what is usual lies wholly on the right side of a target ("gte", "gt", "lte", "lt", "eq"), wholly on the
    wrong one, or on both. Unknown without limits, or without a target."""
    if target is None or chart.lower is None or chart.upper is None:
        return Assurance.UNKNOWN
    low, high = chart.lower, chart.upper
    match comparator:
        case "gte":
            always, never = low >= target, high < target
        case "gt":
            always, never = low > target, high <= target
        case "lte":
            always, never = high <= target, low > target
        case "lt":
            always, never = high < target, low >= target
        case "eq":
            always, never = low == high == target, not low <= target <= high
        case _:
            return Assurance.UNKNOWN
    return Assurance.MET if always else Assurance.MISSED if never else Assurance.HIT_OR_MISS


def meets(value: float, target: float, comparator: str) -> bool | None:
    """Whether one value meets a target; None where the comparator names no level."""
    match comparator:
        case "gte":
            return value >= target
        case "gt":
            return value > target
        case "lte":
            return value <= target
        case "lt":
            return value < target
        case "eq":
            return value == target
    return None
