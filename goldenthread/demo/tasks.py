"""Making the invented area again, and its stories' letters: both take longer than a page or a first start may."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate.contrib.django import app

from goldenthread.casework import actions
from goldenthread.casework.letters import acknowledged
from goldenthread.casework.models import Request
from goldenthread.core import clock, wall
from goldenthread.core.actors import job

BECAUSE = "the invented area's stories are told"


@app.task(name="demo.reset", queue="demo", queueing_lock="demo.reset")
def reset() -> None:
    """Empty it and make it again."""
    call_command("load_demo", fresh=True)


@app.task(name="demo.acknowledge_stories", queue="demo", queueing_lock="demo.acknowledge_stories", priority=10)
def acknowledge_stories(request_ids: list[str]) -> int:
    """The letter that says a request was received, dated the day it came and not, as usual, the day it is made."""
    made = 0
    for request_id in request_ids:
        with wall.lifted(because=BECAUSE):
            request = Request.objects.select_related("child", "area").filter(pk=request_id).first()
            if request is None or request.received_on is None or acknowledged(request):
                continue
            with clock.standing_on(request.received_on):
                made += actions.acknowledge_request(request=request, by=job("acknowledge"), on=request.received_on)
    return made
