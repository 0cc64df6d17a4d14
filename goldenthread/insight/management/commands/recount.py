"""Holds what dashboards count ahead against a count from nothing."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import wall
from goldenthread.insight.dashboards import tallies


class Command(BaseCommand):
    """recount [--write]"""

    help = "Count anew what the dashboards keep counted, and say whether it is equal. With --write, put it right."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to put right what is wrong."""
        parser.add_argument("--write", action="store_true", help="Keep the new count in place of the old, and fold it.")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line of JSON; ends with an error where something was wrong and stays so."""
        began = time.monotonic()
        with wall.lifted(because="recount: the counts of dashboards against the tables"):
            found = tallies.recount()
            kept = tallies.write_anew() if options["write"] and not found.equal else None
        told = {"wrong": found.wrong, "missing": found.missing, "equal": found.equal, "written": kept, "seconds": round(time.monotonic() - began, 1)}
        self.stdout.write(json.dumps(told))
        if not found.equal and not options["write"]:
            raise CommandError("What is kept differs from a count from nothing. Run ./manage recount --write to put it right.")
