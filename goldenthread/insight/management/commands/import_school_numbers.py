"""Take in pupils on roll and free school meals from the full extract of the national register of schools."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.benchmarks.schools.numbers import take_in_numbers


class Command(BaseCommand):
    """`import_school_numbers FILE`. The last line says what became of the rows, as JSON."""

    help = "Take in how many pupils each school has, and how many are eligible for free meals, from the GIAS full extract (CSV or .csv.gz)"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file."""
        parser.add_argument("path", type=Path, metavar="FILE")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        """All or nothing."""
        try:
            taken = take_in_numbers(path=path, by=command("import_school_numbers"), on=clock.today())
        except Refused as refused:
            raise CommandError(f"{refused.sentence} Nothing was taken in.") from None
        self.stdout.write(json.dumps(asdict(taken)))
