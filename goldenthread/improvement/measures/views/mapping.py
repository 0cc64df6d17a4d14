"""How the area's plans hang together: who leads them, which measures several share; and how long findings took to lasting change."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock
from goldenthread.improvement.models import Finding, ImprovementPlan, Inspection
from goldenthread.improvement.views.finding import areas_of

from ..figures import values_of
from ..lasting import lasting_of
from ..models import Measure
from ..remarks import shown_of
from ..units import target_words

#: Plans and shared measures on one page.
MOST = 100


@require_safe
@needs("improve", "list")
def strategies(request: Any) -> HttpResponse:
    """Each plan with who leads it and who governs it, and each measure that more than one of them holds, with its one number."""
    areas, today = areas_of(request, "list"), clock.today()
    plans = list(ImprovementPlan.objects.filter(area_id__in=areas).annotate(many=Count("sections__groups__actions")).prefetch_related("sections__boards")[:MOST])
    held: dict[tuple[int, str, str], list[Measure]] = defaultdict(list)
    for each in Measure.objects.filter(plan__in=plans, dropped_on__isnull=True).select_related("plan").order_by("plan__saved_on", "plan_id", "pk"):
        what = (each.indicator, each.part) if each.indicator else (each.catalogue_code or each.words.casefold(), "")
        held[each.plan.area_id, *what].append(each)  # the same indicator of another area is another number
    shared = [many for many in held.values() if len({each.plan_id for each in many}) > 1][:MOST]
    values = values_of([each for many in shared for each in many], at=today, exact=False)
    first = [next((each for each in many if values[each.pk].value is not None), many[0]) for many in shared]  # what is entered is entered in one plan
    rows = [
        {"plan": plan, "leaders": list(dict.fromkeys(leader for section in plan.sections.all() if (leader := " ".join(section.leader.split())))), "boards": list(dict.fromkeys(str(board) for section in plan.sections.all() for board in section.boards.all()))}
        for plan in plans
    ]  # fmt: skip
    lines = [
        {"measure": one, "shown": shown_of(one, values[one.pk]), "plans": list({each.plan_id: (each, target_words(each)) for each in many}.values())}
        for one, many in zip(first, shared, strict=True)
    ]
    return render(request, "improvement/measures/strategies.html", {"rows": rows, "lines": lines, "at": today})


@require_safe
@needs("improve", "view")
def lasting(request: Any, inspection_id: UUID) -> HttpResponse:
    """Each finding of an inspection, and how long it took until what was found changed for good."""
    found = Inspection.objects.filter(pk=inspection_id, area_id__in=areas_of(request, "view")).first()
    if found is None:
        raise Http404("There is no such inspection.")
    today, exact = clock.today(), found.area_id in request.standing.areas_where("agg", "view")
    findings = Finding.objects.filter(inspection=found).exclude(kind=Finding.Kind.STRENGTH).select_related("inspection")
    return render(request, "improvement/measures/lasting.html", {"inspection": found, "rows": [lasting_of(each, at=today, exact=exact) for each in findings], "at": today})
