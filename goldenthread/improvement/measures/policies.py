"""Who may change measures and their values, and who speaks of them for a partner."""

from __future__ import annotations

from typing import Any

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed
from goldenthread.improvement.models import ImprovementPlan, Partner
from goldenthread.people.models import Organisation
from goldenthread.people.policies import check_may_in_area
from goldenthread.people.standing import Standing

NOT_YOURS = "Only the body itself, the head of SEND or the board can record what a partner says. Ask one of them."


def check_change(standing: Standing | None, area: Any) -> None:
    """This person may change the measures of the area's plans, and enter values."""
    check_may_in_area(standing, area, "improve", "update")


def check_speak_for(standing: Standing | None, partner: Partner) -> None:
    """This person decides for the area, or belongs to the partner with a role that may change its own part of the plan."""
    if standing is not None and partner not in speaks_for(standing, partner.plan, [partner]):
        raise NotAllowed(NOT_YOURS)


def speaks_for(standing: Standing, plan: ImprovementPlan, partners: list[Partner]) -> list[Partner]:
    """The partners for which this person may speak: all for who decides for the area, otherwise the body of their own name."""
    if plan.area_id in standing.areas_where("improve", "decide"):
        return partners
    mine = [seat.organisation_id for seat in standing.seats if seat.area_id == plan.area_id and permissions.scopes(seat.role, "improve", "update")]
    names = {name.casefold() for name in Organisation.objects.filter(pk__in=mine).values_list("name", flat=True)} if mine else set()
    return [one for one in partners if one.name.casefold() in names]
