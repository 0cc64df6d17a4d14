"""Count the monthly snapshots of every indicator again."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.insight.indicators.snapshots import MONTHS, keep_snapshots
from goldenthread.people.models import Area


class Command(BaseCommand):
    """`rebuild_snapshots [--area 990] [--months 24]`. The last line says how many figures were kept, as JSON."""

    help = "Count every indicator at the end of each of the last months again, and keep that in place of what was kept"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which area, how many months."""
        parser.add_argument("--area", help="The authority's three-digit number; all where none is given")
        parser.add_argument("--months", type=int, default=MONTHS)

    def handle(self, *args: Any, area: str | None, months: int, **options: Any) -> None:
        """One transaction for each area."""
        if not 1 <= months <= 240:
            raise CommandError("Ask for 1 to 240 months.")
        areas = Area.objects.filter(code=area) if area else Area.objects.all()
        if not areas:
            raise CommandError(f"There is no area with the number {area}." if area else "There is no area yet.")
        began, kept = time.monotonic(), 0
        for each in areas:
            kept += keep_snapshots(area=each, months=months, by=command("rebuild_snapshots"), on=clock.today())
        self.stdout.write(json.dumps({"areas": len(areas), "figures": kept, "seconds": round(time.monotonic() - began, 1)}))
