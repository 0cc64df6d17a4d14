"""The register: a list with its filters in the address, a child to enter one for, and the list as a file."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.fresh import fresh
from goldenthread.core import readings
from goldenthread.core.listing import Listing
from goldenthread.law.school_year import school_year, year_name
from goldenthread.people.models import Child, Organisation

from ...models import Exclusion
from .. import reach, rules
from ..forms import LUNCHTIMES, FileForm, FilterForm, FindForm, year_of
from ..summary import STATUSES, AsTheyAre, groups_of, standing_in, summary, with_plans
from ..workbook import CONTENT_TYPE, MOST, NAMED, outcome_words, workbook

SIZE = 50
#: How many children a search for one offers.
MOST_FOUND = 20
#: School years that can be asked for: this one and those before.
YEARS_BACK = 6
MOST_SCHOOLS = 400


class Asked:
    """The list that somebody asks for."""

    def __init__(self, request: Any, action: str = "list") -> None:
        self.standing = request.standing
        self.whole = reach.listed(self.standing, action)
        this = school_year(self.standing.on)
        self.form = FilterForm(request.GET, years=[this - number for number in range(YEARS_BACK)], schools=_schools(self.whole))
        self.said = self.form.asked()
        self.mine = request.GET.get("whose") == "mine"

    def rows(self) -> QuerySet[Exclusion]:
        """What matches, the newest first."""
        said, found = self.said, reach.with_phase(self.whole)
        if self.mine:
            found = found.filter(child__case__worker_id=self.standing.user_id)
        if days := year_of(said["year"]):
            found = found.filter(first_on__range=days)
        if said["school"]:
            found = found.filter(school_id=int(said["school"]))
        if said["reason"]:
            found = found.filter(reasons__contains=[said["reason"]])
        if said["calls"]:
            found = found.filter(reach.losing(self.standing.on))
        if said["kind"] == LUNCHTIMES:
            found = found.filter(part=Exclusion.Part.LUNCH)
        elif said["kind"]:
            found = found.filter(kind=said["kind"])
        found = found.filter(**{name: said[name] for name in ("status", "phase") if said[name]})
        if said["q"]:
            named = found
            for word in said["q"].split()[:5]:
                named = named.filter(Q(child__forename__icontains=word) | Q(child__surname__icontains=word) | Q(child__reference__iexact=word))
            found = named if named.exists() else reach.forgiving(found, said["q"], "child_id")
        return found.order_by("-first_on", "pk")

    def words(self, listing: Listing) -> list[dict[str, str]]:
        """The filters in force, each with the address without it."""
        chips = listing.chips(self.form)
        return [*chips, {"text": "My cases", "href": listing.href(whose=None)}] if self.mine else chips


def _schools(found: QuerySet[Exclusion]) -> list[tuple[int, str]]:
    ids = found.order_by().values("school_id")
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk").values_list("pk", "name")[:MOST_SCHOOLS])


@require_safe
@needs("exclusion", "list")
def register(request: Any) -> HttpResponse:
    """Every suspension and exclusion that is this person's to see, and this school year in numbers."""
    asked, listing = Asked(request), Listing.of(request)
    page = Paginator(asked.rows().select_related("child", "school").prefetch_related("support"), SIZE).get_page(request.GET.get("page"))
    shown = reach.marked(page.object_list, asked.standing.on)
    readings.read(request, page="provision.exclusions", children=dict.fromkeys(one.child_id for one in shown))
    on = asked.standing.on
    areas = asked.standing.areas_where("exclusion", "list")
    days = year_of(asked.said["year"]) or (rules.year_began(on), on)
    counted_on = min(days[1], on)
    narrowed = asked.mine or any(value for name, value in asked.said.items() if name != "year")
    groups = {} if narrowed else groups_of(standing_in(asked.whole, *days))  # a list that was narrowed is looked for itself
    told = {
        "form": asked.form, "listing": listing, "chips": asked.words(listing), "rows": shown, "number": page.paginator.count, "today": on,
        "steps": listing.pages(page.number, page.paginator.num_pages), "statuses": STATUSES, "length": rules.length, "year_name": year_name, "outcome_words": outcome_words,
        "summary": summary(groups, with_plans(areas, counted_on) if areas else {}, counted_on, AsTheyAre()) if groups else None,
        "may_add": asked.standing.may("exclusion", "create"), "may_export": asked.standing.may("exclusion", "export"), "of_area": bool(areas), "anything": bool(shown or asked.whole.exists()),
        "file_href": f"/exclusions/file?{request.GET.urlencode()}" if request.GET else "/exclusions/file", "cited": rules.CITATIONS,
    }  # fmt: skip
    return render(request, "provision/exclusions/register.html", told)


@require_safe
@needs("exclusion", "create", reads=True)
def find(request: Any) -> HttpResponse:
    """Find the child whose suspension or exclusion is to be entered."""
    standing = request.standing
    form = FindForm(request.GET if "q" in request.GET else None)
    found: list[Child] = []
    if form.is_bound and form.is_valid():
        found = list(reach.named(standing, form.cleaned_data["q"])[:MOST_FOUND])
    readings.read(request, page="provision.find_to_exclude", children=found)
    return render(request, "provision/exclusions/find.html", {"form": form, "found": found, "asked": form.is_bound and form.is_valid(), "most": MOST_FOUND, "today": standing.on})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("exclusion", "export", reads=True)
@fresh
def file(request: Any) -> HttpResponse:
    """The list as an Excel file: why it is wanted is asked first, and noted in each child's record."""
    asked, listing = Asked(request, "export"), Listing.of(request)
    found = asked.rows()
    if asked.standing.scopes("exclusion", "export") <= {"case"}:
        found = found.filter(child__case__worker_id=asked.standing.user_id)
    number, children = found.count(), found.order_by().values("child_id").distinct().count()
    form = FileForm(request.POST if request.method == "POST" else None)
    words = [chip["text"] for chip in asked.words(listing)]
    if request.method == "POST" and form.is_valid() and 0 < number <= MOST:
        rows = list(found.select_related("child", "school").prefetch_related("support"))
        reason = form.cleaned_data["reason"]
        readings.read(request, page="provision.exclusions_file", children=dict.fromkeys(one.child_id for one in rows), reason=reason)
        content = workbook(rows, named=children <= NAMED, today=asked.standing.on, taken_by=request.user.name, reason=reason, filters=words)
        answer = HttpResponse(content, content_type=CONTENT_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="exclusions-{asked.standing.on}.xlsx"'
        return answer
    readings.read(request, page="provision.exclusions_file", children=[])
    told = {"form": form, "number": number, "children": children, "named": NAMED, "most": MOST, "filters": words, "back": f"/exclusions?{request.GET.urlencode()}" if request.GET else "/exclusions"}
    return render(request, "provision/exclusions/file.html", told)
