"""The groups that are held of a child, on the family's own page: what, who said so, why, and taking back what was agreed to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused
from goldenthread.law.groups import needs_agreement, why_held
from goldenthread.people import rights
from goldenthread.people.groups.actions import take_back_agreement
from goldenthread.people.models import Child, ChildGroup

from .family import _acting, _child

YOUNG_PERSON = "young_person"


@require_safe
@needs("consent", "view", reads=True)
def groups(request: Any, child_id: UUID) -> HttpResponse:
    """What is held, and what the family can take back."""
    found, role = _child(request, child_id)
    readings.read(request, page="portal.groups", children=[found], scope="own")
    theirs = role == YOUNG_PERSON or not rights.are_their_own(found, request.standing.on)
    shown = [(each, *why_held(each.group), theirs and needs_agreement(each.group)) for each in seen_by(found, role)]
    return render(request, "portal/groups.html", {"child": found, "role": role, "shown": shown})


@require_POST
@needs("consent", "update", reads=True)
def take_back(request: Any, child_id: UUID, entry_id: UUID) -> HttpResponse:
    """The family no longer agrees."""
    found, role = _child(request, child_id)
    readings.read(request, page="portal.groups", children=[found], scope="own")
    entry = seen_by(found, role, gone_too=True).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    if entry.withdrawn_on is not None:
        messages.success(request, "It is off the record already.")  # the button was pressed twice
        return redirect("portal:groups", child_id=found.pk)
    try:
        take_back_agreement(entry=entry, how="portal", parent=role != YOUNG_PERSON, by=_acting(request), on=request.standing.on)
        messages.success(request, "It is off the record, and counted in no figure from now on.")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("portal:groups", child_id=found.pk)


def seen_by(found: Child, role: str, *, gone_too: bool = False) -> QuerySet[ChildGroup]:
    """What this person is shown: all that is held, or was; of what the young person agreed to for themselves, nothing to anybody else."""
    of_child = ChildGroup.objects.filter(child=found).select_related("child")
    held = of_child if gone_too else of_child.held()
    return held if role == YOUNG_PERSON else held.exclude(agreed_by=ChildGroup.Agreed.YOUNG_PERSON)
