"""Who may bring a plan, change it, rate it, sign it and publish it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.policies import check_may_in_area, standing_of
from goldenthread.people.standing import Standing

from .models import Action, ActionRole, ImprovementPlan

NOT_ACCOUNTABLE = "Only whoever is accountable for this action, or the head of SEND, rates it. Whoever contributes says how far it is."
NOT_YOURS = "Only whoever answers for this action, or the head of SEND, can say how far it is."


def check_bring(standing: Standing | None, area: Any) -> None:
    """This person may bring a plan into the area: for the whole of it."""
    check_may_in_area(standing, area, "improve", "create")


def check_change(by: Any, plan: ImprovementPlan) -> None:
    """This person may mend the plan and say who answers for what."""
    check_may_in_area(standing_of(by), plan.area, "improve", "update")


def check_decide(by: Any, plan: ImprovementPlan) -> None:
    """This person may take versions, record signatures and publish."""
    check_may_in_area(standing_of(by), plan.area, "improve", "decide")


def check_answers_for(by: Any, action: Action, on: date) -> None:
    """This person holds a role of the action today, or may change the whole plan."""
    if holds(by, action, on):
        return
    try:
        check_change(by, action.group.section.plan)
    except NotAllowed:
        raise NotAllowed(NOT_YOURS) from None


def check_rates(by: Any, action: Action, on: date) -> None:
    """This person is accountable for the action today, not one who contributes to it, or may change the whole plan."""
    if holds(by, action, on, part=ActionRole.Part.OWNER):
        return
    try:
        check_change(by, action.group.section.plan)
    except NotAllowed:
        raise NotAllowed(NOT_ACCOUNTABLE) from None


def holds(by: Any, action: Action, on: date, *, part: str = "") -> bool:
    """Whether this person holds a role of the action on this day; with `part` only such a one."""
    user = getattr(by, "pk", None)
    if user is None:
        return False
    found = ActionRole.objects.filter(held_now(user, on), action=action)
    return (found.filter(part=part) if part else found).exists()


def held_now(user: int, on: date) -> Q:
    """Parts in actions that this person has on this day through a role that they hold."""
    lasting = Q(until_on__isnull=True) | Q(until_on__gte=on)
    holding = Q(role__held__until_on__isnull=True) | Q(role__held__until_on__gte=on)
    return Q(from_on__lte=on) & lasting & Q(role__held__user_id=user, role__held__from_on__lte=on) & holding


def check_not_published(locked: date | None, quarter_on: date, name: str) -> None:
    """The ratings of a quarter that is published stay as they are."""
    if locked is not None and quarter_on <= locked:
        raise Refused(f"The ratings of {name} are published and stay as they are. Rate a later quarter and say there what was wrong.")
