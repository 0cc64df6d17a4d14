"""Print the library of indicators as Markdown."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.insight.indicators.description import description


class Command(BaseCommand):
    """`describe_indicators > docs/indicators.md`."""

    help = "Print what every indicator means and how it is counted, as docs/indicators.md has it"

    def handle(self, *args: Any, **options: Any) -> None:
        """The page, and nothing else."""
        self.stdout.write(description(), ending="")
