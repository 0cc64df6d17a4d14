"""Whose dashboards somebody may open, of which area, and whether they see the numbers as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.http import Http404

from goldenthread.core.prepared import prepared_cursor
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
    chosen = _first(standing.areas_where("agg", "view", OF_AN_AREA), request.GET.get("area"))
    if chosen is None:
        raise Http404("No area of yours has that number.")
    rows = chosen.pk in standing.areas_where("agg", "view")
    return Place(chosen, standing.on, Guard(open_rows=rows), rows)


_COLUMNS = [field.attname for field in Area._meta.concrete_fields]
_FIRST = f"""
SELECT {", ".join(f'"{name}"' for name in _COLUMNS)} FROM people_area
 WHERE id = ANY (%(theirs)s::bigint[]) AND (%(code)s::text IS NULL OR code = %(code)s::text) ORDER BY name LIMIT 1
"""


def _first(theirs: Iterable[int], code: str | None) -> Area | None:
    """The first of these areas by its name, or the one of them with this number."""
    if code is not None and "\0" in code:
        return None
    with prepared_cursor() as cursor:
        cursor.execute(_FIRST, {"theirs": list(theirs), "code": code})
        found = cursor.fetchone()
    return Area.from_db(DEFAULT_DB_ALIAS, _COLUMNS, found) if found else None
