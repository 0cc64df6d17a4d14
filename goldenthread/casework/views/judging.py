"""What an officer does with one ask: read what came, accept it, return it, ask no longer, use earlier advice, claim an exception."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.form_fields import Form
from goldenthread.core.models import Message
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law.advice import CITATIONS
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may

from ..actions import advising as actions
from ..actions.excusing import same_claim
from ..advice import policies
from ..advice.clocks import duty_of
from ..advice.earlier import given_before, waiting_for
from ..advice.words import short
from ..advice.written import Written
from ..excused import words_of
from ..forms.advising import AdviserClaimForm, ReturnForm, ReuseForm, WithdrawAskForm
from ..models import AdviceRequest, Reminder
from .asks import find_ask, one_form, posted, works_on
from .excusing import paper_of
from .finding import acting, find_request, say


class AcceptAdviceForm(Form):
    """One press of a button, for the version that was looked at."""


def _review(ask: AdviceRequest) -> str:
    return reverse("casework:advice_review", args=[ask.pk])


@require_safe
@needs("ask", "view")
def review(request: Any, ask_id: UUID) -> HttpResponse:
    """One ask as those who work on the case see it. What is still being written stays the adviser's."""
    ask = works_on(request, find_ask(request, ask_id))
    readings.read(request, page="casework.advice_review", children=[ask.child])
    standing = request.standing
    claims = list(ask.exception_claims.order_by("pk"))
    duty = duty_of(ask, ask.request, ask.request.decisions.order_by("pk"), claims)
    context = {
        "ask": ask, "child": ask.child, "today": standing.on, "duties": [(duty, duty.state(standing.on))] if duty else [], "claims": [(claim, words_of(claim)) for claim in claims],
        "written": Written(ask) if ask.received_on else None, "returns": list(ask.returns.select_related("by")), "reminders": reminders_of(ask),
        "may_judge": allowed(policies.check_judge, standing=standing, ask=ask),
        "may_withdraw": allowed(policies.check_withdraw, standing=standing, ask=ask, why="asked"),
        "may_accept_claim": allowed(check_may, standing, ask.child, "request", "decide"), "accept": AcceptAdviceForm(version=ask.version),
    }  # fmt: skip
    return render(request, "casework/advice_review.html", context)


def reminders_of(ask: AdviceRequest) -> list[tuple[Reminder, str]]:
    """Every reminder with what became of its message."""
    reminders = list(ask.reminders.order_by("pk"))
    sent = Message.objects.in_bulk([each.message_id for each in reminders if each.message_id])
    return [(each, delivery(sent.get(each.message_id))) for each in reminders]


def delivery(message: Message | None) -> str:
    """What became of a message, in words."""
    if message is None:
        return "No address to send it to"
    return str(message.get_state_display()) + (f". {message.last_error}" if message.last_error else "")


@require_POST
@needs("ask", "update")
def accept(request: Any, ask_id: UUID) -> HttpResponse:
    """It will do."""
    ask = works_on(request, find_ask(request, ask_id))
    readings.read(request, page="casework.advice_review", children=[ask.child])
    form = AcceptAdviceForm(request.POST, version=ask.version)
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        actions.accept_advice(ask=ask, version=version, by=acting(request), on=request.standing.on)
        messages.success(request, "The advice was accepted")
    except Refused as refused:
        messages.info(request, refused.sentence)
    return redirect(_review(ask))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "update", reads=True)
def give_back(request: Any, ask_id: UUID) -> HttpResponse:
    """It must be made better."""
    ask = works_on(request, find_ask(request, ask_id))
    first = {"reasons": "\n".join(f"{finding['sentence']}: ‘{finding['of']}’" if finding.get("of") else f"{finding['sentence']}." for finding in ask.findings)}
    form = ReturnForm(posted(request), version=ask.version, initial=first)

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.return_advice(ask=ask, reasons=said["reasons"], version=said["version"], by=acting(request), on=request.standing.on)

    lead = "Their six weeks are not touched. What came in is kept, with the day it came and what the checks found."
    return one_form(
        request, ask, form, heading="Return the advice to be improved", button="Return it", act=act, done="The advice was returned",
        onward=_review(ask), lead=lead,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "update", reads=True)
def withdraw(request: Any, ask_id: UUID) -> HttpResponse:
    """Nobody needs it any more."""
    ask = works_on(request, find_ask(request, ask_id))
    form = WithdrawAskForm(posted(request), version=ask.version)

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.withdraw_ask(ask=ask, why=said["why"], version=said["version"], by=acting(request), on=request.standing.on)

    return one_form(
        request, ask, form, heading="Ask no longer", button="Ask no longer", act=act, done="This advice is no longer asked for",
        onward=_review(ask), lead="Its clock stops, and the service no longer sees the child because of it. The ask stays on record with your reason.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "update", reads=True)
def exception(request: Any, ask_id: UUID) -> HttpResponse:
    """One of the grounds that excuse an adviser."""
    ask = works_on(request, find_ask(request, ask_id))
    form = AdviserClaimForm(request.POST, request.FILES) if request.method == "POST" else AdviserClaimForm()

    def act(form: Any) -> None:
        said = form.cleaned_data
        if same_claim(ask.exception_claims.order_by("pk"), "ADV-06", said["ground"], said["evidence"] or ""):
            return  # sent before
        actions.claim_for_adviser(
            ask=ask, ground=form.cleaned_data["ground"], **form.facts(),
            paper=paper_of(form.cleaned_data["paper"], f"Evidence for an exception: {short(ask.kind)}"), by=acting(request), on=request.standing.on,
        )

    lead = "It excuses this adviser’s six weeks and no date of the council’s. A shortage of staff or a waiting list is no ground. A manager decides."
    return one_form(
        request, ask, form, heading="Claim an exception for this adviser", button="Claim the exception", act=act, done="The exception was claimed",
        onward=_review(ask), lead=lead,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "create", reads=True)
def reuse(request: Any, request_id: UUID) -> HttpResponse:
    """Advice that exists serves, with three agreements."""
    found = find_request(request, request_id)
    if not policies.works_on(request.standing, found.child):
        raise Http404
    readings.read(request, page="casework.advice_reuse", children=[found.child])
    earlier = {str(each.pk): each for each in given_before(found)}
    choices = [
        (key, f"{short(each.kind)}, {each.author or (each.organisation.name if each.organisation else 'author not known')}, {in_words(each.given_on)}")
        for key, each in earlier.items()
    ]
    form = ReuseForm(posted(request), earlier=choices)
    onward = reverse("casework:advice", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        advice = earlier[said["earlier"]]
        try:
            actions.reuse_advice(
                request=found, kind=advice.kind, earlier=advice, ask=waiting_for(found, advice.kind),
                agreed={who: said[f"{who}_agreed_on"] for who in policies.AGREEING}, by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The earlier advice is used. No clock runs for it")
            return redirect(onward)
    context = {"child": found.child, "form": form, "choices": choices, "citation": CITATIONS["reuse"], "back_to": onward}
    return render(request, "casework/advice_reuse.html", context)
