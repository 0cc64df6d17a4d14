"""Whom a board reports to on a day, where a matter that was raised is now, and which risks the rules say to raise."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from . import rules
from .models import Board, Escalation, Risk


def above_of(board: Board, day: date) -> Board | None:
    """The board to which this one reports on a day."""
    rung = board.rungs.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day).select_related("above").order_by("-pk").first()
    return rung.above if rung else None


def last_of(escalation: Escalation) -> Escalation:
    """Where a matter is now: with the board that it was passed to last."""
    while escalation.answer == Escalation.Answer.PASSED:
        escalation = Escalation.objects.select_related("to_board", "replied_by").get(passed_from=escalation)
    return escalation


def holding(risk: Risk, on: date) -> list[rules.Holds]:
    """The rules that say this risk is to be raised; none while it is raised and not answered, or closed.

    What its score says is said once: after it was raised and answered, only a new score says it again.
    """
    raised = list(risk.escalations.all())
    if risk.closed_on or any(one.replied_on is None for one in raised):
        return []
    scores = list(risk.scores.all())
    said = {one.rule for one in raised if one.rule and scores and one.raised_on >= scores[-1].on}
    found = rules.that_hold(scores=[score.after for score in scores], review_on=risk.review_on, on=on)
    return [one for one in found if one.key not in said and not (said and one.key in rules.BY_SCORE)]
