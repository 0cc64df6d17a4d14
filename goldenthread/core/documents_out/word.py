"""A letter as a Word document that a person can change: real headings, lists, table headings, and its language."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..form_fields.reading import long_date
from .letter import Block, Bullets, Heading, Letter, Numbered, Paragraph, Table, printable

FONT = "Arial"
INK = RGBColor(0x0C, 0x35, 0x40)
LANGUAGE = "en-GB"


def letter_docx(letter: Letter) -> bytes:
    """The letter as .docx. The same letter gives the same bytes."""
    letter = printable(letter)
    document = new_document(letter.heading, author=letter.area.name, day=letter.date)
    _head(document, letter)
    document.add_heading(letter.heading, level=1)
    for block in letter.blocks:
        _add(document, block)
    _sign(document, letter)
    numbered_foot(document, letter.area.footer or letter.area.name)
    return saved(document)


def new_document(title: str, *, author: str, day: dt.date) -> WordDocument:
    """An empty A4 document in the house's type, with its title and its language."""
    document = Document()
    core = document.core_properties
    noon = dt.datetime.combine(day, dt.time(12))
    core.title, core.author, core.language = title, author, LANGUAGE
    core.created = core.modified = noon
    core.last_modified_by, core.comments, core.revision = author, "", 1
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    for name, size in (("Normal", 11.5), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 11.5)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = INK if name != "Normal" else RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    return document


def _head(document: WordDocument, letter: Letter) -> None:
    area = letter.area
    name = document.add_paragraph()
    run = name.add_run(area.name)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(15), INK
    _line_under(name)
    contact = [*area.address, *(line for line in (area.phone, area.email, area.website) if line)]
    if contact:
        _lines(document, contact).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if letter.recipient:
        _lines(document, [line for line in letter.recipient if line])
    dated = [long_date(letter.date), *([f"Our reference: {letter.reference}"] if letter.reference else [])]
    _lines(document, dated)
    if letter.greeting:
        document.add_paragraph(letter.greeting)


def _lines(document: WordDocument, lines: list[str]):
    paragraph = document.add_paragraph()
    for index, line in enumerate(lines):
        if index:
            paragraph.add_run().add_break()
        paragraph.add_run(line)
    return paragraph


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Paragraph():
            for part in block.text.split("\n\n"):
                document.add_paragraph().add_run(part).bold = block.strong or None
        case Heading():
            document.add_heading(block.text, level=2)
        case Bullets():
            for item in block.items:
                document.add_paragraph(item, style="List Bullet")
        case Numbered():
            _numbered(document, block.items)
        case Table():
            _table(document, block)


def _numbered(document: WordDocument, items: tuple[str, ...]) -> None:
    """A list that counts from 1 again: each needs a numbering of its own, or Word would go on from the last."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    pattern = numbering.num_having_numId(style).abstractNumId.val
    fresh = numbering.add_num(pattern)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in items:
        paragraph = document.add_paragraph(item, style="List Number")
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, fresh.numId


def _table(document: WordDocument, block: Table) -> None:
    if block.caption:
        caption = document.add_paragraph()
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.headings), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.headings, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeat_heading(table)
    for row in block.rows:
        cells = table.add_row().cells
        for index, (cell, words) in enumerate(zip(cells, row, strict=True)):
            cell.paragraphs[0].add_run(words).bold = index == 0 or None
    document.add_paragraph()


def repeat_heading(table) -> None:
    """The first row is the heading of the table, on every page that it runs over."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _sign(document: WordDocument, letter: Letter) -> None:
    words = document.add_paragraph(letter.sign_off.words)
    words.paragraph_format.keep_with_next = True
    words.paragraph_format.space_after = Pt(40)
    name = document.add_paragraph()
    name.add_run(letter.sign_off.name).bold = True
    if letter.sign_off.role:
        name.add_run().add_break()
        name.add_run(letter.sign_off.role)


def numbered_foot(document: WordDocument, words: str) -> None:
    """Words at the foot of every page, with its number."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{words}   Page ")
    for instruction in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        paragraph._p.append(field)
        if instruction == "PAGE":
            paragraph.add_run(" of ")


def _line_under(paragraph) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "B98A1B")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def saved(document: WordDocument) -> bytes:
    """The document's bytes with every part dated alike, so that the same letter is the same file."""
    drawn = io.BytesIO()
    document.save(drawn)
    kept = io.BytesIO()
    with zipfile.ZipFile(drawn) as parts, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name in parts.namelist():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()
