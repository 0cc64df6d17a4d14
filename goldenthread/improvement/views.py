"""Pages of improvement plans: the list, a plan in its own grid, and bringing one in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock, files
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area

from .actions import name_columns, save_plan, send_plan_file
from .forms import PlanFileForm, SavePlanForm
from .models import Action, ActionGroup, ImprovementPlan, PlanFile, Section
from .reading import assemble, open_plan
from .reading.columns import MEANINGS
from .review import alike, chosen, read_from
from .shown import grid_of

#: Words without a place that a page shows at once; the rest is counted.
MOST_UNPLACED = 500


def _areas(request: Any, action: str) -> list[int]:
    areas = request.standing.areas_where("improve", action)
    if not areas:
        raise PermissionDenied("Your role does not include this. Ask the head of SEND.")
    return list(areas)


@require_safe
@needs("improve", "list")
def plans(request):
    """Every plan of the area."""
    found = ImprovementPlan.objects.filter(area_id__in=_areas(request, "list")).annotate(many=Count("sections__groups__actions"))
    return render(request, "improvement/plans.html", {"plans": found[:100], "may_bring": bool(request.standing.areas_where("improve", "create"))})


@require_safe
@needs("improve", "view")
def plan(request, plan_id):
    """One plan in its own grid, colours and words."""
    actions = Action.objects.prefetch_related("milestones", "ratings", "evidence")
    groups = ActionGroup.objects.prefetch_related("ratings", "evidence", Prefetch("actions", actions))
    sections = Section.objects.select_related("finding").prefetch_related(Prefetch("groups", groups))
    found = (
        ImprovementPlan.objects.filter(pk=plan_id, area_id__in=_areas(request, "view"))
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


@require_http_methods(["GET", "POST"])
@needs("improve", "create")
def bring(request):
    """Send a file."""
    area = Area.objects.get(pk=_areas(request, "create")[0])
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        file.seek(0)
        sent = send_plan_file(area=area, content=file, file_name=file.name, scan=file.scan, by=request.user, on=clock.today())
        return redirect("improvement:review", sent.pk)
    return render(request, "improvement/bring.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "create")
def review(request, sent_id):
    """The file as printed beside the plan as read; a person corrects what each column is, then saves."""
    sent = PlanFile.objects.select_related("area", "file").filter(pk=sent_id, area_id__in=_areas(request, "create")).first()
    if sent is None:
        raise Http404("There is no such file.")
    said = {int(number): meanings for number, meanings in sent.said.items()}
    with files.path_of(sent.file_id).open("rb") as content:
        source = open_plan(content, sent.file_name)
    tables = alike(source, said)
    saving = request.method == "POST" and request.POST.get("do") == "save"
    form = SavePlanForm(request.POST if saving else None, initial={"title": source.title, "kind": "statement"})
    if request.method == "POST":
        changed = chosen(tables, request.POST)
        if changed:
            said |= changed
            name_columns(sent=sent, said=said, by=request.user, on=clock.today())
            tables = alike(source, said)
    read = assemble(source, said)
    if saving and form.is_valid():
        answer = form.cleaned_data
        try:
            made = save_plan(
                area=sent.area, read=read, sha256=sent.file_id, file_name=sent.file_name, kind=answer["kind"], title=answer["title"], file=sent.file,
                by=request.user, on=clock.today(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The plan is saved.")
            return redirect("improvement:plan", made.pk)
    shown = [(one, read_from(read, one)) for one in tables]
    return render(request, "improvement/review.html", {"sent": sent, "read": read, "shown": shown, "form": form, "meanings": MEANINGS, "counts": read.counts()})
