"""The stock-take pack: delivery, outcomes and resource of the whole area, for its chief officers, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, Sum

from goldenthread.core.documents_out import Bullets, Heading, Paragraph
from goldenthread.core.documents_out.letter import Block
from goldenthread.law.days import in_words, months_after

from ..models import Section
from ..models.progress import Cost
from .drawing import Report, table
from .due import open_risks
from .highlight import MOST_ROWS, colours, measure_blocks, risk_rows
from .models import AgreedAction, Board, BoardDecision, Escalation
from .off_target import measures_held
from .plan_state import Standing, plans_of, standings


def stocktake(area: Any, on: date) -> Report:
    """The pack as at a day. It looks back over three months."""
    since = months_after(on, -3)
    blocks: list[Block] = [
        Paragraph(f"This pack looks back from {in_words(on)} to {in_words(since)}."),
        *_delivery(area, on),
        *_outcomes(area, on),
        *_resource(area),
        *_agreed(area, since, on),
        *_risks(area, on),
        *_raised(area, since, on),
        *_decided(area, since, on),
        *_asked_of_officers(area),
    ]
    return Report(area.council or area.name, f"Stock-take: {area.name}", "Delivery, outcomes and resource", on, tuple(blocks))


def _delivery(area: Any, on: date) -> list[Block]:
    found: list[Block] = [Heading("Delivery")]
    plans = list(plans_of(area.pk))
    if not plans:
        return [*found, Paragraph("There is no plan yet.")]
    for plan in plans:
        ones = standings(Section.objects.filter(plan=plan), on)
        by_section: dict[str, list[Standing]] = {}
        for one in ones:
            by_section.setdefault(f"{one.section.reference} {one.section.title}".strip(), []).append(one)
        rows = [
            (name[:160], len(each), sum(one.finished for one in each), sum(one.late for one in each), colours(each)) for name, each in by_section.items()
        ]
        if rows:
            found.append(table(("Part", "Actions", "Finished", "Late", "Ratings now"), rows, plan.title))
    return found


def _outcomes(area: Any, on: date) -> list[Block]:
    return measure_blocks(measures_held(Q(plan__area=area), on)) or [Heading("Measures"), Paragraph("No measure is held yet.")]


def _resource(area: Any) -> list[Block]:
    """What the actions cost, by part of the plan and by who pays."""
    costs = Cost.objects.filter(action__group__section__plan__area=area).values_list(
        "action__group__section__reference", "action__group__section__title", "paid_by"
    )
    rows = [
        (f"{reference} {title}".strip()[:160], paid_by or "Not said", f"£{total:,.0f}")
        for reference, title, paid_by, total in costs.annotate(total=Sum("pounds")).order_by("action__group__section__plan", "action__group__section__position", "paid_by")
    ]
    if not rows:
        return [Heading("Resource"), Paragraph("No cost of an action is recorded.")]
    return [Heading("Resource"), table(("Part", "Who pays", "Cost"), rows)]


def _agreed(area: Any, since: date, on: date) -> list[Block]:
    rows = []
    for board in Board.objects.filter(area=area, ended_on__isnull=True).order_by("name"):
        ones = AgreedAction.objects.filter(board=board)
        open_ones = ones.filter(done_on__isnull=True, dropped_on__isnull=True)
        held = board.meetings.filter(closed_at__isnull=False, on__gte=since, on__lte=on).count()
        rows.append((board.name, held, ones.filter(done_on__gte=since, done_on__lte=on).count(), open_ones.count(), open_ones.filter(due_on__lt=on).count()))
    if not rows:
        return []
    return [Heading("What the groups did"), table(("Group", "Meetings held", "Actions done", "Open", "Late"), rows)]


def _risks(area: Any, on: date) -> list[Block]:
    risks = [risk for board in Board.objects.filter(area=area, ended_on__isnull=True) for risk in open_risks(board)]
    if not risks:
        return [Heading("Risks"), Paragraph("No risk is open.")]
    return [Heading("Risks"), table(("Risk", "Owner", "Before", "After", "Moved", "State"), risk_rows(risks, on)[:MOST_ROWS])]


def _raised(area: Any, since: date, on: date) -> list[Block]:
    ones = Escalation.objects.filter(from_board__area=area, raised_on__gte=since, raised_on__lte=on).select_related("from_board", "to_board")
    rows = [
        (one.title, one.from_board.name, one.to_board.name, one.get_answer_display() if one.replied_on else f"Due by {in_words(one.answer_by)}") for one in ones[:MOST_ROWS]
    ]
    return [Heading("What was raised"), table(("Matter", "From", "To", "Answer"), rows)] if rows else []


def _decided(area: Any, since: date, on: date) -> list[Block]:
    ones = BoardDecision.objects.filter(meeting__board__area=area, meeting__on__gte=since, meeting__on__lte=on).select_related("meeting__board").order_by("meeting__on", "position")
    rows = [(one.words[:300], one.meeting.board.name, in_words(one.meeting.on)) for one in ones[:MOST_ROWS]]
    return [Heading("What was decided"), table(("Decision", "Group", "On"), rows)] if rows else []


def _asked_of_officers(area: Any) -> list[Block]:
    """What waits for an answer from chief officers."""
    ones = Escalation.objects.filter(to_board__area=area, to_board__kind=Board.Kind.CHIEF, replied_on__isnull=True).select_related("from_board")
    if not ones:
        return []
    return [Heading("What you are asked"), Bullets(tuple(f"{one.title} ({one.from_board.name}, by {in_words(one.answer_by)}): {one.asked}" for one in ones))]
