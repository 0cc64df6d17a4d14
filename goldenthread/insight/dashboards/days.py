"""The day as at which a page is asked for: any day for those who see the rows, the end of a month for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..indicators import month_end_for, month_ends
from .entrance import Place

#: How many month's ends a page offers.
OFFERED = 37


@dataclass(frozen=True, slots=True)
class Day:
    """The day that is told. `offered` are days to choose from; `refused` is a sentence where what was asked for could not be."""

    at: date
    offered: tuple[date, ...]
    refused: str = ""


def chosen_day(request: Any, place: Place) -> Day:
    """`?at=2026-08-31`. What cannot be read or lies ahead gives today, and says so; with guarded numbers, the month's end before it."""
    newest = place.on if place.rows else month_end_for(place.on)
    offered = tuple(dict.fromkeys([newest, *reversed(month_ends(place.on, months=OFFERED))]))
    typed = request.GET.get("at", "").strip()
    if not typed:
        return Day(newest, offered)
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        return Day(newest, offered, f"“{typed[:40]}” cannot be read as a day, so these are the newest figures. Choose a day from the list.")
    if asked > newest or asked.year < 2015:
        return Day(newest, offered, "There are figures from 2015 to the newest day in the list, so these are the newest. Choose a day from the list.")
    return Day(asked if place.rows else month_end_for(asked), offered)
