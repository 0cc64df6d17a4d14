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
    """Count today's figures again in areas where something was recorded; the first time on a day, the past months as well, so that
    neither pages nor the open API count them for themselves until the night's job. Where it did not run on a day, they do."""
    from .indicators import snapshots

    on, kept = clock.today(), 0
    for area in snapshots.areas_to_count(on):
        if not snapshots.months_counted_on(area.pk, on):
            snapshots.keep_months(area, on)
        kept += snapshots.keep_today(area, on)
    return kept


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


@app.periodic(cron="20 5 * * *")
@app.task(name="insight.look_again", queue="imports", queueing_lock="insight.look_again")
def look_again(timestamp: int) -> int:
    """Count checked figures again, and take the mark from those that changed. Their own pages look for themselves."""
    from .checking.actions import look_again as look
    from .models import FigureCheck

    areas = Area.objects.filter(pk__in=FigureCheck.objects.filter(changed_on=None).values("area_id"))
    return sum(look(area=area, by=job("look_again"), on=clock.today()) for area in areas)


@app.periodic(cron="30 6 * * *")
@app.task(name="insight.remind", queue="imports", queueing_lock="insight.remind")
def remind(timestamp: int) -> int:
    """Remind those whose figure is due soon or late. Twice on a day writes nothing twice."""
    from .collecting.actions import remind as write
    from .models import Collection

    areas = Area.objects.filter(pk__in=Collection.objects.filter(ended_on=None).values("area_id"))
    return sum(write(area=area, by=job("remind"), on=clock.today()) for area in areas)
