"""The changes to a plan after its review: old words beside new, what stops the amended plan, sending it, or dropping it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.actions.issuing import check_second
from goldenthread.casework.issuing import holding, looks
from goldenthread.casework.letters.making import LettersChanged
from goldenthread.casework.proposing import proposal_of
from goldenthread.casework.views.letters import blocks_of
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law import review as law
from goldenthread.people.policies import check_may

from .. import policies
from ..actions import amending, deciding
from ..amendments import changes_of, gate, setting_words, version_of
from ..forms.reviewing import DropForm, LookedForm, SureForm
from ..models import Review
from ..review_letters import dropped
from .finding import acting, find, here, one_form, posted, say


def _find(request: Any, review_id: UUID) -> Review:
    """A review whose changes this person writes, proposes or sends."""
    found = find(request, review_id)
    if not (allowed(check_may, request.standing, found.plan.child, "draft", "create") or allowed(check_may, request.standing, found.plan.child, "plan", "issue")):
        raise Http404
    return found


@require_POST
@needs("draft", "create", reads=True)
def begin(request: Any, review_id: UUID) -> HttpResponse:
    """The changes begin as a copy of the plan in force."""
    found = _find(request, review_id)
    readings.read(request, page="reviews.amend", children=[found.plan.child])
    try:
        version = deciding.begin_changes(review=found, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(here(found))
    messages.success(request, "The changes begin as a copy of the plan. Change it line by line; come back here to send them")
    return redirect(reverse("plans:contents", args=[found.plan.child_id, version.pk]))


@require_safe
@needs("draft", "view", reads=True)
def amend(request: Any, review_id: UUID) -> HttpResponse:
    """Every change, old words beside new; and, once they were sent, what still stops the amended plan."""
    found = _find(request, review_id)
    readings.read(request, page="reviews.amend", children=[found.plan.child])
    return _show(request, found)


def _show(request: Any, found: Review, form: LookedForm | None = None) -> HttpResponse:
    version = version_of(found)
    if version is None:
        messages.info(request, "There are no changes yet.")
        return redirect(here(found))
    on, child = request.standing.on, found.plan.child
    stops = gate(found, version, on) if found.is_amending else []
    seen = looks(stops)
    proposal = proposal_of(version)
    return render(
        request, "reviews/amend.html",
        {
            "review": found, "child": child, "version": version, "changes": changes_of(version), "stops": holding(stops), "looks": seen, "today": on,
            "form": form or LookedForm(looks=len(seen)), "section_i": setting_words(version, proposal, on), "final_by": law.amended_final_by(found.notice_sent_on, found.met_on),
            "may_issue": allowed(check_may, request.standing, child, "plan", "issue"), "may_draft": allowed(check_may, request.standing, child, "draft", "create"),
            "mine": version.proposed_by_id == request.user.pk, "comment_by": law.window_closes(version.first_served_on) if version.first_served_on else None,
            "said": version.comments.filter(ended="").exclude(asks="agrees").count(),
        },
    )  # fmt: skip


@require_POST
@needs("draft", "view", reads=True)
def propose(request: Any, review_id: UUID) -> HttpResponse:
    """The first of two people proposes that the amended plan is sent."""
    found = _find(request, review_id)
    readings.read(request, page="reviews.amend", children=[found.plan.child])
    version = version_of(found)
    form = LookedForm(request.POST, looks=len(looks(gate(found, version, request.standing.on))) if version else 0)
    if form.is_valid():
        try:
            amending.propose_amended(review=found, looked=frozenset(request.POST.getlist("look")), by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "You proposed that the amended plan is sent. Somebody else who may issue plans does the rest")
            return redirect(here(found, "amend"))
    return _show(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan", "issue", reads=True)
def send(request: Any, review_id: UUID) -> HttpResponse:
    """The second of two people reads the letter and sends the amended plan."""
    found = _find(request, review_id)
    readings.read(request, page="reviews.amend", children=[found.plan.child])
    form = SureForm(posted(request))
    try:
        if request.method == "POST" and form.is_valid():
            amending.issue_amended(
                review=found, seen=frozenset(request.POST.getlist("seen")), form_key=form.cleaned_data["form_key"], result_url=here(found), by=acting(request),
                on=request.standing.on,
            )  # fmt: skip
            messages.success(request, "The amended plan was sent. The review is complete")
            return redirect(here(found))
        version = amending.check_version(found)
        check_second(standing=request.standing, version=version, by=request.user)
        drafted = amending.drafts_of_amended(found, version, request.standing.on)
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except (LettersChanged, Refused) as refused:
        messages.info(request, refused.sentence)
        return redirect(here(found, "amend"))
    first = drafted[0].wording
    context = {"review": found, "child": found.plan.child, "version": version, "form": form, "drafted": drafted, "first": first, "blocks": blocks_of(first)}
    return render(request, "reviews/amend_send.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "decide", reads=True)
def drop(request: Any, review_id: UUID) -> HttpResponse:
    """The family is told that the plan will not change after all."""
    found = find(request, review_id)
    if not found.is_amending:
        readings.read(request, page="reviews.amend", children=[found.plan.child])
        messages.info(request, "Nothing is being amended because of this review.")
        return redirect(here(found))
    form = DropForm(posted(request))
    policies.check_role_decides(request.standing, found)

    def act() -> None:
        drafts = dropped(found, form.cleaned_data["reasons"], request.standing.on)
        amending.drop_changes(review=found, reasons=form.cleaned_data["reasons"], seen=frozenset(draft.fingerprint for draft in drafts), by=acting(request), on=request.standing.on)

    return one_form(
        request, found, form, act, heading="Do not change the plan after all", button="Tell the family", done="The family is told that the plan will not change",
        lead="The family gets your reasons, and every right to challenge the decision. It must be with them within eight weeks of the notice.",
    )  # fmt: skip
