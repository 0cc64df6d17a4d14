"""The papers of a meeting that are made here: its agenda, and how far the board's work is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.documents_out import Heading, Paragraph
from goldenthread.core.documents_out.letter import Block
from goldenthread.law.days import in_words

from .drawing import Report, report_pdf, table
from .highlight import highlight
from .models import Board, BoardMeeting, MeetingItem


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


def agenda_pdf(meeting: BoardMeeting, items: Sequence[MeetingItem], on: date) -> bytes:
    """The agenda as a PDF."""
    return report_pdf(agenda(meeting, items, on))


def progress_pdf(board: Board, on: date) -> bytes:
    """The highlight report as a PDF."""
    return report_pdf(highlight(board, on))
