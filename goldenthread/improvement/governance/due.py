"""What is due for a board's next meeting: the agenda makes itself from this.

Each list is short (`MOST`), the most pressing first. Of children only totals are read, by the
measures, with small numbers hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from goldenthread.core import clock
from goldenthread.law.days import in_words

from ..quarters import quarter_name, quarters_before
from .models import AgreedAction, Board, BoardMeeting, Escalation, MeetingItem, PublicQuestion, Risk, RiskScore
from .off_target import measures_of
from .plan_state import Standing, actions_of
from .raising import holding, last_of

#: Lines of one list that an agenda is offered.
MOST = 40


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. `about_id` is the row's key, so that it comes on an agenda once; `why` says why it is here."""

    kind: str
    about_id: str
    title: str
    why: str

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.kind}:{self.about_id}"


def due_for(meeting: BoardMeeting) -> list[Due]:
    """Everything that is due for this meeting, list by list in the order of an agenda."""
    board, on = meeting.board, meeting.on
    before = meeting.board.meetings.filter(on__lt=on, cancelled_on__isnull=True).order_by("-on").first()
    actions = actions_of(board, on)
    found: list[Due] = []
    for each in (
        _raised(board), _replies(board, before), _agreed(board, on), _plan(actions, on), _ratings(actions, on), _risks(board, on), _measures(board, on), _questions(board, on),
    ):  # fmt: skip
        found += list(each)[:MOST]
    return found


def _raised(board: Board) -> Iterable[Due]:
    for one in Escalation.objects.filter(to_board=board, replied_on__isnull=True).select_related("from_board").order_by("answer_by", "pk"):
        yield Due(MeetingItem.Kind.ESCALATION, str(one.pk), one.title, f"Raised by {one.from_board.name}; an answer is due by {in_words(one.answer_by)}")


def _replies(board: Board, before: BoardMeeting | None) -> Iterable[Due]:
    """Answers that came since the meeting before. Of a matter that was passed on, the answer of whoever has it last."""
    for one in Escalation.objects.filter(from_board=board, replied_on__isnull=False).select_related("to_board").order_by("replied_on", "pk"):
        end = last_of(one)
        if end.replied_on and (before is None or end.replied_on > before.on):
            yield Due(MeetingItem.Kind.REPLY, str(one.pk), one.title, f"{end.to_board.name} answered on {in_words(end.replied_on)}: {end.get_answer_display().lower()}")


def _agreed(board: Board, on: date) -> Iterable[Due]:
    open_ones = AgreedAction.objects.filter(board=board, done_on__isnull=True, dropped_on__isnull=True, due_on__lte=on).select_related("owner")
    for one in open_ones.order_by("due_on", "pk"):
        yield Due(MeetingItem.Kind.AGREED, str(one.pk), one.words, f"{one.owner.name}, due by {in_words(one.due_on)}")


def _plan(actions: Iterable[Standing], on: date) -> Iterable[Due]:
    due = [one for one in actions if one.action.due_on and one.action.due_on <= on and not one.finished and one.action.date_state != "open"]
    for one in sorted(due, key=lambda each: (each.action.due_on, each.action.pk)):
        yield Due(MeetingItem.Kind.PLAN, str(one.action.pk), one.name, f"The plan’s date is {in_words(one.action.due_on)}")


def _ratings(actions: Iterable[Standing], on: date) -> Iterable[Due]:
    """One line for each part of the plan with actions that nobody has rated for the last whole quarter."""
    quarter = quarter_name(list(quarters_before(on, 2))[1])
    unrated: dict[int, tuple[str, int]] = {}
    for one in actions:
        if one.unrated:
            words, many = unrated.get(one.section.pk, (f"{one.section.reference} {one.section.title}".strip(), 0))
            unrated[one.section.pk] = (words, many + 1)
    for key, (words, many) in unrated.items():
        yield Due(MeetingItem.Kind.RATING, str(key), f"Rate {words}", f"{many} {'action has' if many == 1 else 'actions have'} no rating for {quarter}")


def open_risks(board: Board) -> list[Risk]:
    """The risks that a board watches, with their scores and what was raised about them."""
    return list(
        board.risks.filter(closed_on__isnull=True).select_related("owner").prefetch_related(Prefetch("scores", RiskScore.objects.order_by("on", "pk")), "escalations")
    )


def _risks(board: Board, on: date) -> Iterable[Due]:
    for risk in open_risks(board):
        rules = holding(risk, on)
        if rules:
            yield Due(MeetingItem.Kind.RISK, str(risk.pk), str(risk), rules[0].why)
        elif risk.review_on <= on:
            yield Due(MeetingItem.Kind.RISK, str(risk.pk), str(risk), f"To be looked at by {in_words(risk.review_on)}")


def _measures(board: Board, on: date) -> Iterable[Due]:
    for one in measures_of(board, min(on, clock.today())):
        if one.off:
            yield Due(MeetingItem.Kind.MEASURE, str(one.measure.pk), one.measure.words, f"It is {one.shown}; the target is {one.target}")


def _questions(board: Board, on: date) -> Iterable[Due]:
    for one in PublicQuestion.objects.filter(board=board, closed_on__isnull=True, asked_on__lte=on).order_by("answer_by", "pk"):
        why = f"Answered on {in_words(one.answered_on)}, not closed" if one.answered_on else f"An answer is due by {in_words(one.answer_by)}"
        yield Due(MeetingItem.Kind.QUESTION, str(one.pk), f"Question {one.number}: {one.words}", why)
