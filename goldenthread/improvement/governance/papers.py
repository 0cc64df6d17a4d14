"""The papers of a meeting that are made here: its agenda, and how far the board's work is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.documents_out import Heading, Paragraph
from goldenthread.core.documents_out.letter import Block
from goldenthread.law.days import in_words

from .drawing import Report, report_pdf, table
from .highlight import highlight
from .models import BoardMeeting, MeetingItem


def agenda(meeting: BoardMeeting, items: Sequence[MeetingItem], on: date) -> Report:
    """The agenda as it is on a day, with the papers that were sent."""
    board = meeting.board
    when = in_words(meeting.on) + (f", {meeting.at:%H:%M}" if meeting.at else "")
    blocks: list[Block] = [Paragraph(f"{when}{'. ' + meeting.place if meeting.place else ''}")]
    if meeting.purpose:
        blocks.append(Paragraph(meeting.purpose))
    rows = [(f"{number}. {item.title}", item.why or item.get_kind_display(), item.presenter or "The chair") for number, item in enumerate(items, 1)]
    blocks += [Heading("Agenda"), table(("Item", "Why it is here", "Who speaks"), rows)]
    papers = [(paper.title, in_words(paper.added_on), paper.file_id[:12]) for paper in meeting.papers.all()]
    if papers:
        blocks += [Heading("Papers sent"), table(("Paper", "Added on", "Mark of its content"), papers)]
    return Report(board.area.council or board.area.name, f"Agenda: {board.name}", board.get_kind_display(), on, tuple(blocks))


def record_of(meeting: BoardMeeting, on: date) -> Report:
    """The record of a meeting: who came, by sector, what was said, decided and agreed."""
    board = meeting.board
    came = [
        (one.representative.name, one.representative.get_sector_display(), one.get_came_display() + (f": {one.instead}" if one.instead else ""))
        for one in meeting.presences.select_related("representative")
    ]
    blocks: list[Block] = [Heading("Who came"), table(("Name", "Sits for", "Came"), came) if came else Paragraph("Nobody was noted.")]
    said = [(f"{number}. {item.title}", item.note) for number, item in enumerate(meeting.items.all(), 1) if item.note]
    if said:
        blocks += [Heading("What was said"), table(("Item", "What was said"), said)]
    decisions = [(one.position, one.words) for one in meeting.decisions.all()]
    blocks += [Heading("What was decided"), table(("Number", "Decision"), decisions) if decisions else Paragraph("Nothing was decided.")]
    agreed = [(one.words, one.owner.name, in_words(one.first_due_on)) for one in meeting.agreed_actions.select_related("owner")]
    blocks += [Heading("What will be done"), table(("Action", "Who", "By"), agreed) if agreed else Paragraph("Nothing was agreed.")]
    return Report(board.area.council or board.area.name, f"Record of the meeting on {in_words(meeting.on)}: {board.name}", board.get_kind_display(), on, tuple(blocks))


def made_for(meeting: BoardMeeting, items: Sequence[MeetingItem], on: date) -> list[tuple[str, bytes]]:
    """The papers that are made when a meeting's papers are frozen: title and PDF."""
    made = [("Agenda", report_pdf(agenda(meeting, items, on))), ("Progress report", report_pdf(highlight(meeting.board, on)))]
    last = meeting.board.meetings.filter(on__lt=meeting.on, closed_at__isnull=False).order_by("-on").first()
    if last is not None:
        made.append((f"Record of the meeting on {in_words(last.on)}", report_pdf(record_of(last, on))))
    return made
