"""The outcome bank: outcomes well written, by stage, area of need and theme of adulthood."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea

from .. import actions
from ..examples import EXAMPLES
from ..forms import ExampleForm
from ..models import OutcomeExample
from .finding import acting

STAGES = dict(OutcomeExample.Stage.choices)
FILTERS = (("stage", "Stage", STAGES), ("broad_area", "Area of need", dict(BroadArea.choices)), ("theme", "Theme of adulthood", dict(AdulthoodTheme.choices)))


def _area(request: Any) -> Area | None:
    """The area whose bank this person may add to."""
    return Area.objects.filter(pk__in=request.standing.areas_where("provision", "update")).order_by("pk").first()


@require_safe
@needs("provision", "view", reads=False)
def bank(request: Any) -> HttpResponse:
    """Examples, narrowed by what is asked for."""
    readings.read(request, page="provision.bank", children=[])
    chosen = {name: request.GET.get(name, "") for name, _, words in FILTERS if request.GET.get(name, "") in words}
    own = OutcomeExample.objects.filter(area_id__in=request.standing.own_area_ids, removed_on__isnull=True).order_by("stage", "broad_area", "text", "pk")
    found = [each for each in [*own, *EXAMPLES] if all(getattr(each, name) == value for name, value in chosen.items())]
    return render(
        request, "provision/bank.html",
        {"examples": found, "filters": FILTERS, "chosen": chosen, "may_add": _area(request) is not None, "stages": STAGES, "areas": dict(BroadArea.choices), "themes": dict(AdulthoodTheme.choices)},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "update", reads=False)
def add(request: Any) -> HttpResponse:
    """Another example of the area's own."""
    area = _area(request)
    if area is None:
        raise Http404
    form = ExampleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] or "" for name in ("text", "measure", "why", "stage", "broad_area", "theme")}
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=reverse("provision:bank")):
                actions.add_example(area=area, said=said, by=acting(request), on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error("text", refused.sentence)
        else:
            messages.success(request, "The outcome is in the bank")
            return redirect("provision:bank")
    return render(request, "provision/bank_add.html", {"form": form})


@require_POST
@needs("provision", "update", reads=False)
def remove(request: Any, example_id: UUID) -> HttpResponse:
    """An example of the area's own is taken out."""
    area = _area(request)
    found = OutcomeExample.objects.filter(pk=example_id, area=area, removed_on__isnull=True).select_related("area").first() if area else None
    if found is None:
        raise Http404
    try:
        actions.remove_example(example=found, by=acting(request), on=request.standing.on)
        messages.success(request, "The outcome was taken out of the bank")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("provision:bank")
