"""A panel's meeting: an agenda built from what is due, the packs, who was there, the end of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused, allowed
from goldenthread.meetings import actions, policies
from goldenthread.meetings.models import Attendance, Meeting, Sector
from goldenthread.people.children import visible
from goldenthread.people.models import Deadline
from goldenthread.people.models.kept import OPEN

from ..clocks import spoken
from ..forms.panels import AgendaForm, AttendanceForm
from ..models import Request
from .finding import acting, say
from .panel_finding import find_meeting, items_of, posted

#: What each kind of panel decides: the clocks whose cases its agenda is built from, and the question that is put.
DUE = {
    "assess": (("EHCNA-06", "DET-06"), "Should the council carry out an assessment?"),
    "issue": (("EHCNA-16", "DET-10"), "Should the council issue a plan?"),
    "placement": (("EHCNA-20", "DET-14"), "Which setting should the plan name?"),
    "joint": (("EHCNA-20", "DET-14"), "Who provides and pays for what?"),
    "other": ((), "What should happen next?"),
}
#: Cases due up to so many days after the meeting are offered for its agenda.
AHEAD_DAYS = 42
MOST_OFFERED = 200


@require_safe
@needs("panel", "list")
def meeting(request: Any, meeting_id: UUID) -> HttpResponse:
    """The agenda, the pack, and who was there."""
    found = find_meeting(request, meeting_id)
    items = items_of(request, found)
    readings.read(request, page="casework.panel", children=[item.child for item in items], scope="pack")
    attendances = list(found.attendances.select_related("user"))
    return render(
        request,
        "casework/meeting.html",
        {
            "meeting": found,
            "group": found.group,
            "items": items,
            "attendances": attendances,
            "lacks": policies.missing(found.group, attendances) if attendances else [],
            "sectors": dict(Sector.choices),
            "may_run": allowed(policies.check_run, request.standing, found.group.area_id) and not found.closed_at,
            "today": request.standing.on,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "create", reads=True)
def agenda(request: Any, meeting_id: UUID) -> HttpResponse:
    """Put cases that are due on the agenda."""
    found = find_meeting(request, meeting_id)
    due, chosen = _due(request, found)
    form = AgendaForm(posted(request), due=[(key, words) for key, words, _ in due])
    readings.read(request, page="casework.agenda", children=[child for _, _, child in due])
    if request.method == "POST" and form.is_valid():
        try:
            for key in form.cleaned_data["matters"]:
                matter = chosen[key]
                actions.put_on_agenda(
                    meeting=found, child=matter.child, matter_kind="request", matter_id=matter.pk, question=DUE[found.group.kind][1],
                    by=acting(request), on=request.standing.on,
                )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            return redirect("casework:meeting", meeting_id=found.pk)
    return render(request, "casework/agenda.html", {"meeting": found, "group": found.group, "form": form, "due": due})


def _due(request: Any, found: Meeting) -> tuple[list[tuple[str, str, Any]], dict[str, Request]]:
    """Cases of the area whose clock for this panel is open and due by some weeks after the meeting, the soonest first."""
    clocks, _ = DUE[found.group.kind]
    deadlines = Deadline.objects.filter(
        OPEN, visible(request.standing, request.standing.on, "child__"), area_id=found.group.area_id, due_on__lte=max(found.on, request.standing.on) + timedelta(days=AHEAD_DAYS), matter_kind="request"
    )
    if clocks:
        deadlines = deadlines.filter(clock__in=clocks)
    rows = list(deadlines.order_by("due_on", "pk").values_list("matter_id", "due_on", "clock")[:MOST_OFFERED])
    there = set(found.items.values_list("matter_id", flat=True))
    wanted = {matter_id: (due_on, clock) for matter_id, due_on, clock in rows if matter_id not in there}
    matters = {
        each.pk: each
        for each in Request.objects.filter(visible(request.standing, request.standing.on, "child__"), pk__in=wanted).select_related(
            "child", "child__case", "child__case__worker"
        )
    }
    offered = []
    for matter_id, (due_on, clock) in wanted.items():
        if matter := matters.get(matter_id):
            child = matter.child
            worker = child.case.worker.name if child.case.worker else "no named worker"
            offered.append(
                (str(matter_id), f"{child.name}, {child.reference}: {spoken(clock).lower()} by {long_date(due_on)} ({worker})", child)
            )
    return offered, {str(key): matter for key, matter in matters.items()}


@require_POST
@needs("panel", "create", reads=True)
def send_pack(request: Any, meeting_id: UUID) -> HttpResponse:
    """Let the members read the papers, and tell them."""
    found = find_meeting(request, meeting_id)
    try:
        told = actions.send_pack(meeting=found, by=acting(request), on=request.standing.on)
        messages.success(request, f"{told} {'member was' if told == 1 else 'members were'} told that the pack is ready")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("casework:meeting", meeting_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "update", reads=False)
def attendance(request: Any, meeting_id: UUID) -> HttpResponse:
    """Note who was there."""
    found = find_meeting(request, meeting_id)
    members = {
        str(one.user_id): one
        for one in found.group.members.filter(Q(until_on__isnull=True) | Q(until_on__gte=found.on)).select_related("user").order_by("sector", "user__name")
    }
    noted = list(found.attendances.all())
    guest = next((one for one in noted if one.user_id is None), None)
    form = AttendanceForm(
        posted(request),
        version=found.version,
        members=[(key, f"{one.user.name}, {one.get_sector_display()}{' (chair)' if one.chair else ''}") for key, one in members.items()],
        initial={
            "there": [str(one.user_id) for one in noted if one.present],
            "guest": guest.name if guest else "",
            "guest_sector": guest.sector if guest else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        there = [Attendance(user_id=one.user_id, sector=one.sector, present=key in said["there"]) for key, one in members.items()]
        if said["guest"]:
            there.append(Attendance(name=said["guest"], sector=said["guest_sector"], present=True))
        try:
            actions.note_attendance(meeting=found, there=there, version=said["version"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Who was there is noted")
            return redirect("casework:meeting", meeting_id=found.pk)
    return render(
        request, "casework/panel_form.html",
        {"form": form, "heading": "Who was there", "caption": f"{found.group.name}, {long_date(found.on)}", "button": "Save", "back_to": f"/meetings/{found.pk}"},
    )  # fmt: skip


@require_POST
@needs("panel", "update", reads=False)
def close(request: Any, meeting_id: UUID) -> HttpResponse:
    """Close the record of a meeting."""
    found = find_meeting(request, meeting_id)
    try:
        actions.close_meeting(meeting=found, version=None, by=acting(request), on=request.standing.on)
        messages.success(request, "The record of the meeting is closed")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("casework:meeting", meeting_id=found.pk)
