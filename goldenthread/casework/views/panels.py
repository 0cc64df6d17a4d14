"""Panels, their members, and the meetings that are set up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core.refusals import Refused, allowed
from goldenthread.meetings import actions, policies
from goldenthread.meetings.models import Meeting, Member, Sector
from goldenthread.people.models import Area, Membership

from ..forms.panels import GroupForm, MeetingForm, MemberForm
from ..panel_quarters import quarters
from .finding import acting, say
from .panel_finding import find_panel, panel_areas, panels_of, posted


@require_safe
@needs("panel", "list", reads=False)
def groups(request: Any) -> HttpResponse:
    """The panels, and the next meeting of each."""
    found = list(
        panels_of(request.standing)
        .filter(ended_on__isnull=True)
        .prefetch_related(
            Prefetch(
                "meetings",
                Meeting.objects.filter(closed_at__isnull=True).order_by("on", "at", "pk").annotate(matters=Count("items")),
                to_attr="coming",
            ),
            Prefetch("members", Member.objects.filter(until_on__isnull=True), to_attr="sitting"),
        )
    )
    may_set_up = any(allowed(policies.check_set_up, request.standing, area_id) for area_id in panel_areas(request.standing))
    return render(request, "casework/panels.html", {"groups": found, "may_set_up": may_set_up})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "create", reads=False)
def new_group(request: Any) -> HttpResponse:
    """Set up a panel."""
    form = GroupForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            area_id = next(iter(request.standing.areas_where("panel", "create")), 0)
            made = actions.set_up_group(
                area=Area.objects.get(pk=area_id) if area_id else _refuse_area(), by=acting(request), on=request.standing.on, **form.cleaned_data
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The panel is set up. Add who sits in it")
            return redirect("casework:panel", group_id=made.pk)
    return render(
        request, "casework/panel_form.html", {"form": form, "heading": "Set up a panel", "button": "Set up the panel", "back_to": "/panels"}
    )


def _refuse_area() -> Any:
    raise Refused("Your role does not let you set up a panel. Ask a team manager.")


@require_safe
@needs("panel", "list", reads=False)
def group(request: Any, group_id: UUID) -> HttpResponse:
    """Who sits in a panel, and its meetings."""
    found = find_panel(request, group_id)
    members = found.members.filter(until_on__isnull=True).select_related("user", "organisation").order_by("-chair", "sector", "user__name")
    meetings = found.meetings.annotate(matters=Count("items")).order_by("-on", "-at")[:50]
    may_run = allowed(policies.check_run, request.standing, found.area_id)
    return render(
        request,
        "casework/panel.html",
        {
            "group": found,
            "members": list(members),
            "meetings": list(meetings),
            "sectors": dict(Sector.choices),
            "quarters": quarters(found, request.standing.on) if may_run else [],
            "may_run": may_run,
            "may_set_up": allowed(policies.check_set_up, request.standing, found.area_id),
            "today": request.standing.on,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "create", reads=False)
def new_member(request: Any, group_id: UUID) -> HttpResponse:
    """Somebody sits in the panel."""
    found = find_panel(request, group_id)
    today = request.standing.on
    working = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), organisation__area=found.area, from_on__lte=today, user__is_active=True
    ).exclude(role__in=("parent", "young_person", "visitor", "api_client"))
    people = {str(seat.user_id): f"{seat.user.name} ({seat.organisation.name})" for seat in working.select_related("user", "organisation")}
    form = MemberForm(posted(request), people=sorted(people.items(), key=lambda each: each[1]))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_member(
                group=found, user=User.objects.get(pk=said["user"]), sector=said["sector"], chair=said["chair"] == "yes",
                by=acting(request), on=today,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "They sit in the panel from today")
            return redirect("casework:panel", group_id=found.pk)
    return render(
        request, "casework/panel_form.html",
        {"form": form, "heading": "Add a member", "caption": found.name, "button": "Add to the panel", "back_to": f"/panels/{found.pk}"},
    )  # fmt: skip


@require_POST
@needs("panel", "create", reads=False)
def end_member(request: Any, member_id: UUID) -> HttpResponse:
    """Somebody leaves the panel."""
    member = Member.objects.select_related("group", "user").filter(pk=member_id, group__in=panels_of(request.standing)).first()
    if member is None:
        raise Http404
    try:
        actions.end_member(member=member, by=acting(request), on=request.standing.on)
        messages.success(request, f"{member.user.name} has left the panel")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("casework:panel", group_id=member.group_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "create", reads=False)
def new_meeting(request: Any, group_id: UUID) -> HttpResponse:
    """The panel meets on a day."""
    found = find_panel(request, group_id)
    form = MeetingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.call_meeting(group=found, by=acting(request), on=request.standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            return redirect("casework:meeting", meeting_id=made.pk)
    return render(
        request, "casework/panel_form.html",
        {"form": form, "heading": "Call a meeting", "caption": found.name, "button": "Call the meeting", "back_to": f"/panels/{found.pk}"},
    )  # fmt: skip
