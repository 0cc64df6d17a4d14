"""The list of plans, and a plan in its own grid."""

from __future__ import annotations

from django.db.models import Count, Prefetch
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from ..models import Action, ActionGroup, ImprovementPlan, Section
from ..shown import grid_of
from .finding import areas_of

#: Words without a place that a page shows at once; the rest is counted.
MOST_UNPLACED = 500


@require_safe
@needs("improve", "list")
def plans(request):
    """Every plan of the area."""
    found = ImprovementPlan.objects.filter(area_id__in=areas_of(request, "list")).annotate(many=Count("sections__groups__actions"))
    return render(request, "improvement/plans.html", {"plans": found[:100], "may_bring": bool(request.standing.areas_where("improve", "create"))})


@require_safe
@needs("improve", "view")
def plan(request, plan_id):
    """One plan in its own grid, colours and words."""
    actions = Action.objects.prefetch_related("milestones", "ratings", "evidence")
    groups = ActionGroup.objects.prefetch_related("ratings", "evidence", Prefetch("actions", actions))
    sections = Section.objects.select_related("finding").prefetch_related(Prefetch("groups", groups))
    found = (
        ImprovementPlan.objects.filter(pk=plan_id, area_id__in=areas_of(request, "view"))
        .prefetch_related("scheme", Prefetch("sections", sections))
        .first()
    )
    if found is None:
        raise Http404("There is no such plan.")
    left = list(found.unplaced.all()[: MOST_UNPLACED + 1])
    return render(
        request,
        "improvement/plan.html",
        {"plan": found, "grid": grid_of(found), "left": left[:MOST_UNPLACED], "more_left": len(left) > MOST_UNPLACED},
    )
