"""Pages for taking a return in: choose the file, watch it, read what became of everybody, say who the held people are."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, files, form_keys, readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child

from .. import holding, said, unseen
from ..forms import ReturnForm, SettleForm
from ..importing import ask_for_import, settle
from ..models import ImportRow, ImportRun
from ..said_in_words import facts_of_child, facts_of_person
from ..tables import as_cell

PAGE = 50
OUTCOMES = dict(ImportRow.Outcome.choices)


def areas_of(request: Any, action: str = "create") -> list[int]:
    """The areas whose returns this person may take in: rows of children, so the whole area must be open to them."""
    areas = request.standing.areas_where("return", action)
    if not areas:
        raise PermissionDenied("Your role does not include taking returns in.")
    return list(areas)


def _run(request: Any, run_id: Any) -> ImportRun:
    run = ImportRun.objects.select_related("area").filter(pk=run_id, area_id__in=areas_of(request)).first()
    if run is None:
        raise Http404("There is no such import.")
    return run


@require_http_methods(["GET", "POST"])
@needs("return", "create", reads=False)
def imports(request):
    """Send a file, and see the imports so far."""
    areas = areas_of(request)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        sha256, size = files.write(sent)
        try:
            run = ask_for_import(
                area=Area.objects.get(pk=areas[0]),
                file_name=sent.name,
                sha256=sha256,
                size=size,
                key=form.cleaned_data["form_key"],
                by=request.user,
                on=clock.today(),
            )
        except form_keys.AlreadySent as before:
            return redirect(before.url)
        return redirect("returns:run", run.pk)
    runs = list(ImportRun.objects.filter(area_id__in=areas).select_related("area").order_by("-started_at", "pk")[:50])
    unseen.count_as_unchanged(runs, request.standing)
    return render(request, "returns/imports.html", {"form": form, "runs": runs, "this_year": holding.current_year(clock.today())})


@require_safe
@needs("return", "create", reads=True)
def run(request, run_id):
    """How far an import is, and what became of everybody: in and out, and whether it balances."""
    found = _run(request, run_id)
    hidden = unseen.count_as_unchanged([found], request.standing)[found.pk]
    listing = Listing.of(request)
    outcome = request.GET.get("outcome", "")
    if outcome not in OUTCOMES:
        outcome = "held" if found.held else "refused" if found.refused else "created"
    rows = found.rows.filter(unseen.ending(outcome, hidden)).select_related("child").order_by("number")
    start = _start(request.GET.get("after"))
    shown = list(rows.filter(number__gt=start)[: PAGE + 1])
    unseen.say_nothing_of(shown, hidden)
    more, shown = len(shown) > PAGE, shown[:PAGE]
    readings.read(request, page="returns.run", children=[row.child for row in shown if row.child], scope="area")
    return render(
        request,
        "returns/run.html",
        {
            "run": found,
            "rows": shown,
            "outcome": outcome,
            "outcomes": OUTCOMES,
            "next": listing.href(outcome=outcome, after=shown[-1].number) if more else None,
            "first": listing.href(outcome=outcome) if start else None,
            "listing": listing,
            "to_settle": found.rows.filter(outcome="held", settled_on=None).exclude(number__in=hidden).count() if found.held else 0,
        },
    )


def _start(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


@require_safe
@needs("return", "create", reads=True)
def rows_file(request, run_id):
    """Everybody held or refused, as a file to mend the return by."""
    found = _run(request, run_id)
    hidden = unseen.count_as_unchanged([found], request.standing)[found.pk]
    rows = found.rows.filter(outcome__in=["held", "refused"]).exclude(number__in=hidden).order_by("number")
    readings.read(request, page="returns.rows_file", children=_possible(rows), scope="area")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Person in file", "File", "Line", "Element", "Outcome", "What to do", "Settled on"])
    for row in rows:
        cells = [
            row.number,
            row.file,
            row.line or "",
            row.element,
            OUTCOMES[row.outcome],
            row.sentence,
            row.settled_on or "",
        ]
        writer.writerow([as_cell(cell) for cell in cells])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="import-held-and-refused.csv"'
    return answer


def _possible(rows: QuerySet[ImportRow]) -> list[str]:
    return sorted({child_id for row in rows for child_id in row.possible_ids})


@require_http_methods(["GET", "POST"])
@needs("return", "create", reads=True)
def held(request, run_id, number):
    """One held person: what the file says beside the records they may be, and the answer."""
    found = _run(request, run_id)
    row = found.rows.filter(number=number, outcome="held").select_related("child").first()
    if row is None or row.number in unseen.count_as_unchanged([found], request.standing)[found.pk]:
        raise Http404("Nobody of that number is held.")
    person = said.read_again(row.said or {})
    possible = list(
        Child.objects.visible_to(request.standing)
        .filter(pk__in=row.possible_ids)
        .select_related("case")
        .prefetch_related("addresses")
        .order_by("surname", "forename", "pk")
    )
    readings.read(request, page="returns.held", children=[*possible, *([row.child] if row.child else [])], scope="area")
    choices = [
        (str(child.pk), f"{child.name}, born {child.date_of_birth:%-d %B %Y}, {child.reference}") for child in possible
    ]
    form = SettleForm(request.POST or None, possible=choices)
    if request.method == "POST" and form.is_valid():
        same = next((child for child in possible if str(child.pk) == form.cleaned_data["who"]), None)
        try:
            settle(row=row, same_as=same, by=request.user, on=clock.today())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, "Thank you. The record is written.")
        return redirect("returns:run", found.pk)
    return render(
        request,
        "returns/held.html",
        {
            "run": found,
            "row": row,
            "form": form,
            "person": facts_of_person(person),
            "possible": [(child, facts_of_child(child)) for child in possible],
        },
    )
