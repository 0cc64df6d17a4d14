"""Pages of indicators: the list, one that explains itself, the children behind it, and its numbers as a file."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.listing import Listing
from goldenthread.people.models import Child

from ..beside import beside
from ..checking.held import marks_of
from ..dashboards.entrance import Place, place_of
from ..drawn import of_figures
from ..meetings.flags import flags_of
from ..meetings.policies import areas_of
from ..meetings.reading import beside as beside_actions
from . import telling
from .asking import THEN, Question, question_of
from .bases import BASES
from .behind import behind, same
from .declared import Figure, Indicator
from .dimensions import DIMENSIONS
from .figures import figures, month_ends, statement
from .guard import guarded, month_end_for
from .kept import as_counted, held
from .library import DOMAINS, LIBRARY
from .snapshots import counted_at as months_counted_at
from .snapshots import histories, history, keep_months, month_kept

PARTS = {"numerator": "In the numerator", "missed": "In the denominator, and not in the numerator", "denominator": "In the denominator"}
PAGE = 50


@require_safe
@needs("agg", "view")
@as_counted
def indicators(request: Any) -> HttpResponse:
    """Every indicator by domain: its value today (of the last month's end, with guarded numbers), and how it moved. As last counted
    today, or counted while the reader waits: `?count=now`, and where today's were not counted yet."""
    place = place_of(request)
    at = place.on if place.rows else month_end_for(place.on)
    checks = now.checks if (page := held()) and (now := page.generation(place.area.pk)) else 0
    drawn = of_figures(request, place, "insight/_indicators.html", lambda: _every(place, at), checks)
    return render(request, "insight/indicators.html", {"place": place, "at": at, "drawn": drawn})


def _every(place: Place, at: date) -> dict[str, Any]:
    """What the list says."""
    found = {code: guarded(one, exact=place.rows) for code, one in figures([code for code in LIBRARY if LIBRARY[code].counted], area=place.area.pk, at=at).items()}
    kept = histories(LIBRARY, area=place.area.pk, ends=month_ends(at, months=24), fresh=False)
    marks = marks_of(place.area.pk, found.values())
    return {
        "place": place, "marks": {code: each.words for code, each in marks.items()}, "counted_at": months_counted_at(place.area.pk) if kept else None,
        "domains": [(words, [_row(code, found[code], kept.get(code), place) for code in LIBRARY if code in found and LIBRARY[code].domain == domain]) for domain, words in DOMAINS.items()],
        "awaited": [(words, [each for each in LIBRARY.values() if each.domain == domain and not each.counted]) for domain, words in DOMAINS.items()],
    }  # fmt: skip


def _row(code: str, one: Figure, kept: list[Figure] | None, place: Place) -> dict[str, Any]:
    past = [guarded(each, exact=place.rows) for each in kept or []]
    return {
        "indicator": LIBRARY[code], "value": telling.headline(one), "sentence": telling.sentence(one), "trend": telling.trend(past) if past else None,
        "moved": telling.moved(past) if past else "",
    }  # fmt: skip


@require_safe
@needs("agg", "view")
@as_counted
def indicator(request: Any, code: str) -> HttpResponse:
    """One indicator: what it is, its figure, how it moved, its parts, and what is behind it."""
    asked = question_of(request, code)
    one, place = asked.indicator, asked.place
    if one.counting is None:
        return render(request, "insight/indicator_awaited.html", {"place": place, "indicator": one, "facts": _facts(one)})
    found = asked.figure()
    counted_at = page.counted_at if (page := held()) else None
    reads_sql, sees_children, may_download = _reads_sql(request), _sees_children(request, place, one), _may_download(request, place)
    return render(
        request, "insight/indicator.html",
        {
            "place": place, "indicator": one, "form": asked.form, "figure": found, "beside": beside(request, asked, found), "meetings": place.area.pk in areas_of(request.standing, "view"),
            "drawn": of_figures(request, place, "insight/_indicator_figure.html", lambda: _figure(asked, found, counted_at)),
            "about": of_figures(request, place, "insight/_indicator_about.html", lambda: _about(asked, reads_sql, sees_children, may_download), reads_sql, sees_children, may_download),
        },
    )  # fmt: skip


def _figure(asked: Question, found: Figure, counted_at: datetime | None) -> dict[str, Any]:
    """What the page says of the figure."""
    place, one = asked.place, asked.indicator
    past = _past(asked, found, counted_at)
    headings, rows = telling.table_of_parts(found) if found.parts else ([], [])
    return {
        "place": place, "indicator": one, "form": asked.form, "figure": found, "headline": telling.headline(found), "sentence": telling.sentence(found),
        "history": telling.history_chart(past), "parts": telling.parts_chart(found) if found.parts else None, "headings": headings, "rows": rows,
    }  # fmt: skip


def _past(asked: Question, found: Figure, counted_at: datetime | None) -> list[Figure]:
    """How it moved. Where the last of the months was counted before the figure and says another number, all months are counted again,
    for every page."""
    code, area, exact = asked.indicator.code, asked.place.area, asked.place.rows
    comparable = counted_at and found.at < asked.place.on and asked.known is None and not asked.over
    month = month_kept(code, area=area.pk, at=found.at) if comparable else None
    if month and counted_at and month[1] < counted_at and not same(guarded(month[0], exact=exact), found):
        keep_months(area, asked.place.on)
    return [guarded(each, exact=exact) for each in history(code, area=area.pk, at=asked.at)]


def _about(asked: Question, reads_sql: bool, sees_children: bool, may_download: bool) -> dict[str, Any]:  # noqa: FBT001 - as they are asked
    """What the page says of the indicator, and where it leads."""
    one = asked.indicator
    return {
        "indicator": one, "facts": _facts(one), "sql": telling.readable(statement(one, asked.by)) if reads_sql else "", "links": _drill(asked) if sees_children else [],
        "may_download": may_download, "here": _query(asked),
    }  # fmt: skip


@require_safe
@needs("agg", "export")
@as_counted
def download(request: Any, code: str) -> HttpResponse:
    """Exactly what the page shows, as comma-separated values."""
    asked = question_of(request, code)
    one, place = asked.indicator, asked.place
    if one.counting is None or not _may_download(request, place):
        raise Http404("There is nothing to take away here.")
    found = asked.figure()
    past = _past(asked, found, page.counted_at if (page := held()) else None)
    out = StringIO()
    write = csv.writer(out).writerow
    write(["Code", "Indicator", "Area", "As at", "From", "To", "Counting", "Part of", "Part", "Numerator", "Denominator", "Value", "Unit"])
    counting = "what was known then" if asked.known else "what is known now"

    def line(each: Figure, of: str, part: str, up: int | None, down: int | None, value: float | None) -> None:
        hidden = each.hidden
        write([
            one.code, one.name, place.area.name, each.at.isoformat(), each.window.since.isoformat(), each.window.until.isoformat(), counting, of, _words(part),
            _cell(up, hidden=hidden), _cell(down, hidden=hidden and bool(one.denominator)), _cell(value, hidden=hidden and each.complete and down != 0), one.unit,
        ])  # fmt: skip

    line(found, "The figure", "All", found.numerator, found.denominator, found.value)
    for part in found.parts:
        line(found, DIMENSIONS[found.by].heading if found.by in DIMENSIONS else str(found.by).capitalize(), part.label, part.numerator, part.denominator, part.value)
    counting = "what is known now"
    for each in past:
        line(each, "History", "All", each.numerator, each.denominator, each.value)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{one.code}-{place.area.code}-{asked.at.isoformat()}.csv"'
    return response


@require_safe
@needs("ident", "list")
def children(request: Any, code: str) -> HttpResponse:
    """The children behind a figure with what a meeting wants to know of each and what is to be done, for those who may open their
    records. Each page shown is in the reading log."""
    asked = question_of(request, code)
    place, one = asked.place, asked.indicator
    if not _sees_children(request, place, one):
        raise Http404("There is nobody to show here.")
    part = request.GET.get("part") if request.GET.get("part") in PARTS else "numerator"
    found = behind(code, area=place.area.pk, at=asked.at, part=part, known=asked.known, window=asked.window)
    may_know = Child.objects.visible_to(request.standing, place.on).filter(area=place.area, id__any=found.children).order_by("surname", "forename", "pk")
    listing = Listing.of(request)
    total = may_know.count()
    last = max(1, -(-total // PAGE))
    page = min(max(_whole(request.GET.get("page")), 1), last)
    shown = list(may_know.only("pk", "forename", "surname", "reference", "date_of_birth", "area_id", "closed_list_on")[(page - 1) * PAGE : page * PAGE])
    about, of_none = beside_actions(request.standing, place.area, code, shown)
    readings.read(request, page="insight.indicator_children", children=shown, scope="area", reason=f"{one.code}: {PARTS[part].lower()}")
    tabs = [{"text": words, "href": listing.href(part=key), "current": key == part} for key, words in PARTS.items() if key == "numerator" or one.denominator]
    return render(
        request, "insight/indicator_children.html",
        {
            "place": place, "indicator": one, "children": shown, "total": total, "tabs_of": tabs, "words": PARTS[part], "back": _query(asked), "asked": asked,
            "said": telling.behind(found, exact=place.rows), "steps": listing.pages(page, last) if last > 1 else None, "today": place.on,
            "flags": flags_of(request.standing, shown, place.on), "about": about, "of_none": of_none, "may_note": place.area.pk in areas_of(request.standing, "create"),
            "note_href": f"{reverse('insight:note_scrutiny', args=[code])}?{urlencode({'area': place.area.code, 'at': asked.at.isoformat()})}",
        },
    )  # fmt: skip


def _whole(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 6 else 1


def _words(text: str) -> str:
    """A name as a file has it: one that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") and text else text


def _cell(value: int | float | None, *, hidden: bool) -> str:
    """A number as a file has it; a hidden one is a star and not an empty cell."""
    if value is None:
        return telling.HIDDEN if hidden else ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _sees_children(request: Any, place: Place, one: Indicator) -> bool:
    """Whoever may list the children of this area, and sees its true numbers; nobody where no child hangs from the thing."""
    may_list = place.area.pk in request.standing.areas_where("ident", "list")
    return bool(place.rows and may_list and one.counting and BASES[one.counting.base].child)


def _may_download(request: Any, place: Place) -> bool:
    return place.area.pk in request.standing.areas_where("agg", "export", frozenset({"area", "agg"}))


def _reads_sql(request: Any) -> bool:
    """Analysts, and those who run the service: whoever may take figures away for an area."""
    return bool({"analyst", "team_manager", "head_of_send"} & set(request.standing.roles))


def _query(asked: Question) -> str:
    """What the page was asked, as the end of an address."""
    kept = {"area": asked.place.area.code, "at": asked.at.isoformat(), "by": asked.by or "", "over": asked.over, "known": THEN if asked.known else ""}
    return urlencode({name: value for name, value in kept.items() if value or name == "by"})


def _drill(asked: Question) -> list[dict[str, str]]:
    parts = ["numerator", "missed"] if asked.indicator.denominator and not asked.indicator.parts_of_whole else ["numerator"]
    said = {"numerator": f"{PARTS['numerator']}: {asked.indicator.numerator[0].lower()}{asked.indicator.numerator[1:]}", "missed": PARTS["missed"]}
    return [{"text": said[part], "query": f"{_query(asked)}&part={part}"} for part in parts]


def _facts(one: Indicator) -> list[dict[str, str]]:
    """What an indicator says of itself."""
    periods = {"as at": "One day", "calendar year": "The calendar year, up to the day", "12 months": "The 12 months up to the day", "month": "The month, up to the day"}
    rows = [
        ("Code", one.code), ("What it means", one.definition), ("Numerator", one.numerator), ("Denominator", one.denominator or "None: it is a number of things"),
        ("Counted over", periods.get(one.period, one.period.capitalize())), ("Which way is better", telling.GOOD[one.good]), ("Source", one.source), ("Answers for it", one.owner),
        ("Published as", _published(one)), ("To know", one.caveat),
    ]  # fmt: skip
    return [{"key": key, "value": value} for key, value in rows if value]


def _published(one: Indicator) -> str:
    if one.counterpart is None:
        return ""
    under = f", of {one.counterpart.denominator}" if one.counterpart.denominator else ""
    return f"{one.counterpart.file}: {one.counterpart.numerator}{under}"
