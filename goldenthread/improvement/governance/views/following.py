"""Decisions and actions of a meeting, and the actions followed to their end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting, say
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused, allowed

from ...models import Action
from .. import policies
from ..actions import following as actions
from ..actions.meeting import decide_at_board
from ..forms.meeting import AgreedForm, DecisionForm, HowFarForm
from ..models import AgreedAction, BoardMeeting, MeetingItem, Representative
from .finding import areas_of, ask, find_agreed, find_meeting, member_choices, posted, refused_unless

#: Rows of the list at once; filters narrow it.
MOST_SHOWN = 200


def _items(found: BoardMeeting) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{number}. {one.title[:120]}") for number, one in enumerate(found.items.all(), 1)]


def _item(found: BoardMeeting, key: str) -> MeetingItem | None:
    return found.items.filter(pk=key).first() if key else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def new_decision(request: Any, meeting_id: UUID) -> HttpResponse:
    """What the board decided."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_keep, request, found.board)
    form = DecisionForm(posted(request), items=_items(found))
    if request.method == "POST" and form.is_valid():
        try:
            decide_at_board(meeting=found, item=_item(found, form.cleaned_data["item"]), words=form.cleaned_data["words"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The decision is recorded.")
            return redirect("improvement:board_meeting", meeting_id=found.pk)
    return ask(request, form, "Record a decision", "Record the decision", reverse("improvement:board_meeting", args=[found.pk]), f"{found.board.name}, {long_date(found.on)}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def new_agreed(request: Any, meeting_id: UUID) -> HttpResponse:
    """What somebody will do."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_keep, request, found.board)
    form = AgreedForm(posted(request), items=_items(found), owners=member_choices(found.board))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        item = _item(found, said["item"])
        try:
            actions.agree_action(
                meeting=found, item=item, words=said["words"], owner=Representative.objects.get(pk=said["owner"]), due_on=said["due_on"],
                plan_action=Action.objects.filter(pk=int(item.about_id), group__section__plan__area_id=found.board.area_id).first() if item and item.kind == MeetingItem.Kind.PLAN else None,
                by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The action is recorded.")
            return redirect("improvement:board_meeting", meeting_id=found.pk)
    return ask(request, form, "Record an action", "Record the action", reverse("improvement:board_meeting", args=[found.pk]), f"{found.board.name}, {long_date(found.on)}")


@require_safe
@needs("improve", "list")
def agreed_actions(request: Any) -> HttpResponse:
    """Every action that was agreed: open, late, or ended."""
    show = request.GET.get("show", "open")
    on = request.standing.on
    found = AgreedAction.objects.filter(board__area_id__in=areas_of(request, "list")).select_related("owner", "board").order_by("due_on", "pk")
    open_ones = found.filter(done_on__isnull=True, dropped_on__isnull=True)
    shown = {
        "open": open_ones, "late": open_ones.filter(due_on__lt=on), "mine": open_ones.filter(owner__user_id=request.standing.user_id),
        "ended": found.exclude(pk__in=open_ones.values("pk")).order_by("-agreed_on", "pk"),
    }  # fmt: skip
    show = show if show in shown else "open"
    rows = list(shown[show][: MOST_SHOWN + 1])
    return render(request, "improvement/governance/agreed_actions.html", {"rows": rows[:MOST_SHOWN], "more": len(rows) > MOST_SHOWN, "show": show, "today": on})


@require_safe
@needs("improve", "view")
def agreed(request: Any, agreed_id: UUID) -> HttpResponse:
    """One agreed action and all that was said of it."""
    found = find_agreed(request, agreed_id)
    return render(
        request, "improvement/governance/agreed.html",
        {
            "agreed": found, "board": found.board, "updates": list(found.updates.select_related("by")), "today": request.standing.on,
            "raised": list(found.escalations.select_related("to_board")), "open": not (found.done_on or found.dropped_on),
            "may_follow": allowed(policies.check_follow, request.standing, found), "may_speak": allowed(policies.check_speak, request.standing, found.board),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def how_far(request: Any, agreed_id: UUID) -> HttpResponse:
    """Say how far it is, that it is done, or who does it now."""
    found = find_agreed(request, agreed_id)
    form = HowFarForm(posted(request), version=found.version, owners=member_choices(found.board))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        common = {"agreed": found, "version": said["version"], "by": acting(request), "on": request.standing.on}
        try:
            match said["state"]:
                case "going":
                    actions.say_how_far(words=said["words"], due_on=said["due_on"], **common)
                case "done":
                    actions.finish_action(done_on=said["done_on"], shown_by=said["shown_by"], **common)
                case "passed":
                    actions.pass_action_on(owner=Representative.objects.get(pk=said["owner"]), **common)
                case "dropped":
                    actions.drop_action(why=said["why"], **common)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Saved.")
            return redirect("improvement:agreed_action", agreed_id=found.pk)
    return ask(request, form, "How far is it?", "Save", reverse("improvement:agreed_action", args=[found.pk]), found.words[:150])
