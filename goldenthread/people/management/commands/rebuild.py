"""Make everything that is kept beside the facts again, from nothing but the facts."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.people import rebuilding
from goldenthread.people.models import Child

MOST_NAMED = 20


class Command(BaseCommand):
    """rebuild [--check] [--batch 2000]"""

    help = (
        "Make kept clocks, cases and search words again for every child. Changes nothing when all is as it should be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--check changes nothing; --batch is how many children at a time."""
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; say what differs, and end with 1 if anything does."
        )
        parser.add_argument("--batch", type=int, default=rebuilding.BATCH, help="Children in one transaction.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to standard error; what came of it is the last line."""
        check, doing = options["check"], {"by": command("rebuild"), "on": clock.today()}
        because = "rebuild makes kept rows of every area again"
        changed: Counter[str] = Counter()
        done, named = 0, 0
        with wall.lifted(because=because):
            everybody = Child.objects.count()
            groups = rebuilding.batches(max(1, options["batch"]))
        while True:
            with wall.lifted(because=because):
                ids = next(groups, None)
                if ids is None:
                    break
                if check:
                    differs = rebuilding.differing(child_ids=ids, **doing)
                    if differs and named < MOST_NAMED:
                        for child_id, what in rebuilding.first_differing(
                            child_ids=ids, most=MOST_NAMED - named, **doing
                        ):
                            self.stderr.write(f"The child {child_id} differs in {', '.join(what)}.")
                            named += 1
                else:
                    differs = rebuilding.make_again(child_ids=ids, **doing)
            changed += differs
            done += len(ids)
            self.stderr.write(f"{done:,} of {everybody:,} children")
        self.stdout.write(
            json.dumps(
                {
                    "children": done,
                    "changed": sum(changed.values()),
                    **({"differing": dict(changed)} if changed else {}),
                }
            )
        )
        if check and changed:
            raise SystemExit(1)
