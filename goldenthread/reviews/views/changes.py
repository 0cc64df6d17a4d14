"""All that changes one child's plan, on one page: what is open, by when, and what can be begun."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from .. import tiles
from .of_child import find_child, plan_of


@require_safe
@needs("review", "view")
def changes(request: Any, child_id: UUID) -> HttpResponse:
    """One child's moves, adulthood, reassessment, ceasing, custody and care."""
    found = find_child(request, child_id, "reviews.changes")
    plan = plan_of(found)
    return render(request, "reviews/changes.html", {"child": found, "plan": plan, "tiles": tiles.of(found, plan, request.standing), "today": request.standing.on})
