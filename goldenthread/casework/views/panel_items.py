"""One matter before a panel: its pack, who stood aside, and what was decided or asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import readings
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused, allowed
from goldenthread.meetings import actions, policies
from goldenthread.meetings.models import AgendaItem, Meeting, Member
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may
from goldenthread.people.wrong_child import accept_paper

from ..forms.panels import AnswerForForm, AsideForm, EndForm, PackForm
from ..models import Request
from .finding import acting, record_href, say
from .panel_finding import find_item, posted


@require_safe
@needs("panel", "view")
def item(request: Any, item_id: UUID) -> HttpResponse:
    """One child's matter: the question, the papers of this child alone, who stood aside, and what was decided."""
    found = find_item(request, item_id)
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
    found = find_item(request, item_id)
    papers = list(Document.objects.filter(child=found.child).select_related("child", "file").order_by("-made_on", "title"))
    names = [(str(paper.pk), f"{paper.title}, {long_date(paper.made_on)}") for paper in papers]
    chosen = [str(one.document_id) for one in found.pack.all()]
    form = PackForm(posted(request), papers=names, initial={"papers": chosen})
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
    found = find_item(request, item_id)
    may_run = allowed(policies.check_run, request.standing, found.meeting.group.area_id)
    sitting = Member.objects.filter(group=found.meeting.group, until_on__isnull=True).select_related("user")
    if not may_run:
        sitting = sitting.filter(user=request.user)
    people = [(str(one.user_id), one.user.name) for one in sitting.order_by("user__name")]
    if not people:
        raise Http404
    form = AsideForm(posted(request), people=people)
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
    found = find_item(request, item_id)
    others = {
        str(one.pk): one
        for one in Meeting.objects.filter(group=found.meeting.group, closed_at__isnull=True, on__gte=request.standing.on).exclude(pk=found.meeting_id).order_by("on")
    }
    form = EndForm(posted(request), meetings=[(key, long_date(one.on)) for key, one in others.items()])
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
