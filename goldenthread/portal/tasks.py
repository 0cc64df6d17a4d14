"""Jobs of the family's door."""

from __future__ import annotations

from datetime import date

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


@app.periodic(cron="11 5 * * *")
@app.task(name="portal.pass_rights", queue="letters", queueing_lock="portal.pass_rights")
def pass_rights(timestamp: int) -> int:
    """Write to those whose rights became their own, each in a transaction of their own."""
    return _pass(clock.today())


@app.task(name="portal.pass_rights_on", queue="letters")
def pass_rights_on(day: str) -> int:
    """The same, on the day to which a demonstration's date was moved."""
    with clock.standing_on(date.fromisoformat(day)):
        return _pass(clock.today())


def _pass(on: date) -> int:
    from . import passing

    done = 0
    with wall.lifted_throughout(because="rights pass in every area on one day"):
        for child in passing.due(on):
            done += passing.pass_rights(child=child, by=job("pass_rights"), on=on)
    return done
