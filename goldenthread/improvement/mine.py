"""The actions of improvement plans that somebody answers for, for the page on which they begin the day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from . import policies
from .models import ActionRole


def mine_in_words(user_id: int | None, today: date) -> str:
    """How many open actions this person answers for or contributes to, and how many of them are late; "" where there are none."""
    if user_id is None:
        return ""
    late: Any = Count("action_id", distinct=True, filter=Q(action__due_on__lt=today))
    found = ActionRole.objects.filter(policies.held_now(user_id, today), action__done_on__isnull=True).aggregate(many=Count("action_id", distinct=True), late=late)
    if not found["many"]:
        return ""
    words = "1 action of the improvement plan is yours" if found["many"] == 1 else f"{found['many']} actions of the improvement plan are yours"
    return words if not found["late"] else f"{words}, {found['late']} of them late" if found["many"] > 1 else f"{words}, and it is late"
