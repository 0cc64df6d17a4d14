"""What a page is about, found within the areas of whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render

from goldenthread.access.models import User
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Membership, Organisation

from ...models import Section
from ..models import (
    AgreedAction,
    Board,
    BoardMeeting,
    Engagement,
    Escalation,
    FrozenReport,
    PublicQuestion,
    Representative,
    Risk,
)

ANY = frozenset({"area", "org"})


def areas_of(request: Any, action: str) -> list[int]:
    """The areas in which this person may do this to the improvement plan, wholly or for their own organisation."""
    found = request.standing.areas_where("improve", action, ANY)
    if not found:
        raise PermissionDenied("Your role does not include this. Ask the head of SEND.")
    return list(found)


def area_of(request: Any, action: str) -> Area:
    """The area in which this person does it."""
    return Area.objects.get(pk=areas_of(request, action)[0])


def _one(found: Any) -> Any:
    if found is None:
        raise Http404("There is nothing here.")
    return found


def find_board(request: Any, group_id: UUID) -> Board:
    return _one(Board.objects.select_related("area").filter(pk=group_id, area_id__in=areas_of(request, "view")).first())


def find_meeting(request: Any, meeting_id: UUID) -> BoardMeeting:
    return _one(BoardMeeting.objects.select_related("board__area").filter(pk=meeting_id, board__area_id__in=areas_of(request, "view")).first())


def find_representative(request: Any, member_id: UUID) -> Representative:
    return _one(Representative.objects.select_related("board__area").filter(pk=member_id, board__area_id__in=areas_of(request, "view")).first())


def find_agreed(request: Any, agreed_id: UUID) -> AgreedAction:
    found = AgreedAction.objects.select_related("board__area", "owner", "meeting", "plan_action").filter(pk=agreed_id, board__area_id__in=areas_of(request, "view"))
    return _one(found.first())


def find_risk(request: Any, risk_id: UUID) -> Risk:
    found = Risk.objects.select_related("board__area", "owner", "area").prefetch_related("scores__by", "escalations").filter(pk=risk_id)
    return _one(found.filter(area_id__in=areas_of(request, "view")).first())


def find_escalation(request: Any, escalation_id: UUID) -> Escalation:
    found = Escalation.objects.select_related("from_board__area", "to_board__area", "risk", "agreed_action", "plan_action", "raised_by", "replied_by", "passed_from")
    return _one(found.filter(pk=escalation_id, from_board__area_id__in=areas_of(request, "view")).first())


def find_report(request: Any, report_id: UUID) -> FrozenReport:
    return _one(FrozenReport.objects.select_related("board", "area", "pdf", "word").filter(pk=report_id, area_id__in=areas_of(request, "view")).first())


def find_question(request: Any, question_id: UUID) -> PublicQuestion:
    return _one(PublicQuestion.objects.select_related("board", "area").filter(pk=question_id, area_id__in=areas_of(request, "view")).first())


def find_engagement(request: Any, engagement_id: UUID) -> Engagement:
    found = Engagement.objects.select_related("area").prefetch_related("took_part").filter(pk=engagement_id, area_id__in=areas_of(request, "view"))
    return _one(found.first())


def refused_unless(check: Callable[..., None], request: Any, board: Board) -> None:
    """Open no page of a board's meeting to somebody whom the policy would refuse when they send it."""
    try:
        check(request.standing, board)
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from None


def posted(request: Any) -> Any:
    """What was sent, or None where nothing was."""
    return request.POST if request.method == "POST" else None


def boards_of(area_id: int) -> Any:
    """The boards of an area that meet still."""
    return Board.objects.filter(area_id=area_id, ended_on__isnull=True)


def board_choices(area_id: int, *, but: Any = None) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in boards_of(area_id) if one != but]


def section_choices(area_id: int) -> list[tuple[str, str]]:
    sections = Section.objects.filter(plan__area_id=area_id).select_related("plan").order_by("plan__title", "position")
    return [(str(one.pk), f"{one.reference} {one.title}".strip()[:150]) for one in sections[:200]]


def organisation_choices(area_id: int) -> list[tuple[str, str]]:
    """The partners of an area: every body but its settings and families' services for one child."""
    return [(str(one.pk), one.name) for one in Organisation.objects.filter(area_id=area_id, closed_on__isnull=True).exclude(kind="setting")[:300]]


def people_choices(area_id: int, on: Any) -> list[tuple[str, str]]:
    """Accounts of people in a role in the area that can see improvement plans."""
    seats = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), organisation__area_id=area_id, from_on__lte=on, user__is_active=True,
        role__in=("head_of_send", "team_manager", "commissioner", "designated_officer", "forum", "quality_auditor", "board_member"),
    )  # fmt: skip
    people = {str(seat.user_id): f"{seat.user.name} ({seat.organisation.name})" for seat in seats.select_related("user", "organisation")[:500]}
    return sorted(people.items(), key=lambda one: one[1])


def member_choices(board: Board) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.name}, {one.get_sector_display()}") for one in board.representatives.filter(until_on__isnull=True)]


def user_of(key: str) -> User | None:
    return User.objects.filter(pk=key).first() if key else None


def ask(request: Any, form: Any, heading: str, button: str, back: str, caption: str = "", **more: Any) -> Any:
    """A page with one form on it."""
    return render(request, "improvement/governance/form.html", {"form": form, "heading": heading, "button": button, "back_to": back, "caption": caption, "words": "", "multipart": False, **more})
