"""Every write of what is published."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.insight.indicators import LIBRARY
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from .models import PublishedFigure


@action
def publish(*, area: Area, codes: Collection[str], by: Any, on: date) -> list[PublishedFigure]:
    """Let anybody see these indicators of an area, and no others from now on."""
    check_may_in_area(standing_of(by, on), area, "config", "decide")
    for code in codes:
        if code not in LIBRARY or not LIBRARY[code].counted:
            raise Refused("An indicator without a number cannot be published. Take it off the list.")
    Area.objects.select_for_update().get(pk=area.pk)  # two people at once must not publish one twice
    now = {each.code: each for each in PublishedFigure.objects.filter(area=area, until_on=None)}
    for code, each in now.items():
        if code not in codes:
            each.until_on, each.ended_by_id = on, by.pk
            each.save(update_fields=["until_on", "ended_by"])
    made = PublishedFigure.objects.bulk_create(
        [PublishedFigure(area=area, code=code, from_on=on, by_id=by.pk) for code in dict.fromkeys(codes) if code not in now]
    )
    record("api.publish", subject=area, fact={"codes": sorted(codes)})
    return made
