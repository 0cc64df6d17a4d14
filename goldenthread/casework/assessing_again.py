"""The needs of somebody with a plan are assessed again: what a first assessment has, without its request's own clocks."""

from __future__ import annotations

from datetime import date

from goldenthread.core.refusals import Refused
from goldenthread.plans.models import Plan

from .actions.advising import _end_asks
from .models import Request


def open_assessment(plan: Plan, *, route: str, since: date, about: str) -> Request:
    """Advice can be asked for, and the plan written anew. `since` is the day of the request or of the council's own decision.

    Called inside the action that decides to assess again.
    """
    if Request.every.filter(again=plan, ended="").exists():
        raise Refused("These needs are being assessed again already.")
    return Request.every.create(child_id=plan.child_id, area_id=plan.area_id, again=plan, route=route, received_on=since, about=about)


def end_assessment(request: Request, on: date) -> None:
    """It came to its end without a new version: nobody waits for advice any more. Called inside an action."""
    _end_asks(request, on, "The assessment is over")
    Request.every.filter(pk=request.pk).update(ended=Request.Ended.OVER, ended_on=on)
