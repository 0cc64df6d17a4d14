"""Rebuilds a sample of children of a database, taking it back, and fails where a kept row was not what it should be."""

import random
import sys

import django

django.setup()

from goldenthread.core import clock, wall  # noqa: E402
from goldenthread.core.actors import command  # noqa: E402
from goldenthread.people.models import Child  # noqa: E402
from goldenthread.people.rebuilding import differing  # noqa: E402

with wall.lifted(because="the bench checks the data that it made"):
    ids = list(Child.objects.order_by("pk").values_list("pk", flat=True)[:200_000])
    chosen = random.Random(1).sample(ids, min(int(sys.argv[1]), len(ids)))
    changed = differing(child_ids=chosen, by=command("bench"), on=clock.today())
print(f"{len(chosen)} children rebuilt: {dict(changed) or 'nothing changed'}", file=sys.stderr)
sys.exit(1 if changed else 0)
