"""Pages that we draw ourselves: the contents of a bundle, and papers that hold only words. The binder draws the pages' numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from goldenthread.core.documents_out.letter import printable
from goldenthread.core.documents_out.pdf import FONTS

HERE = Path(__file__).parent
MOST_LINES = 20_000


def contents_pdf(said: dict[str, Any], target: Path) -> None:
    """The first pages: what the bundle is, and its contents, whose links the binder leads into the bundle."""
    _compile("contents.typ", {"contents": json.dumps(_clean(said))}, target)


def words_pdf(title: str, note: str, words: str, target: Path) -> None:
    """The words of a paper on pages."""
    lines = [line for line in words.splitlines() if line.strip()][:MOST_LINES]
    _compile("words.typ", {"paper": json.dumps(_clean({"title": title, "note": note, "lines": lines}))}, target)


def _compile(source: str, said: dict[str, str], target: Path) -> None:
    import typst

    typst.compile(
        str(HERE / source), output=str(target), root=str(HERE), font_paths=[str(folder) for folder in FONTS], ignore_system_fonts=False,
        format="pdf", sys_inputs=said,
    )  # fmt: skip


def _clean(value: Any) -> Any:
    """The same without what no page can show."""
    match value:
        case str():
            return printable(value)
        case dict():
            return {key: _clean(each) for key, each in value.items()}
        case list():
            return [_clean(each) for each in value]
        case _:
            return value
