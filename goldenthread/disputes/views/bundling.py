"""The bundle: asked for, watched, taken away, and the papers that are in it or kept out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may, pairs_on
from goldenthread.people.wrong_child import accept_paper

from .. import actions, reach
from ..bundling.choosing import ANOTHERS, YOUNG_PERSONS
from ..forms.steps import BecauseForm, WantBundleForm
from ..models import Bundle, Dispute, KeptOut, Paper
from ..policies import check_update
from ..whose import is_theirs, tie_of
from .finding import acting, find_dispute, works_on
from .showing import sent_file
from .stepping import one_form


def _found(request: Any, dispute_id: UUID) -> Dispute:
    """A dispute whose bundles this person may have: officers who may, and of the family whoever raised it."""
    found = find_dispute(request, dispute_id)
    if not allowed(check_may, request.standing, found.child, "dispute", "export"):
        raise Http404
    if not works_on(request, found.child) and not is_theirs(found, request.user, tie_of(request.user, found.child, request.standing.on)):
        raise Http404
    return found


@require_safe
@needs("dispute", "export", reads=True)
def bundles(request: Any, dispute_id: UUID) -> HttpResponse:
    """The bundles made of one dispute's papers, the newest first, and what the next would hold."""
    found = _found(request, dispute_id)
    readings.read(request, page="disputes.bundle", children=[found.child])
    made = list(found.bundles.exclude(state=Bundle.State.WANTED).select_related("asked_by"))
    wanted = found.bundles.filter(state=Bundle.State.WANTED).select_related("asked_by").first()
    officer = works_on(request, found.child)
    newest = made[0] if made else None
    running = newest is not None and newest.state in (Bundle.State.WAITING, Bundle.State.MAKING)
    return render(
        request, "disputes/bundles.html",
        {
            "dispute": found, "child": found.child, "bundles": made, "newest": newest, "wanted": wanted, "running": running, "officer": officer, "today": request.standing.on,
            "progress": reach.progress_of(newest) if newest is not None and running else None,
            "left_out": newest.left_out if newest and officer else [],
            "may_look": officer and allowed(check_may, request.standing, found.child, "dispute", "update"),
            "may_share": allowed(check_may, request.standing, found.child, "document", "share"),
            "sealable": _sealable(request, found) if officer else [],
            "may_let_in": allowed(check_may, request.standing, found.child, "dispute", "decide"), "always_out": (ANOTHERS, YOUNG_PERSONS),
        },
    )  # fmt: skip


def _sealable(request: Any, found: Dispute) -> list[tuple[Document, str]]:
    """The record's papers that this person reads, with why each is kept out."""
    readable = Document.objects.filter(child=found.child).readable(request.user.pk, pairs_on(request.standing, found.child))
    because = dict(KeptOut.objects.filter(document__in=readable, document__child=found.child).values_list("document_id", "because"))
    return [(each, because.get(each.pk, "")) for each in readable.order_by("-made_on", "title", "pk")[:300]]


@require_POST
@needs("dispute", "export", reads=True)
def ask(request: Any, dispute_id: UUID) -> HttpResponse:
    """One action: the worker makes it."""
    found = _found(request, dispute_id)
    readings.read(request, page="disputes.bundle", children=[found.child])
    try:
        actions.ask_for_bundle(dispute=found, by=acting(request), on=request.standing.on)
        messages.success(request, "The bundle is being made")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("disputes:bundles", dispute_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def want(request: Any, dispute_id: UUID) -> HttpResponse:
    """Somebody who works on the dispute, and may make no bundle, asks somebody who may."""
    found = find_dispute(request, dispute_id)
    if not allowed(check_update, request.standing, found) or allowed(check_may, request.standing, found.child, "dispute", "export"):
        raise Http404
    makers = reach.makers_of_bundles(found.area_id)
    form = WantBundleForm(request.POST if request.method == "POST" else None, makers=makers)
    back = reverse("disputes:dispute", args=[found.pk])

    def act(form: Any) -> str:
        actions.want_bundle(dispute=found, of=makers[int(form.cleaned_data["of"])], by=acting(request), on=request.standing.on)
        return back

    lead = "A bundle takes many papers out of the record at once, so a team manager or the head of SEND makes it."
    return one_form(request, form, child=found.child, heading="Ask for a bundle of papers", button="Ask", back=back, act=act, done="They are told", lead=lead)


@require_safe
@needs("dispute", "export", reads=True)
def bundle(request: Any, dispute_id: UUID, bundle_id: UUID) -> FileResponse | HttpResponse:
    """A bundle as a download."""
    found = _found(request, dispute_id)
    one = found.bundles.filter(pk=bundle_id, state=Bundle.State.MADE).select_related("file").first()
    if one is None:
        raise Http404
    readings.read(request, page="disputes.bundle", children=[found.child], reason=f"bundle {one.number}")
    return sent_file(request, one.file, f"bundle-{found.child.reference.lower()}-{one.number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def keep_out(request: Any, dispute_id: UUID, document_id: UUID) -> HttpResponse:
    """A sealed paper goes into no bundle; or may go in again."""
    found = find_dispute(request, dispute_id)
    document = _readable(request, found, document_id)
    sealed = KeptOut.objects.filter(document=document, document__child=found.child).exists()
    if not allowed(check_may, request.standing, found.child, "dispute", "decide" if sealed else "update"):
        raise Http404
    label = "Why may it go into bundles again?" if sealed else "Why must it not go into a bundle?"
    form = BecauseForm(request.POST if request.method == "POST" else None, label=label, missing="Enter why")
    back = reverse("disputes:bundles", args=[found.pk])
    do = actions.let_in_paper if sealed else actions.keep_out_paper

    def act(form: Any) -> str:
        do(document=document, because=form.cleaned_data["because"], by=acting(request), on=request.standing.on)
        return back

    heading = "Let a paper into bundles again" if sealed else "Keep a paper out of bundles"
    return one_form(request, form, child=found.child, heading=heading, button="Save", back=back, act=act, done="It is recorded", shown=document.title)


def _readable(request: Any, found: Dispute, document_id: UUID) -> Document:
    readable = Document.objects.filter(child=found.child, pk=document_id).readable(request.user.pk, pairs_on(request.standing, found.child))
    document = readable.select_related("child", "file").first()
    if document is None:
        raise Http404
    return document


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def look(request: Any, dispute_id: UUID, key: str) -> HttpResponse:
    """A person looked at a paper that may be another child's, and answers for its being this child's."""
    found = find_dispute(request, dispute_id)
    if not allowed(check_may, request.standing, found.child, "dispute", "update"):
        raise Http404
    kind, _, identity = key.partition(":")
    form = BecauseForm(request.POST if request.method == "POST" else None, label="How do you know that it is this child’s?", missing="Enter how you know")
    back = reverse("disputes:bundles", args=[found.pk])
    if kind == "document":
        document = _readable(request, found, _uuid(identity))
        title, do = document.title, lambda because: accept_paper(document=document, because=because, by=acting(request), on=request.standing.on)
    elif kind == "paper":
        paper = Paper.objects.filter(dispute__in=reach.visible_disputes(request.standing).filter(child=found.child), pk=_uuid(identity)).select_related("dispute__child").first()
        if paper is None:
            raise Http404
        title, do = paper.title, lambda because: actions.answer_for_paper(paper=paper, because=because, by=acting(request), on=request.standing.on)
    else:
        raise Http404

    def act(form: Any) -> str:
        do(form.cleaned_data["because"])
        return back

    lead = "This paper names another child, or could not be read. Open it and look. If it is another child’s, take it out of this record instead."
    return one_form(request, form, child=found.child, heading="Is this paper this child’s?", button="It is this child’s", back=back, act=act, done="It is recorded", lead=lead, shown=title)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
