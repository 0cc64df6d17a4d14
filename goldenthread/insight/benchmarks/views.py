"""Pages on which an area stands beside England, its region and the authorities most like it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.form_fields.reading import long_date

from ..dashboards.entrance import Place, place_of
from ..drawn import of_figures, outside
from ..indicators.kept import as_counted
from . import told
from .comparing import Published, compare, likeness, neighbours_of
from .measures import MEASURES, Measure
from .own import figure_now, figures_now, own_figure


@require_safe
@needs("agg", "view")
@as_counted
def benchmarks(request):
    """Every indicator with its published comparison, newest year of each."""
    place = place_of(request)
    drawn = of_figures(request, place, "insight/_benchmarks.html", lambda: _every(place), outside(place.area.pk))
    return render(request, "insight/benchmarks.html", {"place": place, "drawn": drawn})


def _every(place: Place) -> dict[str, object]:
    """What the page says below its heading."""
    held = Published()
    now, at = figures_now(place)
    rows, without = [], []
    for code in MEASURES:
        found = compare(code, la_code=place.area.code, held=held)
        if found.england is None:
            without.append((found.name, found.reason))
            continue
        standing = f"{found.rank} of {found.of}" if found.rank else "–"
        rows.append((code, found, [told.amount(value, found.unit) if value is not None else "–" for value in (now.get(code), found.own, found.england, found.neighbours_middle)], standing))
    published = any(found.own is not None for _, found, _, _ in rows)
    return {"place": place, "rows": rows, "published": published, "without": without, "at": at, **_likeness(place)}


@require_safe
@needs("agg", "view")
@as_counted
def benchmark(request, code):
    """One indicator beside the others: chart, table and sentence, for a year that can be chosen."""
    place = place_of(request)
    measure = MEASURES.get(code.upper())
    part = request.GET.get("part", "")
    if measure is None or (part and part not in measure.parts):
        raise Http404("There is no such indicator.")
    drawn = of_figures(request, place, "insight/_benchmark.html", lambda: _one(place, measure, part, request.GET.get("year", "")), outside(place.area.pk))
    return render(request, "insight/benchmark.html", {"place": place, "name": measure.parts[part][0] if part else measure.name, "drawn": drawn})


def _one(place: Place, measure: Measure, part: str, year: str) -> dict[str, object]:
    """What the page of one figure says below its heading."""
    held = Published()
    newest = compare(measure.code, la_code=place.area.code, part=part, held=held)
    found = newest
    if year.isdecimal() and year.isascii() and len(year) == 4 and int(year) in newest.years:
        found = compare(measure.code, la_code=place.area.code, part=part, period=int(year), held=held)
    mine = own_figure(measure.code, place, found.year) if not part and found.england is not None else None
    here = ""
    if found.published is None and not part and found.england is not None:
        now = (mine, None) if mine is not None else figure_now(measure.code, place)
        if now is not None:
            found = compare(measure.code, la_code=place.area.code, period=found.year, own=now[0], held=held)
            here = ", counted from the record here" + (f" as at {long_date(now[1])}" if now[1] else " for the same period")
    by_year = {each: compare(measure.code, la_code=place.area.code, part=part, period=each, held=held) for each in newest.years}
    said = told.sentence(found, place.area.name, here=here)
    return {
        "place": place,
        "measure": measure,
        "found": found,
        "said": said,
        "mine": None if mine is None or here else told.amount(mine, found.unit),
        "chart": told.picture(found, place.area.name, said) if found.england is not None else None,
        "years_chart": told.over_the_years(by_year, place.area.name),
        "parts": [{"value": "", "text": measure.name}, *({"value": each, "text": words} for each, (words, _) in measure.parts.items())] if measure.parts else [],
        "part": part,
        **_likeness(place),
    }


def _likeness(place: Place) -> dict[str, object]:
    """Which authorities are the statistical neighbours, and whose they are for an invented area."""
    code = place.area.code
    return {"neighbours": [name for _, name in neighbours_of(code)], "borrowed": likeness(code) != code}
