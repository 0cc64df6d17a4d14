"""Pages on which measures are added, changed and dropped, and values entered and brought in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import clock
from goldenthread.core.refusals import Changed, Refused
from goldenthread.insight.indicators import LIBRARY

from .. import actions
from ..catalogue import CATALOGUE, Listed
from ..forms import CatalogueForm, DropForm, MeasureForm, SeriesForm, ValueForm
from ..found import key_of, measure_of, place_of, places_in, plan_of
from ..units import day


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def add(request: Any, plan_id: UUID) -> HttpResponse:
    """A measure in one's own words."""
    plan = plan_of(request, plan_id, "update")
    form = MeasureForm(request.POST or None, places=places_in(plan), initial={"rhythm": "quarter"})
    if request.method == "POST" and form.is_valid():
        measure = actions.add_measure(plan=plan, said=form.said(), **place_of(plan, form.cleaned_data["of"]), by=request.user, on=clock.today())
        if form.cleaned_data["steps"]:
            actions.change_measure(measure=measure, said={}, steps=form.cleaned_data["steps"], by=request.user, on=clock.today())
        messages.success(request, "The measure is added.")
        return redirect("improvement:measure", measure.pk)
    return render(request, "improvement/measures/add.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def take(request: Any, plan_id: UUID) -> HttpResponse:
    """Measures from the catalogue."""
    plan = plan_of(request, plan_id, "update")
    form = CatalogueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.take_measures(plan=plan, codes=form.cleaned_data["codes"], by=request.user, on=clock.today())
        messages.success(request, f"{len(made)} {'measure is' if len(made) == 1 else 'measures are'} added.")
        return redirect("improvement:measures", plan.pk)
    held = set(plan.measures.filter(dropped_on__isnull=True).values_list("catalogue_code", flat=True))
    chosen = set(request.POST.getlist("codes")) if request.method == "POST" else set()
    kinds = [
        ("Counted from the casework, with no typing", [each for each in CATALOGUE.values() if each.computed]),
        ("Counted from the casework once its facts are kept", [each for each in CATALOGUE.values() if each.counted and not each.computed]),
        ("Entered, or brought in a file", [each for each in CATALOGUE.values() if not each.counted]),
    ]
    return render(request, "improvement/measures/take.html", {"plan": plan, "form": form, "kinds": kinds, "held": held, "chosen": chosen, "counted_by": counted_by})


def counted_by(each: Listed) -> str:
    """What gives a measure of the catalogue its value, or why nothing does yet."""
    if each.question:
        return "What families answer when a plan is issued."
    if each.computed:
        return f"Counted as: {LIBRARY[each.indicator].name}."
    if each.counted:
        return each.awaits or LIBRARY[each.indicator].awaits
    return f"From: {each.whose}."


def plain(number: Decimal | None) -> str:
    """A number as somebody would type it: 60, not 60.000."""
    return "" if number is None else f"{number:.3f}".rstrip("0").rstrip(".")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def change(request: Any, measure_id: UUID) -> HttpResponse:
    """What a measure is, said anew."""
    measure = measure_of(request, measure_id, "update")
    before = {name: getattr(measure, name) for name in actions.SAID} | {"of": key_of(measure), "series_words": measure.source_words, "only": f"{measure.part_of}|{measure.part}" if measure.part else ""}
    before |= {name: plain(before[name]) for name in ("baseline", "target")}
    before["steps"] = "\n".join(f"{day(step.on)}, {plain(step.target)}" for step in measure.steps.all())
    form = MeasureForm(request.POST or None, places=places_in(measure.plan), initial=before, version=measure.version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_measure(
                measure=measure, said=form.said(), place=place_of(measure.plan, form.cleaned_data["of"]), steps=form.cleaned_data["steps"],
                version=form.cleaned_data["version"], by=request.user, on=clock.today(),
            )  # fmt: skip
        except Changed as changed:
            form.add_error(None, changed.sentence)
            form.look_again()
        else:
            messages.success(request, "The measure is changed.")
            return redirect("improvement:measure", measure.pk)
    return render(request, "improvement/measures/change.html", {"measure": measure, "form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def drop(request: Any, measure_id: UUID) -> HttpResponse:
    """Hold the plan to a measure no longer."""
    measure = measure_of(request, measure_id, "update")
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.drop_measure(measure=measure, because=form.cleaned_data["because"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The measure is dropped. What was measured is kept.")
            return redirect("improvement:measures", measure.plan_id)
    return render(request, "improvement/measures/drop.html", {"measure": measure, "form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def enter(request: Any, measure_id: UUID) -> HttpResponse:
    """A value that somebody knows."""
    measure = measure_of(request, measure_id, "update")
    form = ValueForm(request.POST or None, initial={"said_by": measure.source_words})
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_value(measure=measure, **form.cleaned_data, by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error("because" if "Say why" in refused.sentence else None, refused.sentence)
        else:
            messages.success(request, "The value is entered.")
            return redirect("improvement:measure", measure.pk)
    return render(request, "improvement/measures/enter.html", {"measure": measure, "form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def bring(request: Any, measure_id: UUID) -> HttpResponse:
    """Values from a file."""
    measure = measure_of(request, measure_id, "update")
    form = SeriesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        file.seek(0)
        try:
            counts = actions.bring_values(
                measure=measure, values=file.read_values.values, content=file, file_name=file.name, scan=file.scan, by=request.user, on=clock.today()
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"Values added: {counts['added']}. Corrected: {counts['corrected']}. The same as before: {counts['left']}.")
            return redirect("improvement:measure", measure.pk)
    return render(request, "improvement/measures/bring.html", {"measure": measure, "form": form})
