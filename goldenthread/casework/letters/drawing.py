"""Draws a letter as a tagged PDF and as a Word file, with the same words in the same order."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goldenthread.law.days import in_words

from .wording import Heading, Points

if TYPE_CHECKING:
    from .making import Drafted

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONTS = Path(__file__).resolve().parents[2] / "core" / "fonts"

#: Everything said comes in as data, never as markup, so no name can change the page.
PAGE = """
#let letter = json(bytes(sys.inputs.letter))
#set document(title: letter.title)
#set text(font: "Noto Sans", size: 12pt, lang: "en", region: "GB")
#set page(paper: "a4", margin: 25mm, footer: context align(center, text(size: 9pt)[Page #counter(page).display() of #counter(page).final().first()]))
#set par(leading: 0.75em, spacing: 1.1em)
#show heading: set block(above: 1.4em, below: 0.8em)
#align(right)[#letter.sender.map(line => [#line]).join(linebreak())]
#letter.to.map(line => [#line]).join(linebreak())

#letter.date

#for line in letter.references [#line #linebreak()]
#heading(level: 1, letter.title)
#for part in letter.parts {
  if part.kind == "heading" { heading(level: 2, part.text) }
  if part.kind == "points" { list(..part.items.map(item => [#item])) }
  if part.kind == "text" { par[#part.text] }
}
#if letter.copies.len() > 0 { heading(level: 2, "Copies to"); list(..letter.copies.map(each => [#each])) }
"""


def draw(draft: Drafted) -> tuple[bytes, bytes]:
    """The letter's PDF and its Word file."""
    letter = _letter(draft)
    return _pdf(letter), _docx(letter)


def _letter(draft: Drafted) -> dict[str, Any]:
    area = draft.area
    sender = [area.council, *area.address.splitlines(), area.phone, area.email]
    parts = []
    for part in draft.wording.parts:
        match part:
            case Heading(text):
                parts.append({"kind": "heading", "text": text})
            case Points(items):
                parts.append({"kind": "points", "items": list(items)})
            case _:
                parts += [{"kind": "text", "text": line} for line in part.text.split("\n") if line.strip()]
    return {
        "title": draft.wording.title,
        "sender": [line for line in sender if line],
        "to": [draft.to.name, *draft.to.lines],
        "date": in_words(draft.on),
        "references": [f"Our reference: {draft.reference}"],
        "parts": parts,
        "copies": list(draft.copies),
    }


def _pdf(letter: dict[str, Any]) -> bytes:
    import typst

    return typst.compile(PAGE.encode(), sys_inputs={"letter": json.dumps(letter)}, font_paths=[str(FONTS)], ignore_system_fonts=True)


def _docx(letter: dict[str, Any]) -> bytes:
    import docx

    paper = docx.Document()
    said = paper.core_properties
    said.title, said.author, said.language = letter["title"], "", "en-GB"
    said.created = said.modified = datetime(2020, 1, 1, tzinfo=UTC)
    for lines in (letter["sender"], letter["to"], [letter["date"]], letter["references"]):
        paper.add_paragraph("\n".join(lines))
    paper.add_heading(letter["title"], level=1)
    for part in letter["parts"]:
        match part["kind"]:
            case "heading":
                paper.add_heading(part["text"], level=2)
            case "points":
                for item in part["items"]:
                    paper.add_paragraph(item, style="List Bullet")
            case _:
                paper.add_paragraph(part["text"])
    if letter["copies"]:
        paper.add_heading("Copies to", level=2)
        for each in letter["copies"]:
            paper.add_paragraph(each, style="List Bullet")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
