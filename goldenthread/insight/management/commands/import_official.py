"""Take in official figures of an area: population, pupils, attainment, absence, exclusions, looked-after children."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.official.actions import take_in_official
from goldenthread.insight.official.reading import COLUMNS
from goldenthread.people.models import Area


class Command(BaseCommand):
    """`import_official FILE --area CODE`. The last line says what became of the figures, as JSON."""

    help = f"Take in published figures of an area from a CSV file with the columns {', '.join(COLUMNS)}"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and whose."""
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--area", required=True, metavar="CODE", help="the authority's three-digit number")

    def handle(self, *args: Any, path: Path, area: str, **options: Any) -> None:
        """All or nothing."""
        place = Area.objects.filter(code=area).first()
        if place is None:
            raise CommandError(f"There is no area {area} here. Check --area.")
        try:
            taken = take_in_official(area=place, path=path, by=command("import_official"), on=clock.today())
        except Refused as refused:
            raise CommandError(f"{refused.sentence} Nothing was taken in.") from None
        self.stdout.write(json.dumps(taken.as_said()))
