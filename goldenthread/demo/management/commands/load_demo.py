"""Make the invented area: its settings, services, staff and families."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.demo import bulk, loading, whole
from goldenthread.demo.area import CODE, NORTHMARSH
from goldenthread.demo.country import Job, fill_area, fill_country, set_up_country
from goldenthread.demo.counts import keep_counts
from goldenthread.demo.emptying import empty
from goldenthread.demo.figures import keep_figures
from goldenthread.demo.going_on import go_on
from goldenthread.demo.groups import group
from goldenthread.demo.hearing import hear
from goldenthread.demo.improving import promise
from goldenthread.demo.losing_school import lose_school
from goldenthread.demo.open_data import open_up
from goldenthread.demo.partners import agree
from goldenthread.demo.scrutinies import hold_up
from goldenthread.demo.services import keep_services
from goldenthread.demo.setting_up import set_up
from goldenthread.insight.tasks import keep_snapshots
from goldenthread.people.models import Area


class Command(BaseCommand):
    """load_demo [--plans 5000] [--areas 1] [--seed 1] [--fresh]"""

    help = "Make the invented area of Calderbeck. Does nothing where it is there already, unless --fresh."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, from which seed."""
        parser.add_argument("--plans", type=int, default=5000, help="Plans in force.")
        parser.add_argument("--areas", type=int, default=1, help="Further areas, to measure with: 153 for England.")
        parser.add_argument("--seed", default="1", help="The same seed on the same day makes the same people.")
        parser.add_argument("--fresh", action="store_true", help="Empty the demonstration first.")
        parser.add_argument("--without-return", action="store_true", help="Write no return to try the import with.")
        parser.add_argument(
            "--today", type=date.fromisoformat, default=None, help="The day it stands on (usually today)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to standard error; what was made is the last line."""
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("This is not a demonstration: set GT_DEMO=1 where no real family's record is kept.")
        began = time.monotonic()
        today, by = options["today"] or clock.today(), command("load_demo")
        if options["fresh"] or (Area.objects.filter(code=CODE).exists() and not whole.is_whole()):
            self.stderr.write("Emptying what is there …")
            bulk.put_back()
            empty()
        if whole.is_whole():
            self.stdout.write(json.dumps({"children": 0, "requests": 0, "plans": 0, "seconds": 0.0, "already": True}))
            return
        areas = set_up(by=by, on=today)
        seed = options["seed"]
        self.stderr.write(f"{loading.tell_stories(areas, seed=seed, today=today)} stories told")
        open_up(areas[CODE], today=today)
        if options["areas"] > 2:
            jobs = set_up_country(areas=options["areas"], plans=options["plans"], seed=seed, today=today, by=by)
            with bulk.lightened(today):
                filled = fill_country(jobs, by=by, said=self.stderr.write)
        else:
            sizes = {CODE: options["plans"], NORTHMARSH.code: options["plans"] // 50}
            filled = loading.Filled()
            for code, plans in sizes.items():
                filled += fill_area(Job(code, plans, seed, today), by)
                self.stderr.write(f"{areas[code].name}: {filled.children:,} children and young people so far")
        if not options["without_return"]:
            with clock.standing_on(today):
                call_command("write_demo_return", stdout=self.stderr)
                call_command("write_demo_return", small=True, stdout=self.stderr)
        go_on(areas[CODE], today=today)
        hear(areas[CODE], today=today)
        agree(areas[CODE], today=today)
        group(areas[CODE], today=today)
        lose_school(areas[CODE], today=today)
        promise(areas[CODE], today=today)
        keep_figures(areas[CODE], today=today)
        keep_services(areas[CODE], today=today)
        keep_counts(areas[CODE], today=today)
        hold_up(areas[CODE], today=today)
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            keep_snapshots.configure().defer(timestamp=0)  # the months that are over, which a night counts where there was one
        whole.say_whole(plans=options["plans"], seed=options["seed"], by=by, on=today)
        self.stdout.write(json.dumps({**vars(filled), "seconds": round(time.monotonic() - began, 1)}))
