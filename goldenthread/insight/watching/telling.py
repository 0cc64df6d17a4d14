"""An analysis in words."""

from __future__ import annotations

from typing import Any

from ..indicators import LIBRARY
from ..indicators.telling import value
from .models import Analysis


def told(analysis: Analysis) -> dict[str, Any]:
    """An analysis with its words."""
    one = LIBRARY.get(analysis.code)
    return {"of": analysis, "name": one.name if one else analysis.code, "sentence": sentence(analysis)}


def sentence(analysis: Analysis) -> str:
    """What passed the limit: 54% at the end of October 2026, below 60%."""
    one = LIBRARY.get(analysis.code)
    shown, limit = (value(one, float(each)) if one else f"{each}" for each in (analysis.value, analysis.limit))
    for_long = "" if analysis.watch.months == 1 else f" for {analysis.watch.months} months in a row"
    return f"{shown} at the end of {analysis.at:%B %Y}, {analysis.watch.side} {limit}{for_long}"
