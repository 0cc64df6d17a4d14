"""Jobs of the family's door."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread.core import clock, wall
from goldenthread.core.actors import job


@app.periodic(cron="23 3 * * *")
@app.task(name="portal.sweep_asks", queue="letters", queueing_lock="portal.sweep_asks")
def sweep_asks(timestamp: int) -> int:
    """Throw away what was begun and not sent for sixty days."""
    from .actions import sweep_asks as sweep

    with wall.lifted(because="what nobody sent is thrown away in every area"):
        return sweep(by=job("sweep_asks"), on=clock.today())
