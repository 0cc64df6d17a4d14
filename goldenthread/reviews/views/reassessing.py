"""Assessing again: asked, decided, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.advice.earlier import asks_of as asked_of
from goldenthread.core.refusals import allowed
from goldenthread.people.policies import check_may

from .. import change_clocks
from ..actions import reassessing as actions
from ..amendments import changes_in_view
from ..forms import changing as forms
from ..models import Reassessment
from .of_child import acting, done_by_button, find_child, one_form, plan_in_force, plan_of, posted


@require_safe
@needs("review", "view")
def show(request: Any, child_id: UUID) -> HttpResponse:
    """What was asked for and decided, with its dates."""
    found = find_child(request, child_id, "reviews.reassessment")
    plan = plan_of(found)
    if plan is None:
        raise Http404
    rows = list(Reassessment.objects.filter(child=found).select_related("plan", "decided_by", "request", "final_version__earlier"))
    clocks = {each.id: [(duty, duty.state(request.standing.on)) for duty in each.duties if duty.due_on] for each in change_clocks.of_children([found.pk])}
    running = next((row for row in rows if row.will and row.request_id and row.final_on is None and row.withdrawn_on is None), None)
    draft = found.plan_versions.filter(issued_on__isnull=True, given_up_on__isnull=True).select_related("earlier", "plan").first()
    draft = draft if running and draft and draft.matter_id == running.request_id else None
    may_draft = allowed(check_may, request.standing, found, "draft", "create")
    shown = (draft if may_draft else None) or next((row.final_version for row in rows if row.final_version), None)
    context = {
        "child": found, "plan": plan, "rows": rows, "draft": draft, "shown": shown, "differing": changes_in_view(shown), "may_draft": may_draft,
        "asks": asked_of(running.request) if running and running.request else (), "may_ask": allowed(check_may, request.standing, found, "ask", "update"), "clocks": clocks, "today": request.standing.on, "open_now": actions.open_reassessment(plan) if plan.ceased_on is None else None,
        "may": allowed(check_may, request.standing, found, "review", "update"), "decides": allowed(check_may, request.standing, found, "review", "decide"),
        "assessed_on": actions.last_assessed_on(plan),
    }  # fmt: skip
    return render(request, "reviews/reassessment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def note(request: Any, child_id: UUID) -> HttpResponse:
    """Record that it was asked for."""
    found = find_child(request, child_id, "reviews.reassessment", may="update")
    plan = plan_in_force(found)
    back = reverse("reviews:reassessment", args=[found.pk])
    form = forms.ReassessForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.note_reassessment(plan=plan, **{name: form.cleaned_data[name] for name in ("route", "requested_on", "why")}, by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=back, said="It is recorded") or one_form(
        request, found, form, heading="Ask to assess again", button="Save", back=back,
        lead="The parent, the young person, the school or college and the health board can each ask. The council decides within 15 days. An early review can be asked for as well, whatever else is open.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "decide", reads=True)
def decide(request: Any, child_id: UUID) -> HttpResponse:
    """Decide whether to assess again."""
    found = find_child(request, child_id, "reviews.reassessment", may="decide")
    row = actions.open_reassessment(plan_in_force(found))
    back = reverse("reviews:reassessment", args=[found.pk])
    if row is None or row.decided_on is not None:
        return redirect(back)
    form = forms.DecideReassessForm(request.POST if request.method == "POST" else None, version=row.version)

    def act() -> None:
        said = form.cleaned_data
        who = {"row": row, "version": said["version"], "by": acting(request), "on": request.standing.on}
        if said["will"] == "yes":
            actions.decide_to_reassess(**who)
        else:
            actions.refuse_to_reassess(ground=said["ground"], reasons=said["reasons"], **who)

    return posted(request, form, act, to=back, said="It is decided, and the letter leaves today. Now ask for advice" if request.POST.get("will") == "yes" else "It is decided, and the letter leaves today") or one_form(request, found, form, heading="Decide whether to assess again", button="Decide, and send the letter", back=back)


@require_POST
@needs("draft", "create", reads=True)
def draft(request: Any, child_id: UUID) -> HttpResponse:
    """The plan is begun anew from the one in force."""
    found = find_child(request, child_id, "reviews.reassessment")
    row = actions.open_reassessment(plan_in_force(found))
    if row is None:
        raise Http404
    return done_by_button(
        request, lambda: actions.begin_plan_again(row=row, by=acting(request), on=request.standing.on), to=reverse("reviews:reassessment", args=[found.pk]),
        said="The plan begins as a copy of the one in force. Change it line by line, with what the new advice says",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def finish(request: Any, child_id: UUID) -> HttpResponse:
    """What came of it."""
    found = find_child(request, child_id, "reviews.reassessment", may="update")
    row = actions.open_reassessment(plan_in_force(found))
    back = reverse("reviews:reassessment", args=[found.pk])
    if row is None or not row.will:
        return redirect(back)
    form = forms.FinishForm(request.POST if request.method == "POST" else None)
    return posted(
        request, form, lambda: actions.finish_reassessment(row=row, final_on=form.cleaned_data["final_on"], words=form.cleaned_data["words"], by=acting(request), on=request.standing.on),
        to=back, said="It is recorded",
    ) or one_form(request, found, form, heading="What came of the reassessment", button="Save", back=back)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def withdraw(request: Any, child_id: UUID) -> HttpResponse:
    """Whoever asked takes it back."""
    found = find_child(request, child_id, "reviews.reassessment", may="update")
    row = actions.open_reassessment(plan_in_force(found))
    back = reverse("reviews:reassessment", args=[found.pk])
    if row is None:
        return redirect(back)
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        if form.cleaned_data["sure"]:
            actions.withdraw_reassessment(row=row, by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=back, said="It is recorded") or one_form(request, found, form, heading="Take the request back", button="Save", back=back)
