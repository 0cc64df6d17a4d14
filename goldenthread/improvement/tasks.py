"""Jobs of the improvement plans."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread.core import clock
from goldenthread.core.actors import job


@app.periodic(cron="37 3 * * *")
@app.task(name="improvement.sweep_plan_files", queue="letters", queueing_lock="improvement.sweep_plan_files")
def sweep_plan_files(timestamp: int) -> int:
    """Throw away files that somebody sent and did not save as a plan."""
    from .actions.bringing import sweep_plan_files as sweep

    return sweep(by=job("sweep_plan_files"), on=clock.today())
