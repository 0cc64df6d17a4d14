"""A report as its parts, and the same as a tagged PDF and as Word."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.core.documents_out import Bullets, Heading, Paragraph, Table, printable, typeset
from goldenthread.core.documents_out.letter import Block
from goldenthread.law.days import in_words

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Report:
    """A report: whose it is, its title, what it is of, the day as at which it stands, and its parts in order."""

    area: str
    title: str
    caption: str
    day: date
    blocks: tuple[Block, ...]


def report_pdf(report: Report) -> bytes:
    """The report as PDF/UA-1. The same report gives the same bytes."""
    return typeset(HERE / "report.typ", {"report": json.dumps(_data(printable(report)))}, day=report.day)


def report_docx(report: Report) -> bytes:
    """The report as .docx. The same report gives the same bytes."""
    # Brought in when one is made: what writes Word takes ten megabytes, and most processes never make one.
    from goldenthread.core.documents_out import word

    report = printable(report)
    document = word.new_document(report.title, author=report.area, day=report.day)
    document.add_paragraph(report.area).runs[0].bold = True
    word.heading(document, report.title, level=1)
    document.add_paragraph(f"{report.caption}. As at {in_words(report.day)}.")
    for block in report.blocks:
        match block:
            case Paragraph():
                for part in block.text.split("\n\n"):
                    document.add_paragraph().add_run(part).bold = block.strong or None
            case Heading():
                word.heading(document, block.text, level=2)
            case Bullets():
                for item in block.items:
                    word.styled(document.add_paragraph(item), "ListBullet")
            case Table():
                _table(document, block)
    word.numbered_foot(document, report.area)
    return word.saved(document)


def _table(document: Any, block: Table) -> None:
    from goldenthread.core.documents_out import word

    if block.caption:
        caption = document.add_paragraph()
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
    table = word.grid(document, cols=len(block.headings))
    for cell, words in zip(table.rows[0].cells, block.headings, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    word.repeat_heading(table)
    for row in block.rows:
        for index, (cell, words) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.paragraphs[0].add_run(words).bold = index == 0 or None
    document.add_paragraph()


def as_data(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The parts as plain data: what is kept beside the files, and what a page is drawn from."""
    return [{"kind": type(block).__name__, **dataclasses.asdict(block)} for block in blocks]


def _data(report: Report) -> dict[str, Any]:
    return {
        "area": report.area, "title": report.title, "caption": report.caption, "day": f"As at {in_words(report.day)}", "blocks": as_data(report.blocks),
    }  # fmt: skip


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> Table:
    """A table of words, whatever its cells were."""
    return Table(tuple(headings), tuple(tuple(str(cell) for cell in row) for row in rows), caption)
