"""Taking advice into a draft: first what it would do, then done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused

from .. import actions, assembly
from .finding import acting, open_to_write, show, spoken


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "update", reads=True)
def assemble(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """What the advice would add, section by section, with what has no place; and the button that takes it in."""
    opened = open_to_write(request, child_id, version_id)
    if not opened.writes_all:
        raise Http404
    if request.method == "POST":
        try:
            done = actions.take_in_advice(version=opened.version, by=acting(request), on=request.standing.on)
        except Refused as refused:
            messages.error(request, spoken(refused))
        else:
            messages.success(request, _said(done))
        readings.read(request, page="plans.assemble", children=[opened.child])
        return redirect("plans:contents", child_id=child_id, version_id=version_id)
    proposed = assembly.propose(opened.told, assembly.given(opened.version))
    return show(request, "assemble", opened, "assemble", proposed=proposed)


def _said(done: assembly.Proposal) -> str:
    if done.is_empty:
        return "Nothing of the advice is new to this draft"
    parts = [f"{len(done.lines)} lines were added"]
    if done.joined:
        parts.append(f"{len(done.joined)} lines got one more source")
    if done.unplaced:
        parts.append(f"{len(done.unplaced)} passages wait for you to place them")
    return ". ".join(parts)
