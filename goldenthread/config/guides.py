"""The guides of `docs/` as pages of the running service, so that nobody has to leave it to learn how it is used."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it.token import Token

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: Each guide by the name in its address: its file, and for whom it is.
GUIDES = {
    "families": ("for-families.md", "For parents, carers and young people"),
    "schools": ("for-schools.md", "For schools, colleges and early years settings"),
    "advisers": ("for-advisers.md", "For those who give advice: health, social care, psychology"),
    "officers": ("for-officers.md", "For the council’s SEND officers"),
    "managers": ("for-managers.md", "For managers and the head of SEND"),
    "boards": ("for-boards.md", "For boards and their members"),
    "programme-leads": ("for-programme-leads.md", "For leads of the improvement plan"),
    "administrators": ("for-administrators.md", "For those who look after accounts"),
    "accessibility": ("accessibility.md", "How accessible this service is, and what is not yet checked"),
}
_CLASSES = {
    "h1": "govuk-heading-xl", "h2": "govuk-heading-m", "h3": "govuk-heading-s", "p": "govuk-body", "a": "govuk-link",
    "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number", "table": "govuk-table",
    "th": "govuk-table__header", "td": "govuk-table__cell",
}  # fmt: skip
_HREFS = {file: f"/guides/{name}" for name, (file, _title) in GUIDES.items()}


def _inside(tokens: list[Token]) -> list[Token]:
    """What stands in a paragraph, with links to other guides kept, and pictures and links to other files told in words alone."""
    kept, dropped = [], 0
    for token in tokens:
        if token.type == "image":
            continue
        if token.type == "link_open":
            file, _hash, place = str(token.attrGet("href")).partition("#")
            if file in _HREFS:
                token.attrSet("href", _HREFS[file] + (f"#{place}" if place else ""))
            elif not file.startswith("https://"):
                dropped += 1
                continue
            token.attrSet("class", _CLASSES["a"])
        if token.type == "link_close" and dropped:
            dropped -= 1
            continue
        kept.append(token)
    return kept


@cache
def written(name: str) -> Markup:
    """One guide as HTML in the service's look. KeyError where there is no such guide. Its source is our own file, and holds no HTML."""
    from markdown_it import MarkdownIt  # where a guide is read, and not in every process from its start

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse((DOCS / GUIDES[name][0]).read_text(encoding="utf-8"))
    for token in tokens:
        if token.nesting == 1 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
        if token.type == "inline":
            token.children = _inside(token.children or [])
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - made above from a file of ours, raw HTML escaped
