"""A plan as one web page that stands alone: no script, nothing fetched, in its own grid and colours."""

from __future__ import annotations

import datetime as dt

from django.template.loader import render_to_string

from ..reading.marks import SHADES
from ..reading.placed import Read
from ..shown import TAGS, colour_of, rows_of, scale_of, short_heading
from .grid import grid_of


def plan_html(read: Read, *, kind: str, on: dt.date) -> bytes:
    """The plan as .html."""
    grid = grid_of(read)
    fills = {TAGS[colour]: fill or "FFFFFF" for colour, fill in SHADES.items() if colour != "white"}
    sections = [(section, list(rows_of(grid, section))) for section in read.sections]
    told = {"read": read, "grid": grid, "sections": sections, "scale": scale_of(grid), "kind": kind, "on": on, "fills": fills, "colour_of": colour_of, "short_heading": short_heading, "rate_group": None}
    return render_to_string("improvement/alone.html", told).encode()
