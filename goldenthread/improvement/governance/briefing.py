"""The member briefing: the plan in plain words for councillors, with no child in it.

It is made only from counts, from what was published, and from words that the plan prints or that name a group: never from
what somebody typed about a matter, and never from a table that hangs from a child. `without_children` makes PostgreSQL
refuse such a table while the briefing is made, so that a change here that reached for one would fail and not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from goldenthread.core import wall
from goldenthread.core.documents_out import Bullets, Heading, Paragraph
from goldenthread.core.documents_out.letter import Block
from goldenthread.law.days import in_words, months_after

from ..models import Section
from ..published.models import Edition
from .drawing import Report, table
from .models import Board, BoardMeeting, Escalation, PublicQuestion, Risk
from .plan_state import Standing, plans_of, standings


@contextmanager
def without_children() -> Iterator[None]:
    """Inside, PostgreSQL refuses to read any table that hangs from a child: nobody is asking."""
    before = wall.current()
    with transaction.atomic():
        wall.set_local(wall.NOBODY)
        try:
            yield
        except BaseException:
            wall.remember(before)  # rolling back takes the settings with it
            raise
        wall.restore(before)


def briefing(area: Any, on: date) -> Report:
    """The briefing as at a day."""
    with without_children():
        blocks: list[Block] = [
            Paragraph("This briefing holds counts and the plan’s own words. It names no child and no family."),
            *_plans(area, on),
            *_published(area),
            *_risks(area),
            *_groups(area, on),
            *_questions(area, on),
        ]
    return Report(area.council or area.name, f"Member briefing: {area.name}", "The plan for children with special educational needs and disabilities", on, tuple(blocks))


def _plans(area: Any, on: date) -> list[Block]:
    found: list[Block] = [Heading("How far the plan is")]
    plans = list(plans_of(area.pk))
    if not plans:
        return [*found, Paragraph("There is no plan yet.")]
    for plan in plans:
        ones = standings(Section.objects.filter(plan=plan), on)
        by_section: dict[str, list[Standing]] = {}
        for one in ones:
            by_section.setdefault(f"{one.section.reference} {one.section.title}".strip(), []).append(one)
        rows = [(name[:160], len(each), sum(one.finished for one in each), sum(one.late for one in each)) for name, each in by_section.items()]
        if rows:
            found.append(table(("What the area promised", "Actions", "Finished", "Late"), rows, plan.title))
    return found


def _published(area: Any) -> list[Block]:
    """The measures as the last public edition of each plan shows them: numbers that everybody has already."""
    found: list[Block] = []
    for plan in plans_of(area.pk):
        edition = Edition.objects.filter(plan=plan, withdrawal__isnull=True).order_by("-number").first()
        if edition is None:
            continue
        rows = [(one["words"], one["shown"], one["target_words"], one["standing"]) for one in edition.content.get("measures", [])]
        if rows:
            found.append(table(("Measure", "Value", "Target", "Standing"), rows, f"{plan.title}, {edition.name}"))
    return [Heading("Measures, as they were published"), *(found or [Paragraph("No measure has been published yet.")])]


def _risks(area: Any) -> list[Block]:
    """How many risks there are of each height. Their words are typed, so they stay out."""
    high = middle = low = 0
    for risk in Risk.objects.filter(area=area, closed_on__isnull=True).prefetch_related("scores"):
        last = list(risk.scores.all())[-1:]
        score = last[0].after if last else 0
        high, middle, low = high + (score >= 15), middle + (8 <= score < 15), low + (score < 8)
    return [Heading("Risks"), table(("Height", "Open risks"), [("High: 15 to 25", high), ("Middle: 8 to 14", middle), ("Low: 1 to 7", low)])]


def _groups(area: Any, on: date) -> list[Block]:
    since = months_after(on, -3)
    rows = []
    for board in Board.objects.filter(area=area, ended_on__isnull=True).order_by("name"):
        coming = BoardMeeting.objects.filter(board=board, on__gte=on, cancelled_on__isnull=True).order_by("on").first()
        held = BoardMeeting.objects.filter(board=board, on__gte=since, on__lt=on, closed_at__isnull=False).count()
        rows.append((board.name, held, in_words(coming.on) if coming else "Not in the calendar"))
    waiting = Escalation.objects.filter(to_board__area=area, replied_on__isnull=True).count()
    if not rows:
        return []
    said = f"{waiting} {'matter was' if waiting == 1 else 'matters were'} raised to a group above and {'waits' if waiting == 1 else 'wait'} for an answer."
    return [Heading("Who is in charge"), table(("Group", "Meetings in three months", "Next meeting"), rows), Paragraph(said)]


def _questions(area: Any, on: date) -> list[Block]:
    ones = list(PublicQuestion.objects.filter(area=area))
    answered = [one for one in ones if one.answered_on]
    in_time = sum(one.answered_on is not None and one.answered_on <= one.answer_by for one in answered)
    open_late = sum(one.answered_on is None and one.answer_by < on for one in ones)
    return [
        Heading("Questions asked in public"),
        Bullets((f"{len(ones)} asked, {len(answered)} answered, {in_time} of them in time.", f"{open_late} late and not answered.")),
    ]
