"""The area page."""

from django.http import Http404
from django.shortcuts import render

from goldenthread.access.doors import needs
from goldenthread.casework.models import Case
from goldenthread.core import clock, wall
from goldenthread.people.models import Area

from . import counting, pictures
from .guarding import Guard

#: Scopes that reach an area's totals. One's own organisation's, or what is published, are other pages.
OF_AN_AREA = frozenset({"area", "agg"})


@needs("agg", "view")
def area(request):
    """The area in figures, as at today. Those without a right to the rows see guarded numbers."""
    standing = request.standing
    places = Area.objects.filter(pk__in=standing.areas_where("agg", "view", OF_AN_AREA))
    chosen = places.filter(code=request.GET["area"]).first() if "area" in request.GET else places.first()
    if chosen is None:
        raise Http404("No area of yours has that number.")
    on = clock.today()
    guard = Guard(open_rows=chosen.pk in standing.areas_where("agg", "view"))
    with wall.lifted(because="insight.area: totals, guarded for those without a right to the rows"):
        now = counting.now(chosen.pk, on)
        years = counting.plans_by_year(chosen.pk, on)
        months = counting.twenty_weeks(chosen.pk, on)
        needs_now = counting.needs(chosen.pk)
    return render(
        request,
        "insight/area.html",
        {
            "area": chosen,
            "on": on,
            "guard": guard,
            "sees_families": chosen.pk in standing.areas_where("voice", "view", OF_AN_AREA),
            "counts": _counts(now, guard),
            "charts": [
                pictures.twenty_week_rate(months, guard),
                pictures.plans_over_time(years, guard),
                pictures.plans_by_year_made(years, guard),
                pictures.needs_of_plans(needs_now, guard),
            ],
        },
    )


def _counts(now: counting.Now, guard: Guard) -> list[dict]:
    stages = Case.Stage
    rows = [
        ("Plans in force", now.stages.get(stages.PLAN, 0), "?stage=plan"),
        ("Deciding whether to assess", now.stages.get(stages.DECIDING, 0), "?stage=deciding"),
        ("Assessing", now.stages.get(stages.ASSESSING, 0), "?stage=assessing"),
        ("Writing the plan", now.stages.get(stages.DRAFTING, 0), "?stage=drafting"),
        ("Assessments open past 20 weeks", now.past_twenty_weeks, ""),
        ("Cases with a legal date past", now.late_cases, "?late=1"),
        ("No named worker", now.unassigned, "?worker=none"),
    ]
    return [
        {
            "name": name,
            "value": guard.words(count),
            **({"href": f"/caseload{query}"} if query and guard.open_rows else {}),
        }
        for name, count, query in rows
    ]
