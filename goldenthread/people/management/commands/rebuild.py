"""Make everything that is kept beside the facts again, from nothing but the facts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.people import rebuilding
from goldenthread.people.models import Child

MOST_NAMED = 20
#: From so many children on, two processes share the work: one computes while the other waits for PostgreSQL.
SHARED_FROM, PROCESSES = 20_000, 2


class Command(BaseCommand):
    """rebuild [--check] [--batch 2000] [--part 1/2]"""

    help = (
        "Make kept clocks, cases and search words again for every child. Changes nothing when all is as it should be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--check changes nothing; --batch is how many children at a time."""
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; say what differs, and end with 1 if anything does."
        )
        parser.add_argument("--batch", type=int, default=rebuilding.BATCH, help="Children made again in one transaction.")
        parser.add_argument("--part", default="", help="One part of so many alone, such as 1/2. Without it, all of them.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to standard error; what came of it is the last line."""
        check = options["check"]
        doing: dict[str, Any] = {"by": command("rebuild"), "on": clock.today()}
        because = "rebuild makes kept rows of every area again"
        changed: Counter[str] = Counter()
        done, named = 0, 0
        part, of = map(int, options["part"].split("/")) if options["part"] else (1, 1)
        with wall.lifted(because=because):
            everybody = Child.objects.count()
        if everybody >= SHARED_FROM and not options["part"]:
            self._share(check=check, batch=options["batch"])
            return
        with wall.lifted(because=because):
            groups = rebuilding.batches(rebuilding.SPAN, part, of)
        while True:
            with wall.lifted(because=because):
                whole = next(groups, None)
                wrong = rebuilding.survey(whole, **doing) if whole else rebuilding.Wrong([])
            if whole is None:
                break
            for start in range(0, len(wrong.child_ids), max(1, options["batch"])):
                ids = wrong.child_ids[start : start + max(1, options["batch"])]
                with wall.lifted(because=because):
                    if check:
                        differs = rebuilding.differing(child_ids=ids, only=wrong.keepers, **doing)
                        if differs and named < MOST_NAMED:
                            for child_id, what in rebuilding.first_differing(child_ids=ids, most=MOST_NAMED - named, **doing):
                                self.stderr.write(f"The child {child_id} differs in {', '.join(what)}.")
                                named += 1
                    else:
                        differs = rebuilding.make_again(child_ids=ids, only=wrong.keepers, **doing)
                changed += differs
            done += len(whole)
            self.stderr.write(f"{done:,} of {everybody:,} children{f', part {part} of {of}' if of > 1 else ''}")
        self._say(done, changed, check=check)

    def _share(self, *, check: bool, batch: int) -> None:
        """Let several processes do a part each, and say what came of them all."""
        words = [sys.executable, "-m", "django", "rebuild", "--batch", str(batch), *(["--check"] if check else [])]
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")}
        parts = [
            subprocess.Popen([*words, "--part", f"{part}/{PROCESSES}"], env=env, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True)
            for part in range(1, PROCESSES + 1)
        ]
        done, changed, failed = 0, Counter[str](), False
        for process in parts:
            said = process.communicate()[0].splitlines()
            failed |= process.returncode != 0 and not (check and said)  # a check ends with 1 where something differs
            if said:
                found = json.loads(said[-1])
                done += found["children"]
                changed += Counter(found.get("differing", {}))
        if failed:
            raise CommandError("A part of the children was not done; what it said is above. Run rebuild again: what is right stays as it is.")
        self._say(done, changed, check=check)

    def _say(self, done: int, changed: Counter[str], *, check: bool) -> None:
        self.stdout.write(
            json.dumps(
                {"children": done, "changed": sum(changed.values()), **({"differing": dict(changed)} if changed else {})}
            )
        )
        if check and changed:
            raise SystemExit(1)
