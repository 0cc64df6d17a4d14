"""The papers of a version, for whoever may read it: an issued one as it was kept, a draft as it stands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import documents_out, files, readings
from goldenthread.people.models import Document

from .. import papers
from .finding import Opened, open_version


@require_safe
@needs("plan", "view")
def paper(request: Any, child_id: UUID, version_id: UUID, kind: str) -> HttpResponse | FileResponse:
    """One paper as a download. Of a draft there are a PDF and a Word file, drawn now."""
    opened = open_version(request, child_id, version_id)
    wanted = papers.KINDS.get(kind)
    if wanted is None or not (opened.version.issued_on or wanted.of_drafts):
        raise Http404
    readings.read(request, page="plans.paper", children=[opened.child], reason=kind)
    name = f'{wanted.document}-version-{opened.version.number}.{wanted.ending}'
    response: HttpResponse | FileResponse
    if issued_on := opened.version.issued_on:
        kept = _kept(opened, wanted, issued_on)
        response = FileResponse(files.path_of(kept.file_id).open("rb"), as_attachment=True, filename=name, content_type=wanted.content_type)
    else:
        try:
            content = papers.pdf(opened.told) if kind == "pdf" else papers.word(opened.told)
        except documents_out.Unprintable:
            raise Http404 from None
        response = HttpResponse(content, content_type=wanted.content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _kept(opened: Opened, wanted: papers.Kind, issued_on: date) -> Document:
    """The paper as it was kept on the day of issue. Which of the family's copies does not matter: they are one file."""
    version, record = opened.version, opened.child
    found = Document.objects.filter(child=record, kind=wanted.document, matter_id=version.matter_id, made_on=issued_on).first()
    if found is None or not files.path_of(found.file_id).exists():
        raise Http404
    return found
