"""Parts of pages that figures alone make up, drawn once for each count of today's figures and kept by the process that drew them.

A part is kept under all that it depends on: which count of the area's figures it shows, the area and its name, the day, whether
the reader sees true numbers, the language, and whatever else the page names. A page still looks up its reader, their rights
and which count is the newest before anything that is kept is shown.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from typing import Any

from django.template.loader import get_template
from markupsafe import Markup

from goldenthread.core import languages
from goldenthread.core.prepared import prepared_cursor

from .dashboards.entrance import Place
from .indicators.kept import held

#: Bytes of parts that one process keeps, compressed; those that were shown longest ago go first.
MOST = 1_000_000
#: What somebody typed into an address is part of what a page depends on; a longer one is drawn each time.
LONGEST = 200

_Kept = tuple[bytes, datetime | None]


class _Shelf:
    """What is kept, the newest used last."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.parts: OrderedDict[Hashable, _Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable) -> _Kept | None:
        with self.lock:
            if found := self.parts.get(key):
                self.parts.move_to_end(key)
            return found

    def put(self, key: Hashable, part: _Kept) -> None:
        with self.lock:
            if before := self.parts.pop(key, None):
                self.size -= len(before[0])
            self.parts[key] = part
            self.size += len(part[0])
            while self.size > self.most:
                _, (gone, _) = self.parts.popitem(last=False)
                self.size -= len(gone)


_SHELF = _Shelf(MOST)


_OUTSIDE = """
SELECT (SELECT string_agg(f.id::text, ',' ORDER BY f.id) FROM insight_publishedfile f),
       (SELECT sum(hash_record_extended(o, 0))::text FROM insight_officialfigure o WHERE o.area_id = %(area)s::bigint),
       (SELECT string_agg(DISTINCT u.name, ',') FROM insight_officialfigure o JOIN access_user u ON u.id = o.checked_by_id WHERE o.area_id = %(area)s::bigint),
       (SELECT value::text FROM core_areasetting WHERE name = 'insight.tiles')
"""


def outside(area: int) -> tuple[str | None, ...]:
    """What pages show besides figures that are counted here, as a state that is another once any of it changes: which files of the
    department are held, the official figures of the area and who checked them, and how its districts lie."""
    with prepared_cursor() as cursor:
        cursor.execute(_OUTSIDE, {"area": area})
        return tuple(cursor.fetchone())


def of_figures(request: Any, place: Place, template: str, make: Callable[[], dict[str, Any]], *besides: Hashable) -> Markup:
    """A template with what `make` says, which follows from the figures of the area as last counted, from what the address asks, and
    from `besides`. Drawn each time where figures are counted anew."""
    one = held()
    generation = one.generation(place.area.pk) if one else None
    return of_state(request, place, template, make, generation.number, *besides) if generation else draw(template, make())


def of_state(request: Any, place: Place, template: str, make: Callable[[], dict[str, Any]], *state: Hashable) -> Markup:
    """The same where what `make` says follows from a state of the area's facts that is another once they change."""
    asked = request.META.get("QUERY_STRING", "")
    if len(asked) > LONGEST:
        return draw(template, make())
    area, one = place.area, held()
    key = (template, area.pk, area.code, area.name, place.on, place.rows, place.guard, languages.tongue(), request.path, asked, state)
    if kept := _SHELF.get(key):
        drawn, counted_at = kept
        if one and counted_at:
            one.took(counted_at)
        return Markup(zlib.decompress(drawn).decode())  # noqa: S704 - drawn by a template that escapes
    before = one.counted_at if one else None
    if one:
        one.counted_at = None
    made = draw(template, make())
    _SHELF.put(key, (zlib.compress(made.encode(), 3), one.counted_at if one else None))
    if one and before:
        one.took(before)
    return made


def draw(template: str, context: dict[str, Any]) -> Markup:
    """A part of a page, drawn now."""
    return Markup(get_template(template).render(context))  # noqa: S704 - drawn by a template that escapes
