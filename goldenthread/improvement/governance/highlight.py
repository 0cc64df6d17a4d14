"""The highlight report of a board: how far its part of the plan is, made from what is kept, on any day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Q

from goldenthread.core.documents_out import Bullets, Heading, Paragraph
from goldenthread.core.documents_out.letter import Block
from goldenthread.law.days import in_words

from . import off_target
from .drawing import Report, table
from .due import open_risks
from .models import AgreedAction, Board, Escalation, Risk
from .off_target import Held, measures_of
from .plan_state import Standing, actions_of
from .raising import holding

#: Rows of one table; a report is read, so the rest is counted.
MOST_ROWS = 25


def highlight(board: Board, on: date) -> Report:
    """The report of a board as at a day."""
    actions = actions_of(board, on)
    blocks: list[Block] = [
        *_in_short(board, actions, on),
        *_plan(actions),
        *measure_blocks(measures_of(board, on)),
        *_agreed(board, on),
        *_risks(board, on),
        *_raised(board),
        *_next(board, on),
    ]
    return Report(board.area.council or board.area.name, f"Highlight report: {board.name}", board.get_kind_display(), on, tuple(blocks))


def _in_short(board: Board, actions: list[Standing], on: date) -> list[Block]:
    agreed = board.agreed_actions.filter(done_on__isnull=True, dropped_on__isnull=True)
    late = agreed.filter(due_on__lt=on).count()
    risks = open_risks(board)
    raise_them = sum(bool(holding(risk, on)) for risk in risks)
    waiting = Escalation.objects.filter(Q(from_board=board) | Q(to_board=board), replied_on__isnull=True).count()
    return [
        Heading("In short"),
        Bullets(
            (
                f"{_many(len(actions), 'action', 'actions')} of the plan: {sum(one.finished for one in actions)} finished, {sum(one.late for one in actions)} late.",
                f"{_many(agreed.count(), 'action', 'actions')} agreed at meetings and open, {late} of them late.",
                f"{_many(len(risks), 'open risk', 'open risks')}, {raise_them} of which the rules say to raise.",
                f"{_many(waiting, 'matter', 'matters')} raised to a group above and not answered yet.",
            )
        ),
    ]


def _plan(actions: list[Standing]) -> list[Block]:
    if not actions:
        return [Heading("The plan"), Paragraph("No part of a plan is given to this group yet.")]
    by_section: dict[str, list[Standing]] = {}
    for one in actions:
        by_section.setdefault(f"{one.section.reference} {one.section.title}".strip(), []).append(one)
    rows = [
        (name[:160], len(ones), sum(one.finished for one in ones), sum(one.late for one in ones), colours(ones))
        for name, ones in by_section.items()
    ]
    late = sorted((one for one in actions if one.late), key=lambda one: (one.action.due_on, one.action.pk))
    found: list[Block] = [Heading("The plan"), table(("Part", "Actions", "Finished", "Late", "Ratings now"), rows)]
    if late:
        shown = [(one.name[:300], one.action.owner[:120] or "Nobody named", in_words(one.action.due_on), one.colour.capitalize() or "Not rated") for one in late[:MOST_ROWS]]
        found.append(table(("Late action", "Owner", "Date of the plan", "Rating"), shown, "Late actions"))
        found += _more(len(late))
    return found


def colours(ones: list[Standing]) -> str:
    """How many of each colour: "3 green, 1 amber, 2 not rated"."""
    counts = Counter(one.colour or "not rated" for one in ones)
    return ", ".join(f"{number} {colour}" for colour, number in sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def measure_blocks(held: list[Held]) -> list[Block]:
    """The measures as a table."""
    if not held:
        return []
    off = sum(bool(one.off) for one in held)
    found: list[Block] = [Heading("Measures"), Paragraph(f"{_many(off, 'measure is', 'measures are')} off target, of {len(held)}. Numbers too small to show are hidden.")]
    return [*found, table(("Measure", "Value", "Target", "Standing"), off_target.rows(held)[:MOST_ROWS]), *_more(len(held))]


def _agreed(board: Board, on: date) -> list[Block]:
    open_ones = AgreedAction.objects.filter(board=board, done_on__isnull=True, dropped_on__isnull=True).select_related("owner").order_by("due_on", "pk")
    done = board.agreed_actions.filter(done_on__isnull=False).count()
    found: list[Block] = [Heading("Actions agreed at meetings")]
    rows = [
        (one.words[:300], one.owner.name, in_words(one.due_on) + (" (moved)" if one.due_on != one.first_due_on else ""), "Late" if one.due_on < on else "Open")
        for one in open_ones[:MOST_ROWS]
    ]
    if not rows:
        return [*found, Paragraph(f"None is open. {_done(done)}")]
    return [*found, table(("Action", "Owner", "By", "State"), rows), *_more(open_ones.count()), Paragraph(_done(done))]


def risk_rows(risks: list[Risk], on: date) -> list[tuple[object, ...]]:
    """Title, owner, score before and after, how it moved, and whether the rules say to raise it."""
    rows: list[tuple[object, ...]] = []
    for risk in sorted(risks, key=lambda each: -_last(each)):
        scores = list(risk.scores.all())
        now = scores[-1]
        moved = now.after - scores[-2].after if len(scores) > 1 else 0
        how = "New" if len(scores) == 1 else "Same" if moved == 0 else f"Up {moved}" if moved > 0 else f"Down {-moved}"
        state = "Raised" if any(each.replied_on is None for each in risk.escalations.all()) else "To be raised" if holding(risk, on) else "Watched"
        rows.append((str(risk), risk.owner.name, now.before, now.after, how, state))
    return rows


def _last(risk: Risk) -> int:
    scores = list(risk.scores.all())
    return scores[-1].after if scores else 0


def _risks(board: Board, on: date) -> list[Block]:
    risks = open_risks(board)
    if not risks:
        return [Heading("Risks"), Paragraph("This group watches no open risk.")]
    head = ("Risk", "Owner", "Before", "After", "Moved", "State")
    return [
        Heading("Risks"),
        Paragraph("Scores are likelihood times impact, from 1 to 25, before what is done about the risk and after it."),
        table(head, risk_rows(risks, on)[:MOST_ROWS]),
        *_more(len(risks)),
    ]


def _raised(board: Board) -> list[Block]:
    ones = Escalation.objects.filter(Q(from_board=board) | Q(to_board=board)).select_related("from_board", "to_board").order_by("-raised_on", "pk")[:MOST_ROWS]
    if not ones:
        return []
    rows = [
        (one.title, f"{one.from_board.name} to {one.to_board.name}", in_words(one.raised_on), f"{one.get_answer_display()}, {in_words(one.replied_on)}" if one.replied_on else f"Due by {in_words(one.answer_by)}")
        for one in ones
    ]
    return [Heading("Raised to a group above"), table(("Matter", "Between", "Raised on", "Answer"), rows)]


def _next(board: Board, on: date) -> list[Block]:
    coming = board.meetings.filter(on__gte=on, cancelled_on__isnull=True, closed_at__isnull=True).order_by("on").first()
    return [Heading("Next meeting"), Paragraph(in_words(coming.on) if coming else "No meeting is in the calendar.")]


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _done(number: int) -> str:
    return f"{number} {'has' if number == 1 else 'have'} been done." if number else "None has been done yet."


def _more(number: int) -> list[Block]:
    return [Paragraph(f"{number - MOST_ROWS} more are not shown here.")] if number > MOST_ROWS else []
