"""Run in a database of the bench: every measure of four improvement plans worked out anew over its children; prints JSON.

All is taken back. The values are those of the last day of a month, exact, as somebody with a right to the rows sees them.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import place  # noqa: E402
from goldenthread.core import clock, wall  # noqa: E402
from goldenthread.core.actors import command  # noqa: E402
from goldenthread.improvement.measures.actions import take_measures  # noqa: E402
from goldenthread.improvement.measures.catalogue import CATALOGUE  # noqa: E402
from goldenthread.improvement.measures.figures import values_of  # noqa: E402
from goldenthread.improvement.measures.models import Measure  # noqa: E402
from goldenthread.improvement.models import ImprovementPlan  # noqa: E402
from goldenthread.people.models import Area, Child  # noqa: E402

PLANS, TURNS = 4, 3


def main() -> None:
    with wall.lifted_throughout(because="measures are measured"), transaction.atomic():
        area = Area.objects.order_by("pk").first()
        for number in range(PLANS):
            plan = ImprovementPlan.objects.create(area=area, title=f"Plan {number}", sha256=f"measures-{number}", saved_on=date(2026, 1, 5))
            take_measures(plan=plan, codes=list(CATALOGUE), by=command("bench"), on=clock.today())
        held = list(Measure.objects.filter(plan__sha256__startswith="measures-").select_related("plan"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = cursor.fetchone()[0]
        with CaptureQueriesContext(connection) as asked:
            values = values_of(held, at=date(2026, 10, 31), exact=True)
        spent = [timed(held, server) for _ in range(TURNS)]
        print(
            json.dumps({
                "children": Child.objects.filter(area=area).count(), "measures": len(held), "valued": sum(one.value is not None for one in values.values()),
                "statements": len(asked), "cpu": [cpu for cpu, _ in spent], "wall": [wall_now for _, wall_now in spent],
            })
        )  # fmt: skip
        transaction.set_rollback(True)


def timed(held: list[Measure], server: int) -> tuple[float, float]:
    """Seconds of processor, PostgreSQL's for this connection too, and on the wall."""
    began, before, theirs = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF), place.cpu_of([server])
    values_of(held, at=date(2026, 10, 31), exact=True)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + place.cpu_of([server]) - theirs, time.perf_counter() - began


if __name__ == "__main__":
    main()
