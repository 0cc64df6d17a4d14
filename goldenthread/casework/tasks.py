"""Jobs of casework."""

from __future__ import annotations

from datetime import date

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from goldenthread.core import clock, wall
from goldenthread.core.actors import job

from .letters import acknowledged
from .models import Request


@app.task(name="casework.acknowledge", queue="letters", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def acknowledge(request_id: str) -> int:
    """Make and queue the letter that says a request was received."""
    from .actions import acknowledge_request

    with wall.lifted(because="letters are made for every area"):
        request = Request.objects.select_related("child", "area").filter(pk=request_id, ended="").first()
        if request is None or request.received_on is None or acknowledged(request):
            return 0
        return acknowledge_request(request=request, by=job("acknowledge"), on=clock.today())


@app.periodic(cron="7 * * * *")
@app.task(name="casework.remind_advisers", queue="letters", queueing_lock="casework.remind_advisers")
def remind_advisers(timestamp: int) -> int:
    """Send each step of the ladder that is due today and was not sent."""
    return _remind(clock.today())


@app.task(name="casework.remind_advisers_on", queue="letters")
def remind_advisers_on(day: str) -> int:
    """The same, on the day to which a demonstration's date was moved."""
    with clock.standing_on(date.fromisoformat(day)):
        return _remind(clock.today())


def _remind(on: date) -> int:
    from .advice.reminding import remind_all

    return sum(remind_all(by=job("remind_advisers"), on=on).values())
