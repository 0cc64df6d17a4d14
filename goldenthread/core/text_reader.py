"""Reads the text of papers from strangers, in a process of its own with little memory and little time.

Started by `text_of`, one line of JSON a paper in ({"path", "type"}) and one out ({"text", "fault"}). It knows no Django.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from typing import Any

MOST_CHARACTERS = 2_000_000
MOST_PAGES = 500
MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 20

PASSWORD, UNREADABLE, NO_TEXT = "password", "unreadable", "no text"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"


def main() -> None:
    """Answer every line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            text, fault = read(asked["path"], asked["type"])[:MOST_CHARACTERS], ""
        except Locked:
            text, fault = "", PASSWORD
        except Exception:  # whatever a stranger's file does to a reader, it is one that could not be read
            text, fault = "", UNREADABLE
        if not fault and not text.strip():
            fault = NO_TEXT
        sys.stdout.buffer.write(json.dumps({"text": text, "fault": fault}).encode() + b"\n")
        sys.stdout.buffer.flush()


class Locked(Exception):  # noqa: N818
    """A password is needed."""


def read(path: str, content_type: str) -> str:
    """The text, in the order of the page as far as the file tells it."""
    match content_type:
        case "application/pdf":
            return _pdf(path)
        case "text/plain":
            with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs this short process time
                return file.read(MOST_CHARACTERS * 4).decode("utf-8", "replace")
        case _ if content_type == DOCX:
            return _parts(
                path, r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", "p", {"t", "delText"}
            )
        case _ if content_type == ODT:
            return _parts(path, r"(content|styles)\.xml", "p", None)
        case _ if content_type == XLSX:
            return _sheets(path)
    return ""


def _pdf(path: str) -> str:
    import pypdfium2

    try:
        paper = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Locked from None
        raise
    if len(paper) > MOST_PAGES:
        raise ValueError("too many pages")
    pages = []
    for page in paper:
        text = page.get_textpage()
        pages.append(text.get_text_range())
    return "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "")


def _parts(path: str, wanted: str, paragraph: str, texts: set[str] | None) -> str:
    """The text of XML parts, one line a paragraph; of all elements, or of those named."""
    from lxml import etree

    found: list[str] = []
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if not re.fullmatch(wanted, name):
                continue
            with parts.open(name) as part:
                tree = etree.parse(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
            for element in tree.iter():
                kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
                if kind in (paragraph, "h"):
                    found.append("\n")
                elif kind in ("tab", "br", "s", "line-break", "tc", "table-cell"):
                    found.append(" ")
                if texts is None or kind in texts:
                    found.append(element.text or "")
                if texts is None:
                    found.append(element.tail or "")
    return "".join(found)


def _sheets(path: str) -> str:
    from python_calamine import CalamineWorkbook

    book: Any = CalamineWorkbook.from_path(path)
    return "\n".join(
        "\t".join(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in row)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    )


if __name__ == "__main__":
    main()
