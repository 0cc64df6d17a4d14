"""Jobs of the foundations: what the worker does with the outbox."""

from __future__ import annotations

from procrastinate.contrib.django import app

from . import outbox


@app.task(name="core.deliver", queue="outbox")
def deliver(message_ids: list[str]) -> dict[str, int]:
    """Send the messages that an action has just queued."""
    return outbox.deliver(message_ids)


@app.periodic(cron="* * * * * */15")
@app.task(name="core.deliver_waiting", queue="outbox", queueing_lock="core.deliver_waiting")
def deliver_waiting(timestamp: int) -> dict[str, int]:
    """Send what waits for another try, or was left by a worker that died."""
    return outbox.deliver()
