"""The kinds of report, and what makes each."""

from __future__ import annotations

from datetime import date
from typing import Any

from .briefing import briefing
from .drawing import Report
from .highlight import highlight
from .models import Board
from .stocktake import stocktake


def report_of(kind: str, area: Any, board: Board | None, on: date) -> Report:
    """A report of this kind as at a day. A highlight report is of one board; the others are of the whole area."""
    match kind:
        case "highlight":
            if board is None:
                raise ValueError("A highlight report is of one board")
            return highlight(board, on)
        case "stocktake":
            return stocktake(area, on)
        case "briefing":
            return briefing(area, on)
    raise ValueError(f"There is no report called {kind}")
