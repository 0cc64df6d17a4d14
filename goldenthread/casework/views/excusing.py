"""Exceptions: claimed by an officer, accepted or refused by a manager, taken back by either."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import files, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.uploads import check_upload
from goldenthread.law.days import in_words

from .. import actions
from ..actions.excusing import same_claim
from ..actions.receiving import Evidence
from ..clocks import claimable, clock_of, spoken
from ..excused import ground_of
from ..forms import AcceptForm, ClaimForm, WhyForm
from ..models import ExceptionClaim, Request
from .changing import one_form
from .finding import acting, find_request


def paper_of(sent: Any, title: str) -> Evidence | None:
    """A file that shows something, checked and stored; None where none was sent. Refused where it cannot be taken."""
    if not sent:
        return None
    upload = check_upload(sent)
    return Evidence(file=files.store(upload.content, content_type=upload.content_type, scan=upload.scan), title=title)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def claim(request: Any, request_id: UUID) -> HttpResponse:
    """One of the law's grounds made a date impractical to keep."""
    found = find_request(request, request_id)
    clocks = claimable(found, request.standing.on)
    if not clocks:
        messages.info(request, "There is no date of this request that an exception could still lift.")
        readings.read(request, page="casework.change", children=[found.child])
        return redirect("casework:request", request_id=found.pk)
    form = ClaimForm(request.POST, request.FILES, clocks=clocks) if request.method == "POST" else ClaimForm(clocks=clocks)

    def act(form: Any) -> None:
        said = form.cleaned_data
        if same_claim(found.exception_claims.all(), said["clock"], said["ground"], said["evidence"] or ""):
            return  # sent before
        actions.claim_exception(
            request=found,
            clock=said["clock"],
            ground=said["ground"],
            **form.facts(),
            paper=paper_of(said["paper"], f"Evidence for an exception: {spoken(said['clock']).lower()}"),
            by=acting(request),
            on=request.standing.on,
        )

    lead = "An exception removes one fixed date. It adds no weeks: the step is then due as soon as practicable. A manager decides on it."
    return one_form(
        request, found, form, heading="Claim an exception", button="Claim the exception", lead=lead, act=act,
        done="The exception was claimed",
    )  # fmt: skip


def _claimed(request: Any, request_id: UUID, claim_id: int) -> tuple[Request, ExceptionClaim]:
    found = find_request(request, request_id)
    claim = next((each for each in found.exception_claims.all() if each.pk == claim_id), None)
    if claim is None:
        raise Http404
    claim.request = found
    return found, claim


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def accept(request: Any, request_id: UUID, claim_id: int) -> HttpResponse:
    """A manager accepts the claim, and the family has been told."""
    found, claim = _claimed(request, request_id, claim_id)
    form = AcceptForm(request.POST if request.method == "POST" else None)

    def act(form: Form) -> None:
        actions.accept_exception(
            claim=claim, family_told_on=form.cleaned_data["family_told_on"], by=acting(request), on=request.standing.on
        )

    due_on = claim.advice_request.due_on if claim.advice_request else clock_of(found, claim.clock)[1]
    until = f" of {in_words(due_on)}" if due_on else ""
    shown = f"What shows it: {claim.evidence or (claim.paper.title if claim.paper else 'nothing')}. "
    lead = (
        f"The date{until} for ‘{spoken(claim.clock)}’ is lifted, because: {ground_of(claim)}. {shown}"
        "It stays on show, with the ground and the day the family was told. No weeks are added: it must be done as soon as practicable."
    )
    return one_form(
        request, found, form, heading="Accept the exception", button="Accept the exception", lead=lead, act=act,
        done="The exception was accepted",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "decide", reads=True)
def refuse(request: Any, request_id: UUID, claim_id: int) -> HttpResponse:
    """A manager does not accept the claim."""
    found, claim = _claimed(request, request_id, claim_id)
    form = WhyForm(
        request.POST if request.method == "POST" else None, label="Why is it not accepted?", missing="Enter why the exception is not accepted"
    )

    def act(form: Form) -> None:
        actions.refuse_exception(claim=claim, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)

    return one_form(
        request, found, form, heading="Do not accept the exception", button="Do not accept it", act=act,
        lead=f"The date for ‘{spoken(claim.clock)}’ binds as before.", done="The exception was not accepted. The date binds",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "update", reads=True)
def withdraw(request: Any, request_id: UUID, claim_id: int) -> HttpResponse:
    """The claim is taken back."""
    found, claim = _claimed(request, request_id, claim_id)
    form = WhyForm(
        request.POST if request.method == "POST" else None, label="Why is it withdrawn?", missing="Enter why the exception is withdrawn"
    )

    def act(form: Form) -> None:
        actions.withdraw_exception(claim=claim, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)

    lead = f"The first date for ‘{spoken(claim.clock)}’ binds again, as if it had never been lifted. The claim and your reason stay on record."
    return one_form(
        request, found, form, heading="Withdraw the exception", button="Withdraw the exception", lead=lead, act=act,
        done="The exception was withdrawn. The date binds",
    )  # fmt: skip
