"""The family's own pages: what they raised, where it is, what comes next, and their rights."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.models import Decision
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused
from goldenthread.law.timetable import AppealFacts, duties
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Child

from .. import actions, reach
from ..forms.fields import paper as paper_field
from ..forms.fields import short
from ..forms.opening import FamilyComplaintForm, FamilyMediationForm, TakeBackForm
from ..forms.steps import StepForm
from ..models import Bundle, Dispute, Paper
from ..whose import check_holds_rights, is_theirs, raised_by, tie_of
from .finding import acting, find_child, refusal_about, say, sent_paper
from .showing import facts_of

KIND = Dispute.Kind
ASKABLE = {KIND.MEDIATION: "Ask for mediation", KIND.DISAGREEMENT: "Ask for disagreement resolution", KIND.COMPLAINT: "Make a complaint"}


class FamilyPaperForm(StepForm):
    """A paper that the family adds to what it raised."""

    title = short("What is it?", "Enter what the paper is")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"] = paper_field("The file")
        self.fields["paper"].required = True


def _family(request: Any, child_id: UUID, action: str = "list") -> tuple[Child, str]:
    """A child of this person's own family, and how they are tied. Nobody else finds these pages."""
    found = find_child(request, child_id, action)
    tie = tie_of(request.user, found, request.standing.on)
    if not tie:
        raise Http404
    return found, tie


def _one(request: Any, found: Child, dispute_id: UUID) -> Dispute:
    one = reach.find(request.standing, pk=dispute_id, child=found)
    if one is None:
        raise Http404
    return one


@require_safe
@needs("dispute", "list")
def disputes(request: Any, child_id: UUID) -> HttpResponse:
    """Everything that the family raised, the times to ask for mediation and to appeal, and who can help."""
    found, tie = _family(request, child_id)
    readings.read(request, page="disputes.family", children=[found], scope="own")
    mine = list(reach.with_due(reach.visible_disputes(request.standing).filter(child=found)).select_related("adult", "mediation"))
    return render(
        request, "disputes/family.html",
        {
            "child": found, "disputes": [(one, is_theirs(one, request.user, tie)) for one in mine], "today": request.standing.on,
            "windows": windows_of(found, mine, request.standing.on), "askable": ASKABLE.items(), "worker": worker_of(found),
        },
    )  # fmt: skip


def worker_of(found: Child) -> Any:
    """The named worker, or None."""
    return found.case.worker if hasattr(found, "case") else None


def windows_of(found: Child, mine: list[Dispute], on: Any) -> list[tuple[str, Any]]:
    """Decisions that can still be appealed, each with the last day, as the certificate stands."""
    certificates = {one.notice_sent_on: one.mediation.certificate_on for one in mine if one.kind == KIND.MEDIATION and one.mediation.certificate_on}
    appealed = {one.notice_sent_on for one in mine if one.kind == KIND.APPEAL}
    notices = [
        (f"The decision not to {'assess' if decision.about == 'assess' else 'make a plan'}", decision.notified_on)
        for decision in Decision.objects.filter(request__child=found, yes=False, notified_on__isnull=False, replaced_on__isnull=True)
    ]
    notices += [("The plan that was sent", version.issued_on) for version in found.plan_versions.filter(child=found, issued_on__isnull=False).order_by("-issued_on")[:1]]
    law, still = settings_of(found.area_id), []
    for words, sent_on in notices:
        if sent_on in appealed:
            continue
        duty = next(each for each in duties(AppealFacts(notice_sent_on=sent_on, certificate_on=certificates.get(sent_on)), law) if each.clock == "APPEAL")
        if duty.due_on and duty.due_on >= on:
            still.append((words, duty))
    return still


@require_safe
@needs("dispute", "view")
def dispute(request: Any, child_id: UUID, dispute_id: UUID) -> HttpResponse:
    """One thing that the family raised: where it is, what comes next, who holds it, and their rights."""
    found, tie = _family(request, child_id)
    one = _one(request, found, dispute_id)
    readings.read(request, page="disputes.family_dispute", children=[found], scope="own")
    theirs = is_theirs(one, request.user, tie)
    return render(
        request, "disputes/family_dispute.html",
        {
            **facts_of(one), "dispute": one, "child": found, "theirs": theirs, "today": request.standing.on, "worker": one.owner or worker_of(found),
            "papers": list(one.papers.select_related("file")) if theirs else [],
            "bundles": list(one.bundles.filter(state=Bundle.State.MADE)[:3]) if theirs else [],
            "may_take_back": theirs and one.ended_on is None and one.kind in (KIND.MEDIATION, KIND.DISAGREEMENT, KIND.COMPLAINT),
        },
    )  # fmt: skip


def _form_page(request: Any, found: Child, form: Any, *, heading: str, button: str, lead: str, back: str, act: Any, done: str) -> HttpResponse:
    readings.read(request, page="disputes.family", children=[found], scope="own")
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=back):
                leads_to = act(form)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(leads_to)
    return render(request, "disputes/family_form.html", {"form": form, "child": found, "heading": heading, "button": button, "lead": lead, "back_to": back})


LEADS = {
    KIND.MEDIATION: "Mediation is a free meeting with somebody independent, who helps you and the council to agree. The council must come, and must arrange it within 30 days. "
                    "You do not lose your right to appeal.",
    KIND.DISAGREEMENT: "Disagreement resolution is free and independent. It is about how you are treated and what is done, at any time, with or without a plan.",
    KIND.COMPLAINT: "A complaint is answered by somebody who was not involved. If you are not content with the answer, somebody else looks again, and after that the Ombudsman can.",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "create", reads=True)
def ask(request: Any, child_id: UUID, kind: str) -> HttpResponse:
    """The family asks for mediation or for disagreement resolution, or complains."""
    found, _tie = _family(request, child_id, "create")
    if kind not in ASKABLE:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = FamilyMediationForm(posted) if kind == KIND.MEDIATION else FamilyComplaintForm(posted, wanted=kind == KIND.COMPLAINT)
    on, back = request.standing.on, reverse("disputes:family", args=[found.pk])

    def act(form: Any) -> str:
        adult, by_young_person = raised_by(request.user, found, on)
        given = {"child": found, **form.facts(), "opened_on": on, "adult": adult, "by_young_person": by_young_person, "by": acting(request), "on": on}
        if kind == KIND.MEDIATION:
            check_holds_rights(found, by_young_person=by_young_person, on=on)
            made = actions.ask_for_mediation(**given, decision=refusal_about(found, given["about"]))
        elif kind == KIND.DISAGREEMENT:
            made = actions.ask_for_disagreement_resolution(**given)
        else:
            made = actions.record_complaint(**given, channel="online")
        return reverse("disputes:family_dispute", args=[found.pk, made.pk])

    return _form_page(request, found, form, heading=ASKABLE[KIND(kind)], button="Send", lead=LEADS[KIND(kind)], back=back, act=act, done="It was sent. The council has it now")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "create", reads=True)
def add_paper(request: Any, child_id: UUID, dispute_id: UUID) -> HttpResponse:
    """Whoever raised it adds a paper."""
    found, tie = _family(request, child_id, "create")
    one = _one(request, found, dispute_id)
    if not is_theirs(one, request.user, tie):
        raise Http404
    form = FamilyPaperForm(request.POST, request.FILES) if request.method == "POST" else FamilyPaperForm()
    back = reverse("disputes:family_dispute", args=[found.pk, one.pk])

    def act(form: Any) -> str:
        said = {**form.cleaned_data, "day": request.standing.on}
        sent = sent_paper(said, kind=Paper.Kind.EVIDENCE, title=said["title"], day="day")
        actions.add_paper(dispute=one, paper=sent, from_family=True, by=acting(request), on=request.standing.on)
        return back

    return _form_page(request, found, form, heading="Add a paper", button="Send", lead="The council sees it too.", back=back, act=act, done="The paper was sent")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "create", reads=True)
def take_back(request: Any, child_id: UUID, dispute_id: UUID) -> HttpResponse:
    """Whoever raised it takes it back."""
    found, tie = _family(request, child_id, "create")
    one = _one(request, found, dispute_id)
    if not is_theirs(one, request.user, tie):
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    back = reverse("disputes:family_dispute", args=[found.pk, one.pk])

    def act(form: Any) -> str:
        actions.withdraw_dispute(dispute=one, by=acting(request), on=request.standing.on)
        return back

    return _form_page(request, found, form, heading="Take it back", button="Take it back", lead="It stays on record that you asked, and that you took it back.", back=back, act=act, done="You took it back")
