"""Checking a figure, and finding that one changed since."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from ..figure_keepers import check_answers_for
from ..indicators import LIBRARY, Figure, figure, guarded
from .models import FigureCheck

#: How far back checked figures are counted again each night, in days.
KEPT_UNDER_WATCH = 400


@action
def check_figure(*, area: Area, code: str, at: date, by: Any, on: date) -> FigureCheck:
    """Somebody who answers for the area says that a figure is right, as it is counted at this moment."""
    check_may_in_area(standing_of(by, on), area, "return", "decide")
    if code not in LIBRARY or not LIBRARY[code].counted:
        raise Refused("This figure is not counted, so there is nothing to check.")
    if at > on:
        raise Refused("The day lies ahead, so nobody can have checked its figure.")
    found = figure(code, area=area.pk, at=at)
    if not found.complete:
        raise Refused("The record does not hold that time whole, so there is no figure to check.")
    made = FigureCheck.objects.create(
        area=area, code=code, at=at, numerator=found.numerator, denominator=found.denominator, value=found.value, shown=as_shown(guarded(found, exact=False)),
        checked_on=on, checked_by=by,
    )  # fmt: skip
    record("insight.check_figure", subject=made, fact={"area": area.code, "code": code, "at": at.isoformat()})
    return made


@action
def look_again(*, area: Area, by: Any, on: date) -> int:
    """Count the checked figures again and take the mark from those that changed. Gives how many."""
    check_answers_for(by, area, on)
    changed = 0
    for one in newest_checks(area).filter(changed_on=None, at__gte=on - timedelta(days=KEPT_UNDER_WATCH)):
        if one.code in LIBRARY and LIBRARY[one.code].counted and as_counted(figure(one.code, area=area.pk, at=one.at)) != [one.numerator, one.denominator, one.value]:
            one.changed_on = on
            one.save(update_fields=["changed_on"])
            changed += 1
    record("insight.look_again", fact={"area": area.code, "changed": changed})
    return changed


def newest_checks(area: Area) -> Any:
    """Of each figure and day the newest check."""
    return FigureCheck.objects.filter(area=area).order_by("code", "-at", "-pk").distinct("code", "at")


def as_counted(found: Figure) -> list[int | float | None]:
    """A figure's numbers."""
    return [found.numerator, found.denominator, found.value]


as_shown = as_counted
