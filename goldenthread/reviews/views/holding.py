"""Times in youth accommodation and in a council's care, with the duties that come with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core.refusals import allowed
from goldenthread.law import custody as law
from goldenthread.people.policies import check_may

from ..actions import holding as actions
from ..forms import changing as forms
from ..models import Custody, LookedAfter
from .of_child import acting, find_child, one_form, plan_of, posted


@require_safe
@needs("review", "view")
def custody(request: Any, child_id: UUID) -> HttpResponse:
    """Where they are, who answers for what, and what was told to whom."""
    found = find_child(request, child_id, "reviews.custody")
    rows = list(Custody.objects.filter(child=found).select_related("plan"))
    open_now = next((row for row in rows if row.released_on is None), None)
    context = {
        "child": found, "rows": rows, "open_now": open_now, "keep": law.CITATIONS["keep"], "after": law.CITATIONS["after_release"], "today": request.standing.on,
        "may": allowed(check_may, request.standing, found, "review", "update"),
    }  # fmt: skip
    return render(request, "reviews/custody.html", context)


ARRANGED = ("person_in_charge", "youth_justice", "told_on", "arranged", "health_told_on")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def begin_custody(request: Any, child_id: UUID) -> HttpResponse:
    """They are in youth accommodation; or what is arranged there is brought up to date."""
    found = find_child(request, child_id, "reviews.custody", may="update")
    back = reverse("reviews:custody", args=[found.pk])
    row = Custody.objects.filter(child=found, released_on__isnull=True).first()
    data = request.POST if request.method == "POST" else None
    form: Any
    if row is None:
        form = forms.BeginCustodyForm(data)
    else:
        form = forms.CustodyForm(data, initial={name: getattr(row, name) for name in ARRANGED}, version=row.version)

    def act() -> None:
        said, who = form.cleaned_data, {"by": acting(request), "on": request.standing.on}
        arranged = {name: said[name] for name in ARRANGED}
        if row is None:
            plan = plan_of(found)
            in_force = plan if plan is not None and plan.ceased_on is None else None
            actions.begin_custody(child=found, plan=in_force, from_on=said["from_on"], aware_on=said["aware_on"], place=said["place"], **arranged, **who)
        else:
            actions.change_custody(custody=row, version=said["version"], **arranged, **who)

    return posted(request, form, act, to=back, said="It is recorded. The plan is kept") or one_form(request, found, form, heading="In youth accommodation", button="Save", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def release(request: Any, child_id: UUID) -> HttpResponse:
    """They are released."""
    found = find_child(request, child_id, "reviews.custody", may="update")
    back = reverse("reviews:custody", args=[found.pk])
    row = Custody.objects.filter(child=found, released_on__isnull=True).first()
    if row is None:
        return redirect(back)
    form = forms.ReleaseForm(request.POST if request.method == "POST" else None)
    return posted(
        request, form,
        lambda: actions.release(custody=row, released_on=form.cleaned_data["released_on"], review_planned_on=form.cleaned_data["review_planned_on"], by=acting(request), on=request.standing.on),
        to=back, said="It is recorded. The council maintains the plan again",
    ) or one_form(request, found, form, heading="Released", button="Save", back=back)  # fmt: skip


@require_safe
@needs("review", "view")
def care(request: Any, child_id: UUID) -> HttpResponse:
    """Which council looks after the child, and with which days reviews go together."""
    found = find_child(request, child_id, "reviews.care")
    rows = list(LookedAfter.objects.filter(child=found))
    context = {"child": found, "rows": rows, "open_now": next((row for row in rows if row.until_on is None), None), "may": allowed(check_may, request.standing, found, "review", "update")}
    return render(request, "reviews/care.html", context)


CARE = ("authority", "from_on", "social_worker", "virtual_head", "care_review_on", "education_plan_on")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def change_care(request: Any, child_id: UUID) -> HttpResponse:
    """A council looks after the child, or the names and days changed."""
    found = find_child(request, child_id, "reviews.care", may="update")
    back = reverse("reviews:care", args=[found.pk])
    row = LookedAfter.objects.filter(child=found, until_on__isnull=True).first()
    form = forms.CareForm(request.POST if request.method == "POST" else None, initial={name: getattr(row, name) for name in CARE} if row else {"authority": found.area.council})
    return posted(
        request, form, lambda: actions.begin_care(child=found, **{name: form.cleaned_data[name] for name in CARE}, by=acting(request), on=request.standing.on), to=back, said="It is recorded"
    ) or one_form(request, found, form, heading="Looked after by a council", button="Save", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def end_care(request: Any, child_id: UUID) -> HttpResponse:
    """The child is looked after no more."""
    found = find_child(request, child_id, "reviews.care", may="update")
    back = reverse("reviews:care", args=[found.pk])
    row = LookedAfter.objects.filter(child=found, until_on__isnull=True).first()
    if row is None:
        return redirect(back)
    form = forms.EndCareForm(request.POST if request.method == "POST" else None)
    return posted(
        request, form, lambda: actions.end_care(care=row, until_on=form.cleaned_data["until_on"], by=acting(request), on=request.standing.on), to=back, said="It is recorded"
    ) or one_form(request, found, form, heading="No longer looked after", button="Save", back=back)
