"""The page on which a named person lets a held paper out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import NotAllowed, Refused

from ..children import visible
from ..models import Document
from ..policies import check_may, pairs_on
from . import actions
from .forms import LetOutForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("document", "share", reads=True)
def let_out(request: Any, document_id: UUID) -> HttpResponse:
    """Let a paper out that no scanner has looked into, and say why."""
    found = (
        Document.objects.filter(visible(request.standing, request.standing.on, "child__"), pk=document_id)
        .select_related("child", "file")
        .first()
    )
    if found is None:
        raise Http404
    try:
        check_may(request.standing, found.child, "document", "share")
    except NotAllowed:
        raise Http404 from None
    if (
        not Document.objects.filter(pk=found.pk)
        .readable(request.user.pk, pairs_on(request.standing, found.child))
        .exists()
    ):  # visible: found above
        raise Http404
    readings.read(request, page="people.held", children=[found.child], reason=found.kind)
    form = LetOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.let_out_paper(
                document=found, because=form.cleaned_data["why"], by=request.user, on=request.standing.on
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The paper was let out. It is marked as not scanned.")
            return redirect("let_out_paper", document_id=found.pk)
    state = StoredFile.Scan(found.file.scan).label
    return render(request, "people/let_out_paper.html", {"document": found, "form": form, "state": state})
