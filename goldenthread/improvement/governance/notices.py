"""Who is told: the members of a board when its papers are frozen, its chairs when something was raised or answered.

A message says only that there is something to read. Members without an account are told by whoever runs the board.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from goldenthread.core import outbox
from goldenthread.law.days import in_words

from .models import Board, BoardMeeting, Escalation, Representative


def _accounts(board: Board, day: date, **which: object) -> list[int]:
    sitting = board.representatives.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), user__isnull=False, user__is_active=True, from_on__lte=day, **which)
    return sorted(set(sitting.values_list("user_id", flat=True)))


def _tell(key: str, users: list[int], subject: str, body: str) -> int:
    outbox.tell_all([outbox.Notice(key=f"{key}.{user}", channel="email", to_user=user, subject=subject, body=body) for user in users])
    return len(users)


def papers_are_frozen(meeting: BoardMeeting, day: date) -> int:
    """Tell the members that the papers can be read. Gives how many were told."""
    body = f"The papers for {meeting.board.name} on {in_words(meeting.on)} are ready. Sign in to read them."
    return _tell(f"board.papers.{meeting.pk}", _accounts(meeting.board, day), "Papers for a meeting are ready to read", body)


def was_raised(escalation: Escalation, day: date) -> int:
    """Tell the chairs of the board that was asked."""
    body = f"{escalation.from_board.name} raised a matter to {escalation.to_board.name}. An answer is due by {in_words(escalation.answer_by)}. Sign in to read it."
    chairs = _accounts(escalation.to_board, day, role=Representative.Role.CHAIR)
    return _tell(f"board.raised.{escalation.pk}", chairs, "A matter was raised to your group", body)


def was_answered(escalation: Escalation, day: date) -> int:
    """Tell the chairs of the board that asked."""
    body = f"{escalation.to_board.name} answered a matter that {escalation.from_board.name} raised. Sign in to read it."
    chairs = _accounts(escalation.from_board, day, role=Representative.Role.CHAIR)
    return _tell(f"board.answered.{escalation.pk}", chairs, "A matter that your group raised was answered", body)
