"""A letter as a Word document that a person can change: real headings, lists, table headings, and its language."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..form_fields.reading import long_date
from .letter import Block, Bullets, Heading, Letter, Numbered, Paragraph, Table, printable

FONT = "Arial"
INK = RGBColor(0x0C, 0x35, 0x40)
LANGUAGE = "en-GB"
TABLE_STYLES = frozenset({"TableNormal", "TableGrid"})
#: Parts of python-docx's template that no document of ours needs: a second copy of the styles, a picture of an empty page, data of its own.
UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml")


def letter_docx(letter: Letter) -> bytes:
    """The letter as .docx. The same letter gives the same bytes."""
    letter = printable(letter)
    document = new_document(letter.heading, author=letter.area.name, day=letter.date)
    _head(document, letter)
    heading(document, letter.heading, level=1)
    for block in letter.blocks:
        _add(document, block)
    _sign(document, letter)
    numbered_foot(document, letter.area.footer or letter.area.name)
    return saved(document)


def new_document(title: str, *, author: str, day: dt.date) -> WordDocument:
    """An empty A4 document in the house's type, with its title and its language."""
    document = Document(io.BytesIO(_blank()))
    core = document.core_properties
    noon = dt.datetime.combine(day, dt.time(12))
    core.title, core.author, core.language = title, author, LANGUAGE
    core.created = core.modified = noon
    core.last_modified_by, core.comments, core.revision = author, "", 1
    return document


@cache
def _blank() -> bytes:
    """What every document begins from, made once: the page, the house's type, and of the table styles only those in use.

    python-docx looks through all the styles for each heading, and packs a hundred that no letter has into every file.
    """
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    for style in [each for each in document.styles if each.type == WD_STYLE_TYPE.TABLE and each.style_id not in TABLE_STYLES]:
        style.element.delete()
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
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, each in rels.items() if each.reltype.endswith(UNUSED)]:
            del rels[key]
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def styled(drawn, style_id: str):
    """A paragraph or a run's paragraph in a style of `_blank`, by the style's own id: to look for its name takes longer than to write."""
    drawn._p.style = style_id
    return drawn


def heading(document: WordDocument, words: str, *, level: int):
    """A real heading, 1 to 3."""
    return styled(document.add_paragraph(words), f"Heading{level}")


def grid(document: WordDocument, *, cols: int):
    """A table of one row, with lines."""
    table = document.add_table(rows=1, cols=cols)
    table._tbl.tblStyle_val = "TableGrid"
    return table


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
            heading(document, block.text, level=2)
        case Bullets():
            for item in block.items:
                styled(document.add_paragraph(item), "ListBullet")
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
        paragraph = styled(document.add_paragraph(item), "ListNumber")
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, fresh.numId


def _table(document: WordDocument, block: Table) -> None:
    if block.caption:
        caption = document.add_paragraph()
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
    table = grid(document, cols=len(block.headings))
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
