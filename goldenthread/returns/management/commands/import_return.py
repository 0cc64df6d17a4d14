"""Take in a statutory return: SEN2 XML, or the nine-file export in a folder or zip."""

import hashlib
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.people.models import Area
from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.importing import take_in
from goldenthread.returns.models import ImportRow, ImportRun
from goldenthread.returns.opening_an_area import area_for
from goldenthread.returns.reading import read_return

COUNTS = ("people_in", "created", "changed", "unchanged", "held", "refused")


class Command(BaseCommand):
    """`import_return PATH [--area CODE] [--by EMAIL] [--json]`. The last line is the balance; exit 1 where nothing could be read."""

    help = "Take in a SEN2 return: an XML file of 2023 to 2026, or the nine-file export as a folder or zip"

    def add_arguments(self, parser):
        """The file, for whom, and how to answer."""
        parser.add_argument("path", metavar="PATH")
        parser.add_argument(
            "--area", metavar="CODE", help="the authority's three-digit number, where the file gives none"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who is taking it in, for the record")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *args, path, area, by, json: bool, **options):
        """Run the four steps, telling progress on standard error."""
        with wall.lifted(because="import_return: find the area"):
            actor = self._actor(by)
            try:
                with read_return(path) as source:
                    code = area or source.header.lea or ""
            except ReturnUnreadable as fault:
                return self._unreadable(str(fault), json)
            except OSError as fault:
                return self._unreadable(f"{path} cannot be opened: {fault.strerror}. Check the path.", json)
            place = area_for(code, by=actor, on=clock.today())
            if place is None:
                known = ", ".join(Area.objects.order_by("code").values_list("code", flat=True))
                said = f"{code!r} is not the number of an English authority or of an area here ({known})."
                return self._unreadable(f"{said} Say which area with --area.", json)
            run = ImportRun.objects.create(
                area=place,
                file_name=Path(path).name[:200],
                sha256=_hash(Path(path)),
                started_by_id=getattr(actor, "pk", None),
            )
        with wall.lifted_throughout(because="import_return"):
            take_in(run, Path(path), by=actor, on=clock.today())
            return self._say(run, json)

    def _actor(self, email):
        if not email:
            return command("import_return")
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody here has the email address {email}. Check it, or leave --by out.")
        return user

    def _say(self, run: ImportRun, as_json: bool) -> None:
        if run.state == ImportRun.State.FAILED:
            return self._unreadable(run.fault, as_json)
        for row in run.rows.filter(outcome__in=[ImportRow.Outcome.HELD, ImportRow.Outcome.REFUSED])[:50]:
            self.stdout.write(
                f"{row.get_outcome_display()}: {row.file}, line {row.line}, {row.element}: {row.sentence}"
            )
        if run.held + run.refused > 50:
            self.stdout.write(f"… and {run.held + run.refused - 50} more, on the import's page")
        counts = {name: getattr(run, name) for name in COUNTS}
        self.stdout.write(
            json.dumps(counts) if as_json else ", ".join(f"{n.replace('_', ' ')} {c:,}" for n, c in counts.items())
        )
        return None

    def _unreadable(self, sentence: str, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(dict.fromkeys(COUNTS, 0) | {"error": sentence}))
        self.stderr.write(sentence)
        sys.exit(1)


def _hash(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
