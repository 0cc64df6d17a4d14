"""The one page and the short sentences as tagged PDFs."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2

from goldenthread.core.documents_out import printable, typeset

from ..snapshot import PlanSaid
from . import plain
from .pictures import Picture

HERE = Path(__file__).parent


def one_page(told: PlanSaid) -> bytes:
    """The plan on one page, with as many of its lines as one page holds."""
    drawn = b""
    for most in plain.TRIES:
        short = printable(plain.one_page(told, most))
        said = {
            "title": short.title, "author": told.child.known_as, "state": short.state, "note": short.note,
            "parts": [{"heading": heading, "items": items} for heading, items in short.parts],
        }  # fmt: skip
        drawn = typeset(HERE / "short.typ", {"plan": json.dumps(said)}, day=told.issued_on or told.on)
        if len(pypdfium2.PdfDocument(drawn)) == 1:
            break
    return drawn


def simple(told: PlanSaid, pictures: Mapping[UUID, Picture]) -> bytes:
    """The plan in short sentences."""
    said = printable(plain.simple(told))
    with tempfile.TemporaryDirectory(prefix="gt-plan-") as folder:
        root = Path(folder)
        shutil.copy(HERE / "easy.typ", root)
        paths = {}
        for at, (pk, picture) in enumerate(pictures.items(), 1):
            paths[pk] = f"picture{at}.{picture.ending}"
            (root / paths[pk]).write_bytes(picture.content)
        data: dict[str, Any] = {
            "title": said.title, "author": told.child.known_as, "note": said.note,
            "parts": [
                {"heading": heading, "ideas": [{"lines": idea.lines, "picture": _picture(idea, paths)} for idea in ideas]} for heading, ideas in said.parts
            ],
        }  # fmt: skip
        return typeset(root / "easy.typ", {"plan": json.dumps(data)}, day=told.issued_on or told.on, root=root)


def _picture(idea: plain.Idea, paths: Mapping[UUID, str]) -> dict[str, str] | None:
    path = paths.get(idea.picture) if idea.picture else None
    return {"path": path, "alt": " ".join(idea.lines) or "A picture that you sent"} if path else None
