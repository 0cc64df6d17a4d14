"""Small words that the dashboards share."""

from __future__ import annotations

from typing import Any


def number_column(text: str) -> dict[str, Any]:
    """The heading of a column of numbers."""
    return {"text": text, "number": True, "sorted": None, "sort_href": None}
