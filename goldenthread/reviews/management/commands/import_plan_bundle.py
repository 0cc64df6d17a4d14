"""Take on a plan from another council, from the file that its Golden Thread made."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Child
from goldenthread.people.policies import standing_of
from goldenthread.reviews.actions import taking_on
from goldenthread.reviews.bundle.reading import MOST_PACKED
from goldenthread.reviews.models import MoveIn


class Command(BaseCommand):
    """`import_plan_bundle FILE --by EMAIL [--area CODE] [--child REFERENCE | --new [WHY]] [--transferred-on DAY] [--json]`.

    Reads and checks the file and says who it may be about. Goes on to match and to write only where that is said, or nobody here
    looks like the child and `--new` is given. Ends with exit code 1, and a sentence, where anything is refused.
    """

    help = "Take on a plan from another council: read, check, match, write"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, who takes it on, and whose plan it is."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who takes it on: an officer of the area who may start records")
        parser.add_argument("--area", metavar="CODE", help="the authority's three-digit number, where the officer has several")
        parser.add_argument("--child", metavar="REFERENCE", help="the child on record whom the file is about")
        parser.add_argument("--new", nargs="?", const="", metavar="WHY", help="nobody on record is this child; and why, where somebody looks alike")
        parser.add_argument("--transferred-on", metavar="DAY", help="the day the plan passed, like 2026-11-23; otherwise the day of the move that the file gives")
        parser.add_argument("--too-far", metavar="WHAT", help="the setting in the plan is too far away: what is arranged meanwhile")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *args: Any, file: str, by: str, area: str | None, json: bool, **options: Any) -> None:
        """The four steps, as far as was asked for."""
        on = clock.today()
        told: dict[str, Any] = {"file": Path(file).name, "step": "read"}
        try:
            with wall.lifted_throughout(because="import_plan_bundle"):
                self._go(told, Path(file), self._officer(by), area, options, on)
        except Refused as refused:
            told["refused"] = refused.sentence
            self._end(told, json)
            raise CommandError(refused.sentence) from None
        self._end(told, json)

    def _officer(self, email: str) -> Any:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise Refused(f"Nobody signs in here as {email}.")
        return user

    def _go(self, told: dict[str, Any], path: Path, user: Any, code: str | None, options: dict[str, Any], on: date) -> None:
        standing = standing_of(user, on)
        areas = Area.objects.filter(pk__in=standing.areas_where("ident", "create") if standing else [])
        place = areas.filter(code=code).first() if code else areas.first()
        if place is None:
            raise Refused("This officer may not start records in that area. Say which area with --area.")
        try:
            if path.stat().st_size > MOST_PACKED:
                raise Refused(f"The file is larger than {MOST_PACKED // 1024 // 1024} MB, so it is not a plan bundle.")
            with path.open("rb") as opened:
                content, scan = taking_on.scanned(opened)
        except OSError as fault:
            raise Refused(f"{path} cannot be opened: {fault.strerror}. Check the path.") from None
        move = taking_on.read_bundle(area=place, content=content, scan=scan, by=user, on=on)
        told.update(step="check", move=str(move.pk), state=move.state, findings=move.findings)
        if move.state == MoveIn.State.WRITTEN:
            told.update(step="write", plan=str(move.plan_id), again=True)
            return
        found = taking_on.matches(move)
        told.update(step="match", matches=[{"reference": each.child.reference, "because": each.because} for each in found])
        if options["child"] is None and options["new"] is None:
            return
        child = None
        if options["child"]:
            child = Child.objects.filter(area=place, reference=options["child"]).first()
            if child is None:
                raise Refused(f"No child of this area has the reference {options['child']}.")
        move = taking_on.match_bundle(move=move, child=child, why=options["new"] or "", by=user, on=on)
        passed = move.transferred_on
        if options["transferred_on"]:
            with suppress(ValueError):
                passed = date.fromisoformat(options["transferred_on"])
        if passed is None:
            raise Refused("Say when the plan passed, with --transferred-on.")
        far = options["too_far"]
        plan = taking_on.write_bundle(move=move, transferred_on=passed, can_attend=far is None, meanwhile=far or "", by=user, on=on)
        told.update(step="write", plan=str(plan.pk), child=plan.child.reference, made_on=str(plan.made_on), review_by=str(taking_on.review_by(plan)))

    def _end(self, told: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told))
            return
        for name, value in told.items():
            self.stdout.write(f"{name}: {value}")
