"""One child's disputes with every clock of law that runs in them, for the record's page of dates."""

from __future__ import annotations

from typing import Any

from goldenthread.core.gathering import gathered
from goldenthread.law.days import in_words
from goldenthread.law.timetable import Duty

from .facts import duties_of
from .models import Dispute, Recommendation, Undertaking


def of(child: Any) -> list[tuple[str, Any, tuple[Duty, ...]]]:
    """Each dispute in words, the day it began, and its duties, the family's own times included."""
    disputes = Dispute.objects.filter(child=child).select_related("mediation", "appeal").order_by("-opened_on", "pk")
    undertakings = gathered(Undertaking.objects.filter(dispute__child=child), "dispute_id")
    recommendations = gathered(Recommendation.objects.filter(dispute__child=child), "dispute_id")
    found = []
    for each in disputes:
        held = duties_of(each, undertakings[each.pk], recommendations[each.pk])
        if held:
            words = f"{each.get_kind_display()} of {in_words(each.opened_on)}"
            found.append((words, each.opened_on, tuple(one.duty for one in held)))
    return found
