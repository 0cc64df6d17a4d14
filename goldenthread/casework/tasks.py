"""Jobs of casework."""

from __future__ import annotations

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
