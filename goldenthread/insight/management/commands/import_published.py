"""Take in a release of the Department for Education's published figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.benchmarks.importing import Taken, import_published, load_shipped


class Command(BaseCommand):
    """`import_published [FOLDER_OR_ZIP]`. The last line says what became of the files, as JSON; exit 1 where any was refused."""

    help = "Take in the published figures of a year (the folder or zip as downloaded); without a path, those that come with the product"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the files are."""
        parser.add_argument("path", nargs="?", type=Path, metavar="FOLDER_OR_ZIP")

    def handle(self, *args: Any, path: Path | None, **options: Any) -> None:
        """All or nothing, with one sentence for what is wrong."""
        by, on = command("import_published"), clock.today()
        try:
            taken = import_published(path=path, by=by, on=on) if path else load_shipped(by=by, on=on)
        except Refused as refused:
            raise CommandError(f"{refused.sentence} Nothing was taken in.") from None
        self.stdout.write(json.dumps((taken or Taken()).as_said()))
