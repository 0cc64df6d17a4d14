"""Keeping in touch with those who left: who is to be asked next, and what they do now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.listing import Listing
from goldenthread.core.refusals import allowed
from goldenthread.people.policies import check_may

from .. import lists
from ..actions import leaving as actions
from ..forms.ceasing import ContactForm, LeaverForm
from ..models import Leaver
from .of_child import acting, find_child, one_form, plan_of, posted
from .transferring import SEE_IT

MOST = 100


@require_safe
@needs("review", "list")
def leavers(request: Any) -> HttpResponse:
    """Who left and is to be asked next, the longest overdue first, with how many are in nothing."""
    standing = request.standing
    if not (SEE_IT - {"setting_staff"}) & set(standing.roles):
        raise Http404
    everybody = lists.leavers(standing)
    counts = dict.fromkeys(Leaver.Destination.values, 0)
    for destination in everybody.values_list("destination", flat=True):
        counts[destination] += 1
    listing = Listing.of(request)
    shown = request.GET.get("do") if request.GET.get("do") in counts else ""
    rows = list((everybody.filter(destination=shown) if shown else everybody).select_related("child", "child__case__worker").order_by("next_on", "pk")[:MOST])
    readings.read(request, page="reviews.leavers", children=[row.child for row in rows], scope="area")
    told = [{"name": words, "value": counts[key], "href": listing.href(do=key)} for key, words in Leaver.Destination.choices if counts[key]]
    return render(request, "reviews/leavers.html", {"rows": rows, "told": told, "shown": dict(Leaver.Destination.choices).get(shown, ""), "today": standing.on, "total": sum(counts.values())})


@require_safe
@needs("review", "view")
def leaver(request: Any, child_id: UUID) -> HttpResponse:
    """One young person who left: each contact, and what comes next."""
    found = find_child(request, child_id, "reviews.leaver")
    rows = list(Leaver.objects.filter(child=found).prefetch_related("contacts__by").order_by("-left_on", "pk"))
    open_now = next((row for row in rows if row.closed_on is None), None)
    return render(
        request, "reviews/leaver.html",
        {"child": found, "rows": rows, "open_now": open_now, "may": allowed(actions.check_keeps, request.standing, found), "today": request.standing.on},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "view")
def begin(request: Any, child_id: UUID) -> HttpResponse:
    """Keep in touch from now on."""
    found = find_child(request, child_id, "reviews.leaver")
    if not allowed(actions.check_keeps, request.standing, found):
        raise Http404
    back = reverse("reviews:leaver", args=[found.pk])
    form = LeaverForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        said = form.cleaned_data
        actions.open_leaver(child=found, plan=plan_of(found), left_on=said["left_on"], because=said["because"], by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=back, said="We keep in touch from now on") or one_form(
        request, found, form, heading="Keep in touch after leaving", button="Begin", back=back,
        lead="Leaving a course does not end a plan: it is reviewed, and they are asked whether they want to return. Meanwhile somebody keeps in touch.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "view")
def contact(request: Any, child_id: UUID) -> HttpResponse:
    """Note one contact."""
    found = find_child(request, child_id, "reviews.leaver")
    if not allowed(check_may, request.standing, found, "review", "decide") and not allowed(check_may, request.standing, found, "review", "update"):
        raise Http404
    back = reverse("reviews:leaver", args=[found.pk])
    row = Leaver.objects.filter(child=found, closed_on__isnull=True).first()
    if row is None:
        return redirect(back)
    form = ContactForm(request.POST if request.method == "POST" else None, version=row.version)

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("contacted_on", "reached", "destination", "what_came", "help_offered", "version")}
        actions.note_contact(leaver=row, close=form.cleaned_data["close"] == "close", **said, by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=back, said="It is noted") or one_form(request, found, form, heading="A contact after leaving", button="Save", back=back)
