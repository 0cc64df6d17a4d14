"""Requests that led to no plan, or have not led to one yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from goldenthread.returns.records import Assessment, Request

from . import shape
from .drawn import Drawn
from .people import Someone
from .timelines import Timeline, a_day_of_asking, of_any


class Requests:
    """Draws what became of requests received since `since`, as it stands on a day."""

    def __init__(self, dice: Random, someone: Someone, *, today: date, since: date, neighbour: str) -> None:
        self.dice, self.someone, self.today, self.since, self.neighbour = dice, someone, today, since, neighbour

    def without_plan(self, received: int) -> Iterator[Drawn]:
        """Of so many requests, those that have no plan: going on, refused, withdrawn, moved away."""
        for _ in range(received):
            on, time = a_day_of_asking(self.dice, self.since, self.today), of_any(self.dice)
            if time.assessment == "Y" and on + timedelta(days=time.ended) <= self.today:
                continue  # has a plan, and was drawn with those in force
            yield self._drawn(on, time)

    def _drawn(self, on: date, time: Timeline) -> Drawn:
        dice, today = self.dice, self.today
        request = Request(received_on=on, source=shape.SOURCE.draw(dice), youth_accommodation="0")
        age = shape.AGE_ASKED.draw(dice)
        person = self.someone.make(self.someone.born(age, on), today, (request,))
        drawn = Drawn(person, on, kept_here=True, channel=shape.CHANNEL.draw(dice))
        days = (today - on).days
        if days < time.told:
            request.outcome = "A"
        else:
            self._decide(request, drawn, time, days)
        drawn.open = (
            drawn.ended_on is None
            and request.outcome != "N"
            and not (request.assessment and request.assessment.outcome == "N")
        )
        drawn.worked = drawn.open
        return drawn

    def _decide(self, request: Request, drawn: Drawn, time: Timeline, days: int) -> None:
        dice, on = self.dice, request.received_on
        assert on
        request.outcome = time.request
        if time.request == "W":
            drawn.ended_on = on + timedelta(days=time.ended)
            return
        request.outcome_on = on + timedelta(days=time.told)
        refused = time.request == "N"
        request.mediation = "1" if refused and dice.random() < shape.SHARES["mediation_after_request"] else "0"
        request.tribunal = "1" if refused and dice.random() < shape.SHARES["appeal_after_request"] else "0"
        if refused:
            return
        flags: dict[str, Any] = {"mediation": "0", "tribunal": "0", "other_mediation": "0", "other_tribunal": "0"}
        if dice.random() < shape.MOVED_OUT and days > time.told + 14:
            request.exported_to = self.neighbour if dice.random() < 0.5 else "XXX"
            drawn.ended_on = request.outcome_on + timedelta(days=1 + int(dice.random() * (days - time.told - 1)))
        elif days >= time.ended and time.assessment == "W":
            request.assessment = Assessment(outcome="W")
            drawn.ended_on = on + timedelta(days=time.ended)
        elif days >= time.ended and time.assessment == "N":
            request.assessment = Assessment(outcome="N", outcome_on=on + timedelta(days=time.ended), **flags)
        elif time.drafting_from and days >= time.drafting_from:
            request.assessment = Assessment(outcome="Y", **flags)
            drawn.assessing = True
            drawn.drafting_on = on + timedelta(days=time.drafting_from)
        else:
            request.assessment = Assessment(outcome="A")
            drawn.assessing = True
