"""Word files: paragraphs, tables in tables, shading, merged cells, automatic letters, and changes that were not accepted."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from goldenthread.core.refusals import Refused

from .grid import Cell, Paragraph, Source, Table
from .own_word import is_own, read_own

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TRACKED = "The file has changes that were not accepted. It was read as if they all were: look at the result, or accept them in Word and send it again."
PICTURES = "The file holds {} that cannot be read. If one of them is a table, type it in or send it as text."
DAMAGED = "The selected file is not what its name says, or is damaged. Save it again as DOCX and try again"
_PARAGRAPH = f"{W}p"
_MERGE, _SHADE = f"{W}vMerge", f"{W}shd"
_FILL = re.compile(r"[0-9A-F]{6}").fullmatch
#: A deeper table is kept as the words of its cell.
DEEPEST = 2


def read_word(file: IO[bytes], name: str) -> Source:
    """The document's own text, without headers and feet."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        with zipfile.ZipFile(file) as parts:
            root = etree.fromstring(parts.read("word/document.xml"), parser)
            numbering = etree.fromstring(parts.read("word/numbering.xml"), parser) if "word/numbering.xml" in parts.namelist() else None
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile):
        raise Refused(DAMAGED) from None
    body = root.find(f"{W}body")
    if body is None:
        raise Refused(DAMAGED)
    numbered = numbering if next(body.iter(f"{W}numPr"), None) is not None else None
    reader = _Reader(_Numbering(numbered), plain=next(body.iter(*_RARE), None) is None)
    source = Source(name.rpartition(".")[0])
    for block in reader.blocks(body):
        source.blocks.append(Paragraph(block) if isinstance(block, str) else block)
    source.title = _title(source)[:200] or source.title
    if is_own(body):
        source.own = read_own(body, _runs, source.title)
        source.title = source.own.title[:200]
    if next(body.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None:
        source.notes.append(TRACKED)
    pictures = sum(1 for _ in root.iter(f"{W}drawing", f"{W}pict"))
    if pictures:
        source.notes.append(PICTURES.format("a picture" if pictures == 1 else f"{pictures} pictures") if source.tables else "picture")
    return source


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
    """Walks the body in the order of the page. Content controls are looked through; deleted words are left out."""

    def __init__(self, numbering: _Numbering, *, plain: bool) -> None:
        self.numbering, self.tables = numbering, 0
        #: Whether the file has nothing that is left out, nor words in boxes: then a paragraph's words are all that it holds.
        self.plain = plain

    def blocks(self, parent: Any) -> Iterator[str | Table]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.lines(child)
            elif child.tag == f"{W}tbl":
                self.tables += 1
                yield self.table(child, self.tables, depth=1)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                yield from self.blocks(child)

    def lines(self, paragraph: Any) -> Iterator[str]:
        """A paragraph's words, a line at each break of its own; with the letter or number that Word would print before it."""
        words = " ".join(self.numbering.before(paragraph).split()) if self.numbering.levels else ""
        text = _said(paragraph) if self.plain else "".join(_runs(paragraph))
        if self.plain and not words and "\n" not in text:
            if line := " ".join(text.split()):
                yield line
            return
        for number, line in enumerate(text.split("\n")):
            line = " ".join(line.split())
            if line:
                yield f"{words} {line}" if words and number == 0 else line
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(up.tag == FALLBACK for up in box.iterancestors()):
                for inner in box.iter(f"{W}p"):
                    line = " ".join("".join(_runs(inner)).split())
                    if line:
                        yield line

    def table(self, element: Any, number: int, depth: int) -> Table:
        """Rows as wide as the widest; a cell over several columns stands in the first of them."""
        rows = [self.row(row, depth) for row in _within(element, "tr")]
        width = max((len(row) for row in rows), default=0)
        return Table(number, tuple((*row, *[Cell()] * (width - len(row))) for row in rows))

    def row(self, element: Any, depth: int) -> list[Cell]:
        cells = [Cell()] * _number(element.find(f"{W}trPr/{W}gridBefore"))
        if element.find(f"{W}trPr/{W}del") is not None:
            return []
        for each in _within(element, "tc"):
            properties = each.find(f"{W}tcPr")
            cells.append(self.cell(each, properties, depth))
            span = _number(properties.find(f"{W}gridSpan")) if properties is not None else 0
            cells += [Cell()] * (min(span, 100) - 1)
        return cells

    def cell(self, element: Any, properties: Any, depth: int) -> Cell:
        lines: list[str] = []
        tables: list[Table] = []
        for block in self._inside(element, depth):
            if isinstance(block, str):
                lines.append(block)
            else:
                tables.append(block)
        if properties is None:
            return Cell(tuple(lines), "", False, tuple(tables))
        merge, shading = properties.find(_MERGE), properties.find(_SHADE)
        fill = (shading.get(f"{W}fill") or "").upper() if shading is not None else ""
        return Cell(
            tuple(lines), fill if fill != "FFFFFF" and _FILL(fill) else "", merge is not None and merge.get(f"{W}val", "continue") == "continue", tuple(tables)
        )

    def _inside(self, element: Any, depth: int) -> Iterator[str | Table]:
        for child in element:
            if child.tag == _PARAGRAPH:
                yield from self.lines(child)
            elif child.tag == f"{W}tbl" and depth < DEEPEST:
                yield self.table(child, 0, depth + 1)
            elif child.tag == f"{W}tbl":
                for paragraph in child.iter(f"{W}p"):
                    yield from self.lines(paragraph)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                yield from self._inside(child, depth)


def _within(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through content controls."""
    wanted = f"{W}{name}"
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _within(child, name)


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            yield child.text or ""
        elif tag in (f"{W}tab", f"{W}noBreakHyphen"):
            yield " " if tag == f"{W}tab" else "-"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag in (f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}pPr", f"{W}rPr", FALLBACK):
            continue
        elif isinstance(tag, str):
            yield from _runs(child)


#: What must be left out of a paragraph's words, or stands in a box of its own.
_RARE = (f"{W}del", f"{W}moveFrom", f"{W}txbxContent", FALLBACK)
_TEXT, _TABS = f"{W}t", f"{W}tabs"
_MARKS = {f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n"}


def _said(paragraph: Any) -> str:
    """The words of a paragraph in which nothing is left out. A tab stop of its properties says nothing."""
    return "".join((each.text or "") if each.tag == _TEXT else _MARKS[each.tag] for each in paragraph.iter(_TEXT, *_MARKS) if each.getparent().tag != _TABS)


def _number(element: Any) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdigit() and len(value) < 4 else 0


class _Numbering:
    """Letters and numbers that Word prints before a paragraph without keeping them in its words."""

    PRINTED = ("lowerLetter", "upperLetter", "decimal", "lowerRoman")

    def __init__(self, root: Any) -> None:
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        self.levels: dict[tuple[str, int], tuple[str, str]] = {}
        if root is None:
            return
        kinds = {
            (kind.get(f"{W}abstractNumId"), _level(level)): (_value(level, "numFmt"), _value(level, "lvlText"))
            for kind in root.iter(f"{W}abstractNum")
            for level in kind.iter(f"{W}lvl")
        }
        for number in root.iter(f"{W}num"):
            kind = number.find(f"{W}abstractNumId")
            for (abstract, level), said in kinds.items():
                if kind is not None and abstract == kind.get(f"{W}val"):
                    self.levels[number.get(f"{W}numId"), level] = said

    def before(self, paragraph: Any) -> str:
        """What stands before this paragraph: "a.", "2.1"; nothing for bullets and plain paragraphs."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return ""
        number = properties.find(f"{W}numId")
        level = _number(properties.find(f"{W}ilvl"))
        key = (number.get(f"{W}val") if number is not None else "", level)
        kind, pattern = self.levels.get(key, ("", ""))
        if kind not in self.PRINTED or not any(True for _ in _runs(paragraph)):
            return ""
        self.counts[key] += 1
        for other in [other for other in self.counts if other[0] == key[0] and other[1] > level]:
            del self.counts[other]

        def counted(match: re.Match[str]) -> str:
            at = (key[0], int(match[1]) - 1)
            return _spoken(max(self.counts.get(at, 1), 1), self.levels.get(at, (kind, ""))[0])

        return re.sub(r"%(\d)", counted, pattern)


def _level(element: Any) -> int:
    value = element.get(f"{W}ilvl", "0")
    return int(value) if value.isdigit() else 0


def _value(level: Any, name: str) -> str:
    found = level.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _spoken(number: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26)
            return letter if kind == "lowerLetter" else letter.upper()
        case "lowerRoman":
            return ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[(number - 1) % 10]
    return str(number)
