"""Jobs of the returns: taking a file in while the person who sent it watches."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread.access.models import User
from goldenthread.core import clock, files, wall
from goldenthread.core.actors import job

from .health.telling import tell_those_due
from .holding import check, start_check_over
from .importing import start_over, take_in
from .models import ImportRun, ReturnCheck
from .rechecking import recheck_changed, waiting


@app.task(name="returns.import", queue="imports")
def import_return(run_id: str) -> None:
    """Take in the file of a run. A run that was cut off goes on from its beginning: what is there is unchanged."""
    with wall.lifted_throughout(because="returns.import"):
        run = ImportRun.objects.select_related("area").get(pk=run_id)
        over = (ImportRun.State.DONE, ImportRun.State.FAILED, ImportRun.State.STOPPED)
        if run.state in over or run.file_id is None:
            return
        asked_by = User.objects.filter(pk=run.started_by_id).first() if run.started_by_id else None
        by = asked_by or job("returns.import")
        start_over(run=run, by=by, on=clock.today())
        take_in(run, files.path_of(run.file_id), by=by, on=clock.today())


@app.task(name="returns.check", queue="imports")
def check_return(check_id: int, by_id: int) -> None:
    """Check the area's own record for a year's return, and make the file. A check that was cut off begins again."""
    with wall.lifted_throughout(because="returns.check"):
        asked = ReturnCheck.objects.select_related("area").filter(pk=check_id).exclude(state=ReturnCheck.State.DONE).first()
        if asked is None:
            return
        by = User.objects.filter(pk=by_id).first() or job("returns.check")
        start_check_over(of=asked, by=by, on=clock.today())
        check(asked, by=by, on=clock.today())


@app.periodic(cron="* * * * *")
@app.task(name="returns.recheck", queue="imports", queueing_lock="returns.recheck")
def recheck(timestamp: int = 0) -> None:
    """Hold every record that changed against the rules of the return that is worked towards."""
    with wall.lifted_throughout(because="returns.recheck"):
        while waiting(clock.today()):
            recheck_changed(by=job("returns.recheck"), on=clock.today())


@app.periodic(cron="41 5 * * *")
@app.task(name="returns.tell_health", queue="imports", queueing_lock="returns.tell_health")
def tell_health(timestamp: int = 0) -> int:
    """Make the file of who is out of school for each area whose turn it is. Gives how many were made."""
    with wall.lifted_throughout(because="returns.tell_health"):
        return tell_those_due(by=job("returns.tell_health"), on=clock.today())
