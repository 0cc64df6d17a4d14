"""Deciding whether to assess: the test, the decision, the letters as they will leave, and then the decision itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import drafts, files, form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.gathering import asked
from goldenthread.core.refusals import Changed, Refused
from goldenthread.meetings.models import AgendaItem
from goldenthread.meetings.packs import before_panel
from goldenthread.meetings.policies import check_may_decide
from goldenthread.people.models import Document
from goldenthread.people.policies import pairs_on

from .. import actions, letters, policies
from ..facts import duties_of
from ..forms import DecisionForm
from ..letters.wording import Heading, Points
from ..models import Decision, Request
from .finding import acting, find_request, record_href, say

ASSESS = Decision.About.ASSESS


def _draft(request_id: UUID) -> str:
    return f"decision.{request_id}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def decide(request: Any, request_id: UUID) -> HttpResponse:
    """The request, its clocks, and the legal test as questions."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.decide", children=[found.child])
    if decided := _decided(found):
        return redirect("casework:decided", request_id=decided.request_id)
    kept = drafts.load(user_id=request.user.pk, form=_draft(request_id)) or {}
    if request.method == "POST":
        form = DecisionForm(request.POST, version=found.version)
        drafts.save(
            user_id=request.user.pk, form=_draft(request_id), part="answers", answers=drafts.typed(request.POST)
        )
        if form.is_valid() and _keep_letters(request, found, form):
            return redirect("casework:decide_check", request_id=found.pk)
        return _show(request, found, form)
    if "answers" not in kept:
        drafts.save(user_id=request.user.pk, form=_draft(request_id), part="began", answers={})
    forum = Decision.Forum.PANEL if "panel" in request.GET else Decision.Forum.OFFICER
    return _show(request, found, _typed_before(found, kept.get("answers"), request.standing.on, forum))


def _typed_before(found: Request, typed: Any, today: Any, forum: str) -> DecisionForm:
    """The form as it was left, saying nothing of what is wrong until it is sent again."""
    form = DecisionForm(drafts.as_post(typed), version=found.version, initial={"made_on": today, "forum": forum})
    if form.is_bound:
        form.initial.update({name: form[name].data for name in form.fields if name != "version"})
        form.is_bound = False
    return form


def _decided(found: Request) -> Decision | None:
    return next((decision for decision in found.decisions.all() if decision.about == ASSESS), None)


def _show(request: Any, found: Request, form: DecisionForm) -> HttpResponse:
    context = {
        "found": found,
        "child": found.child,
        "form": form,
        "duties": [
            (duty, duty.state(request.standing.on))
            for duty in duties_of(found, [], list(found.exception_claims.all()))
            if duty.due_on
        ],
        "papers": list(Document.objects.filter(child=found.child, matter_id=found.pk, kind="evidence")),
        "citation": policies.CITATIONS["test"],
        "today": request.standing.on,
        "autosave": f"{_draft(found.pk)}/answers",
    }
    return render(request, "casework/decide.html", context)


def _keep_letters(request: Any, found: Request, form: DecisionForm) -> bool:
    """Ask all that the action will ask, and draw the letters once, so that what was read is what leaves."""
    said = form.cleaned_data
    try:
        if (item := _before_panel(found, said["forum"])) is not None:
            check_may_decide(item, request.user.pk, list(item.meeting.attendances.all()))
        policies.check_decision(
            request=found, yes=form.yes, answers=form.answers(), consulted_on=said["consulted_on"], made_on=said["made_on"],
            version=said["version"], standing=request.standing, on=request.standing.on,
        )  # fmt: skip
        drawn = {
            draft.fingerprint: _as_json(letters.render(draft)) for draft in _letters(found, form, request.standing.on)
        }
    except Refused as refused:
        say(form, refused)
        return False
    drafts.save(
        user_id=request.user.pk, form=_draft(found.pk), part="_letters", answers={"key": str(uuid4()), "drawn": drawn}
    )
    return True


def _before_panel(found: Request, forum: str) -> AgendaItem | None:
    """The matter on a panel's agenda that this decision ends; None where an officer decided, or where it is on none."""
    return before_panel(found.pk) if forum == Decision.Forum.PANEL else None


def _letters(found: Request, form: DecisionForm, on: Any) -> list[letters.Drafted]:
    said = form.cleaned_data
    unsaved = Decision(
        request=found, about=ASSESS, yes=form.yes, made_on=said["made_on"], notified_on=on, reasons=said["reasons"], test_answers=form.answers()
    )  # fmt: skip
    return letters.drafts_of_decision(unsaved, on)


#: What was typed (taken, for the moment of sending), and whether the matter is on a panel's agenda at all.
_KEPT = """
WITH draft AS ({draft})
SELECT jsonb_build_object('kept', (SELECT data FROM draft),
                          'on_agenda', EXISTS (SELECT 1 FROM meetings_agendaitem i
                                               WHERE i.child_id = %(child)s AND i.matter_id = %(request)s AND i.ended = ''))::text
"""
_TAKE, _LOAD = _KEPT.format(draft=drafts.TAKE), _KEPT.format(draft=drafts.LOAD)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def check(request: Any, request_id: UUID) -> HttpResponse:
    """The letters as they will leave. Confirming makes the decision and sends them."""
    found = find_request(request, request_id)
    posted = request.method == "POST"
    values = {"user": request.user.pk, "form": _draft(found.pk), "child": found.child_id, "request": found.pk}
    said = asked(_TAKE if posted else _LOAD, values)
    kept: Any = said["kept"]
    if _decided(found):
        return redirect("casework:decided", request_id=found.pk)
    answered = (
        DecisionForm(drafts.as_post(kept.get("answers")), version=found.version)
        if kept and "_letters" in kept
        else None
    )
    if answered is None or not answered.is_valid():
        if posted and kept:
            _put_back(request, found, kept)
        return redirect("casework:decide", request_id=found.pk)
    form = Form(request.POST if posted else None)
    if posted:
        try:
            _confirm(request, found, answered, kept["_letters"], on_agenda=said["on_agenda"])
            return redirect("casework:decided", request_id=found.pk)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except letters.LettersChanged as changed:
            _put_back(request, found, kept)
            messages.info(request, changed.sentence)
            return redirect(
                "casework:decide_check" if _keep_letters(request, found, answered) else "casework:decide",
                request_id=found.pk,
            )
        except Refused as refused:
            _put_back(request, found, kept)
            if isinstance(refused, Changed):
                messages.info(request, refused.sentence)
                return redirect("casework:decide", request_id=found.pk)
            say(form, refused)
    return _show_letters(request, found, answered, form, kept)


def _put_back(request: Any, found: Request, kept: dict[str, Any]) -> None:
    drafts.put_back(user_id=request.user.pk, form=_draft(found.pk), parts=kept)


def _show_letters(
    request: Any, found: Request, answered: DecisionForm, form: Form, kept: dict[str, Any]
) -> HttpResponse:
    readings.read(request, page="casework.decide_check", children=[found.child])
    try:
        drafted = _letters(found, answered, request.standing.on)
    except Refused as refused:
        messages.info(request, refused.sentence)
        return redirect("casework:decide", request_id=found.pk)
    if {draft.fingerprint for draft in drafted} != kept["_letters"]["drawn"].keys() and not _keep_letters(
        request, found, answered
    ):
        return redirect("casework:decide", request_id=found.pk)
    shown = [
        {"to": draft.to, "pdf": reverse("casework:decide_letter", args=[found.pk, draft.fingerprint])}
        for draft in drafted
    ]
    first = drafted[0].wording
    context = {
        "found": found,
        "child": found.child,
        "form": form,
        "yes": answered.yes,
        "letters": shown,
        "first": first,
        "blocks": _blocks(first),
    }
    return render(request, "casework/decide_check.html", context)


def _confirm(request: Any, found: Request, answered: DecisionForm, kept: dict[str, Any], *, on_agenda: bool) -> None:
    said = answered.cleaned_data
    act = actions.decide_to_assess if answered.yes else actions.decide_not_to_assess
    act(
        request=found, answers=answered.answers(), consulted_on=said["consulted_on"], made_on=said["made_on"], reasons=said["reasons"],
        forum=said["forum"], version=said["version"], form_key=UUID(kept["key"]), rendered=_from_json(kept["drawn"]),
        result_url=reverse("casework:decided", args=[found.pk]), by=acting(request), on=request.standing.on,
        agenda_item=_before_panel(found, said["forum"]) if on_agenda else None,
    )  # fmt: skip


def _blocks(wording: Any) -> list[dict[str, Any]]:
    """The letter's parts for the page."""
    blocks = []
    for part in wording.parts if wording else ():
        kind = "heading" if isinstance(part, Heading) else "points" if isinstance(part, Points) else "text"
        blocks.append({"kind": kind, "text": getattr(part, "text", ""), "items": getattr(part, "items", ())})
    return blocks


@require_safe
@needs("request", "decide", reads=True)
def letter(request: Any, request_id: UUID, fingerprint: str) -> FileResponse | HttpResponse:
    """A letter that is not sent yet, as PDF, for the person who is deciding."""
    found = find_request(request, request_id)
    kept = drafts.load(user_id=request.user.pk, form=_draft(request_id)) or {}
    drawn = kept.get("_letters", {}).get("drawn", {}).get(fingerprint)
    if drawn is None or not files.path_of(drawn["pdf"][0]).exists():
        raise Http404
    readings.read(request, page="casework.decide_letter", children=[found.child])
    response = FileResponse(
        files.path_of(drawn["pdf"][0]).open("rb"),
        as_attachment=True,
        filename="letter-not-sent.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@needs("request", "view")
def decided(request: Any, request_id: UUID) -> HttpResponse:
    """What was decided, and who is being told."""
    found = find_request(request, request_id)
    readings.read(request, page="casework.decided", children=[found.child])
    decision = _decided(found)
    if decision is None:
        return redirect("casework:request", request_id=found.pk)
    kinds = ("decision-assess", "decision-not-assess")
    sent = Document.objects.filter(child=found.child, matter_id=found.pk, kind__in=kinds, sent_on__isnull=False)
    return render(
        request,
        "casework/decided.html",
        {
            "found": found,
            "child": found.child,
            "decision": decision,
            "letters": list(sent.readable(request.user.pk, pairs_on(request.standing, found.child))),
            "record": record_href(found.child),
        },
    )


def _as_json(rendered: letters.Rendered) -> dict[str, Any]:
    return {"pdf": list(rendered.pdf), "docx": list(rendered.docx) if rendered.docx else None}


def _from_json(drawn: dict[str, Any]) -> dict[str, letters.Rendered]:
    return {
        mark: letters.Rendered(tuple(each["pdf"]), tuple(each["docx"]) if each["docx"] else None)
        for mark, each in drawn.items()
    }
