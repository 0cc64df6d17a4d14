"""The list of plans, a plan in its own grid, and the same plan as a file."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock

from ..models import ImprovementPlan
from ..out.grid import grid_of
from ..out.taken import read_of, whole
from ..shown import colour_of, rows_of, scale_of, short_heading
from .finding import areas_of, may_change

#: Words without a place that a page shows at once; the rest is counted.
MOST_UNPLACED = 500
#: Where one may go on from the list of plans.
PARTS = (
    ("Who and why", (("my_actions", "My actions"), ("promised", "What each partner promised"), ("strategies", "How the plans hang together"), ("roles", "Who holds which role"), ("inspections", "Inspections, strengths and self-evaluation"))),
    ("Boards", (("ladder", "Groups and boards"), ("agreed_actions", "What groups agreed to do"), ("risks", "Risks"), ("escalations", "What was raised"), ("reports", "Reports and packs"))),
    ("In public", (("published_plans", "What everybody reads"), ("engagements", "Consultations and events"), ("questions", "Questions from the public and scrutiny"))),
)  # fmt: skip
KINDS = {
    "word": ("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "excel": ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "page": ("a web page", "html", "text/html; charset=utf-8"),
}


def found_plan(request, plan_id: UUID, action: str = "view") -> ImprovementPlan:
    """The plan with everything in it; none in another area."""
    found = whole(ImprovementPlan.objects.filter(pk=plan_id, area_id__in=areas_of(request, action)).select_related("area")).first()
    if found is None:
        raise Http404("There is no such plan.")
    return found


@require_safe
@needs("improve", "list")
def plans(request):
    """Every plan of the area."""
    found = ImprovementPlan.objects.filter(area_id__in=areas_of(request, "list")).annotate(many=Count("sections__groups__actions"))
    return render(request, "improvement/plans.html", {"plans": found[:100], "may_bring": bool(request.standing.areas_where("improve", "create")), "parts": [(heading, [(reverse(f"improvement:{name}"), words) for name, words in ways]) for heading, ways in PARTS]})


@require_safe
@needs("improve", "view")
def plan(request, plan_id):
    """One plan in its own grid, colours and words."""
    found = found_plan(request, plan_id)
    read = read_of(found)
    grid = grid_of(read, together=True)
    told = {
        "plan": found, "grid": grid, "scale": scale_of(grid), "sections": [(section, list(rows_of(grid, section))) for section in read.sections],
        "left": read.unplaced[:MOST_UNPLACED], "more_left": len(read.unplaced) > MOST_UNPLACED, "colour_of": colour_of, "short_heading": short_heading, "ways": _ways(request, found),
        "kinds": [(kind, words) for kind, (words, _, _) in KINDS.items()], "link": lambda key: reverse("improvement:action", args=[found.pk, key]),
        "mend": (lambda kind, key: reverse("improvement:mend", args=[found.pk, kind, key])) if may_change(request, found) else None,
        "rate_group": (lambda key: reverse("improvement:rate_group", args=[found.pk, key])) if may_change(request, found) and any(group.ratings for group in read.groups) else None, "may_update": may_change(request, found),
    }  # fmt: skip
    return render(request, "improvement/plan.html", told)


@require_safe
@needs("improve", "view")
def plan_file(request, plan_id, kind):
    """The plan as it reads now, as a file that can be brought again."""
    if kind not in KINDS:
        raise Http404("There is no such file.")
    found = found_plan(request, plan_id)
    _, ending, content_type = KINDS[kind]
    response = HttpResponse(_drawn(found, kind), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(found.title)[:80] or "plan"}.{ending}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _drawn(found: ImprovementPlan, kind: str) -> bytes:
    read, on = read_of(found), clock.today()
    if kind == "word":  # brought in when a file is made: most processes never make one
        from ..out.word import plan_docx

        return plan_docx(read, author=found.area.name, day=on)
    if kind == "excel":
        from ..out.excel import plan_xlsx

        return plan_xlsx(read, author=found.area.name, day=on)
    from ..out.page import plan_html

    return plan_html(read, kind=found.get_kind_display(), on=on)


def _ways(request, plan: ImprovementPlan) -> list[tuple[str, str]]:
    """Where one may go on from the plan: those pages of the room that are built."""
    ways = [("progress", "How the plan stands"), ("measures", "Its measures"), ("thread", "From the findings to what moved"), ("versions", "Versions, signatures and what changed")]
    if may_change(request, plan):
        ways += [("to_mend", "What to mend"), ("quarter", "Rate the quarter"), ("public_words", "Words for everybody")]
    if plan.area_id in request.standing.areas_where("improve", "decide"):
        ways.append(("publish", "Publish for everybody"))
    found = []
    for name, words in ways:
        try:
            found.append((reverse(f"improvement:{name}", args=[plan.pk]), words))
        except NoReverseMatch:
            continue
    return found
