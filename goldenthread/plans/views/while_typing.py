"""What is being typed: kept every few seconds, and read by the checks when typing stops."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from goldenthread.access.doors import needs
from goldenthread.core import drafts

from .. import checks, snapshot
from ..forms import LineForm
from ..models import Line
from ..snapshot import FIELDS, LineSaid
from .editor import DRAFT
from .finding import Opened, line_of, open_to_write
from .lines import part_of


@require_POST
@needs("draft", "update")
def typed(request: Any, child_id: UUID, version_id: UUID, line_id: UUID) -> HttpResponse:
    """Keep what this person is typing into a line."""
    row = line_of(open_to_write(request, child_id, version_id), line_id)
    return _keep(request, f"{DRAFT}{row.pk}", "line")


@require_POST
@needs("draft", "update")
def typed_new(request: Any, child_id: UUID, version_id: UUID, section: str, kind: str) -> HttpResponse:
    """Keep what this person is typing into a line that is not there yet."""
    opened = open_to_write(request, child_id, version_id, section)
    if kind not in opened.section(section).kinds:
        raise Http404
    return _keep(request, f"{DRAFT}{opened.version.pk}", part_of(section, kind))


def _keep(request: Any, form: str, part: str) -> HttpResponse:
    try:
        drafts.save(user_id=request.user.pk, form=form, part=part, answers=drafts.typed(request.POST))
    except drafts.TooLong:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@require_POST
@needs("draft", "update")
def check_words(request: Any, child_id: UUID, version_id: UUID) -> JsonResponse:
    """What code says of a line as it is typed: the same as when it is saved, without what needs other lines."""
    opened = open_to_write(request, child_id, version_id)
    section, kind = request.POST.get("section", ""), request.POST.get("kind", "")
    told = snapshot.frame(opened.version)
    if not told.template.section(section) or kind not in Line.Kind.values:
        raise Http404
    form = LineForm(request.POST, kind=kind, section=section)
    form.fields.pop("body", None), form.fields.pop("adult", None)
    form.is_valid()
    said = {name: value for name, value in form.cleaned_data.items() if name in FIELDS}
    found = checks.of_line(_as_typed(opened, request.POST.get("line", ""), section, kind, said), told)
    name = opened.child.known_as
    return JsonResponse(
        {
            "findings": [
                {
                    "code": one.code, "sentence": one.sentence.replace(name, "the child") if name else one.sentence, "words": one.words, "stops": one.stops,
                    "force": one.force_words, "citation": one.citation.text,
                }
                for one in found
                if one.code not in NOT_YET
            ]
        }
    )  # fmt: skip


#: What nobody wants to hear while the first words are typed.
NOT_YET = frozenset({"empty", "no_source", "no_voice"})


def _as_typed(opened: Opened, line_id: str, section: str, kind: str, said: dict[str, Any]) -> LineSaid:
    """The line as it would stand, with the sources that it has."""
    known = _id(line_id)
    there = opened.version.lines.select_related("body", "adult").filter(pk=known).first() if known else None
    return replace(snapshot.of_line(there), **said) if there else LineSaid(id=uuid4(), section=section, kind=kind, **said)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
