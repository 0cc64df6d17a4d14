"""Take in a published file of pupils by special educational needs: exclusion, absence or attainment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.pupils.actions import take_in_pupils
from goldenthread.insight.pupils.measures import MEASURES


class Command(BaseCommand):
    """`import_pupil_figures FILE --measure KEY [--column NAME] [--source WORDS]`. The last line says how many figures, as JSON."""

    help = "Take in one measure of pupils by SEN status, as the Department for Education publishes it by local authority (CSV)"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file holds which measure."""
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--measure", required=True, choices=list(MEASURES))
        parser.add_argument("--column", default="", help="the column that holds it, where the file calls it by a name of its own")
        parser.add_argument("--source", default="", help="where it was published, where that is not the department’s own release")

    def handle(self, *args: Any, path: Path, measure: str, column: str, source: str, **options: Any) -> None:
        """All or nothing."""
        try:
            taken = take_in_pupils(path=path, measure=measure, column=column, source=source, by=command("import_pupil_figures"), on=clock.today())
        except Refused as refused:
            raise CommandError(f"{refused.sentence} Nothing was taken in.") from None
        self.stdout.write(json.dumps({"figures": taken}))
