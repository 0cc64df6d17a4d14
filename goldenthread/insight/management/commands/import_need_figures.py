"""Take in published pupils by SEN status and primary need, to set an area's and its schools' needs beside England."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.schools.actions import take_in_needs


class Command(BaseCommand):
    """`import_need_figures FILE [--source WORDS]`. The last line says how many figures, as JSON."""

    help = "Take in pupils by SEN status and primary need, as the Department for Education publishes them in Special educational needs in England (CSV)"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file."""
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument(
            "--source", default="", help="where it was published, where that is not the department’s own release"
        )

    def handle(self, *args: Any, path: Path, source: str, **options: Any) -> None:
        """All or nothing."""
        try:
            taken = take_in_needs(path=path, source=source, by=command("import_need_figures"), on=clock.today())
        except Refused as refused:
            raise CommandError(f"{refused.sentence} Nothing was taken in.") from None
        self.stdout.write(json.dumps({"figures": taken}))
