"""Whose dashboards somebody may open, of which area, and whether they see the numbers as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from goldenthread.people.models import Area

from ..guarding import Guard

#: Scopes that reach an area's totals. One's own organisation's, or what is published, are other pages.
OF_AN_AREA = frozenset({"area", "agg"})


@dataclass(frozen=True)
class Place:
    """The area looked at, on a day. `guard` says how numbers are shown; `rows` whether the children behind them may be opened."""

    area: Area
    on: date
    guard: Guard
    rows: bool

    @property
    def query(self) -> str:
        """What a link to another page of the same area ends with."""
        return f"?area={self.area.code}"


def place_of(request: Any) -> Place:
    """The area that was asked for, or the first of the reader's own. 404 for one that is not theirs."""
    standing = request.standing
    places = Area.objects.filter(pk__in=standing.areas_where("agg", "view", OF_AN_AREA))
    chosen = places.filter(code=request.GET["area"]).first() if "area" in request.GET else places.first()
    if chosen is None:
        raise Http404("No area of yours has that number.")
    rows = chosen.pk in standing.areas_where("agg", "view")
    return Place(chosen, standing.on, Guard(open_rows=rows), rows)
