"""Make a statutory return from the record."""

from __future__ import annotations

import gc
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count

from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child
from goldenthread.returns.made import make_return
from goldenthread.returns.models import ImportRun
from goldenthread.returns.structure import collections, readable_years


class Command(BaseCommand):
    """`export_return --year 2026 --output FILE [--area CODE]`. The last line says what was made, as JSON."""

    help = "Make the SEN2 return of a year: .xml, .xlsx (one sheet a table), or .zip or a folder (the nine CSV files)"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which year, where to, and whose."""
        parser.add_argument("--year", type=int, default=None, help="the year of census day (the latest there is)")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="the file to make")
        parser.add_argument("--area", metavar="CODE", help="the authority's three-digit number, where there are several areas here")
        parser.add_argument("--json", action="store_true", help="nothing but the last line")

    def handle(self, *args: Any, year: int | None, output: Path, area: str | None, json: bool, **options: Any) -> None:  # noqa: A002
        """The whole return, those on the closed list included: for whoever runs the service, and sends it."""
        year = year or readable_years()[-1]
        gc.freeze()  # the program itself is not looked through again at every few hundred people
        with wall.lifted_throughout(because="export_return"):
            place = area_of(area)
            try:
                made = make_return(area=place, year=year, path=output, by=command("export_return"), on=clock.today())
            except Refused as refused:
                raise CommandError(refused.sentence) from None
            except OSError as fault:
                raise CommandError(f"{output} cannot be written: {fault.strerror}. Check the path.") from None
        if not json and collections()[year].census_date + timedelta(days=1) > clock.today():
            self.stderr.write("Census day is not over: the file says how things stand today.")
        self.stdout.write(
            _line({"area": place.code, "year": year, "serial": made.serial, "people": made.people, "file": str(output), "sha256": made.sha256})
        )


def area_of(code: str | None) -> Area:
    """The area asked for; of several, that whose return was taken in last, or else the one with most children."""
    known = ", ".join(Area.objects.order_by("code").values_list("code", flat=True))
    if code:
        found = Area.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"There is no area {code} here ({known or 'none yet'}). Check --area.")
        return found
    last = ImportRun.objects.filter(state=ImportRun.State.DONE).select_related("area").order_by("-started_at").first()
    if last is not None:
        return last.area
    most = Child.objects.values("area").annotate(count=Count("pk")).order_by("-count", "area").first()
    if most is None:
        raise CommandError("Nobody is on record here yet. Take a return in, or record a request, first.")
    return Area.objects.get(pk=most["area"])


def _line(answer: dict[str, Any]) -> str:
    return json.dumps(answer)
