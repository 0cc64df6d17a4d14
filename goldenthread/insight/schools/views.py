"""Pages of what schools and the area gave: needs beside England, sessions missed by month, and young people in no education or work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Series, bar_chart, line_chart
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation

from ..benchmarks.comparing import Published
from ..dashboards.entrance import Place
from ..dashboards.words import number_column
from ..guarding import Guard
from ..pictures import NEEDS
from ..pupils.models import STATUSES
from . import actions, neet
from .absence import PHASES, Missed, absence
from .days import census_days, census_words, month_short, month_words, newest_months
from .forms import BaseYearForm
from .needs import (
    Beside,
    Counts,
    Profile,
    added,
    england_plans,
    england_support,
    plans_on,
    profile,
    support_days,
    support_on,
)
from .policies import gives_for_area, reader_of
from .reading import STATUS_WORDS

#: How many schools a page shows, and how many needs are drawn.
SCHOOLS, DRAWN = 50, 6
#: How many Januaries of plans may be looked at, and how many months of absence a page shows.
YEARS, MONTHS = 4, 24
OF = {"support": "Pupils with SEN Support", "plan": "Children and young people with a plan"}


@require_safe
@needs("agg", "view")
def needs_by_year(request: Any) -> HttpResponse:
    """Needs of one school or all, of one census, beside England and the year before; and one need across schools."""
    place = reader_of(request)
    of = request.GET.get("of") if request.GET.get("of") in OF else "support"
    assert of is not None
    days = (
        support_days(place.area)
        if of == "support"
        else [
            day for year in range(place.on.year, place.on.year - YEARS, -1) if (day := census_days(year)[0]) <= place.on
        ]
    )
    asked = next(
        (day for day in days if day.isoformat() == request.GET.get("at")),
        next((day for day in days if day.month == 1), days[0] if days else None),
    )
    context: dict[str, Any] = {
        "place": place,
        "of": of,
        "kinds": OF,
        "days": [(day.isoformat(), census_words(day)) for day in days],
        "asked": asked.isoformat() if asked else "",
        "exact": place.guard.open_rows,
        "gives": gives_for_area(request.standing, place.area.pk),
        "guard": place.guard,
    }
    if asked is None:
        return render(request, "insight/schools/needs.html", {**context, "profile": None, "schools": []})
    then = _year_before(asked)
    counts, on_roll = _counted(place, of, [asked, then])
    held = Published()
    england, england_then = (
        england_support(day) if of == "support" else england_plans(day, held) for day in (asked, then)
    )
    names = (
        dict(Organisation.objects.filter(pk__in=counts[asked].keys()).order_by("name", "pk").values_list("pk", "name"))
        if place.guard.open_rows
        else {}
    )
    school = _asked_school(request, names)
    here, before = (counts[day].get(school, {}) if school else added(counts[day]) for day in (asked, then))
    found = profile(here, before, england.shares, england_then.shares, place.guard)
    need = (
        request.GET.get("need") if request.GET.get("need") in NEEDS else next((line.need for line in found.lines), "")
    )
    assert need is not None
    said = _said(found, england, names.get(school, place.area.name), asked)
    return render(
        request, "insight/schools/needs.html",
        {
            **context, "profile": found, "said": said, "england": england, "chart": _beside(found, names.get(school, place.area.name), said), "rows": _lines(found, england, bool(before)),
            "columns": ["Primary need", *(number_column(words) for words in ("Number", "Share here", "England", "Apart, percentage points", "A year before")), "To England"],
            "schools": [(f"{pk}", name) for pk, name in names.items()], "school": f"{school}" if school else "", "need": need, "needs": NEEDS, "gave": len(counts[asked]), "on_roll": sum(on_roll.values()) if not school else on_roll.get(school),
            **({} if school or not names else _across(request, counts[asked], counts[then], names, need, england)), "census": census_words(asked),
        },
    )  # fmt: skip


def _year_before(day: date) -> date:
    """The same census a year before."""
    return census_days(day.year - 1)[{1: 0, 5: 1, 10: 2}[day.month]]


def _counted(place: Place, of: str, days: list[date]) -> tuple[dict[date, dict[int, Counts]], dict[int, int]]:
    """By day and school, how many of each need; and who is on roll on the first of the days."""
    if of == "plan":
        return plans_on(place.area, days), {}
    held = support_on(place.area, days)
    return {day: {school: row.needs for school, row in rows.items()} for day, rows in held.items()}, {
        school: row.on_roll for school, row in held[days[0]].items()
    }


def _asked_school(request: Any, names: dict[int, str]) -> int:
    said = request.GET.get("school", "")
    chosen = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    if said and chosen not in names:
        raise Http404("No such school gave counts that are yours to see.")
    return chosen


def _lines(found: Profile, england: Beside, before: bool) -> list[list[str]]:
    return [
        [NEEDS[line.need], _number(line.pupils), _percent(line.share), _percent(line.england) if england.year else "–", _points(line.apart), _points(line.before) if before else "–", line.moved]
        for line in found.lines
    ]  # fmt: skip


def _said(found: Profile, england: Beside, name: str, day: date) -> str:
    if not found.whole:
        return (
            f"Nobody was counted in {name} on {day.day} {day:%B %Y}."
            if found.whole == 0
            else "Too few were counted to say more."
        )
    known = [line for line in found.lines if line.apart is not None]
    words = f"{_number(found.whole)} were counted in {name} on {day.day} {day:%B %Y}."
    if not known:
        return words + ("" if england.year else " Nothing is published of England to set beside it.")
    most, least = max(known, key=lambda line: line.apart or 0), min(known, key=lambda line: line.apart or 0)
    words += f" Farthest above England ({england.year}) is {_called(most.need)}, {_points(most.apart)} points; farthest below is {_called(least.need)}, {_points(least.apart)}."
    nearer = [line for line in known if line.moved == "Nearer"]
    moved = [line for line in known if line.moved != "–"]
    return words + (f" {len(nearer)} of {len(moved)} needs came nearer to England in the year." if moved else "")


def _called(need: str) -> str:
    return f"{NEEDS[need][0].lower()}{NEEDS[need][1:]}"


def _beside(found: Profile, name: str, said: str) -> Any:
    """The commonest needs, as many as a telephone has room to name."""
    shown = [line for line in found.lines if line.share is not None][:DRAWN]
    return bar_chart(
        identity="needs", title="The commonest primary needs, here and in England", heading="Primary need", labels=[NEEDS[line.need] for line in shown], unit="%", whole=False, sentence=said,
        series=[Series(name if len(name) < 40 else "Here", [line.share for line in shown]), Series("England", [line.england for line in shown])],
    ) if shown else None  # fmt: skip


def _across(
    request: Any, now: dict[int, Counts], then: dict[int, Counts], names: dict[int, str], need: str, england: Beside
) -> dict[str, Any]:
    """One need at every school, the farthest from England first. Only for who sees numbers as they are."""
    there = england.shares.get(need)
    found = []
    for school, name in names.items():
        counts, before = now[school], then.get(school, {})
        whole = sum(counts.values())
        share = round(100 * counts.get(need, 0) / whole, 1) if whole else None
        apart = round(share - there, 1) if share is not None and there is not None else None
        found.append(
            (
                apart is None,
                -(apart or 0),
                name,
                school,
                whole,
                counts.get(need, 0),
                share,
                apart,
                sum(before.values()),
                before.get(need, 0),
            )
        )
    page = Paginator(sorted(found), SCHOOLS).get_page(request.GET.get("page"))
    rows = [
        (
            (f"{school}", name),
            [
                f"{whole:,}",
                f"{number:,}",
                _percent(share),
                _points(apart),
                f"{number_then:,} of {whole_then:,}" if whole_then else "–",
            ],
        )
        for _, _, name, school, whole, number, share, apart, whole_then, number_then in page
    ]
    return {
        "across": rows, "across_columns": ["School", *(number_column(words) for words in ("All", NEEDS[need], "Share", "Apart from England, percentage points", "A year before"))],
        "steps": Listing.of(request).pages(page.number, page.paginator.num_pages) if page.paginator.num_pages > 1 else None,
    }  # fmt: skip


@require_safe
@needs("agg", "view")
def absence_by_month(request: Any) -> HttpResponse:
    """Sessions missed, month by month, of one phase or all, by SEN status."""
    place = reader_of(request)
    months = list(reversed(newest_months(place.on, MONTHS)))
    phase = request.GET.get("phase", "")
    if phase not in ("", *PHASES):
        raise Http404("There is no such phase.")
    found = absence(place.area, months, phase)
    guard = place.guard
    given = [month for month in months if any(each.possible for each in found.months[month].values())]
    series = [
        Series(words, [found.months[month][status].rate(guard) for month in given])
        for status, words in STATUS_WORDS.items()
    ]
    said = _said_absence(found.months, given, guard, PHASES[phase].lower() if phase else "")
    return render(
        request, "insight/schools/absence.html",
        {
            "place": place, "phase": phase, "phases": [("", "All phases"), *((each, PHASES[each]) for each in found.phases)], "said": said, "given": bool(given), "gives": gives_for_area(request.standing, place.area.pk), "guard": guard,
            "chart": line_chart(identity="absence", title="Sessions missed, by SEN status", labels=[month_short(month) for month in given], series=series, unit="%", whole=False, sentence=said) if given else None,
            "columns": ["Month", number_column("Schools"), *(number_column(STATUS_WORDS[status]) for status in STATUS_WORDS)],
            "rows": [[month_words(month), f"{max(each.schools for each in found.months[month].values()):,}", *(_missed(found.months[month][status], guard) for status in STATUS_WORDS)] for month in reversed(given)],
            "parts": [[month_words(month), *(_percent(found.months[month][status].rate(guard, which)) if not found.months[month][status].hidden(guard) else "*" for status in STATUS_WORDS for which in ("authorised", "unauthorised"))] for month in reversed(given)],
            "part_columns": ["Month", *(number_column(f"{STATUS_WORDS[status]}: {which}") for status in STATUS_WORDS for which in ("authorised", "unauthorised"))],
            "often": [[month_words(month), *(_often(found.months[month][status], guard) for status in STATUS_WORDS)] for month in reversed(given)],
            "often_columns": ["Month", *(number_column(STATUS_WORDS[status]) for status in STATUS_WORDS)],
        },
    )  # fmt: skip


def _missed(each: Missed, guard: Guard) -> str:
    return "*" if each.hidden(guard) else _percent(each.rate(guard))


def _often(each: Missed, guard: Guard) -> str:
    """Pupils who missed a tenth or more, of those of whom it was said."""
    if not each.often_of:
        return "–"
    share, number = guard.percent(each.often, each.often_of), guard.number(each.often)
    return f"{_number(number)} ({_percent(share)})" if share is not None and number is not None else _number(number)


def _said_absence(found: dict[date, dict[str, Missed]], given: list[date], guard: Guard, phase: str) -> str:
    if not given:
        return "No school has given its sessions yet."
    newest = given[-1]
    rates = {status: found[newest][status].rate(guard) for status in STATUS_WORDS}
    told = [
        f"{_percent(rate)} by {dict(STATUSES)[status][0].lower()}{dict(STATUSES)[status][1:]}"
        for status, rate in rates.items()
        if rate is not None
    ]
    if not told:
        return f"Too few pupils were counted in {month_words(newest)} to say."
    words = f"In {month_words(newest)}, {', '.join(told[:-1])}{' and ' if len(told) > 1 else ''}{told[-1]} of sessions possible were missed{f' in {phase} schools' if phase else ''}."
    year_ago = next((month for month in given if (month.year, month.month) == (newest.year - 1, newest.month)), None)
    for status in ("plan", "support"):
        now, then = rates[status], found[year_ago][status].rate(guard) if year_ago else None
        if year_ago and now is not None and then is not None:
            way = (
                "as a year before"
                if now == then
                else f"{'more' if now > then else 'less'} than a year before ({_percent(then)})"
            )
            words += f" {dict(STATUSES)[status]} missed {way}."
    return words


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def young_people(request: Any) -> HttpResponse:
    """Young people in no education, work or training by year and SEN status, with the base year and whether it fell."""
    place = reader_of(request)
    gives = gives_for_area(request.standing, place.area.pk)
    held = neet.years(place.area)
    base = neet.base_year(place.area, held)
    known = sorted({each.year for of in held.values() for each in of})
    form = (
        BaseYearForm(
            request.POST if request.method == "POST" else None,
            years=[(f"{year}", f"{year}") for year in known],
            initial={"year": f"{base}"},
        )
        if gives and known
        else None
    )
    if request.method == "POST" and form is None:
        raise Http404("The base year is not yours to choose.")
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            actions.set_base_year(area=place.area, year=int(form.cleaned_data["year"]), by=request.user, on=place.on)
        except Refused as refused:
            form.add_error("year", refused.sentence)
        else:
            messages.success(request, f"The share is to fall from {form.cleaned_data['year']} on.")
            return redirect(f"{reverse('insight:young_people')}{place.query}")
    guard = place.guard
    groups = [(words, group, held[group]) for group, words in neet.GROUPS.items() if group in held]
    shares = {group: {each.year: each.share(guard) for each in of} for _, group, of in groups}
    return render(
        request, "insight/schools/young_people.html",
        {
            "place": place, "form": form, "gives": gives, "base": base, "said": [_said_neet(words, shares[group], base) for words, group, _ in groups], "guard": guard,
            "chart": line_chart(identity="neet", title="In no education, work or training, or not known", heading="Year", labels=[f"{year}" for year in known], unit="%", whole=False, series=[Series(words, [shares[group].get(year) for year in known]) for words, group, _ in groups]) if known else None,
            "tables": [(words, _neet_rows(of, shares[group], base, guard)) for words, group, of in groups],
            "columns": ["Year", *(number_column(words) for words in ("Young people", "In none", "Not known", "In none or not known")), "From the year before", f"From {base}"],
        },
    )  # fmt: skip


def _neet_rows(of: list[neet.Year], shares: dict[int, float | None], base: int | None, guard: Guard) -> list[list[str]]:
    rows = []
    for each in reversed(of):
        whole = f"{each.year}" + ("" if each.months in (0, 3) else f" ({each.months} of 3 months)")
        numbers = [_number(guard.number(round(number))) for number in (each.people, each.neet, each.unknown)]
        since = (
            "Base year"
            if each.year == base
            else neet.fell(shares[each.year], shares.get(base))
            if base and each.year > base
            else "–"
        )
        rows.append(
            [
                whole,
                *numbers,
                _percent(shares[each.year]),
                neet.fell(shares[each.year], shares.get(each.year - 1)),
                since,
            ]
        )
    return rows


def _said_neet(words: str, shares: dict[int, float | None], base: int | None) -> str:
    known = {year: share for year, share in shares.items() if share is not None}
    if not known:
        return f"{words}: too few to say."
    newest = max(known)
    said = f"{words}: {_percent(known[newest])} in {newest}"
    if base is None or base not in known or newest == base:
        return f"{said}."
    after = [year for year in sorted(known) if year > base]
    down = [year for year in after if year - 1 in known and known[year] < known[year - 1]]
    compared = [year for year in after if year - 1 in known]
    said += f", {_percent(known[base])} in {base}: it {'fell' if known[newest] < known[base] else 'did not fall'}."
    return said + (f" It fell in {len(down)} of {len(compared)} years." if compared else "")


def _number(value: int | None) -> str:
    return "*" if value is None else f"{value:,}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".removesuffix(".0") + "%"


def _points(value: float | None) -> str:
    """Percentage points, with their sign."""
    return "–" if value is None else f"{value:+.1f}".replace("-", "−")
