"""A letter's parts as a page draws them."""

from __future__ import annotations

from typing import Any

from ..letters.wording import Heading, Points


def blocks_of(wording: Any) -> list[dict[str, Any]]:
    """Each part with its kind: heading, points or text."""
    blocks = []
    for part in wording.parts if wording else ():
        kind = "heading" if isinstance(part, Heading) else "points" if isinstance(part, Points) else "text"
        blocks.append({"kind": kind, "text": getattr(part, "text", ""), "items": getattr(part, "items", ())})
    return blocks
