"""Jobs of the foundations: what the worker does with the outbox, and with jobs that a dead worker left behind."""

from __future__ import annotations

import contextlib
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from . import following, kept, outbox, scanning


@app.task(name="core.deliver", queue="outbox")
def deliver(message_ids: list[str]) -> dict[str, int]:
    """Send the messages that an action has just queued."""
    return outbox.deliver(message_ids)


@app.periodic(cron="* * * * * */15")
@app.task(name="core.deliver_waiting", queue="outbox", queueing_lock="core.deliver_waiting")
def deliver_waiting(timestamp: int) -> dict[str, int]:
    """Send what waits for another try, or was left by a worker that died."""
    return outbox.deliver()


@app.periodic(cron="*/2 * * * *")
@app.task(name="core.follow_messages", queue="outbox", queueing_lock="core.follow_messages")
def follow_messages(timestamp: int) -> dict[str, int]:
    """Ask what became of messages that are on their way."""
    return following.follow()


@app.task(name="core.scan_file", queue="scanning")
def scan_file(sha256: str) -> str:
    """Look for viruses in a file that has just come in. Where the scanner is away, the next round finds the file."""
    try:
        verdict = scanning.scan(sha256)
    except scanning.ScannerAway:
        return "away"
    return verdict.scan if verdict else ""


@app.periodic(cron="*/2 * * * *")
@app.task(name="core.scan_waiting", queue="scanning", queueing_lock="core.scan_waiting")
def scan_waiting(timestamp: int) -> dict[str, int]:
    """Look into the files that came in while the scanner was away."""
    return scanning.scan_waiting()


@app.periodic(cron="*/10 * * * *")
@app.task(name="core.forget_kept", queue="outbox", queueing_lock="core.forget_kept")
def forget_kept(timestamp: int) -> int:
    """Forget what was held, for an hour, of forms that came too late."""
    return kept.forget_old()


#: A worker says every ten seconds that it lives; one that has not for so many seconds is taken to be dead.
DEAD_AFTER_SECONDS = 60


@app.periodic(cron="* * * * *")
@app.task(name="core.take_up_jobs", queue="outbox", queueing_lock="core.take_up_jobs", priority=1, pass_context=True)
async def take_up_jobs(context: Any, timestamp: int) -> int:
    """Put back in the queue what a worker that died was doing. Jobs are written so that doing one again harms nothing.

    It goes before a long queue. A job of which the same waits already (its queueing lock is taken) ends here, so that it
    does not keep the others from being taken up; one that somebody else has just taken up is left to them.
    """
    manager, taken = context.app.job_manager, 0
    for job in list(await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS)):
        with contextlib.suppress(ConnectorException):
            try:
                await manager.retry_job(job)
            except UniqueViolation:
                await manager.finish_job(job, status=Status.ABORTED, delete_job=False)
            taken += 1
    return taken
