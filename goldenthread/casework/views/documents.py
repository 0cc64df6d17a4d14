"""Reading a paper in a child's record: checked, noted, and never opened by the browser itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import files, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.core.uploads import EXTENSION
from goldenthread.meetings.packs import in_pack_of
from goldenthread.people.children import visible
from goldenthread.people.models import Document
from goldenthread.people.papers import had_before, reads_by_pack_alone
from goldenthread.people.policies import check_may, pairs_on


@require_safe
@needs("document", "view")
def document(request: Any, document_id: UUID) -> FileResponse | HttpResponse:
    """The paper's bytes, as a download. Whoever may not know of the child is told that there is nothing here."""
    found = (
        Document.objects.filter(visible(request.standing, request.standing.on, "child__"), pk=document_id)
        .select_related("child", "file")
        .first()
    )
    if found is None:
        raise Http404
    pairs = pairs_on(request.standing, found.child)
    before = had_before(found.child, request.user.pk, request.standing.on).filter(pk=found.pk).exists()
    if not before and not allowed(check_may, request.standing, found.child, "document", "view"):
        raise Http404
    if not before and not Document.objects.filter(pk=found.pk).readable(request.user.pk, pairs).exists() and not (
        reads_by_pack_alone(pairs) and in_pack_of(found.pk, request.user.pk, request.standing.on)
    ):
        raise Http404
    readings.read(request, page="people.document", children=[found.child], reason=found.kind)
    try:
        content = files.opened(found.file)
    except (Refused, FileNotFoundError) as fault:
        why = (
            fault.sentence
            if isinstance(fault, Refused)
            else "This paper’s file is missing. Tell your administrator, who can restore it."
        )
        may_let_out = found.file.scan == "not_scanned" and allowed(check_may, request.standing, found.child, "document", "share")
        told = {"why": why, "document": found, "may_let_out": may_let_out}
        return render(request, "casework/document_held.html", told, status=409 if isinstance(fault, Refused) else 503)
    name = f"{slugify(found.kind) or 'paper'}-{found.made_on:%Y-%m-%d}{EXTENSION.get(found.file.content_type, '')}"
    response = FileResponse(content, as_attachment=True, filename=name, content_type=found.file.content_type)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
