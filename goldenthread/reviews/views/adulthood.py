"""Preparing for adulthood: the four pathways of one young person, for those who work with them and for the family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core.refusals import allowed
from goldenthread.people.policies import check_may

from .. import pathways
from ..actions import adulthood as actions
from ..forms.changing import StepForm
from ..models import PathwayStep
from .of_child import acting, find_child, find_own, one_form, posted


def _begun(found: Any, on: Any) -> None:
    if not pathways.begun(found, on):
        raise Http404


@require_safe
@needs("review", "view")
def show(request: Any, child_id: UUID) -> HttpResponse:
    """All four pathways, step by step."""
    found = find_child(request, child_id, "reviews.adulthood")
    _begun(found, request.standing.on)
    context = {
        "child": found, "pathways": pathways.of(PathwayStep.objects.filter(child=found)), "year": pathways.year_of(found, request.standing.on),
        "may": allowed(check_may, request.standing, found, "review", "update"), "family": False, "you": False, "address": "reviews:adulthood_step", "back": reverse("reviews:changes", args=[found.pk]),
    }  # fmt: skip
    return render(request, "reviews/adulthood.html", context)


@require_safe
@needs("views", "create", reads=True)
def of_family(request: Any, child_id: UUID) -> HttpResponse:
    """The same for the young person and the family, who say themselves how far it is."""
    found, adult = find_own(request, child_id, "reviews.my_adulthood")
    _begun(found, request.standing.on)
    context = {
        "child": found, "pathways": pathways.of(PathwayStep.objects.filter(child=found)), "year": pathways.year_of(found, request.standing.on), "may": True, "family": True,
        "you": adult is None, "address": "reviews:my_step", "back": f"/my/{found.pk}",
    }  # fmt: skip
    return render(request, "reviews/adulthood.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def step(request: Any, child_id: UUID, part: str) -> HttpResponse:
    """Say how far one step is, for those who work with the young person."""
    found = find_child(request, child_id, "reviews.adulthood", may="update")
    return _say(request, found, part, PathwayStep.Whose.TEAM, reverse("reviews:adulthood", args=[found.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def my_step(request: Any, child_id: UUID, part: str) -> HttpResponse:
    """Say how far one step is, as the young person or a parent."""
    found, adult = find_own(request, child_id, "reviews.my_adulthood")
    whose = PathwayStep.Whose.CHILD if adult is None else PathwayStep.Whose.PARENT
    return _say(request, found, part, whose, reverse("reviews:my_adulthood", args=[found.pk]))


def _say(request: Any, found: Any, part: str, whose: str, back: str) -> HttpResponse:
    _begun(found, request.standing.on)
    here = pathways.BY_KEY.get(part.replace("-", "."))
    if here is None:
        raise Http404
    row = PathwayStep.objects.filter(child=found, step=here.key).first()
    initial = {"state": row.state, "words": row.words} if row else {}
    form = StepForm(request.POST if request.method == "POST" else None, label=here.words, initial=initial)

    def act() -> None:
        actions.say_step(child=found, step=here.key, state=form.cleaned_data["state"], words=form.cleaned_data["words"], whose=whose, by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=f"{back}#{here.theme}", said="It is written down") or one_form(request, found, form, heading=pathways.THEMES[here.theme], button="Save", back=back)
