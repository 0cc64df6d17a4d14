"""A plan as a tagged PDF: PDF/UA-1, refused when it would not be."""

from __future__ import annotations

import dataclasses
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from goldenthread.core.documents_out import printable, typeset

from .content import Paper, Words
from .pictures import NOT_SHOWN, Picture

HERE = Path(__file__).parent


def drawn(paper: Paper, pictures: Mapping[UUID, Picture]) -> bytes:
    """The paper as PDF. The same paper gives the same bytes."""
    with tempfile.TemporaryDirectory(prefix="gt-plan-") as folder:
        root = Path(folder)
        shutil.copy(HERE / "plan.typ", root)
        paths = {}
        for at, (pk, picture) in enumerate(pictures.items(), 1):
            paths[pk] = f"picture{at}.{picture.ending}"
            (root / paths[pk]).write_bytes(picture.content)
        return typeset(root / "plan.typ", {"plan": json.dumps(_said(printable(paper), paths))}, day=paper.day, root=root)


def _said(paper: Paper, paths: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "title": paper.title, "author": next((value for key, value in paper.facts if key == "Council"), paper.name), "state": paper.state, "mark": paper.mark,
        "facts": paper.facts, "footer": paper.footer, "signed": paper.signed,
        "sections": [{"title": section.title, "parts": [_part(part, paths) for part in section.parts]} for section in paper.sections],
        "sources": [{"number": number, "whose": whose, "words": words} for number, whose, words in paper.sources],
    }  # fmt: skip


def _part(part: Any, paths: Mapping[UUID, str]) -> dict[str, Any]:
    said = {"kind": type(part).__name__, **dataclasses.asdict(part)}
    if isinstance(part, Words):
        path = paths.get(part.picture) if part.picture else None
        said["picture"] = {"path": path, "alt": part.text or "A picture that the family sent"} if path else None
        said["unseen"] = NOT_SHOWN if part.picture and not path else ""
    return said
