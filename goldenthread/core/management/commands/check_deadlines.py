"""Check a file of worked cases against the law as it is written in the code."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from goldenthread.law.worked_cases import report


class Command(BaseCommand):
    """Thin: the work is done by ``goldenthread.law.worked_cases``, which also runs without this framework."""

    help = "Check a CSV file of worked cases. Prints each failure, then 'N passed, N failed'; exits 1 if any failed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a CSV file with case_id, rule_id, inputs and expected")

    def handle(self, *args, path: Path, **options) -> None:
        if not report(path, self.stdout):
            raise SystemExit(1)
