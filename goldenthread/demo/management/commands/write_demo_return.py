"""Write the invented area's own statutory return, to try the import with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.demo.area import CODE
from goldenthread.demo.files import file_of
from goldenthread.demo.returning import write_return
from goldenthread.demo.small_return import write_small_return
from goldenthread.people.models import Area
from goldenthread.returns.structure import readable_years


class Command(BaseCommand):
    """write_demo_return [--year 2026] [--output FILE] [--small]"""

    help = "Write a SEN2 return (XML) of the invented area as it stood on census day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which year, and where to."""
        parser.add_argument("--year", type=int, default=2026, help="The year of census day.")
        parser.add_argument("--output", type=Path, default=None, help="The file to write.")
        parser.add_argument("--small", action="store_true", help="Fifty people who are new, with some faults.")
        parser.add_argument("--area", default=CODE, help="The area's number.")

    def handle(self, *args: Any, **options: Any) -> None:
        """What was written is the last line."""
        if options["year"] not in readable_years():
            raise CommandError(
                f"There is no return for {options['year']}. Choose one of: {', '.join(map(str, readable_years()))}."
            )
        area = Area.objects.filter(code=options["area"]).first()
        if area is None:
            raise CommandError("The invented area is not there yet. Run load_demo first.")
        path = options["output"] or file_of("small" if options["small"] else "whole")
        write = write_small_return if options["small"] else write_return
        self.stdout.write(json.dumps({"people": write(area, options["year"], path), "file": str(path)}))
