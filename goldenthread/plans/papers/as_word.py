"""A plan as a Word document that a person can change: real headings, tables with repeated headings, pictures with words."""

from __future__ import annotations

import io
from collections.abc import Mapping
from uuid import UUID

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from goldenthread.core.documents_out import printable
from goldenthread.core.documents_out.word import grid, heading, new_document, numbered_foot, repeat_heading, saved

from .content import Note, Paper, Rows, Under, Words
from .pictures import NOT_SHOWN, Picture

QUIET = RGBColor(0x46, 0x46, 0x46)
RED = RGBColor(0x8A, 0x1F, 0x11)
#: Widths of the four columns of a table of lines, in centimetres; tables of two share the page.
WIDTHS = (6.6, 4.0, 4.0, 1.9)


def drawn(paper: Paper, pictures: Mapping[UUID, Picture]) -> bytes:
    """The paper as .docx. The same paper gives the same bytes."""
    paper = printable(paper)
    author = next((value for key, value in paper.facts if key == "Council"), paper.name)
    document = new_document(paper.title, author=author, day=paper.day)
    document.styles["Heading 1"].font.size = Pt(20)
    document.styles["Heading 2"].font.size = Pt(14)
    if paper.mark:
        marked = document.sections[0].header.paragraphs[0].add_run(paper.mark)
        marked.bold, marked.font.color.rgb = True, RED
    heading(document, paper.title, level=1)
    _facts(document, paper)
    for section in paper.sections:
        heading(document, section.title, level=2)
        for part in section.parts:
            _add(document, part, pictures)
    if paper.signed:
        document.add_paragraph("Signed").paragraph_format.space_after = Pt(36)
        document.add_paragraph("\n".join(paper.signed))
    if paper.sources:
        heading(document, "Where each line came from", level=2)
        for number, whose, words in paper.sources:
            each = document.add_paragraph()
            each.add_run(f"{number}. ").bold = True
            each.add_run(f"{whose}: “{words}”")
    numbered_foot(document, paper.footer)
    return saved(document)


def _facts(document: WordDocument, paper: Paper) -> None:
    table = grid(document, cols=2)
    for cell, words in zip(table.rows[0].cells, ("About this plan", "Details"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeat_heading(table)
    for key, value in paper.facts:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(key).bold = True
        cells[1].paragraphs[0].add_run(value)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(4), Cm(12.2)
    document.add_paragraph()


def _add(document: WordDocument, part, pictures: Mapping[UUID, Picture]) -> None:
    match part:
        case Note():
            document.add_paragraph().add_run(part.text).font.color.rgb = QUIET
        case Under():
            heading(document, part.text, level=3)
        case Words():
            _words(document, part, pictures)
        case Rows():
            _rows(document, part)


def _words(document: WordDocument, part: Words, pictures: Mapping[UUID, Picture]) -> None:
    for at, words in enumerate(line for line in part.text.splitlines() if line.strip()):
        each = document.add_paragraph()
        if at == 0 and part.number:
            each.add_run(f"{part.number}  ").bold = True
        each.add_run(words)
    if part.picture and part.picture in pictures:
        shape = document.add_picture(io.BytesIO(pictures[part.picture].content), width=Cm(9))
        shape._inline.docPr.set("descr", part.text or "A picture that the family sent")
    elif part.picture:
        document.add_paragraph().add_run(NOT_SHOWN).font.color.rgb = QUIET
    said = [*part.details, *([_cited(part.sources)] if part.sources else [])]
    if said:
        _small(document.add_paragraph(), ". ".join(said) + ".")


def _rows(document: WordDocument, part: Rows) -> None:
    caption = document.add_paragraph()
    caption.add_run(part.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    table = grid(document, cols=len(part.headings))
    for cell, words in zip(table.rows[0].cells, part.headings, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeat_heading(table)
    for row in part.rows:
        drawn_row = table.add_row()
        cannot_split = OxmlElement("w:cantSplit")
        cannot_split.set(qn("w:val"), "true")
        drawn_row._tr.get_or_add_trPr().append(cannot_split)
        for at, (cell, said) in enumerate(zip(drawn_row.cells, row.cells, strict=True)):
            for index, words in enumerate(said):
                each = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                if at == 0 and index == 0 and row.number:
                    each.add_run(f"{row.number}  ").bold = True
                each.add_run(words)
            if at == 0 and row.sources:
                _small(cell.add_paragraph(), _cited(row.sources))
    if len(part.headings) == len(WIDTHS):
        for row in table.rows:
            for cell, width in zip(row.cells, WIDTHS, strict=True):
                cell.width = Cm(width)
    document.add_paragraph()


def _small(paragraph, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(9), QUIET


def _cited(numbers: tuple[int, ...]) -> str:
    return f"{'Source' if len(numbers) == 1 else 'Sources'} {', '.join(map(str, numbers))}"
