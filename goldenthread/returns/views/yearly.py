"""Pages of a year's return: what the record still lacks, who can mend it, why a query may stand, and the file itself."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, files, readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.models import Area, Child
from goldenthread.people.policies import check_may

from .. import holding
from ..checking.rules import catalogue
from ..examining import SEVERITY
from ..forms import NoteForm, PostsForm
from ..made import note_finding, say_posts
from ..models import AreaPosts, MadeReturn, RecordCheck, ReturnCheck
from ..structure import collections, readable_years
from ..tables import as_cell
from ..tally import compared
from .importing import areas_of

PAGE = 50


def _place(request: Any, year: int) -> Area:
    """The area whose return this person may make, where that year has one."""
    if year not in readable_years():
        raise Http404("There is no return of that year.")
    return Area.objects.get(pk=areas_of(request)[0])


@require_http_methods(["GET", "POST"])
@needs("return", "create", reads=False)
def year(request, year):
    """How the year's return stands: what was found by rule, what the area says of its officers, the files made."""
    area = _place(request, year)
    posts = AreaPosts.objects.filter(area=area, year=year).first() or AreaPosts(area=area, year=year, version=0)
    form = PostsForm(request.POST or None, initial={"dmo": posts.dmo, "dco": posts.dco, "dsco": posts.dsco}, version=posts.version)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            say_posts(area=area, year=year, dmo=said["dmo"], dco=said["dco"], dsco=said["dsco"], version=said["version"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Saved. The next file says so.")
            return redirect("returns:year", year)
    checks = ReturnCheck.objects.filter(area=area, year=year)
    done = holding.stands(area, year)
    found = holding.by_rule(done) if done else []
    noted = set(holding.notes_of(area, year).values_list("rule", flat=True))
    rules = sorted(
        ({"rule": catalogue()[one["rule"]], "severity": one["severity"], "many": one["many"], "noted": one["rule"] in noted} for one in found),
        key=lambda one: ("EQW".index(one["severity"]), -one["many"], one["rule"].number),
    )
    return render(
        request,
        "returns/year.html",
        {
            "area": area, "year": year, "when": collections()[year], "years": readable_years(), "form": form, "done": done, "rules": rules, "severities": SEVERITY,
            "under_way": checks.exclude(state=ReturnCheck.State.DONE).first(), "made": MadeReturn.objects.filter(area=area, year=year)[:20],
            "before": _before(area, year), "compared": compared(done.totals, area.code, collections()[year]) if done else [],
        },
    )  # fmt: skip


def _before(area: Area, year: int) -> MadeReturn | None:
    """The last file of the year before, to hold this one's size against."""
    return MadeReturn.objects.filter(area=area, year=year - 1).first()


@require_POST
@needs("return", "create", reads=False)
def check(request, year):
    """Have everybody checked, and the file made."""
    area = _place(request, year)
    holding.ask_for_check(area=area, year=year, by=request.user, on=clock.today())
    return redirect("returns:year", year)


@require_http_methods(["GET", "POST"])
@needs("return", "create", reads=True)
def findings(request, year, rule):
    """Whose record breaks one rule, who has the case, and the note with which a query may stand."""
    area = _place(request, year)
    known = catalogue().get(rule)
    done = holding.stands(area, year)
    if known is None or done is None:
        raise Http404("There is no such rule, or nothing was checked yet.")
    listing = Listing.of(request)
    rows = holding.found_in(done, rule=rule)
    start = int(after) if (after := request.GET.get("after", "")).isascii() and after.isdigit() and len(after) < 12 else 0
    shown = list(rows.filter(pk__gt=start)[: PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    readings.read(request, page="returns.findings", children=[row.child for row in shown if row.child], scope="area")
    note = holding.notes_of(area, year).filter(child=None, rule=rule).first()
    form = NoteForm(request.POST or None, initial={"note": note.note if note else ""})
    if request.method == "POST" and form.is_valid():
        try:
            note_finding(area=area, year=year, child=None, rule=rule, note=form.cleaned_data["note"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The note is saved." if form.cleaned_data["note"].strip() else "The note is taken back.")
            return redirect("returns:findings", year, rule)
    return render(
        request,
        "returns/findings.html",
        {
            "year": year, "rule": known, "severity": SEVERITY, "rows": shown, "form": form, "note": note, "total": rows.count(),
            "next": listing.href(after=shown[-1].pk) if more else None, "first": listing.href() if start else None,
        },
    )  # fmt: skip


@require_safe
@needs("return", "create", reads=True)
def findings_file(request, year):
    """Every finding, with the reference of the record and who has the case, to share out the mending."""
    area = _place(request, year)
    done = holding.stands(area, year)
    if done is None:
        raise Http404("Nothing was checked yet.")
    notes = {(each.child_id, each.rule): each.note for each in holding.notes_of(area, year)}
    rows = list(holding.found_in(done))
    readings.read(request, page="returns.findings_file", children=list({row.child_id: row.child for row in rows if row.child}.values()), scope="area")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Rule", "Severity", "Record", "Named worker", "Where in the return", "What to do", "Note"])
    for row in rows:
        worker = row.child.case.worker if row.child and getattr(row.child, "case", None) else None
        note = notes.get((row.child_id, row.rule)) or notes.get((None, row.rule), "")
        cells = [row.rule, SEVERITY[row.severity], row.child.reference if row.child else "", worker.name if worker else "", row.path, row.sentence, note]
        writer.writerow([as_cell(cell) for cell in cells])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="sen2-{year}-findings.csv"'
    return answer


@require_safe
@needs("return", "create", reads=True)
def made(request, year, serial):
    """A file that was made, to send."""
    area = _place(request, year)
    row = MadeReturn.objects.filter(area=area, year=year, serial=serial).select_related("file").first()
    if row is None or row.file is None:
        raise Http404("There is no such file.")
    children = list(Child.objects.visible_to(request.standing).filter(area=area, closed_list_on=None).values_list("pk", flat=True))
    readings.read(request, page="returns.made", children=children, scope="area", reason=f"SEN2 {year} {serial:03}")
    return FileResponse(files.opened(row.file), as_attachment=True, filename=f"SEN2-{area.code}-{year}-{serial:03}.{row.kind}")


@require_safe
@needs("ident", "view", reads=True)
def child(request, child_id: UUID):
    """What the next return would find in one child's record, as it stands now."""
    found = Child.objects.visible_to(request.standing).filter(pk=child_id).select_related("area", "case").first()
    if found is None or not allowed(check_may, request.standing, found, "ident", "update"):
        raise Http404("There is no such record.")
    readings.read(request, page="returns.child", children=[found])
    today = clock.today()
    year = holding.current_year(today)
    kept = RecordCheck.objects.filter(child=found, year=year).values_list("findings", flat=True).first() or []
    dates = {(one["rule"], one["path"]): date.fromisoformat(one["mend_by"]) for one in kept if one.get("mend_by")}
    return render(
        request, "returns/child.html",
        {"child": found, "year": year, "when": collections()[year], "findings": holding.of_child(found, year), "severities": SEVERITY, "dates": dates, "today": today},
    )  # fmt: skip
