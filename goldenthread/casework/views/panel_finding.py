"""Panels, their meetings and their matters, found within what the person who asks may see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404

from goldenthread.core.refusals import allowed
from goldenthread.meetings import policies
from goldenthread.meetings.models import AgendaItem, Group, Meeting
from goldenthread.meetings.packs import stood_aside
from goldenthread.people.children import visible
from goldenthread.people.policies import check_may


def panel_areas(standing: Any) -> tuple[int, ...]:
    return standing.areas_where("panel", "list", frozenset({"area", "case"}))


def panels_of(standing: Any) -> Any:
    """Panels of the areas where this person runs them, and those they sit in."""
    sits = Q(members__user_id=standing.user_id, members__from_on__lte=standing.on) & (
        Q(members__until_on__isnull=True) | Q(members__until_on__gte=standing.on)
    )
    return Group.objects.filter(Q(area_id__in=panel_areas(standing)) | sits).distinct()


def find_panel(request: Any, group_id: UUID) -> Group:
    found = panels_of(request.standing).select_related("area").filter(pk=group_id).first()
    if found is None:
        raise Http404
    return found


def find_meeting(request: Any, meeting_id: UUID) -> Meeting:
    found = (
        Meeting.objects.filter(pk=meeting_id, group__in=panels_of(request.standing)).select_related("group", "group__area").first()
    )
    if found is None:
        raise Http404
    return found


def items_of(request: Any, meeting: Meeting) -> list[AgendaItem]:
    """The matters that this person may see there: not those from which they stood aside."""
    aside = stood_aside(meeting, request.standing.user_id)
    return list(
        meeting.items.filter(visible(request.standing, request.standing.on, "child__"))
        .exclude(pk__in=aside)
        .select_related("child", "child__case", "child__case__worker")
        .prefetch_related("recusals", "decisions")
    )


def find_item(request: Any, item_id: UUID) -> AgendaItem:
    found = (
        AgendaItem.objects.filter(visible(request.standing, request.standing.on, "child__"), pk=item_id)
        .select_related("child", "child__area", "meeting", "meeting__group")
        .prefetch_related("recusals__user", Prefetch("meeting__attendances"))
        .first()
    )
    if found is None or not allowed(check_may, request.standing, found.child, "panel", "view"):
        raise Http404
    if not allowed(policies.check_not_aside, found, request.standing.user_id):
        raise Http404
    return found


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
