"""The editor: contents by section, one section a page, and everything that is to be put right in one list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import clock, readings
from goldenthread.core.models import Draft
from goldenthread.core.refusals import Refused

from .. import actions, checks
from ..sections import NONE
from ..snapshot import LineSaid
from .finding import Opened, acting, open_to_write, open_version, show, spoken

#: For how long somebody who typed counts as writing still.
WRITING_FOR = timedelta(minutes=5)
DRAFT = "planline."


@require_safe
@needs("draft", "view")
def contents(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Every section, how many lines it has and what is to be put right there. Whoever writes none of it is led to the plan itself."""
    opened = open_version(request, child_id, version_id)
    if not opened.writes:
        readings.read(request, page="plans.contents", children=[opened.child])
        return redirect("plans:read", child_id=child_id, version_id=version_id)
    counted = checks.counts(opened.found)
    rows: list[dict[str, Any]] = [
        {
            "section": section, "lines": len(opened.told.in_section(section.letter)), "findings": counted.get(section.letter, (0, 0)),
            "writes": section.letter in opened.writes, "last": _last(opened.told.in_section(section.letter)),
        }
        for section in opened.told.template.sections
    ]  # fmt: skip
    names = _names(row["last"].changed_by_id for row in rows if row["last"])
    stops = len(checks.stopping(opened.found))
    return show(request, "contents", opened, "contents", rows=rows, names=names, stops=stops, total=len(opened.found))


@require_safe
@needs("draft", "view")
def section(request: Any, child_id: UUID, version_id: UUID, section: str) -> HttpResponse:
    """One section, its lines as cards, each with what is to be put right and where it came from."""
    opened = open_version(request, child_id, version_id)
    of = opened.section(section)
    lines = opened.told.in_section(section)
    beside: dict[UUID | None, list[checks.Finding]] = {}
    for one in opened.found:
        if one.section == section:
            beside.setdefault(one.line_id, []).append(one)
    others = [each for each in lines if each.changed_by_id != request.user.pk]
    last = _last(others)
    writing = _writing(request, opened, lines)
    names = _names([*(writing.values()), *([last.changed_by_id] if last else [])])
    letters = [each.letter for each in opened.told.template.sections]
    at = letters.index(section)
    return show(
        request, "section", opened, "section", section=of, lines=lines, beside=beside, last=last, names=names, writing=writing,
        writes=section in opened.writes, removed=[each for each in opened.told.removed if each.section == section],
        kinds=[each for each in of.kinds if of.in_draft or opened.told.is_final], may_say_none=bool(of.none) and not lines,
        before=letters[at - 1] if at else None, after=letters[at + 1] if at + 1 < len(letters) else None, nothing=NONE,
    )  # fmt: skip


@require_safe
@needs("draft", "view")
def findings(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Everything that is to be put right, what stops issue first."""
    opened = open_version(request, child_id, version_id)
    if not opened.may("draft", "update"):
        raise Http404
    stops = checks.stopping(opened.found)
    advised = [one for one in opened.found if not one.stops]
    return show(request, "findings", opened, "findings", stops=stops, advised=advised)


@require_POST
@needs("draft", "update")
def nothing(request: Any, child_id: UUID, version_id: UUID, section: str) -> HttpResponse:
    """The section says that nothing was identified."""
    opened = open_to_write(request, child_id, version_id, section)
    try:
        line = actions.say_nothing_here(version=opened.version, section=section, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, spoken(refused))
        return redirect("plans:contents", child_id=child_id, version_id=version_id)
    messages.success(request, "Now say who found that there is nothing")
    return redirect("plans:sources", child_id=child_id, version_id=version_id, line_id=line.pk)


def _last(lines: Any) -> LineSaid | None:
    """The line that was changed last."""
    return max((each for each in lines if each.changed_at), key=lambda each: each.changed_at, default=None)


def _names(ids: Any) -> dict[int, str]:
    wanted = {each for each in ids if each}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _writing(request: Any, opened: Opened, lines: tuple[LineSaid, ...]) -> dict[UUID, int]:
    """Lines that somebody else is writing in now: line → who."""
    if not opened.writes or not lines:
        return {}
    forms = {f"{DRAFT}{line.id}": line.id for line in lines}
    drafts = Draft.objects.filter(form__in=forms, saved_at__gte=clock.now() - WRITING_FOR).exclude(user_id=request.user.pk)
    return {forms[form]: user_id for form, user_id in drafts.values_list("form", "user_id")}
