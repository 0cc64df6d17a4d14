"""Jobs of what follows a plan."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from procrastinate.contrib.django import app

from goldenthread.core import clock, wall
from goldenthread.core.actors import job
from goldenthread.core.refusals import Refused
from goldenthread.plans.models import Plan


@app.periodic(cron="9 * * * *")
@app.task(name="reviews.take_up_settings", queue="letters", queueing_lock="reviews.take_up_settings")
def take_up_settings(timestamp: int) -> int:
    """Each plan whose next setting begins today, or began while no job ran, names it. Gives how many."""
    return _take_up(clock.today())


@app.task(name="reviews.take_up_settings_on", queue="letters")
def take_up_settings_on(day: str) -> int:
    """The same, on the day to which a demonstration's date was moved."""
    with clock.standing_on(date.fromisoformat(day)):
        return _take_up(clock.today())


def _take_up(on: date) -> int:
    from .actions.transferring import take_up_setting

    done = 0
    with wall.lifted_throughout(because="children move to their next settings in every area on one day"):
        due = Plan.objects.filter(next_settings__from_on__lte=on, next_settings__taken_up_on__isnull=True, ceased_on__isnull=True)
        for plan in due.select_related("child").order_by("pk"):
            with suppress(Refused):  # another job was here first
                take_up_setting(plan=plan, by=job("take_up_settings"), on=on)
                done += 1
    return done
