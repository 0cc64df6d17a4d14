"""A Word file that was written here: each paragraph's style says what its words are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .marks import BY_STYLE, LABEL, PERIOD_STYLE, style_id
from .placed import At, Read, ReadColumn
from .taking import Piece, Taker

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLAN = style_id("plan.title")


def is_own(body: Any) -> bool:
    """Whether the file was written here: its title has our mark."""
    return any(style.get(f"{W}val") == _PLAN for style in body.iter(f"{W}pStyle"))


def read_own(body: Any, title: str) -> Read:
    """The plan, by its marks, as it would be with all changes accepted."""
    taker, tables = Taker(title), 0
    heads: list[ReadColumn] = []
    for block in _blocks(body):
        if block.tag == f"{W}p":
            role, piece = _piece(block, At())
            if role == "head.section":
                taker.column(ReadColumn("section", piece.words))
            elif role != LABEL:
                taker.take(piece)
            continue
        tables += 1
        for number, row in enumerate(_rows(block), 1):
            found, pieces = _row(row, At(tables, number), heads)
            if found and not heads:
                heads = found
                for column in heads:
                    taker.column(column)
            taker.row(pieces)
    return taker.read


def _row(row: Any, at: At, heads: list[ReadColumn]) -> tuple[list[ReadColumn], list[Piece]]:
    """The headings of a row, or its pieces; what has no month or quarter of its own has its column's."""
    found, pieces, column = [], [], 0
    for cell in row.iter(f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        shading = properties.find(f"{W}shd") if properties is not None else None
        fill = (shading.get(f"{W}fill") or "") if shading is not None else ""
        own = heads[column].period if column < len(heads) else ""
        for paragraph in cell.iter(f"{W}p"):
            role, piece = _piece(paragraph, at, fill if re.fullmatch(r"[0-9A-Fa-f]{6}", fill) else "")
            if role.startswith("head."):
                found.append(ReadColumn(role.removeprefix("head."), piece.words, piece.period))
            elif role != LABEL and (role or piece.words):
                pieces.append(replace(piece, period=own) if own and not piece.period and role in ("action.milestone", "action.rating") else piece)
        span = properties.find(f"{W}gridSpan") if properties is not None else None
        width = span.get(f"{W}val", "1") if span is not None else "1"
        column += int(width) if width.isdigit() and len(width) < 4 else 1
    return found, pieces


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter(f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def _piece(paragraph: Any, at: At, fill: str = "") -> tuple[str, Piece]:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    role = BY_STYLE.get(style.get(f"{W}val", ""), "") if style is not None else ""
    period: list[str] = []
    words: list[str] = []
    for run in _runs_of(paragraph):
        named = run.find(f"{W}rPr/{W}rStyle")
        shade = run.find(f"{W}rPr/{W}shd")
        if shade is not None and re.fullmatch(r"[0-9A-Fa-f]{6}", shade.get(f"{W}fill") or ""):
            fill = shade.get(f"{W}fill").upper()
        (period if named is not None and named.get(f"{W}val") == PERIOD_STYLE else words).append("".join(_said(run)))
    said = "".join(words)
    said = said.strip() if role else " ".join(said.split())
    return role, Piece(role, said, at, "".join(period).rstrip(": ").strip(), fill)


def _runs_of(paragraph: Any) -> Iterator[Any]:
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in (f"{W}ins", f"{W}moveTo", f"{W}hyperlink", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent", f"{W}fldSimple"):
            yield from _runs_of(child)


def _said(element: Any) -> Iterator[str]:
    """The words of a run."""
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
            yield from _said(child)
