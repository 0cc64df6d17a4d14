"""Makes one part of a local system ready; bootstrap.py knows which part is stale."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """prepare migrate | static | demo"""

    help = "Bring tables, static files or the invented area up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which part."""
        parser.add_argument("part", choices=["migrate", "static", "demo"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is done, do it."""
        match options["part"]:
            case "migrate":
                self.stdout.write("Bringing the tables up to date …")
                call_command("migrate", interactive=False, verbosity=0)
                call_command("createcachetable", verbosity=0)
                if "import_published" in get_commands():
                    call_command("import_published", stdout=StringIO())
            case "static":
                self.stdout.write("Collecting static files …")
                call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            case "demo":
                if "load_demo" in get_commands():
                    self.stdout.write("Loading the invented area …")
                    call_command("load_demo")
