"""Word files: paragraphs, tables in tables, shading, merged cells, automatic letters, and changes that were not accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from lxml import etree

from goldenthread.core.refusals import Refused

from .grid import Cell, Paragraph, Source, Table
from .numbering import Numbering
from .own_word import is_own, read_own

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRACKED = "The file has changes that were not accepted. It was read as if they all were: look at the result, or accept them in Word and send it again."
PICTURES = "The file holds {} that cannot be read. If one of them is a table, type it in or send it as text."
DAMAGED = "The selected file is not what its name says, or is damaged. Save it again as DOCX and try again"
#: What tells apart the parts of a document in the text that `word.xsl` makes of it; that file says what each begins.
TABLE, END, INNER, CLOSED, ROW, CELL, LOOK, LINE, NUMBER, INNER_ROW, INNER_CELL = map(chr, range(0xFDD0, 0xFDDB))
MARKS = "".join((TABLE, END, INNER, CLOSED, ROW, CELL, LOOK, LINE, NUMBER, INNER_ROW, INNER_CELL))
#: With one of these a cell begins whose look says nothing.
BEGINS = LINE + INNER
NOTHING = Cell()
_FILL = re.compile(r"[0-9A-F]{6}").fullmatch


def read_word(file: IO[bytes], name: str) -> Source:
    """The document's own text, without headers and feet."""
    try:
        with zipfile.ZipFile(file) as parts:
            content = parts.read("word/document.xml")
            root = _unmarked(_parsed(content), content)
            numbered = next(root.iter(f"{W}numPr"), None) is not None and "word/numbering.xml" in parts.namelist()
            numbering = Numbering(_parsed(parts.read("word/numbering.xml")) if numbered else None)
        body = root.find(f"{W}body")
        if body is None:
            raise Refused(DAMAGED)
        boxes = next(body.iter(f"{W}txbxContent"), None) is not None
        said = str(_transform(boxes, bool(numbering.levels))(root))
    except (etree.XMLSyntaxError, etree.XSLTError, KeyError, zipfile.BadZipFile):
        raise Refused(DAMAGED) from None
    source = Source(name.rpartition(".")[0])
    source.blocks += [Paragraph(block) if isinstance(block, str) else block for block in _Reader(numbering).blocks(said)]
    source.title = _title(source)[:200] or source.title
    if is_own(body):
        source.own = read_own(body, source.title)
        source.title = source.own.title[:200]
    if next(body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None:
        source.notes.append(TRACKED)
    pictures = sum(1 for _ in root.iter(f"{W}drawing", f"{W}pict"))
    if pictures:
        source.notes.append(PICTURES.format("a picture" if pictures == 1 else f"{pictures} pictures") if source.tables else "picture")
    return source


def _parsed(content: bytes | str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False)
    return etree.fromstring(content, parser)


def _unmarked(root: Any, content: bytes) -> Any:
    """The document without the characters that are marks here. No program writes them, and Unicode gives them no meaning."""
    if not _holds(content, b"\xef\xb7") and not _holds(content, b"&#") and root.getroottree().docinfo.encoding in ("UTF-8", "ASCII", None):
        return root
    return _parsed(etree.tostring(root, encoding="unicode").translate(dict.fromkeys(map(ord, MARKS))))


def _holds(content: bytes, two: bytes) -> bool:
    """Whether two bytes stand together, asked first for the rarer by itself, which is ten times as quick."""
    return (two[:1] if two[0] > 127 else two[1:]) in content and two in content


@cache
def _transform(boxes: bool, numbered: bool) -> Any:
    """The stylesheet, without what it asks of each paragraph where no paragraph of the document has it."""
    sheet = etree.parse(Path(__file__).with_name("word.xsl"), etree.XMLParser(load_dtd=False, no_network=True))
    for asked in list(sheet.iter("{http://www.w3.org/1999/XSL/Transform}if")):
        if not {"$boxes": boxes, "$numbered": numbered}[asked.get("test")]:
            asked.getparent().remove(asked)
    return etree.XSLT(sheet, access_control=etree.XSLTAccessControl.DENY_ALL)


_TITLES = re.compile(r"(?i)statement of action|action plan|improvement plan|strategic plan|delivery plan")


def _title(source: Source) -> str:
    """What the document calls itself: its first short line, with the first that says what kind of plan it is."""
    printed = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    lines = [text for text in printed[:15] if len(text) < 140 and printed.count(text) < 3]
    if not lines:
        return ""
    kind = next((text for text in lines if _TITLES.search(text)), lines[0])
    return kind if kind == lines[0] else f"{lines[0]}: {kind}"


class _Reader:
    """Reads the text that `word.xsl` made of the body, from the marks in it."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering

    def blocks(self, said: str) -> Iterator[str | Table]:
        """Lines of paragraphs, and tables, in the order of the page."""
        for number, part in enumerate(said.split(TABLE)):
            if number:
                table, _, part = part.partition(END)
                yield self.table(table, number, ROW, CELL)
            yield from self.lines(part)

    def lines(self, said: str) -> list[str]:
        """The paragraphs' words, a line at each break of their own; with the letter or number that Word would print before."""
        found: list[str] = []
        for words in said.split(LINE)[1:]:
            if words.isprintable() and "  " not in words:  # so are most: no mark, break or blank but single plain spaces
                if line := words.strip(" "):
                    found.append(line)
            else:
                found += self._broken(words)
        return found

    def _broken(self, words: str) -> Iterator[str]:
        before = ""
        if NUMBER in words:
            which, level, words = words.split(NUMBER, 2)
            before = " ".join(self.numbering.before(which, _number(level)).split()) if words else ""
        for number, line in enumerate(words.split("\n")):
            if line := " ".join(line.split()):
                yield f"{before} {line}" if before and number == 0 else line

    def table(self, said: str, number: int, row: str, cell: str) -> Table:
        """Rows as wide as the widest; a cell over several columns stands in the first of them."""
        rows = [self.row(each.split(cell)) for each in said.split(row)[1:]]
        width = max(map(len, rows), default=0)
        return Table(number, tuple(tuple(row) if len(row) == width else (*row, *[NOTHING] * (width - len(row))) for row in rows))

    def row(self, said: list[str]) -> list[Cell]:
        """How many columns it leaves out, then its cells."""
        lines: tuple[str, ...]
        tables: tuple[Table, ...]
        cells = [NOTHING] * _number(said[0])
        for each in said[1:]:
            fill, continues, span = "", False, 0
            if each and each[0] not in BEGINS:
                *looks, each = each.split(LOOK, each.partition(LINE)[0].partition(INNER)[0].count(LOOK))
                fill, continues, span = _look(looks)
            words, tables = each[1:], ()
            if words.isprintable() and "  " not in words:  # one plain paragraph, as most cells have
                line = words.strip(" ")
                lines = (line,) if line else ()
            elif INNER in each:
                lines, tables = self._with_tables(each)
            else:
                lines = tuple(self.lines(each))
            cells.append(Cell(lines, fill, continues, tables) if lines or fill or continues or tables else NOTHING)
            if span > 1:
                cells += [NOTHING] * (min(span, 100) - 1)
        return cells

    def _with_tables(self, said: str) -> tuple[tuple[str, ...], tuple[Table, ...]]:
        first, *others = said.split(INNER)
        lines, tables = self.lines(first), []
        for each in others:
            table, _, after = each.partition(CLOSED)
            tables.append(self.table(table, 0, INNER_ROW, INNER_CELL))
            lines += self.lines(after)
        return tuple(lines), tuple(tables)


def _look(said: list[str]) -> tuple[str, bool, int]:
    """A cell's shade, whether it goes on from the one above, and over how many columns it stands; the first of each counts."""
    first = {each[:1]: each[1:] for each in reversed(said)}
    fill = first.get("f", "").upper()
    return fill if fill != "FFFFFF" and _FILL(fill) else "", (first.get("m", "no") or "continue") == "continue", _number(first.get("c", ""))


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 4 else 0
