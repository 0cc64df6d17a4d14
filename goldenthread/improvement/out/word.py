"""A plan as a Word document: real headings, its own grid with the first row marked as headings, and a style for each kind of
words by which the same file is read again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from goldenthread.core.documents_out.word import heading, new_document, numbered_foot, saved

from ..reading.marks import BY_STYLE, LABEL, PERIOD_STYLE, SHADES, style_id
from ..reading.placed import Read, ReadSection
from .grid import Column, Grid, Put, Row, grid_of

_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NS = nsdecls("w")
#: A grid of more columns than this goes on a larger page, in smaller letters.
MANY = 9
#: What stands before words over the whole width of a table.
BEFORE = {"group.owners": "Responsible together: ", "group.dates": "Dates of all of them: "}
QUIET = RGBColor(0x46, 0x46, 0x46)


def plan_docx(read: Read, *, author: str, day: dt.date) -> bytes:
    """The plan as .docx. The same plan gives the same bytes."""
    grid = grid_of(read)
    document = new_document(read.title, author=author, day=day)
    _page(document, wide=len(grid.columns) > MANY)
    _styles(document, small=len(grid.columns) > MANY)
    body = document.element.body
    body.insert(0, _paragraph("plan.title", [read.title]))
    add = body.insert_element_before
    if read.scale:
        add(_heading(document, "The plan’s own ratings"), "w:sectPr")
        for colour, words in read.scale.items():
            add(_paragraph("scale", [f"{colour.capitalize()}: {words}"], fill=SHADES.get(colour, "")), "w:sectPr")
    if grid.section_heading:
        add(_paragraph("head section", [grid.section_heading]), "w:sectPr")
    for section in read.sections:
        for element in _section(section, grid):
            add(element, "w:sectPr")
    if read.unplaced:
        add(_heading(document, "Words that were not placed"), "w:sectPr")
        add(_unplaced(read), "w:sectPr")
    numbered_foot(document, read.title[:100])
    return saved(document)


def _page(document: Document, *, wide: bool) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Cm(42), Cm(29.7)) if wide else (Cm(29.7), Cm(21))
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.5)


def _styles(document: Document, *, small: bool) -> None:
    styles = document.styles
    based = {"plan.title": "Heading 1", "section.title": "Heading 2"}
    for own in (*BY_STYLE, "GT-period"):
        role = BY_STYLE.get(own, "period")
        kind = WD_STYLE_TYPE.CHARACTER if own == PERIOD_STYLE else WD_STYLE_TYPE.PARAGRAPH
        style = styles.add_style(own.replace("-", " "), kind)
        style.element.set(qn("w:styleId"), own)
        if kind == WD_STYLE_TYPE.CHARACTER:
            style.font.color.rgb = QUIET
            continue
        style.base_style = styles[based.get(role, "Normal")]
        if role not in based:
            style.paragraph_format.space_after = Pt(3)
            style.font.size = Pt(7) if small and role.partition(".")[0] in ("action", "group", "head") else Pt(9)
        style.font.bold = role in based or role.startswith("head.") or role in ("group.title", "group.reference", "action.reference", "section.reference") or None


def _heading(document: Document, words: str):
    made = heading(document, words, level=2)._p
    style = made.pPr.pStyle
    made.getparent().remove(made)
    style.val = style_id(LABEL)  # our own words, no part of the plan
    made.pPr.append(parse_xml(f'<w:outlineLvl {_NS} w:val="1"/>'))
    return made


def _section(section: ReadSection, grid: Grid) -> Iterator:
    if section.reference:
        yield _paragraph("section.reference", [section.reference], keep=True)
    yield _paragraph("section.title", [section.title], keep=True)
    for role, label, words in (("section.leader", "Accountable leader:", section.leader), ("section.finding", "The inspectors’ words:", section.finding), ("section.words", "About it:", section.words)):
        if words:
            yield _paragraph(LABEL, [label], keep=True)
            yield _paragraph(role, [words])
    rows = grid.rows_of(section)
    if rows:
        yield _table(grid.columns, rows)
    yield _paragraph(LABEL, [""])


def _table(columns: tuple[Column, ...], rows: Iterable[Row]):
    each = 14000 // len(columns)
    head = "".join(f"<w:tc>{_width(each)}{_head(one)}</w:tc>" for one in columns)
    body = "".join(_row(row, columns, each) for row in rows)
    return _made(columns, head, body, each)


def _made(columns, head: str, body: str, each: int):
    widths = "".join(f'<w:gridCol w:w="{each}"/>' for _ in columns)
    return parse_xml(
        f'<w:tbl {_NS}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>{widths}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _width(width: int, span: int = 1, fill: str = "") -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tcPr><w:tcW w:w="{width * span}" w:type="dxa"/>{spans}{shade}</w:tcPr>'


def _head(column: Column) -> str:
    period = f"{column.period}: " if column.period else ""
    return _xml(f"head {column.meaning}", column.heading, period=period)


def _row(row: Row, columns: tuple[Column, ...], each: int) -> str:
    if row.over:
        inner = "".join(_put(piece, labelled=True) for piece in row.over)
        return f"<w:tr><w:tc>{_width(each, len(columns))}{inner}</w:tc></w:tr>"
    cells = []
    for cell in row.cells:
        fill = SHADES.get(cell[0].colour, "") if len(cell) == 1 and cell[0].colour else ""
        inner = "".join(_put(piece) for piece in cell) or _xml(LABEL, "")
        cells.append(f"<w:tc>{_width(each, fill=fill)}{inner}</w:tc>")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _put(piece: Put, *, labelled: bool = False) -> str:
    before = _xml(LABEL, BEFORE[piece.role]) if labelled and piece.role in BEFORE else ""
    if piece.role == "action.meant":
        before = _xml(LABEL, "Meant:")
    return before + _xml(piece.role, piece.words, period=f"{piece.period}: " if piece.period else "", fill=SHADES.get(piece.colour, ""))


def _unplaced(read: Read):
    columns = ("Words", "Why it is not placed", "Under the heading")
    head = "".join(f"<w:tc>{_width(4600)}{_xml(LABEL, words)}</w:tc>" for words in columns)
    body = "".join(
        f"<w:tr><w:tc>{_width(4600)}{_xml('unplaced.words', one.words)}</w:tc><w:tc>{_width(4600)}{_xml('unplaced.why', one.why)}</w:tc>"
        f"<w:tc>{_width(4600)}{_xml('unplaced.heading', one.heading) if one.heading else _xml(LABEL, '')}</w:tc></w:tr>"
        for one in read.unplaced
    )
    return _made(columns, head, body, 4600)


def _paragraph(role: str, words: list[str], *, fill: str = "", keep: bool = False):
    return parse_xml(_xml(role, "\n".join(words), fill=fill, keep=keep, ns=True))


def _xml(role: str, words: str, *, period: str = "", fill: str = "", keep: bool = False, ns: bool = False) -> str:
    """A paragraph of one piece; a line break within it stays one piece."""
    shade = f'<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:rPr>' if fill else ""
    lines = _UNWRITABLE.sub("", words).split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    before = f'<w:r><w:rPr><w:rStyle w:val="{PERIOD_STYLE}"/></w:rPr><w:t xml:space="preserve">{escape(period)}</w:t></w:r>' if period else ""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p{" " + _NS if ns else ""}><w:pPr><w:pStyle w:val="{style_id(role)}"/>{kept}</w:pPr>{before}<w:r>{shade}{text}</w:r></w:p>'
