"""Pages on which schools and the area give their counts: what was given, the forms, and the file of many schools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused

from ..dashboards.words import number_column
from ..pictures import NEEDS
from ..services.sheets import KINDS as FILE_KINDS
from ..services.sheets import as_file
from . import actions
from .days import census_words, month_words, neet_year_end, newest_census_days, newest_months
from .forms import AbsenceForm, CountsFileForm, FindSchoolForm, NeedsForm, YoungPeopleForm, need_field
from .models import SchoolAbsence, SchoolNeeds, YoungPeople
from .neet import GROUPS
from .policies import Giver, giver_of, school_of
from .reading import (
    EXAMPLES,
    STATUS_WORDS,
    TABLES,
    Fault,
    Read,
    absence_said,
    needs_said,
    read_absence,
    read_needs,
    read_young_people,
    young_people_said,
)

#: How many schools a page shows, how many wrong rows of a file, and how many earlier counts.
SCHOOLS, FAULTS, EARLIER = 50, 100, 24


@require_safe
@needs("counts", "view")
def school_counts(request: Any) -> HttpResponse:
    """The giver's schools, what each gave last, and the ways to give more."""
    giver = giver_of(request)
    form = FindSchoolForm(request.GET)
    said = form.cleaned_data["q"].strip() if form.is_valid() else ""
    schools = giver.schools().order_by("name", "pk")
    page = Paginator(schools.filter(name__icontains=said) if said else schools, SCHOOLS).get_page(
        request.GET.get("page")
    )
    shown = [school.pk for school in page]
    newest_needs, newest_absence = {}, {}
    for row in (
        SchoolNeeds.objects.filter(school__in=shown, replaced_on=None).order_by("census_on").only("school", "census_on")
    ):
        newest_needs[row.school_id] = row.census_on
    for school, month in (
        SchoolAbsence.objects.filter(school__in=shown, replaced_on=None)
        .order_by("month")
        .values_list("school_id", "month")
        .distinct()
    ):
        newest_absence[school] = month
    census, month = newest_census_days(giver.on, 1)[0], newest_months(giver.on, 1)[0]
    return render(
        request, "insight/schools/counts.html",
        {
            "giver": giver, "schools": page, "census": census, "month": month, "needs_of": newest_needs, "absence_of": newest_absence, "census_words": census_words, "month_words": month_words, "form": form,
            "said": said, "many": giver.schools().count() > SCHOOLS, "steps": Listing.of(request).pages(page.number, page.paginator.num_pages) if page.paginator.num_pages > 1 else None,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("counts", "create")
def give_needs(request: Any) -> HttpResponse:
    """Type a school's pupils with SEN Support by need; and see what was given before, by whom."""
    giver = giver_of(request)
    school = school_of(giver, request.GET.get("school", ""))
    offered = newest_census_days(giver.on)
    asked = _chosen(offered, request.GET.get("of", ""))
    held = SchoolNeeds.objects.filter(school=school, census_on=asked, replaced_on=None).first()
    initial: dict[str, Any] = {"census": asked.isoformat()}
    if held:
        initial |= {"on_roll": held.on_roll, **{need_field(code): number for code, number in held.needs.items()}}
    form = NeedsForm(
        request.POST if request.method == "POST" else None,
        days=[(day.isoformat(), census_words(day)) for day in offered],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        day = date.fromisoformat(form.cleaned_data["census"])
        try:
            said = needs_said(form.cleaned_data["on_roll"], form.needs)
            taken = actions.give_needs(area=giver.area, said={(school.pk, day): said}, by=request.user, on=giver.on)
        except (Refused, ValueError) as refused:
            form.add_error("on_roll", str(getattr(refused, "sentence", refused)))
        else:
            messages.success(request, f"{school.name}, {census_words(day)}: {_came(taken)}")
            return redirect(_back("insight:give_school_needs", giver, school, day))
    rows = [
        [
            census_words(row.census_on),
            f"{row.version}",
            f"{row.on_roll:,}",
            f"{row.support:,}",
            "; ".join(f"{NEEDS[code]} {number}" for code in NEEDS if (number := row.needs.get(code))) or "–",
            *_whose(row),
        ]
        for row in SchoolNeeds.objects.filter(school=school)
        .select_related("given_by")
        .order_by("-census_on", "-version")[:EARLIER]
    ]
    return render(
        request, "insight/schools/give.html",
        {
            "giver": giver, "school": school, "form": form, "heading": "SEN Support by primary need", "address": "insight:give_school_needs", "held": held, "asked": census_words(asked), "offered": [(day.isoformat(), census_words(day)) for day in offered],
            "chosen": asked.isoformat(), "asking": "Census", "about": "Count each pupil with SEN Support once, by primary need. Leave out pupils with a plan: the council has them on record. What you leave empty counts as none. Give numbers alone, never a name.",
            "columns": ["Census", number_column("Version"), number_column("On roll"), number_column("SEN Support"), "By need", "Given", "Replaced"], "rows": rows,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("counts", "create")
def give_absence(request: Any) -> HttpResponse:
    """Type a school's sessions of a month by SEN status; and see what was given before, by whom."""
    giver = giver_of(request)
    school = school_of(giver, request.GET.get("school", ""))
    offered = newest_months(giver.on)
    asked = _chosen(offered, request.GET.get("of", ""))
    held = {row.status: row for row in SchoolAbsence.objects.filter(school=school, month=asked, replaced_on=None)}
    initial: dict[str, Any] = {"month": asked.isoformat()}
    for status, row in held.items():
        initial |= {
            f"{status}_{name}": getattr(row, name)
            for name in ("pupils", "possible", "authorised", "unauthorised", "often")
        }
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        months=[(month.isoformat(), month_words(month)) for month in offered],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        month = date.fromisoformat(form.cleaned_data["month"])
        said: dict[tuple[Any, ...], Mapping[str, Any]] = {}
        for status in STATUS_WORDS:
            try:
                said[school.pk, month, status] = absence_said(*form.of(status))
            except ValueError as wrong:
                form.add_error(f"{status}_possible", str(wrong))
        if form.is_valid():
            try:
                taken = actions.give_absence(area=giver.area, said=said, by=request.user, on=giver.on)
            except Refused as refused:
                form.add_error("month", refused.sentence)
            else:
                messages.success(request, f"{school.name}, {month_words(month)}: {_came(taken)}")
                return redirect(_back("insight:give_school_absence", giver, school, month))
    rows = [
        [
            month_words(row.month),
            STATUS_WORDS[row.status],
            f"{row.version}",
            f"{row.pupils:,}",
            f"{row.possible:,}",
            f"{row.authorised:,}",
            f"{row.unauthorised:,}",
            "–" if row.often is None else f"{row.often:,}",
            *_whose(row),
        ]
        for row in SchoolAbsence.objects.filter(school=school)
        .select_related("given_by")
        .order_by("-month", "status", "-version")[:EARLIER]
    ]
    return render(
        request, "insight/schools/give.html",
        {
            "giver": giver, "school": school, "form": form, "heading": "Sessions missed in a month", "address": "insight:give_school_absence", "held": held, "asked": month_words(asked), "chosen": asked.isoformat(), "asking": "Month",
            "offered": [(month.isoformat(), month_words(month)) for month in offered],
            "about": "A session is half a school day. Count the sessions that pupils of each SEN status could have attended in the month, and those they missed. Give numbers alone, never a name.", "rows": rows,
            "columns": ["Month", "SEN status", *(number_column(words) for words in ("Version", "Pupils", "Possible", "Authorised", "Unauthorised", "Persistently absent")), "Given", "Replaced"],
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("counts", "create")
def give_young_people(request: Any) -> HttpResponse:
    """Type an area's young people in no education, work or training; and see what was given before, by whom."""
    giver = _of_whole(request)
    months = [(f"m{month.isoformat()}", month_words(month)) for month in newest_months(giver.on, 24)]
    years = [
        (f"y{year}", f"The year {year}")
        for year in range(giver.on.year, giver.on.year - 9, -1)
        if neet_year_end(year) <= giver.on
    ]
    form = YoungPeopleForm(
        request.POST if request.method == "POST" else None,
        periods=months + years,
        groups={f"{age} {status}": words for (age, status), words in GROUPS.items()},
    )
    if request.method == "POST" and form.is_valid():
        period, (age, status) = form.cleaned_data["period"], form.cleaned_data["group"].split()
        whole = period.startswith("y")
        month = neet_year_end(int(period[1:])) if whole else date.fromisoformat(period[1:])
        try:
            said = young_people_said(age, status, *(form.cleaned_data[name] for name in ("people", "neet", "unknown")))
            taken = actions.give_young_people(
                area=giver.area, said={(month, whole, age, status): said}, by=request.user, on=giver.on
            )
        except (Refused, ValueError) as refused:
            form.add_error("people", str(getattr(refused, "sentence", refused)))
        else:
            messages.success(
                request,
                f"{f'The year {month.year}' if whole else month_words(month)}, {GROUPS[age, status]}: {_came(taken)}",
            )
            return redirect(f"{reverse('insight:give_young_people')}{giver.query}")
    rows = [
        [
            f"The year {row.month.year}" if row.of_year else month_words(row.month),
            GROUPS[row.age, row.status],
            f"{row.version}",
            f"{row.people:,}",
            f"{row.neet:,}",
            f"{row.unknown:,}",
            *_whose(row),
        ]
        for row in YoungPeople.objects.filter(area=giver.area)
        .select_related("given_by")
        .order_by("-month", "-of_year", "age", "status", "-version")[:EARLIER]
    ]
    return render(
        request, "insight/schools/give.html",
        {
            "giver": giver, "school": None, "form": form, "heading": "Young people in no education, work or training", "address": "insight:give_young_people", "rows": rows,
            "about": "From the area’s own tracking. Past 17 the area tracks young people with a plan alone. What you give again for the same time and group replaces it; the earlier stays. Give numbers alone, never a name.",
            "columns": ["Month or year", "Who", *(number_column(words) for words in ("Version", "Young people", "In none", "Not known")), "Given", "Replaced"],
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("counts", "create")
def give_file(request: Any) -> HttpResponse:
    """Send a file of counts: taken whole, or not at all with what to put right by row."""
    giver = giver_of(request)
    kinds = ["needs", "absence", "neet"] if giver.whole else ["needs", "absence"]
    form = CountsFileForm(request.POST if request.method == "POST" else None, request.FILES or None, kinds=kinds)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        kind, sent = form.cleaned_data["counts"], form.cleaned_data["file"]
        try:
            read = _read(kind, sent.read(), giver)
            faults = read.faults
            if faults:
                form.add_error(
                    "file",
                    f"{len(faults):,} {'row is' if len(faults) == 1 else 'rows are'} wrong, and nothing was taken in. Put right what stands below and send the file again.",
                )
            else:
                taken = _GIVE[kind](
                    area=giver.area, said=read.said, file_name=sent.name or "file", by=request.user, on=giver.on
                )
                messages.success(request, f"The file is taken in: {taken.words}")
                return redirect(f"{reverse('insight:school_counts')}{giver.query}")
        except Refused as refused:
            form.add_error("file", refused.sentence)
    return render(
        request, "insight/schools/file.html",
        {"giver": giver, "form": form, "faults": faults[:FAULTS], "more": max(0, len(faults) - FAULTS), "kinds": kinds, "tables": {kind: TABLES[kind].names for kind in kinds}, "examples": EXAMPLES},
    )  # fmt: skip


_GIVE = {"needs": actions.give_needs, "absence": actions.give_absence, "neet": actions.give_young_people}


def _read(kind: str, content: bytes, giver: Giver) -> Read:
    if kind == "neet":
        return read_young_people(content, today=giver.on)
    schools = {urn: pk for urn, pk in giver.schools().values_list("urn", "pk") if urn is not None}
    return (read_needs if kind == "needs" else read_absence)(content, schools=schools, today=giver.on)


@require_safe
@needs("counts", "create")
def template(request: Any, key: str, kind: str) -> HttpResponse:
    """The template of a file of counts, with an example that is to be written over."""
    giver = giver_of(request)
    if key not in TABLES or kind not in FILE_KINDS or (key == "neet" and not giver.whole):
        raise Http404("There is no such template.")
    response = HttpResponse(
        as_file(kind, [("Counts", TABLES[key].names, []), ("Example", TABLES[key].names, EXAMPLES[key])]),
        content_type=FILE_KINDS[kind],
    )
    response["Content-Disposition"] = f'attachment; filename="{key}-{giver.area.code}.{kind}"'
    return response


def _of_whole(request: Any) -> Giver:
    giver = giver_of(request)
    if not giver.whole:
        raise Http404("The area’s young people are not yours to count.")
    return giver


def _chosen(offered: list[date], asked: str) -> date:
    return next((day for day in offered if day.isoformat() == asked), offered[0])


def _came(taken: actions.Taken) -> str:
    if taken.replaced:
        return "given again. What was given before is kept as an earlier version."
    return "given." if taken.new else "as it was given before. Nothing was changed."


def _whose(row: Any) -> list[str]:
    by = row.given_by.name if row.given_by else "a command"
    return [
        f"{_day(row.given_on)}, {by}{', from a file' if row.file_name else ''}",
        _day(row.replaced_on) if row.replaced_on else "–",
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _back(name: str, giver: Giver, school: Any, day: date) -> str:
    return f"{reverse(name)}{giver.query}&school={school.urn}&of={day.isoformat()}"
