"""Whether a plan is issued: the question of the law, the letter of a refusal as it will leave, and then the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import drafts, files, form_keys, readings
from goldenthread.core.refusals import Changed, Refused
from goldenthread.law.issuing import CITATIONS
from goldenthread.meetings.models import AgendaItem
from goldenthread.meetings.packs import before_panel
from goldenthread.people.models import Document
from goldenthread.people.policies import pairs_on
from goldenthread.plans.models import Version

from .. import letters
from ..actions import concluding
from ..facts import duties_of
from ..forms.concluding import ConcludeForm, SureForm
from ..models import AdviceRequest, Decision, Request
from .finding import acting, find_request, record_href, say
from .letters import blocks_of

ISSUE = Decision.About.ISSUE
#: The clocks that this decision, and what follows it, must keep.
CLOCKS = ("EHCNA-16", "DET-10", "EHCNA-20", "DET-20")


def _draft(request_id: UUID) -> str:
    return f"conclusion.{request_id}"


def _decided(found: Request) -> Decision | None:
    return next((decision for decision in found.decisions.all() if decision.about == ISSUE), None)


def _before_panel(found: Request, forum: str) -> AgendaItem | None:
    return before_panel(found.pk) if forum == Decision.Forum.PANEL else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def conclude(request: Any, request_id: UUID) -> HttpResponse:
    """The advice that came in, the clocks, and the question."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.conclude", children=[found.child])
    if _decided(found):
        return redirect("casework:concluded", request_id=found.pk)
    kept = drafts.load(user_id=request.user.pk, form=_draft(request_id)) or {}
    if request.method == "POST":
        form = ConcludeForm(request.POST, version=found.version)
        drafts.save(user_id=request.user.pk, form=_draft(request_id), part="answers", answers=drafts.typed(request.POST))
        if form.is_valid() and _may_conclude(request, found, form):
            return redirect("casework:conclude_check", request_id=found.pk)
        return _show(request, found, form)
    if "answers" not in kept:
        drafts.save(user_id=request.user.pk, form=_draft(request_id), part="began", answers={})
    forum = Decision.Forum.PANEL if "panel" in request.GET else Decision.Forum.OFFICER
    return _show(request, found, _typed_before(found, kept.get("answers"), {"made_on": request.standing.on, "forum": forum}))


def _typed_before(found: Request, typed: Any, initial: dict[str, Any]) -> ConcludeForm:
    """The form as it was left, saying nothing of what is wrong until it is sent again."""
    form = ConcludeForm(drafts.as_post(typed), version=found.version, initial=initial)
    if form.is_bound:
        form.initial.update({name: form[name].data for name in form.fields if name != "version"})
        form.is_bound = False
    return form


def _may_conclude(request: Any, found: Request, form: ConcludeForm) -> bool:
    """Ask all that the action will ask."""
    said = form.cleaned_data
    try:
        concluding.check_conclusion(
            request=found, yes=form.yes, reasons=said["reasons"], made_on=said["made_on"], version=said["version"],
            standing=request.standing, on=request.standing.on,
        )  # fmt: skip
        if not form.yes:
            letters.drafts_of_no_plan(found, request.standing.on, reasons=said["reasons"].strip())
    except Refused as refused:
        say(form, refused)
        return False
    return True


def _show(request: Any, found: Request, form: ConcludeForm) -> HttpResponse:
    asks = AdviceRequest.objects.filter(child=found.child, request=found, withdrawn_on__isnull=True).select_related("asked_of", "advice")
    duties = [
        (duty, duty.state(request.standing.on))
        for duty in duties_of(found, list(found.decisions.all()), list(found.exception_claims.all()))
        if duty.due_on and duty.clock in CLOCKS
    ]
    context = {
        "found": found, "child": found.child, "form": form, "duties": duties, "today": request.standing.on, "citation": CITATIONS["necessary"],
        "asks": list(asks), "late": sum(1 for ask in asks if ask.received_on is None), "autosave": f"{_draft(found.pk)}/answers",
    }  # fmt: skip
    return render(request, "casework/issue_decision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def check(request: Any, request_id: UUID) -> HttpResponse:
    """What confirming will do, and the letter of a refusal as it will leave."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.conclude_check", children=[found.child])
    if _decided(found):
        return redirect("casework:concluded", request_id=found.pk)
    kept = drafts.load(user_id=request.user.pk, form=_draft(request_id)) or {}
    answered = ConcludeForm(drafts.as_post(kept.get("answers")), version=found.version)
    if not answered.is_valid():
        return redirect("casework:conclude", request_id=found.pk)
    form = SureForm(request.POST if request.method == "POST" else None)
    try:
        drafted = [] if answered.yes else letters.drafts_of_no_plan(found, request.standing.on, reasons=answered.cleaned_data["reasons"].strip())
        if request.method == "POST" and form.is_valid():
            _confirm(request, found, answered, form)
            drafts.take(user_id=request.user.pk, form=_draft(request_id))
            return redirect("casework:concluded", request_id=found.pk)
    except form_keys.AlreadySent as sent:
        return redirect(sent.url)
    except letters.LettersChanged as changed:
        messages.info(request, changed.sentence)
        return redirect("casework:conclude_check", request_id=found.pk)
    except Refused as refused:
        if isinstance(refused, Changed) or request.method != "POST":
            messages.info(request, refused.sentence)
            return redirect("casework:conclude", request_id=found.pk)
        say(form, refused)
    seen = [draft.fingerprint for draft in drafted]
    context = {
        "found": found, "child": found.child, "form": form, "yes": answered.yes, "drafted": drafted, "seen": seen,
        "first": drafted[0].wording if drafted else None, "blocks": blocks_of(drafted[0].wording) if drafted else [],
    }  # fmt: skip
    return render(request, "casework/issue_decision_check.html", context)


def _confirm(request: Any, found: Request, answered: ConcludeForm, form: SureForm) -> None:
    said = answered.cleaned_data
    common = {
        "request": found, "reasons": said["reasons"], "made_on": said["made_on"], "forum": said["forum"], "version": said["version"],
        "form_key": form.cleaned_data["form_key"], "result_url": reverse("casework:concluded", args=[found.pk]), "by": acting(request),
        "on": request.standing.on, "agenda_item": _before_panel(found, said["forum"]),
    }  # fmt: skip
    if answered.yes:
        concluding.decide_to_issue(**common)
    else:
        concluding.decide_not_to_issue(**common, seen=frozenset(request.POST.getlist("seen")))


@require_safe
@needs("request", "decide", reads=True)
def letter(request: Any, request_id: UUID, fingerprint: str) -> FileResponse | HttpResponse:
    """A letter of refusal that is not sent yet, as PDF, for the person who is deciding."""
    found = find_request(request, request_id)
    kept = drafts.load(user_id=request.user.pk, form=_draft(request_id)) or {}
    answered = ConcludeForm(drafts.as_post(kept.get("answers")), version=found.version)
    if not answered.is_valid() or answered.yes:
        raise Http404
    drafted = letters.drafts_of_no_plan(found, request.standing.on, reasons=answered.cleaned_data["reasons"].strip())
    wanted = next((draft for draft in drafted if draft.fingerprint == fingerprint), None)
    if wanted is None:
        raise Http404
    readings.read(request, page="casework.conclude_letter", children=[found.child])
    drawn = letters.render(wanted)
    response = FileResponse(files.path_of(drawn.pdf[0]).open("rb"), as_attachment=True, filename="letter-not-sent.pdf", content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@needs("request", "view")
def concluded(request: Any, request_id: UUID) -> HttpResponse:
    """What was decided, who is being told, and what comes next."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.concluded", children=[found.child])
    decision = _decided(found)
    if decision is None:
        return redirect("casework:request", request_id=found.pk)
    sent = Document.objects.filter(child=found.child, matter_id=found.pk, kind=concluding.REFUSED, sent_on__isnull=False)
    draft = Version.objects.filter(child=found.child, issued_on__isnull=True, given_up_on__isnull=True).first() if decision.yes else None
    context = {
        "found": found, "child": found.child, "decision": decision, "draft": draft, "record": record_href(found.child),
        "letters": list(sent.readable(request.user.pk, pairs_on(request.standing, found.child))),
    }  # fmt: skip
    return render(request, "casework/issue_decided.html", context)
