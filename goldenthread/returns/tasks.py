"""Jobs of the returns: taking a file in while the person who sent it watches."""

from __future__ import annotations

from procrastinate.contrib.django import app

from goldenthread.access.models import User
from goldenthread.core import clock, files, wall
from goldenthread.core.actors import job

from .importing import start_over, take_in
from .models import ImportRun


@app.task(name="returns.import", queue="imports")
def import_return(run_id: str) -> None:
    """Take in the file of a run. A run that was cut off goes on from its beginning: what is there is unchanged."""
    with wall.lifted_throughout(because="returns.import"):
        run = ImportRun.objects.select_related("area").get(pk=run_id)
        over = (ImportRun.State.DONE, ImportRun.State.FAILED, ImportRun.State.STOPPED)
        if run.state in over or run.file_id is None:
            return
        by = User.objects.filter(pk=run.started_by_id).first() or job("returns.import")
        start_over(run=run, by=by, on=clock.today())
        take_in(run, files.path_of(run.file_id), by=by, on=clock.today())
