"""Jobs about an area's people."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from goldenthread.core import clock, wall
from goldenthread.core.actors import job

from . import law_readings, rebuilding
from .agreements.actions import remind_of_agreement
from .agreements.states import to_remind
from .models import Child, LawReading

BATCH = 500


@app.task(name="people.count_anew", queue="imports", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def count_anew(reading_id: str) -> int:
    """Count the clocks of an area's children anew, since a reading of the law was changed there. Gives how many rows changed."""
    with wall.lifted_throughout(because="people.count_anew"):
        reading = LawReading.objects.filter(pk=reading_id, finished_at=None).first()
        if reading is None:
            return 0
        law_readings.forget()
        everybody = list(Child.objects.filter(area_id=reading.area_id).order_by("pk").values_list("pk", flat=True))
        reading.children, reading.done, reading.changed = len(everybody), 0, 0
        for start in range(0, len(everybody), BATCH):
            some = everybody[start : start + BATCH]
            reading.changed += sum(rebuilding.make_again(child_ids=some, by=job("count_anew"), on=clock.today()).values())
            reading.done += len(some)
            reading.save(update_fields=["children", "done", "changed"])
        reading.finished_at = clock.now()
        reading.save(update_fields=["children", "done", "changed", "finished_at"])
        return reading.changed


@app.periodic(cron="23 5 * * *")
@app.task(name="people.remind_of_agreements", queue="letters", queueing_lock="people.remind_of_agreements")
def remind_of_agreements(timestamp: int = 0) -> int:
    """Tell whoever answers for an agreement that it is to be looked at again, or ends. Gives how many were told."""
    with wall.lifted_throughout(because="people.remind_of_agreements"):
        due = to_remind(clock.today())
        for agreement, days in due:
            remind_of_agreement(agreement=agreement, days=days, by=job("remind_of_agreements"), on=clock.today())
        return len(due)
