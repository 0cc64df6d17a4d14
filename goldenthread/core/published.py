"""What the department published of an authority, for rooms that stand beside the one that holds it: they do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

#: Given an authority's number and a year, the published counts of that year by name (`COUNTS`); what is not published is left out.
Tells = Callable[[str, int], Mapping[str, float]]
_tells: list[Tells] = []

#: Counts that can be asked for: plans in January of the year after, and what happened in the year.
COUNTS = ("plans", "requests", "refused", "new_plans", "ended", "in_20_weeks", "issued_unexcepted")


def told_by(find: Tells) -> Tells:
    """Register the room that holds published figures. Called once at start."""
    _tells.append(find)
    return find


def published(la_code: str, year: int) -> Mapping[str, float]:
    """The published counts of a calendar year, by name; none where nothing is held of that authority or year."""
    return {name: value for find in _tells for name, value in find(la_code, year).items()}
