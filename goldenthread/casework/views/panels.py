"""Panels: their members and meetings, agendas built from what is due, packs, who was there, who stood aside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import readings
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused, allowed
from goldenthread.meetings import actions, policies
from goldenthread.meetings.models import AgendaItem, Attendance, Group, Meeting, Member, Sector
from goldenthread.meetings.packs import stood_aside
from goldenthread.people.children import visible
from goldenthread.people.models import Area, Deadline, Document, Membership
from goldenthread.people.models.kept import OPEN
from goldenthread.people.policies import check_may
from goldenthread.people.wrong_child import accept_paper

from ..clocks import spoken
from ..forms.panels import (
    AgendaForm,
    AnswerForForm,
    AsideForm,
    AttendanceForm,
    EndForm,
    GroupForm,
    MeetingForm,
    MemberForm,
    PackForm,
)
from ..models import Request
from ..panel_quarters import quarters
from .finding import acting, record_href, say

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


def _areas(standing: Any) -> tuple[int, ...]:
    return standing.areas_where("panel", "list", frozenset({"area", "case"}))


def _groups(standing: Any) -> Any:
    """Panels of the areas where this person runs them, and those they sit in."""
    sits = Q(members__user_id=standing.user_id, members__from_on__lte=standing.on) & (
        Q(members__until_on__isnull=True) | Q(members__until_on__gte=standing.on)
    )
    return Group.objects.filter(Q(area_id__in=_areas(standing)) | sits).distinct()


def _group(request: Any, group_id: UUID) -> Group:
    found = _groups(request.standing).select_related("area").filter(pk=group_id).first()
    if found is None:
        raise Http404
    return found


def _meeting(request: Any, meeting_id: UUID) -> Meeting:
    found = (
        Meeting.objects.filter(pk=meeting_id, group__in=_groups(request.standing)).select_related("group", "group__area").first()
    )
    if found is None:
        raise Http404
    return found


def _items(request: Any, meeting: Meeting) -> list[AgendaItem]:
    """The matters that this person may see there: not those from which they stood aside."""
    aside = stood_aside(meeting, request.standing.user_id)
    return list(
        meeting.items.filter(visible(request.standing, request.standing.on, "child__"))
        .exclude(pk__in=aside)
        .select_related("child", "child__case", "child__case__worker")
        .prefetch_related("recusals", "decisions")
    )


def _item(request: Any, item_id: UUID) -> AgendaItem:
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


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
@needs("panel", "list", reads=False)
def groups(request: Any) -> HttpResponse:
    """The panels, and the next meeting of each."""
    found = list(
        _groups(request.standing)
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
    may_set_up = any(allowed(policies.check_set_up, request.standing, area_id) for area_id in _areas(request.standing))
    return render(request, "casework/panels.html", {"groups": found, "may_set_up": may_set_up})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "create", reads=False)
def new_group(request: Any) -> HttpResponse:
    """Set up a panel."""
    form = GroupForm(_posted(request))
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
    found = _group(request, group_id)
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
    found = _group(request, group_id)
    today = request.standing.on
    working = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), organisation__area=found.area, from_on__lte=today, user__is_active=True
    ).exclude(role__in=("parent", "young_person", "visitor", "api_client"))
    people = {str(seat.user_id): f"{seat.user.name} ({seat.organisation.name})" for seat in working.select_related("user", "organisation")}
    form = MemberForm(_posted(request), people=sorted(people.items(), key=lambda each: each[1]))
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
    member = Member.objects.select_related("group", "user").filter(pk=member_id, group__in=_groups(request.standing)).first()
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
    found = _group(request, group_id)
    form = MeetingForm(_posted(request))
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


@require_safe
@needs("panel", "list")
def meeting(request: Any, meeting_id: UUID) -> HttpResponse:
    """The agenda, the pack, and who was there."""
    found = _meeting(request, meeting_id)
    items = _items(request, found)
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
    found = _meeting(request, meeting_id)
    due, chosen = _due(request, found)
    form = AgendaForm(_posted(request), due=[(key, words) for key, words, _ in due])
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
    found = _meeting(request, meeting_id)
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
    found = _meeting(request, meeting_id)
    members = {
        str(one.user_id): one
        for one in found.group.members.filter(Q(until_on__isnull=True) | Q(until_on__gte=found.on)).select_related("user").order_by("sector", "user__name")
    }
    noted = list(found.attendances.all())
    guest = next((one for one in noted if one.user_id is None), None)
    form = AttendanceForm(
        _posted(request),
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
    found = _meeting(request, meeting_id)
    try:
        actions.close_meeting(meeting=found, version=None, by=acting(request), on=request.standing.on)
        messages.success(request, "The record of the meeting is closed")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("casework:meeting", meeting_id=found.pk)


@require_safe
@needs("panel", "view")
def item(request: Any, item_id: UUID) -> HttpResponse:
    """One child's matter: the question, the papers of this child alone, who stood aside, and what was decided."""
    found = _item(request, item_id)
    readings.read(request, page="casework.panel_item", children=[found.child], scope="pack")
    attendances = list(found.meeting.attendances.all())
    may_run = allowed(policies.check_run, request.standing, found.meeting.group.area_id) and not found.meeting.closed_at
    decided_before = Request.objects.filter(child=found.child, pk=found.matter_id, decisions__about="assess").exists()
    return render(
        request,
        "casework/panel_item.html",
        {
            "item": found,
            "child": found.child,
            "meeting": found.meeting,
            "group": found.meeting.group,
            "papers": [paper.document for paper in found.pack.select_related("document", "document__file")],
            "decision": found.decisions.select_related("letter").first(),
            "lacks": policies.missing(found.meeting.group, attendances),
            "may_run": may_run and not found.ended,
            "may_decide": found.meeting.group.kind == "assess"
            and not decided_before
            and not found.ended
            and allowed(check_may, request.standing, found.child, "request", "decide"),
            "may_stand_aside": not found.ended and not found.meeting.closed_at,
            "record": record_href(found.child) if may_run else None,
            "asked": Request.objects.filter(child=found.child, pk=found.matter_id).first() if allowed(check_may, request.standing, found.child, "request", "view") else None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "update", reads=True)
def pack(request: Any, item_id: UUID) -> HttpResponse:
    """Choose the papers of this child's pack."""
    found = _item(request, item_id)
    papers = list(Document.objects.filter(child=found.child).select_related("child", "file").order_by("-made_on", "title"))
    names = [(str(paper.pk), f"{paper.title}, {long_date(paper.made_on)}") for paper in papers]
    chosen = [str(one.document_id) for one in found.pack.all()]
    form = PackForm(_posted(request), papers=names, initial={"papers": chosen})
    readings.read(request, page="casework.pack", children=[found.child])
    if request.method == "POST" and form.is_valid():
        by_key = {str(paper.pk): paper for paper in papers}
        wanted = [by_key[key] for key in form.cleaned_data["papers"]]
        try:
            actions.fill_pack(item=found, documents=wanted, by=acting(request), on=request.standing.on)
        except actions.PapersHeld as held:
            return _answer_for(request, found, wanted, held)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The pack is saved")
            return redirect("casework:panel_item", item_id=found.pk)
    return render(
        request, "casework/panel_form.html",
        {"form": form, "heading": "Papers for the panel", "caption": found.child.name, "button": "Save the pack", "back_to": f"/meetings/items/{found.pk}"},
    )  # fmt: skip


def _answer_for(request: Any, found: AgendaItem, wanted: list[Document], held: actions.PapersHeld) -> HttpResponse:
    """Papers that seem to be another child's: each goes on with somebody's reason, or stays out."""
    asked = "answered" in request.POST
    form = AnswerForForm(request.POST if asked else None, findings=held.findings)
    if asked and form.is_valid():
        reasons = form.reasons()
        try:
            for finding in held.findings:
                if because := reasons.get(str(finding.document.pk)):
                    accept_paper(document=finding.document, because=because, by=acting(request), on=request.standing.on)
            out = {finding.document.pk for finding in held.findings if str(finding.document.pk) not in reasons}
            going = [paper for paper in wanted if paper.pk not in out]
            actions.fill_pack(item=found, documents=going, by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            left = f". {len(out)} {'paper was' if len(out) == 1 else 'papers were'} left out" if out else ""
            messages.success(request, f"The pack is saved{left}")
            return redirect("casework:panel_item", item_id=found.pk)
    return render(
        request, "casework/panel_held.html",
        {"form": form, "item": found, "held": held, "wanted": [paper.pk for paper in wanted], "back_to": f"/meetings/items/{found.pk}/pack"},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "view", reads=True)
def aside(request: Any, item_id: UUID) -> HttpResponse:
    """A member stands aside from this child's matter."""
    found = _item(request, item_id)
    may_run = allowed(policies.check_run, request.standing, found.meeting.group.area_id)
    sitting = Member.objects.filter(group=found.meeting.group, until_on__isnull=True).select_related("user")
    if not may_run:
        sitting = sitting.filter(user=request.user)
    people = [(str(one.user_id), one.user.name) for one in sitting.order_by("user__name")]
    if not people:
        raise Http404
    form = AsideForm(_posted(request), people=people)
    readings.read(request, page="casework.aside", children=[found.child], scope="pack")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        user_id = int(said.get("user") or people[0][0])
        try:
            actions.stand_aside(item=found, user=User.objects.get(pk=user_id), why=said["why"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "It is noted. They take no part in this child’s matter")
            return redirect("casework:meeting", meeting_id=found.meeting_id)
    return render(
        request, "casework/panel_form.html",
        {"form": form, "heading": "Stand aside", "caption": found.child.name, "button": "Stand aside", "back_to": f"/meetings/items/{found.pk}"},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("panel", "update", reads=True)
def end(request: Any, item_id: UUID) -> HttpResponse:
    """Put a matter off, or take it off the agenda."""
    found = _item(request, item_id)
    others = {
        str(one.pk): one
        for one in Meeting.objects.filter(group=found.meeting.group, closed_at__isnull=True, on__gte=request.standing.on).exclude(pk=found.meeting_id).order_by("on")
    }
    form = EndForm(_posted(request), meetings=[(key, long_date(one.on)) for key, one in others.items()])
    readings.read(request, page="casework.end_item", children=[found.child])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        later = others.get(said["to"])
        try:
            actions.end_item(
                item=found, ended="put_off" if later else "taken_off", why=said["why"], to_meeting=later, by=acting(request), on=request.standing.on
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "It is put off" if later else "It is off the agenda")
            return redirect("casework:meeting", meeting_id=found.meeting_id)
    return render(
        request, "casework/panel_form.html",
        {"form": form, "heading": "Put off, or take off the agenda", "caption": found.child.name, "button": "Save", "back_to": f"/meetings/items/{found.pk}"},
    )  # fmt: skip
