"""Pages of what goes back and forth with health: lists taken in, rows to settle, files made and received."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import clock, files, readings
from goldenthread.core.refusals import Refused
from goldenthread.people.agreements.policies import check_covers, covering
from goldenthread.people.models import Agreement, Area, Child, Organisation

from ..health import actions
from ..health.forms import FlagListForm, ReceivedForm, ScheduleForm, WhoForm
from ..health.reconciling import reconciled, tells_too_much
from ..health.schedule import EVERY, next_on, schedule_of
from ..health.statuses import not_recorded, statuses
from ..models import FlagList, FlagRow, HealthExtract
from .importing import areas_of

PAGE = 50
PARTS = {"add": "Add the flag", "remove": "Take it off", "held": "Held for you", "unmatched": "Not found here", "unreadable": "Not read"}


def _area(request: Any, action: str = "create") -> Area:
    return Area.objects.get(pk=areas_of(request, action)[0])


def _under(area: Area, on: Any) -> dict[str, tuple[Organisation, Agreement]]:
    """Each health body of the area with each agreement in force that it has signed."""
    bodies = Organisation.objects.filter(area=area, kind__in=actions.HEALTH, closed_on=None).order_by("name", "pk")
    return {f"{body.pk}-{each.pk}": (body, each) for body in bodies for each in covering([area.pk], body, on).order_by("name", "pk")}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "create", reads=False)
def health(request: Any) -> HttpResponse:
    """Send a health body's list, and see the lists and files so far."""
    area = _area(request)
    under = _under(area, request.standing.on)
    form = FlagListForm(request.POST if request.method == "POST" else None, request.FILES or None, under=under)
    if request.method == "POST" and form.is_valid():
        (body, agreement), sent = form.cleaned_data["under"], form.cleaned_data["file"]
        try:
            made = actions.take_in_flags(
                area=area, organisation=body, agreement=agreement, file_name=sent.name or "", content=sent.read(), by=request.user, on=clock.today()
            )
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("returns:flags", made.pk)
    schedule = schedule_of(area)
    told = {
        "form": form, "area": area, "under": under, "may_send": area.pk in request.standing.areas_where("return", "export"),
        "lists": list(FlagList.objects.filter(area=area).select_related("organisation", "agreement")[:30]),
        "extracts": _named(list(HealthExtract.objects.filter(area=area).select_related("organisation", "agreement")[:50])),
        "schedule": schedule, "body": Organisation.objects.filter(pk=schedule.organisation_id).first() if schedule else None,
        "every": EVERY.get(schedule.every, "") if schedule else "", "next_on": next_on(area, schedule, request.standing.on) if schedule else None,
    }  # fmt: skip
    return render(request, "returns/health.html", told)


def _named(extracts: list[HealthExtract]) -> list[tuple[HealthExtract, str]]:
    """Each with who made it."""
    names = dict(User.objects.filter(pk__in={each.made_by_id for each in extracts}).values_list("pk", "name"))
    return [(each, names.get(each.made_by_id or 0, "Made by the schedule")) for each in extracts]


@require_safe
@needs("return", "create", reads=True)
def flags(request: Any, list_id: UUID) -> HttpResponse:
    """One list against the record as it stands now: whom to add, take off, settle, and who was not found."""
    found = _list(request, list_id)
    told = reconciled(found)
    queries: dict[str, Any] = {"add": told.to_add, "remove": told.to_remove, "held": told.held, "unmatched": told.unmatched, "unreadable": told.unreadable}
    many = {name: query.count() for name, query in queries.items()}
    part = request.GET.get("part", "")
    if part not in PARTS:
        part = next((name for name in ("held", "add", "remove", "unmatched", "unreadable") if many[name]), "add")
    page = Paginator(queries[part].select_related("case") if part == "add" else queries[part], PAGE).get_page(request.GET.get("page"))
    children = list(page) if part == "add" else [row.child for row in page if row.child]
    readings.read(request, page="returns.flags", children=children, scope="area")
    return render(
        request, "returns/flags.html",
        {
            "list": found, "part": part, "parts": PARTS, "many": many, "agreed": told.agreed, "shown": page,
            "answers": _named(list(found.extracts.select_related("organisation"))), "may_send": found.area_id in request.standing.areas_where("return", "export"),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "create", reads=True)
def held_flag(request: Any, list_id: UUID, number: int) -> HttpResponse:
    """One held row beside the children that it may be, and the answer."""
    found = _list(request, list_id)
    row = get_object_or_404(found.rows, number=number, outcome=FlagRow.Outcome.HELD)
    possible = list(
        Child.objects.visible_to(request.standing).filter(pk__in=row.possible_ids, closed_list_on=None).prefetch_related("addresses").order_by("surname", "forename", "pk")
    )
    readings.read(request, page="returns.held_flag", children=possible, scope="area")
    choices = [(str(child.pk), f"{child.name}, born {child.date_of_birth:%-d %B %Y}, {child.reference}") for child in possible]
    form = WhoForm(request.POST if request.method == "POST" else None, possible=choices)
    if request.method == "POST" and form.is_valid():
        same = next((child for child in possible if str(child.pk) == form.cleaned_data["who"]), None)
        try:
            actions.settle_flag(row=row, same_as=same, by=request.user, on=clock.today())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, "Thank you. The row is settled.")
        return redirect("returns:flags", found.pk)
    return render(request, "returns/held_flag.html", {"list": found, "row": row, "form": form, "possible": possible})


@require_POST
@needs("return", "export", reads=False)
def answer(request: Any, list_id: UUID) -> HttpResponse:
    """Make the file of what the health body is to change."""
    found = _list(request, list_id, "export")
    try:
        made = actions.answer_flags(of=found, by=request.user, on=clock.today())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("returns:flags", found.pk)
    messages.success(request, "The file is made.")
    return redirect("returns:extract", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "export", reads=True)
def out_of_school(request: Any) -> HttpResponse:
    """Who is out of school, as health would be told today; the file is made here, now or by a schedule."""
    area, on = _area(request, "export"), request.standing.on
    found = statuses(area.pk, on)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    readings.read(request, page="returns.out_of_school", children=[each.child for each in page], scope="area")
    schedule = schedule_of(area)
    first = {"under": f"{schedule.organisation_id}-{schedule.agreement_id}", "every": schedule.every} if schedule else {}
    form = ScheduleForm(request.POST if request.method == "POST" else None, under=_under(area, on), initial=first)
    if request.method == "POST" and form.is_valid():
        body, agreement = form.cleaned_data["under"]
        said = {"area": area, "organisation": body, "agreement": agreement, "by": request.user, "on": clock.today()}
        try:
            actions.settle_schedule(**said, every=form.cleaned_data["every"])
            made = actions.tell_statuses(**said) if "now" in request.POST else None
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The file is made." if made else "Saved. The file is made by itself from now on.")
            return redirect("returns:extract", made.pk) if made else redirect("returns:health")
    counts: dict[str, int] = {}
    for each in found:
        counts[each.words] = counts.get(each.words, 0) + 1
    return render(request, "returns/out_of_school.html", {"area": area, "shown": page, "counts_": counts, "form": form, "total": len(found), "unknown": not_recorded(area.pk, on)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("return", "export", reads=False)
def extract(request: Any, extract_id: UUID) -> HttpResponse:
    """One file that was made: what it holds, under which agreement it goes, and its receipt."""
    found = _extract(request, extract_id)
    form = ReceivedForm(request.POST if request.method == "POST" else None, initial={"received_on": request.standing.on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive_extract(extract=found, **form.cleaned_data, by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error("received_on", refused.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect("returns:extract", found.pk)
    ((_, maker),) = _named([found])
    return render(request, "returns/extract.html", {"one": found, "maker": maker, "form": form, "stale": _stale(found, request.standing.on)})


@require_safe
@needs("return", "export", reads=True)
def extract_file(request: Any, extract_id: UUID) -> FileResponse:
    """The file itself, to send by a secure way. The log says who took it, and of which children it tells."""
    found = _extract(request, extract_id)
    if why := _stale(found, request.standing.on):
        raise Http404(why)
    readings.read(request, page="returns.extract_file", children=found.children, scope="area", reason=f"{found.get_kind_display()}: {found.organisation.name}")
    return FileResponse(files.opened(found.file), as_attachment=True, filename=f"{found.kind}-{found.made_on.isoformat()}.csv", content_type="text/csv; charset=utf-8")


def _stale(found: HealthExtract, on: Any) -> str:
    """Why the file may not be taken any more; "" where it may."""
    if tells_too_much(found):
        return "This file tells of somebody of whom nobody may be told any more. It cannot be taken again: make a new one."
    try:
        check_covers(found.agreement, found.organisation, on)
    except Refused as refused:
        return f"This file cannot be taken again. {refused.sentence}"
    return ""


def _list(request: Any, list_id: UUID, action: str = "create") -> FlagList:
    return get_object_or_404(FlagList.objects.select_related("area", "organisation", "agreement"), pk=list_id, area_id__in=areas_of(request, action))


def _extract(request: Any, extract_id: UUID) -> HealthExtract:
    seen = HealthExtract.objects.select_related("area", "organisation", "agreement", "file", "answers")
    return get_object_or_404(seen, pk=extract_id, area_id__in=areas_of(request, "export"))
