"""Ranks, shares out and counts down every review of an area as if all were overdue; prints seconds and how many."""

import json
import time
from datetime import date, timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from goldenthread.core import wall  # noqa: E402
from goldenthread.people.models import Area, Deadline  # noqa: E402
from goldenthread.reviews import burning_down, due  # noqa: E402
from goldenthread.reviews.overdue import overdue  # noqa: E402
from goldenthread.reviews.sharing_out import share  # noqa: E402

WORKERS, WEEKLY, TIMES = 20, 3, 5

with transaction.atomic(), wall.lifted(because="a measurement of the whole area"):
    clocks = due.LISTS["due"][0]
    area = Area.objects.order_by("pk").first()
    last = Deadline.objects.filter(area=area, clock__in=clocks).order_by("-due_on").values_list("due_on", flat=True).first() or date.today()  # noqa: DTZ011
    today = last + timedelta(days=1)
    taken = []
    for _ in range(TIMES):
        before = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            ranked = overdue([area.pk], today, clocks)
        shared = share(ranked, range(1, WORKERS + 1), weekly=WEEKLY, today=today)
        burning_down.chart_of(shared.remaining, overdue=len(ranked), sentence="")
        taken.append(time.perf_counter() - before)
    asking = sum("people_deadline" in each["sql"] for each in asked.captured_queries)
print(json.dumps({"seconds": min(taken), "reviews": len(ranked), "statements": asking}))
