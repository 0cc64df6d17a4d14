"""How a plan stands: the page that a board looks at, and the list from which a quarter is rated."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock

from ..forms.living import label
from ..models import Action
from ..quarters import quarter_end, quarter_name
from ..shown import TAGS
from ..standing_now import UNRATED, stands
from .finding import bare_plan, may_change


@require_safe
@needs("improve", "view")
def progress(request, plan_id):
    """How the plan stands now."""
    plan, today = bare_plan(request, plan_id), clock.today()
    told = {
        "plan": plan, "stands": stands(plan, today), "tags": TAGS, "unrated": UNRATED, "label": label, "quarter": quarter_name(quarter_end(today)), "today": today,
        "may_change": may_change(request, plan),
    }  # fmt: skip
    return render(request, "improvement/progress.html", told)


@require_safe
@needs("improve", "update")
def quarter(request, plan_id):
    """Every action with its rating now, to rate one after the other."""
    plan, today = bare_plan(request, plan_id, "update"), clock.today()
    end = quarter_end(today)
    found = Action.objects.filter(group__section__plan=plan).select_related("group__section").order_by("group__section__position", "group__position", "position")
    told = {"plan": plan, "actions": found, "tags": TAGS, "label": label, "end": end, "quarter": quarter_name(end)}
    return render(request, "improvement/quarter.html", told)
