"""Who may run a board, speak in it, own a risk, and answer for it; each refusal says why and whom to ask.

Running a board (its members, its calendar) and a question's answer need `improve` for the whole area; its clerk keeps the
agenda, the papers and the record of its meetings too. A
partner whose role reaches their own organisation owns that organisation's risks, and raises things from a board in which
they sit. Answering what was raised needs `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed, Refused, allowed
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may_in_area
from goldenthread.people.standing import Standing

from .models import AgreedAction, Board, BoardMeeting, Escalation, Risk

OWN = frozenset({"org"})
AREA = frozenset({"area"})


def reach(standing: Standing | None, area_id: int, action: str) -> frozenset[str]:
    """How far this person's roles in this area reach when they do this to the improvement plan: area, org or nothing."""
    if standing is None:
        return AREA
    return frozenset().union(*(permissions.scopes(seat.role, "improve", action) for seat in standing.seats if seat.area_id == area_id))


def own_organisations(standing: Standing, area_id: int, action: str) -> frozenset[int]:
    """Organisations of the area for which this person may do this."""
    return frozenset(
        seat.organisation_id for seat in standing.seats if seat.area_id == area_id and (AREA | OWN) & permissions.scopes(seat.role, "improve", action)
    )


def check_run(standing: Standing | None, area: Any) -> None:
    """This person runs the area's boards: members, calendar, agendas, records."""
    check_may_in_area(standing, area, "improve", "create")


def sits_in(board: Board, user_id: int | None, on: date) -> bool:
    """Whether this person sits in the board on that day."""
    if user_id is None:
        return False
    return board.representatives.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), user_id=user_id, from_on__lte=on).exists()


def check_keep(standing: Standing | None, board: Board) -> None:
    """This person keeps the record of the board's meetings: whoever runs the area's boards, or the clerk of this one, whatever
    else their role may do to the plan. A clerk sits in the board with that part from a day until a day."""
    if standing is None or AREA & reach(standing, board.area_id, "create"):
        return
    on = standing.on or date.max
    if standing.user_id is not None and reach(standing, board.area_id, "view"):
        now = Q(until_on__isnull=True) | Q(until_on__gte=on)
        if board.representatives.filter(now, user_id=standing.user_id, role="clerk", from_on__lte=on).exists():
            return
    raise NotAllowed(f"Only the clerk of {board.name}, or the head of SEND, keeps the record of its meetings. Ask one of them.")


def check_speak(standing: Standing | None, board: Board) -> None:
    """This person runs the area's boards, or sits in this one with a role that may add to the plan."""
    if standing is None or AREA & reach(standing, board.area_id, "create"):
        return
    if OWN & reach(standing, board.area_id, "create") and sits_in(board, standing.user_id, standing.on or date.max):
        return
    if allowed(check_keep, standing, board):
        return
    raise NotAllowed(f"Only those who sit in {board.name}, or who run it, can do this. Ask its chair or clerk.")


def check_own(standing: Standing | None, area_id: int, organisation_id: int, action: str) -> None:
    """This person may do this for this organisation: their own, or any where they answer for the area."""
    if standing is None or AREA & reach(standing, area_id, action):
        return
    if organisation_id in own_organisations(standing, area_id, action):
        return
    raise NotAllowed("A risk is changed by the partner that owns it. Ask that partner, or the head of SEND.")


def check_follow(standing: Standing | None, agreed: AgreedAction) -> None:
    """Whoever will do it says how far it is; so may whoever runs the board."""
    if standing is None or AREA & reach(standing, agreed.board.area_id, "update"):
        return
    owner = agreed.owner
    if owner.user_id == standing.user_id and reach(standing, agreed.board.area_id, "view"):
        return
    if owner.organisation_id and owner.organisation_id in own_organisations(standing, agreed.board.area_id, "update"):
        return
    raise NotAllowed(f"Only {owner.name}, their organisation, or whoever runs {agreed.board.name} can say how far this is.")


def check_reply(standing: Standing | None, escalation: Escalation) -> None:
    """This person answers for the board that was asked."""
    check_may_in_area(standing, escalation.to_board.area, "improve", "decide")
    check_no_reply(escalation)


def check_no_reply(escalation: Escalation) -> None:
    """It has not been answered."""
    if escalation.replied_on:
        raise Refused(f"This was answered on {in_words(escalation.replied_on)}. An answer is not changed; raise it again instead.")


def check_open(meeting: BoardMeeting) -> None:
    """Nothing of a meeting changes once its record is closed or it is called off."""
    if meeting.closed_at:
        raise Refused(f"The record of the meeting on {in_words(meeting.on)} is closed, so it cannot be changed.")
    if meeting.cancelled_on:
        raise Refused(f"The meeting on {in_words(meeting.on)} was called off, so it cannot be changed.")


def check_not_frozen(meeting: BoardMeeting) -> None:
    """Agenda and papers change only before they are frozen."""
    check_open(meeting)
    if meeting.frozen_on:
        raise Refused(f"The papers were frozen on {in_words(meeting.frozen_on)}, so they never change. Put it to the next meeting.")


def check_risk_open(risk: Risk) -> None:
    """A closed risk stays as it was."""
    if risk.closed_on:
        raise Refused(f"This risk was closed on {in_words(risk.closed_on)}. Record a new risk if it is back.")
