"""The text of papers, for looking things up in it. Never shown, never kept.

Papers come from strangers, so they are read by another process (`text_reader`) with limits on memory and time: whatever
one does to its reader, nothing of ours stops.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import text_reader

PASSWORD, UNREADABLE, NO_TEXT = text_reader.PASSWORD, text_reader.UNREADABLE, text_reader.NO_TEXT
#: Kinds of file that may hold text. Pictures and sounds do not.
READ = frozenset({text_reader.PDF, text_reader.DOCX, text_reader.XLSX, text_reader.ODT, "text/plain"})
#: Seconds for all the papers of one call.
WAIT_SECONDS = 60


@dataclass(frozen=True)
class Text:
    """The text of a paper, or why there is none: PASSWORD, UNREADABLE or NO_TEXT."""

    text: str
    fault: str = ""


def text_of(content: bytes, content_type: str) -> Text:
    """The text of one paper whose bytes are at hand."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return texts_of([(Path(file.name), content_type)])[0]


def texts_of(papers: Sequence[tuple[Path, str]]) -> list[Text]:
    """The text of each paper (path and kind), read by one other process. One that breaks it leaves the rest unreadable."""
    asked = [(str(path), kind) for path, kind in papers if kind in READ]
    answers = iter(_answers(asked))
    return [next(answers, Text("", UNREADABLE)) if kind in READ else Text("", NO_TEXT) for _, kind in papers]


def _answers(asked: list[tuple[str, str]]) -> list[Text]:
    if not asked:
        return []
    lines = "".join(json.dumps({"path": path, "type": kind}) + "\n" for path, kind in asked).encode()
    order = [sys.executable, "-I", str(Path(text_reader.__file__))]
    try:
        said = subprocess.run(order, input=lines, capture_output=True, timeout=WAIT_SECONDS, env={}).stdout
    except subprocess.TimeoutExpired as slow:
        said = slow.stdout or b""
    return [_heard(line) for line in said.splitlines() if line.endswith(b"}")]


def _heard(line: bytes) -> Text:
    said: dict[str, Any] = json.loads(line)
    return Text(said["text"], said["fault"])
