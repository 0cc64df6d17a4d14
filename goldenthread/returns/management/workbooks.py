"""What the commands that make a workbook have in common: whose, where to, and the last line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock, wall
from goldenthread.people.models import Area

from .commands.export_return import area_of


class WorkbookCommand(BaseCommand):
    """Makes one workbook of an area as at today. The last line says what was made, as JSON."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whose."""
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="the workbook to make (.xlsx)")
        parser.add_argument("--area", metavar="CODE", help="the authority's three-digit number, where there are several areas here")

    def handle(self, *args: Any, output: Path, area: str | None, **options: Any) -> None:
        """The whole, those on the closed list included: for whoever runs the service, and sends it."""
        if output.suffix.lower() != ".xlsx":
            raise CommandError(f"{output} is not the name of a workbook. Give --output a name that ends with .xlsx.")
        try:
            output.touch(mode=0o600)  # it names children, so that nobody else of this machine may read it
        except OSError as fault:
            raise CommandError(f"{output} cannot be written: {fault.strerror}. Check the path.") from None
        with wall.lifted_throughout(because=type(self).__module__.rpartition(".")[2]):
            place = area_of(area)
            said = self.write(place, output)
        self.stdout.write(json.dumps({"area": place.code, "on": clock.today().isoformat(), **said, "file": str(output)}))

    def write(self, place: Area, output: Path) -> dict[str, int]:
        """Write the workbook; counts of what is in it."""
        raise NotImplementedError
