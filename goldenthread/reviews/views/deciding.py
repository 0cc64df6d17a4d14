"""The council's decision: what it is, the letter as it will leave, and sending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.doors import needs
from goldenthread.casework.letters.making import LettersChanged
from goldenthread.casework.views.letters import blocks_of
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused

from .. import policies
from ..actions import deciding
from ..amendments import changes_of, version_of
from ..forms.reviewing import DecideForm
from ..models import Review
from ..of_review import decide_by, report_of
from ..outcomes import version_in_force
from .finding import acting, find, here, posted, say


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "decide", reads=True)
def decide(request: Any, review_id: UUID) -> HttpResponse:
    """Decide, read the letter, confirm: three steps on one page, and nothing leaves before the last."""
    found = find(request, review_id)
    readings.read(request, page="reviews.decide", children=[found.plan.child])
    try:
        policies.check_decide(standing=request.standing, review=found, on=request.standing.on)
    except Refused as refused:
        messages.info(request, f"{refused.sentence} ({refused.citation.text})" if refused.citation else refused.sentence)
        return redirect(here(found))
    form = DecideForm(posted(request), on_paper=version_in_force(found.plan) is None, version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            return _go_on(request, found, form)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except LettersChanged as changed:
            messages.info(request, changed.sentence)
        except Refused as refused:
            say(form, refused)
    version = version_of(found)
    return render(
        request, "reviews/decide.html",
        {
            "review": found, "child": found.plan.child, "form": form, "report": report_of(found), "today": request.standing.on,
            "decide_by": decide_by(found), "changes": len(changes_of(version)) if version else 0, "version": version,
            "ceasing": deciding.ceasing_of(found), "cease_href": _cease_href(found), "citation": policies.CITATIONS["decision"],
        },
    )  # fmt: skip


def _go_on(request: Any, found: Review, form: DecideForm) -> HttpResponse:
    said, on = form.cleaned_data, request.standing.on
    if said["outcome"] == "C":
        href = _cease_href(found)
        if href:
            messages.info(request, "A plan ends by a proposal of its own: the family and the setting are consulted first.")
            return redirect(href)
    outcome = "M" if said["outcome"] == "R" else said["outcome"]
    chosen = {"outcome": outcome, "reasons": said["reasons"], "reassess": said["outcome"] == "R", "plan_on_paper": bool(said.get("plan_on_paper"))}
    if "confirm" in request.POST:
        deciding.decide_review(
            review=found, **chosen, version=said["version"], seen=frozenset(request.POST.getlist("seen")), form_key=said["form_key"], result_url=here(found),
            by=acting(request), on=on,
        )  # fmt: skip
        messages.success(request, "The review is decided, and the letters leave today")
        return redirect(here(found))
    version = version_of(found) if outcome == "A" else None
    drafted = deciding.drafts_of(found, **chosen, version=version, day=on)
    first = drafted[0].wording
    return render(
        request, "reviews/decide_check.html",
        {
            "review": found, "child": found.plan.child, "form": form, "drafted": drafted, "first": first, "blocks": blocks_of(first),
            "changes": changes_of(version) if version else [], "typed": [(name, value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "seen")],
        },
    )  # fmt: skip


def _cease_href(found: Review) -> str | None:
    """Where ending this plan is proposed."""
    try:
        return reverse("reviews:ceasing", args=[found.plan.child_id])
    except NoReverseMatch:
        return None


@require_POST
@needs("review", "decide", reads=True)
def ended(request: Any, review_id: UUID) -> HttpResponse:
    """This review ended in the letter that the plan will end."""
    found = find(request, review_id)
    readings.read(request, page="reviews.decide", children=[found.plan.child])
    try:
        deciding.note_ceasing(review=found, by=acting(request), on=request.standing.on)
        messages.success(request, "It is noted that this review ended with the letter that the plan will end")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(here(found))
