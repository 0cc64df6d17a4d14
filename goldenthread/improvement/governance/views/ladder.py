"""The ladder of boards, a board, who sits in it, its calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting, say
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law.days import months_after
from goldenthread.people.models import Area, Organisation
from goldenthread.provision.models import TermDates

from ...models import Section
from .. import policies, rhythm
from ..actions import ladder as actions
from ..actions.meeting import fill_calendar
from ..forms.ladder import AsAtForm, BoardForm, CalendarForm, RepresentativeForm
from ..ladder import rows_of, warnings_of
from ..models import AgreedAction, Board, Escalation, Representative, Sector
from ..raising import above_of
from .finding import (
    area_of,
    areas_of,
    ask,
    board_choices,
    boards_of,
    find_board,
    find_representative,
    organisation_choices,
    people_choices,
    posted,
    section_choices,
    user_of,
)

#: How far ahead a calendar is filled.
MONTHS_AHEAD = 12


@require_safe
@needs("improve", "list")
def ladder(request: Any) -> HttpResponse:
    """Who reports to whom, today or on any day."""
    areas = areas_of(request, "list")
    form = AsAtForm(request.GET if any(name.startswith("on-") for name in request.GET) else None)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or request.standing.on
    rows = rows_of(areas, on)
    waiting = Escalation.objects.filter(from_board__area_id__in=areas, replied_on__isnull=True).select_related("from_board", "to_board").order_by("answer_by")[:20]
    return render(
        request, "improvement/governance/ladder.html",
        {
            "rows": rows, "as_at": on, "form": form, "today": request.standing.on, "waiting": list(waiting),
            "may_set_up": allowed(policies.check_run, request.standing, Area(pk=areas[0])),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def new_board(request: Any) -> HttpResponse:
    """Set up a board."""
    area = area_of(request, "create")
    form = BoardForm(posted(request), above=board_choices(area.pk), sections=section_choices(area.pk))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.set_up_board(area=area, by=acting(request), on=request.standing.on, **_said(form, area.pk))
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The group is set up. Add who sits in it.")
            return redirect("improvement:board", group_id=made.pk)
    return ask(request, form, "Set up a group", "Set up the group", reverse("improvement:ladder"))


def _said(form: Any, area_id: int) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    said.pop("version", None)
    said["above"] = boards_of(area_id).filter(pk=said["above"]).first() if said["above"] else None
    said["sections"] = list(Section.objects.filter(pk__in=said.pop("sections", None) or [], plan__area_id=area_id).select_related("plan"))
    said["must_have"] = said["must_have"] or []
    return said


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def change_board(request: Any, group_id: UUID) -> HttpResponse:
    """Change a board, or whom it reports to."""
    board = find_board(request, group_id)
    now = above_of(board, request.standing.on)
    names = ("name", "kind", "purpose", "must_have", "least", "fewest", "rhythm", "first_on", "in_term", "place")
    initial = {name: getattr(board, name) for name in names} | {
        "above": str(now.pk) if now else "", "at": f"{board.at:%H:%M}" if board.at else "", "sections": [str(key) for key in board.sections.values_list("pk", flat=True)],
    }  # fmt: skip
    form = BoardForm(
        posted(request), version=board.version, above=board_choices(board.area_id, but=board), sections=section_choices(board.area_id), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_board(board=board, version=form.cleaned_data["version"], by=acting(request), on=request.standing.on, **_said(form, board.area_id))
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The group is changed.")
            return redirect("improvement:board", group_id=board.pk)
    return ask(request, form, "Change this group", "Save", reverse("improvement:board", args=[board.pk]), board.name)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def end_board(request: Any, group_id: UUID) -> HttpResponse:
    """A board meets no more."""
    board = find_board(request, group_id)
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_board(board=board, by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"{board.name} has ended.")
            return redirect("improvement:board", group_id=board.pk)
    words = "Nobody sits in it and it reports to no group from today. Its record is kept. This cannot be undone."
    return ask(request, form, "This group ends", "It ends today", reverse("improvement:board", args=[board.pk]), board.name, words=words)


@require_safe
@needs("improve", "view")
def board(request: Any, group_id: UUID) -> HttpResponse:
    """One board: who sits in it, when it meets, what it has to do, what was raised up and down."""
    found = find_board(request, group_id)
    on = request.standing.on
    sitting = list(found.representatives.filter(Q(until_on__isnull=True) | Q(until_on__gt=on)).select_related("organisation").order_by("role", "sector", "name"))
    former = list(found.representatives.filter(until_on__lte=on).order_by("-until_on", "name")[:50])
    coming = list(found.meetings.filter(on__gte=on, cancelled_on__isnull=True).annotate(many=Count("items")).order_by("on")[:20])
    past = list(found.meetings.exclude(pk__in=[one.pk for one in coming]).annotate(many=Count("items")).order_by("-on")[:40])
    agreed = list(found.agreed_actions.filter(done_on__isnull=True, dropped_on__isnull=True).select_related("owner").order_by("due_on", "pk")[:50])
    below = Board.objects.filter(rungs__above=found, rungs__until_on__isnull=True, ended_on__isnull=True)
    return render(
        request, "improvement/governance/board.html",
        {
            "board": found, "sitting": sitting, "former": former, "lacks": warnings_of(found, sitting), "meetings": [*coming, *past], "agreed": agreed, "today": on,
            "above": above_of(found, on), "below": list(below), "sectors": dict(Sector.choices), "sections": list(found.sections.all()),
            "past_rungs": list(found.rungs.filter(until_on__isnull=False).select_related("above")),
            "raised": list(found.raised.select_related("to_board").order_by("-raised_on")[:30]),
            "received": list(found.received.select_related("from_board").order_by("-raised_on")[:30]),
            "risks": list(found.risks.filter(closed_on__isnull=True).prefetch_related("scores").select_related("owner")),
            "reports": list(found.reports.filter(kind="highlight")[:10]),
            "may_run": allowed(policies.check_run, request.standing, found.area), "may_speak": allowed(policies.check_speak, request.standing, found),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def new_member(request: Any, group_id: UUID) -> HttpResponse:
    """Somebody sits in the board."""
    found = find_board(request, group_id)
    on = request.standing.on
    form = RepresentativeForm(posted(request), people=people_choices(found.area_id, on), organisations=organisation_choices(found.area_id))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["user"] = user_of(said["user"])
        said["organisation"] = Organisation.objects.filter(pk=said["organisation"]).first() if said["organisation"] else None
        said["leads"] = said["leads"] or ""
        try:
            actions.seat(board=found, by=acting(request), on=on, **said)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "They sit in the group from today.")
            return redirect("improvement:board", group_id=found.pk)
    return ask(request, form, "Add somebody to the group", "Add to the group", reverse("improvement:board", args=[found.pk]), found.name)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def end_member(request: Any, member_id: UUID) -> HttpResponse:
    """Somebody leaves the board; what they had agreed to do is shown first."""
    found: Representative = find_representative(request, member_id)
    left = list(AgreedAction.objects.filter(owner=found, done_on__isnull=True, dropped_on__isnull=True).order_by("due_on"))
    if request.method == "POST":
        try:
            actions.unseat(representative=found, by=acting(request), on=request.standing.on)
            messages.success(request, f"{found.name} has left the group." + (" Say who does what they had agreed to." if left else ""))
        except Refused as refused:
            messages.error(request, refused.sentence)
        return redirect("improvement:board", group_id=found.board_id)
    return render(request, "improvement/governance/leaving.html", {"representative": found, "board": found.board, "left": left})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def calendar(request: Any, group_id: UUID) -> HttpResponse:
    """The meetings of the next year by the board's rhythm; those wanted are put in its calendar."""
    found = find_board(request, group_id)
    on = request.standing.on
    back = reverse("improvement:board", args=[found.pk])
    halves = list(
        TermDates.objects.filter(area=found.area, organisation__isnull=True, removed_on__isnull=True).order_by("first_on").values_list("first_on", "last_on")
    )
    days: list[rhythm.Proposed] = []
    wrong = ""
    if found.rhythm == Board.Rhythm.CALLED or found.first_on is None:
        wrong = "This group meets when it is called. Change the group to give it a rhythm, or call a meeting."
    else:
        try:
            days = rhythm.proposed(
                found.rhythm, first_on=found.first_on, start=max(on, found.first_on), until=months_after(max(on, found.first_on), MONTHS_AHEAD), halves=halves, in_term=found.in_term
            )
        except rhythm.NoTermDates as none:
            wrong = str(none)
        if found.in_term and not halves:
            wrong = wrong or "No term dates are known, so school holidays could not be passed by. Enter term dates first."
    there = set(found.meetings.filter(cancelled_on__isnull=True).values_list("on", flat=True))
    offered = [one for one in days if one.on not in there]
    form = CalendarForm(
        posted(request), days=[(one.on.isoformat(), f"{one.on:%A} {one.on.day} {one.on:%B %Y}") for one in offered],
        moved={one.on.isoformat(): one.moved for one in offered if one.moved},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = fill_calendar(board=found, days=[dt.date.fromisoformat(day) for day in form.cleaned_data["days"]], by=acting(request), on=on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"{len(made)} {'meeting is' if len(made) == 1 else 'meetings are'} in the calendar.")
            return redirect("improvement:board", group_id=found.pk)
    return render(
        request, "improvement/governance/calendar.html", {"board": found, "form": form, "offered": offered, "wrong": wrong, "back_to": back, "there": len(there)}
    )
