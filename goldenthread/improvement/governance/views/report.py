"""Reports: made in one step as they stand today, read here, downloaded as PDF and Word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting
from goldenthread.core import files
from goldenthread.core.refusals import Refused, allowed

from .. import policies
from ..actions.reporting import make_report
from ..models import FrozenReport
from .finding import area_of, areas_of, find_board, find_report
from .meeting import download

MOST_SHOWN = 100


@require_safe
@needs("improve", "list")
def reports(request: Any) -> HttpResponse:
    """Every report that was kept."""
    areas = areas_of(request, "list")
    found = FrozenReport.objects.filter(area_id__in=areas).select_related("board").defer("content")[:MOST_SHOWN]
    area = area_of(request, "list")
    return render(request, "improvement/governance/reports.html", {"rows": list(found), "may_make": allowed(policies.check_run, request.standing, area)})


@require_POST
@needs("improve", "create")
def make_highlight(request: Any, group_id: UUID) -> HttpResponse:
    """The highlight report of a board as it stands today."""
    board = find_board(request, group_id)
    return _made(request, kind="highlight", area=board.area, board=board)


@require_POST
@needs("improve", "create")
def make_pack(request: Any) -> HttpResponse:
    """The stock-take pack or the member briefing as they stand today."""
    kind = request.POST.get("kind", "")
    if kind not in ("stocktake", "briefing"):
        messages.error(request, "Choose which report to make.")
        return redirect("improvement:reports")
    return _made(request, kind=kind, area=area_of(request, "create"))


def _made(request: Any, **what: Any) -> HttpResponse:
    try:
        made = make_report(by=acting(request), on=request.standing.on, **what)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("improvement:reports")
    messages.success(request, "The report is made and kept as it stands today.")
    return redirect("improvement:report", report_id=made.pk)


@require_safe
@needs("improve", "view")
def report(request: Any, report_id: UUID) -> HttpResponse:
    """A report as it stood on its day."""
    return render(request, "improvement/governance/report.html", {"report": find_report(request, report_id)})


@require_safe
@needs("improve", "view")
def report_file(request: Any, report_id: UUID, kind: str) -> FileResponse:
    """A report as PDF or Word, the bytes that were kept."""
    found = find_report(request, report_id)
    file = {"pdf": found.pdf, "docx": found.word}.get(kind)
    if file is None:
        raise Http404("There is no such file.")
    try:
        content = files.opened(file)
    except (files.Held, FileNotFoundError):
        raise Http404("The file is not there.") from None
    return download(content, f"{found.kind}-{found.on}.{kind}", file.content_type)
