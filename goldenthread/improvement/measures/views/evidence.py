"""Pages on which sampled cases and stories are put with a measure, and their papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, files
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import check_upload
from goldenthread.improvement.views.finding import ask

from .. import actions
from ..evidence_forms import SAMPLE, EvidenceForm, TakeBackForm
from ..found import measure_of
from ..models import EvidencePaper, Measure


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def add(request: Any, measure_id: UUID) -> HttpResponse:
    """Cases that were looked at, or a story."""
    found = measure_of(request, measure_id, "update")

    def do(said: dict[str, Any]) -> None:
        sample = {"drawn": said["drawn"], "looked_at": int(said["looked_at"]), "held": int(said["held"])} if said["kind"] == SAMPLE else {}
        papers = [(check_upload(file), file.name) for file in (said["paper"], said["second_paper"]) if file]
        actions.add_evidence(measure=found, kind=said["kind"], day=said["day"], words=said["words"], gathered_by=said["gathered_by"], papers=papers, **sample, by=request.user, on=clock.today())

    rests = found.source == Measure.Source.ENTERED and found.unit == Measure.Unit.PERCENT
    lead = "The share of sampled cases becomes the value of the measure for that day." if rests else ""
    return ask(
        request, EvidenceForm(request.POST or None, request.FILES or None), do, heading="Sampled cases, or a story", caption=found.words, lead=lead,
        back=reverse("improvement:measure", args=[found.pk]), button="Keep it", done="It is kept.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def take_back(request: Any, measure_id: UUID, evidence_id: UUID) -> HttpResponse:
    """What was put by mistake."""
    found = measure_of(request, measure_id, "update")
    evidence = found.evidence.filter(pk=evidence_id, taken_back_on=None).first()
    if evidence is None:
        raise Http404("There is no such evidence.")
    return ask(
        request, TakeBackForm(request.POST or None), lambda said: actions.take_evidence_back(evidence=evidence, because=said["because"], by=request.user, on=clock.today()),
        heading=f"Take back: {evidence.get_kind_display().lower()}", caption=found.words, lead="A value that came with it stays: correct it by itself." if evidence.kind == SAMPLE else "",
        back=reverse("improvement:measure", args=[found.pk]), button="Take it back", done="It is taken back.",
    )  # fmt: skip


@require_safe
@needs("improve", "view")
def paper(request: Any, measure_id: UUID, paper_id: UUID) -> HttpResponse | FileResponse:
    """A paper of a story or a sample, once the scanner has passed it."""
    found = measure_of(request, measure_id)
    kept = EvidencePaper.objects.select_related("file").filter(pk=paper_id, evidence__measure=found, evidence__taken_back_on=None).first()
    if kept is None:
        raise Http404("There is no such paper.")
    back = reverse("improvement:measure", args=[found.pk])
    try:
        content = files.opened(kept.file)
    except Refused as refused:
        return render(request, "improvement/held.html", {"why": refused.sentence, "back": back}, status=409)
    except FileNotFoundError:
        return render(request, "improvement/held.html", {"why": "This file is missing. Tell your administrator, who can restore it.", "back": back}, status=503)
    response = FileResponse(content, as_attachment=True, filename=kept.file_name, content_type=kept.file.content_type)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
