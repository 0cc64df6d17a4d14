"""Make places, demand and its forecast, in the shape in which school capacity is asked for."""

from __future__ import annotations

from pathlib import Path

from goldenthread.core import clock
from goldenthread.people.models import Area
from goldenthread.returns.others.workbooks import write_places

from ..workbooks import WorkbookCommand


class Command(WorkbookCommand):
    """`export_places --output FILE [--area CODE]`."""

    help = "Make places and demand with its forecast, as at today (.xlsx): counts, and no child"

    def write(self, place: Area, output: Path) -> dict[str, int]:
        """Counts alone; how many settings and rows of demand there are."""
        settings, demand = write_places(place, clock.today(), output)
        return {"settings": settings, "rows_of_demand": demand}
