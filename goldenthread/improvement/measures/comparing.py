"""A measure beside what is published of England, the region and areas like this one."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.insight.benchmarks import MEASURES, Comparison, compare
from goldenthread.insight.indicators import LIBRARY

from .models import Measure


@dataclass(frozen=True)
class Beside:
    """The rows of a table (a place and its value) and a sentence for each gap. Where nothing is published `reason` says why."""

    title: str
    rows: list[list[str]]
    gaps: list[str]
    source: str
    reason: str = ""


def beside(measure: Measure, value: float | None) -> Beside | None:
    """What is published of the same thing, and how far our own value is from it; None where the measure is of nothing that
    is published."""
    indicator = LIBRARY.get(measure.indicator)
    if indicator is None or indicator.code not in MEASURES:
        return None
    alike = MEASURES[indicator.code].unit == "%" and measure.unit == Measure.Unit.PERCENT and measure.kind != Measure.Kind.CHANGE
    found = compare(indicator.code, la_code=measure.plan.area.code, own=value if alike else None)
    if found.england is None:
        return Beside("", [], [], "", found.reason or "Nothing is published of this.")
    rows = [["England", said(found.england, found.unit)]]
    if found.own is not None:
        rows.insert(0, [f"{measure.plan.area.name}, {'counted here' if alike and value is not None else 'as published'}", said(found.own, found.unit)])
    if found.region:
        rows.append([found.region.name, said(found.region.value, found.unit)])
    middle = found.neighbours_middle
    if middle is not None:
        rows.append(["The middle of ten areas like ours", said(middle, found.unit)])
    return Beside(f"Published for {found.period}", rows, gaps(found), found.source)


def gaps(found: Comparison) -> list[str]:
    """How far the area is from England and from areas like it, and which way that is."""
    told = []
    for name, other in (("England", found.england), ("the middle of ten areas like ours", found.neighbours_middle)):
        if found.own is None or other is None or found.unit == "count":
            continue
        gap = round(found.own - other, 1)
        if gap == 0:
            told.append(f"We are where {name} is.")
            continue
        way = "above" if gap > 0 else "below"
        good = "" if found.good not in ("high", "low") else ", which is better" if (gap > 0) == (found.good == "high") else ", which is worse"
        told.append(f"We are {abs(gap):g}{' percentage points' if found.unit == '%' else ' ' + found.unit} {way} {name}{good}.")
    if found.rank and found.of:
        told.append(f"Of {found.of} authorities we are at place {found.rank}, where 1 is {'the best' if found.good in ('high', 'low') else 'the highest'}.")
    return told


def said(value: float | None, unit: str) -> str:
    """A published value in words."""
    if value is None:
        return "not given"
    return f"{value:,g}%" if unit == "%" else f"{value:,g}{'' if unit == 'count' else ' ' + unit}"
