"""Remove stored files that no record names, and say which records miss their file."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from goldenthread.core import files


class Command(BaseCommand):
    """sweep_files [--check]"""

    help = "Remove files left over by work that was not finished, and list records whose file is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """--check removes nothing."""
        parser.add_argument("--check", action="store_true", help="Only count; remove nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found, whole, on the last line."""
        left_over, missing = files.sweep(remove=not options["check"])
        for sha256 in missing:
            self.stderr.write(f"The file {sha256} is named by a record and is not there. Restore it from a backup.")
        self.stdout.write(
            json.dumps(
                {"left_over": left_over, "missing": len(missing), "removed": 0 if options["check"] else left_over}
            )
        )
        if missing:
            raise SystemExit(1)
