"""The balanced scorecard of an area's services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from ..checking.held import Mark, marks_of
from ..dashboards import told
from ..dashboards.entrance import place_of
from ..dashboards.words import number_column
from ..indicators import LIBRARY, Figure, month_end_for
from ..indicators.kept import as_counted
from .services import KINDS, SERVICES

COLUMNS = ["Indicator", "Kind", number_column("Now"), number_column("A year before"), number_column("Change"), "Which is"]


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a service: its kind, its words, and who checked it."""

    kind: str
    code: str
    name: str
    cells: tuple[str, ...]
    way: str
    checked: str = ""


@require_safe
@needs("agg", "view")
@as_counted
def scorecard(request: Any) -> HttpResponse:
    """Each service with its indicators of three kinds, over the twelve months to the newest month's end, beside the year before."""
    place = place_of(request)
    codes = list(dict.fromkeys(code for service in SERVICES for kind in KINDS for code in service.of(kind)))
    found = told.over_time(codes, place)
    marks = marks_of(place.area.pk, [each[-1] for each in found.values()])
    services = []
    for service in SERVICES:
        lines = [_line(kind, code, found[code], marks.get(code)) for kind in KINDS for code in service.of(kind) if code in found]
        absent = [words.lower() for kind, words in KINDS.items() if not any(line.kind == KINDS[kind] for line in lines)]
        services.append((service.name, lines, absent, _said(lines)))
    return render(request, "insight/scorecard.html", {"place": place, "at": month_end_for(place.on), "columns": COLUMNS, "services": services})


def _line(kind: str, code: str, figures: list[Figure], mark: Mark | None) -> Line:
    now, before = figures[-1], figures[0]
    way = told.direction(now, before)
    return Line(KINDS[kind], code, LIBRARY[code].name, (told.words(now), told.words(before), told.change(now, before)), way or "–", mark.words if mark else "")


def _said(lines: list[Line]) -> str:
    """How many of a service's indicators are better than a year before, and how many worse."""
    better, worse = (sum(line.way == way for line in lines) for way in ("better", "worse"))
    if not better and not worse:
        return "None of them can be said to be better or worse than a year before."
    return f"{better} {'is' if better == 1 else 'are'} better than a year before, {worse} {'is' if worse == 1 else 'are'} worse."
