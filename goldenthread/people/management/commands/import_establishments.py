"""Take in schools and other settings from GIAS files."""

import json

from django.core.management.base import BaseCommand, CommandError

from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.people.establishments import import_establishments


class Command(BaseCommand):
    """`import_establishments PATH …`: files or folders of CSV (plain or .gz). Prints JSON on its last line."""

    help = "Take in schools and other settings from GIAS files (CSV or .csv.gz, or a folder of them)"

    def add_arguments(self, parser):
        """Paths."""
        parser.add_argument("paths", nargs="+", metavar="PATH")

    def handle(self, *args, paths, **options):
        """Import, then say what became of the rows."""
        try:
            with wall.lifted(because="import_establishments"):
                tally = import_establishments(paths=paths, by=command("import_establishments"), on=clock.today())
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        for reason in tally.reasons[:50]:
            self.stdout.write(f"refused: {reason}")
        if tally.refused > 50:
            self.stdout.write(f"… and {tally.refused - 50} more rows refused")
        names = ("rows", "created", "changed", "unchanged", "refused", "links")
        self.stdout.write(json.dumps({name: getattr(tally, name) for name in names}))
