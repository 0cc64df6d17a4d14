"""Jobs of the figures."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread.core import clock
from goldenthread.core.actors import job
from goldenthread.people.models import Area


@app.periodic(cron="40 4 * * *")
@app.task(name="insight.keep_snapshots", queue="imports", queueing_lock="insight.keep_snapshots")
def keep_snapshots(timestamp: int) -> int:
    """Count the history of every indicator before the day begins. Where it did not run, pages count for themselves."""
    from .indicators.snapshots import keep_snapshots as keep

    return sum(keep(area=area, by=job("keep_snapshots"), on=clock.today()) for area in Area.objects.all())


@app.periodic(cron="*/10 * * * *")
@app.task(name="insight.keep_today", queue="imports", queueing_lock="insight.keep_today")
def keep_today(timestamp: int) -> int:
    """Count today's figures again in areas where something was recorded. Where it did not run on a day, pages count for themselves."""
    from .indicators import snapshots

    on = clock.today()
    return sum(snapshots.keep_today(area, on) for area in snapshots.areas_to_count(on))


@app.periodic(cron="*/10 * * * *")
@app.task(name="insight.fold_tallies", queue="imports", queueing_lock="insight.fold_tallies")
def fold_tallies(timestamp: int) -> int:
    """Put together the tallies that changes of the last minutes added. Where it did not run, pages add up more rows."""
    from .dashboards import tallies

    return tallies.fold()


@app.periodic(cron="10 5 * * *")
@app.task(name="insight.hold_against_rules", queue="imports", queueing_lock="insight.hold_against_rules")
def hold_against_rules(timestamp: int) -> int:
    """Hold the newest month ends against the limits that are set, after the night's count. A day without it is made good the next."""
    from .watching.actions import hold_against_rules as hold
    from .watching.models import Watch

    areas = Area.objects.filter(pk__in=Watch.objects.filter(ended_on=None).values("area_id"))
    return sum(len(hold(area=area, by=job("hold_against_rules"), on=clock.today())) for area in areas)
