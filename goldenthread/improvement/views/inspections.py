"""Inspections, their findings and what answers them; what inspectors praised; what the area thinks of itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock
from goldenthread.people.models import Area

from .. import actions
from ..forms import signing as forms
from ..forms.living import label
from ..models import Action, Answer, Finding, Inspection, Section, SelfEvaluation
from .finding import areas_of, ask


@require_safe
@needs("improve", "list")
def inspections(request):
    """Every inspection of the area, what was praised, and what the area thinks of itself."""
    areas = areas_of(request, "list")
    found = list(Inspection.objects.filter(area_id__in=areas).prefetch_related("findings"))
    newest: dict[str, SelfEvaluation] = {}
    for one in SelfEvaluation.objects.filter(area_id__in=areas):
        newest.setdefault(one.heading, one)
    strengths = [(each, one) for one in found for each in one.findings.all() if each.kind == Finding.Kind.STRENGTH]
    told = {"inspections": found, "strengths": strengths, "evaluations": list(newest.values()), "may_change": bool(request.standing.areas_where("improve", "update"))}
    return render(request, "improvement/inspections.html", told)


def _found(request: Any, inspection_id: Any, action: str) -> Inspection:
    found = Inspection.objects.select_related("area").filter(pk=inspection_id, area_id__in=areas_of(request, action)).first()
    if found is None:
        raise Http404("There is no such inspection.")
    return found


@require_safe
@needs("improve", "view")
def inspection(request, inspection_id):
    """One inspection: each finding with the sections and the actions that answer it."""
    found = _found(request, inspection_id, "view")
    sections = Section.objects.select_related("plan").prefetch_related(Prefetch("groups__actions", Action.objects.only("pk", "group_id", "colour", "done_on")))
    answers = Answer.objects.select_related("action__group__section__plan")
    findings = list(found.findings.prefetch_related(Prefetch("sections", sections), Prefetch("answers", answers)))
    rows = [(one, [(section, _stand(section)) for section in one.sections.all()], one.answers.all()) for one in findings]
    return render(request, "improvement/inspection.html", {"inspection": found, "rows": rows, "label": label, "may_change": bool(request.standing.areas_where("improve", "update"))})


def _stand(section: Section) -> str:
    """How many of a section's actions are done."""
    every = [action for group in section.groups.all() for action in group.actions.all()]
    done = sum(action.done_on is not None or action.colour == "blue" for action in every)
    return f"{len(every)} action{'s' if len(every) != 1 else ''}, {done} done"


@require_http_methods(["GET", "POST"])
@needs("improve", "create")
def new_inspection(request):
    """Record an inspection."""
    area = Area.objects.get(pk=areas_of(request, "create")[0])
    form = forms.InspectionForm(request.POST or None)

    def do(said: dict[str, Any]) -> None:
        actions.record_inspection(area=area, title=said["title"], kind=said["kind"], published_on=said["published_on"], by=request.user, on=clock.today())

    return ask(request, form, do, heading="Record an inspection", back=reverse("improvement:inspections"), done="The inspection is recorded.")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def change_inspection(request, inspection_id):
    """Its name, kind and day."""
    found = _found(request, inspection_id, "update")
    form = forms.InspectionForm(request.POST or None, version=found.version, initial={"title": found.title, "kind": found.kind, "published_on": found.published_on})

    def do(said: dict[str, Any]) -> None:
        actions.change_inspection(
            inspection=found, title=said["title"], kind=said["kind"], published_on=said["published_on"], version=said["version"], by=request.user, on=clock.today()
        )

    return ask(request, form, do, heading="Change the inspection", back=reverse("improvement:inspection", args=[found.pk]), done="Saved.")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def add_finding(request, inspection_id):
    """What the inspectors found."""
    found = _found(request, inspection_id, "update")
    form = forms.FindingForm(request.POST or None)

    def do(said: dict[str, Any]) -> None:
        actions.add_finding(inspection=found, kind=said["kind"], words=said["words"], by=request.user, on=clock.today())

    return ask(request, form, do, heading="Add a finding", caption=found.title, back=reverse("improvement:inspection", args=[found.pk]), done="The finding is added.")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def evaluate(request):
    """What the area thinks of itself under a heading."""
    area = Area.objects.get(pk=areas_of(request, "update")[0])
    form = forms.SelfEvaluationForm(request.POST or None)

    def do(said: dict[str, Any]) -> None:
        actions.evaluate_self(area=area, heading=said["heading"], words=said["words"], evidence=said["evidence"], by=request.user, on=clock.today())

    return ask(request, form, do, heading="Say what we think of ourselves", back=reverse("improvement:inspections"), done="Saved.")
