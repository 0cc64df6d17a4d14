"""Recording: a new dispute, a step of one, something that was done, a paper, a lesson."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.models import Adult
from goldenthread.people.policies import check_may

from .. import actions, reach, steps
from ..actions.undertaking import STEPS as ORDER_STEPS
from ..forms import opening as openings
from ..forms import steps as forms
from ..models import Dispute, Paper, Recommendation, Undertaking
from ..provision_lines import lines_of
from ..taking import Sent
from .finding import acting, find_child, find_dispute, refusal_about, say, sent_paper, works_on

KIND, TO_DO = Dispute.Kind, Undertaking.Kind
YOUNG_PERSON = "young_person"
HEADINGS = {
    KIND.MEDIATION: "Record that the family wants mediation", KIND.DISAGREEMENT: "Record that the family wants disagreement resolution",
    KIND.APPEAL: "Record an appeal", KIND.COMPLAINT: "Record a complaint", KIND.OMBUDSMAN: "Record an Ombudsman’s investigation",
}  # fmt: skip


def one_form(
    request: Any, form: Any, *, child: Any, heading: str, button: str, back: str, act: Callable[[Any], str], done: str, lead: str = "", page: str = "disputes.step",
    shown: str = "",
) -> HttpResponse:  # fmt: skip
    """Show a form; sent, do the thing once and go where `act` says. What was typed stays when it is refused."""
    readings.read(request, page=page, children=[child])
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
    return render(
        request, "disputes/form.html", {"form": form, "child": child, "heading": heading, "button": button, "back_to": back, "lead": lead, "shown": shown}
    )


def _posted(request: Any) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "create", reads=True)
def open_new(request: Any, child_id: UUID, kind: str) -> HttpResponse:
    """Somebody of the family disagrees, and told the council."""
    found = find_child(request, child_id, "create")
    if kind not in KIND.values or not works_on(request, found):
        raise Http404
    adults = list(Adult.objects.filter(relationships__child=found, relationships__until_on__isnull=True).distinct().order_by("name", "pk"))
    people = [(str(each.pk), each.name) for each in adults] + [(YOUNG_PERSON, f"{found.name}, in their own right")]
    lines = {str(each.pk): each for each in lines_of(found)} if kind in (KIND.APPEAL, KIND.COMPLAINT) else {}
    form = openings.FORMS[KIND(kind)](**_posted(request), people=people, lines=[(key, f"{line.section}: {line.text[:90]}") for key, line in lines.items()])
    back = reverse("disputes:of_child", args=[found.pk])

    def act(form: Any) -> str:
        said = form.facts()
        raised = said.pop("raised_by", "")
        if lines:
            said["line"] = lines.get(said.get("line") or "")
        whose = {"by_young_person": True} if raised == YOUNG_PERSON else {"adult": next((each for each in adults if str(each.pk) == raised), None)}
        made = _opened(KIND(kind), found, said, whose, form, request)
        return reverse("disputes:dispute", args=[made.pk])

    return one_form(
        request, form, child=found, heading=HEADINGS[KIND(kind)], button="Save", back=back, act=act, done=f"{KIND(kind).label} recorded", page="disputes.open",
    )  # fmt: skip


def _opened(kind: Any, child: Any, said: dict[str, Any], whose: dict[str, Any], form: Any, request: Any) -> Dispute:
    given: dict[str, Any] = {"child": child, **said, **whose, "by": acting(request), "on": request.standing.on}
    match kind:
        case KIND.MEDIATION:
            return actions.ask_for_mediation(**given, decision=refusal_about(child, said["about"]))
        case KIND.DISAGREEMENT:
            return actions.ask_for_disagreement_resolution(**given)
        case KIND.APPEAL:
            earlier = reach.visible_disputes(request.standing).filter(child=child, kind=KIND.MEDIATION, about=said["about"], notice_sent_on=said["notice_sent_on"]).select_related("mediation").first()
            return actions.record_appeal(**given, decision=refusal_about(child, said["about"]), earlier=earlier)
        case KIND.COMPLAINT:
            sent = sent_paper(form.cleaned_data, kind=Paper.Kind.LETTER, title="The complaint", day="opened_on")
            return actions.record_complaint(**given, paper=sent)
        case _:
            return actions.record_ombudsman_matter(**given)


def _changing(request: Any, dispute_id: UUID) -> Dispute:
    """A dispute that this person may change; for anybody else there is no such page."""
    found = find_dispute(request, dispute_id)
    if not allowed(check_may, request.standing, found.child, "dispute", "update"):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def step(request: Any, dispute_id: UUID, step: str) -> HttpResponse:
    """One step, if it can be recorded as the dispute stands."""
    found = _changing(request, dispute_id)
    back = reverse("disputes:dispute", args=[found.pk])
    one = next((each for each in steps.offered(found) if each.slug == step), None)
    if step not in steps.BY_SLUG or (one is not None and one.needs == "decide" and not allowed(check_may, request.standing, found.child, "dispute", "decide")):
        raise Http404
    if one is None:  # recorded before, or by somebody else: what was recorded is there
        readings.read(request, page="disputes.step", children=[found.child])
        messages.info(request, "This cannot be recorded as things stand.")
        return redirect(back)
    form = one.form(**_posted(request), version=found.version)

    def act(form: Any) -> str:
        said = one.facts(form.facts())
        if one.paper is not None and "paper" in form.fields:
            kind, title, day = one.paper
            said["paper"] = sent_paper(form.cleaned_data, kind=kind, title=title, day=day)
        one.act(dispute=found, **said, version=form.cleaned_data["version"], by=acting(request), on=request.standing.on)
        return back

    return one_form(request, form, child=found.child, heading=one.words, button="Save", back=back, act=act, done=one.done, lead=one.lead)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def undertaking(request: Any, dispute_id: UUID, undertaking_id: UUID) -> HttpResponse:
    """Something that had to be done was done, or a step of it."""
    found = _changing(request, dispute_id)
    one = found.undertakings.filter(pk=undertaking_id).select_related("replacement__decision").first()
    if one is None:
        raise Http404
    one.dispute = found
    back = reverse("disputes:dispute", args=[found.pk])
    if one.done_on is not None:
        readings.read(request, page="disputes.step", children=[found.child])
        return redirect(back)
    open_steps = [(name, words) for name, words in ORDER_STEPS.items() if name in _steps_of(one) and getattr(one, name) is None]
    form = forms.DoneForm(**_posted(request), version=found.version, steps=open_steps)

    def act(form: Any) -> str:
        said = form.facts()
        chosen = said.get("step") or "done"
        if chosen != "done":
            actions.note_step(undertaking=one, step=chosen, happened_on=said["happened_on"], by=acting(request), on=request.standing.on)
            return back
        sent = sent_paper(form.cleaned_data, kind=Paper.Kind.EVIDENCE, title=f"Evidence: {one.get_kind_display().lower()}", day="happened_on")
        actions.carry_out(
            undertaking=one, done_on=said["happened_on"], how=said["how"], paper=sent, version=form.cleaned_data["version"], by=acting(request), on=request.standing.on
        )
        return back

    return one_form(
        request, form, child=found.child, heading=f"{one.get_kind_display()}: was it done?", button="Save", back=back, act=act, done="It is recorded", shown=one.what
    )


def _steps_of(one: Undertaking) -> frozenset[str]:
    """The steps with a date of their own; a request's own clocks hold those of an order that changed a refusal."""
    if one.replacement_id is not None or one.basis not in ("order", "unopposed", "mediation"):
        return frozenset()
    return {TO_DO.REASSESS: frozenset(ORDER_STEPS), TO_DO.ASSESS: frozenset(ORDER_STEPS), TO_DO.MAKE_PLAN: frozenset({"draft_on"})}.get(TO_DO(one.kind), frozenset())


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def recommendation(request: Any, dispute_id: UUID, recommendation_id: UUID) -> HttpResponse:
    """Health or social care answered a recommendation; then the Department is sent a copy."""
    found = _changing(request, dispute_id)
    one: Recommendation | None = found.recommendations.filter(pk=recommendation_id).first()
    if one is None:
        raise Http404
    one.dispute = found
    back = reverse("disputes:dispute", args=[found.pk])
    answered = one.answered_on is not None
    if one.copied_on is not None:
        readings.read(request, page="disputes.step", children=[found.child])
        return redirect(back)
    form = (forms.CopyForm if answered else forms.AnswerRecommendationForm)(**_posted(request))
    do = actions.copy_recommendation if answered else actions.answer_recommendation

    def act(form: Any) -> str:
        do(recommendation=one, **form.facts(), by=acting(request), on=request.standing.on)
        return back

    heading = "Record the copy to the Department for Education" if answered else f"Record the answer from {one.get_body_display().lower()}"
    return one_form(request, form, child=found.child, heading=heading, button="Save", back=back, act=act, done="It is recorded", shown=one.what)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def add_paper(request: Any, dispute_id: UUID) -> HttpResponse:
    """A paper is added to the dispute."""
    found = _changing(request, dispute_id)
    form = forms.PaperForm(**_posted(request))
    back = reverse("disputes:dispute", args=[found.pk])

    def act(form: Any) -> str:
        said = form.cleaned_data
        sent = sent_paper(said, kind=said["kind"], title=said["title"], day="made_on")
        assert isinstance(sent, Sent)
        actions.add_paper(dispute=found, paper=sent, by=acting(request), on=request.standing.on)
        return back

    return one_form(request, form, child=found.child, heading="Add a paper", button="Add the paper", back=back, act=act, done="The paper is added")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("dispute", "update", reads=True)
def add_lesson(request: Any, dispute_id: UUID) -> HttpResponse:
    """What was learned becomes an action with an owner."""
    found = _changing(request, dispute_id)
    owners = reach.owners_in(found.area_id)
    form = forms.LessonForm(**_posted(request), owners=[(str(pk), owner.name) for pk, owner in owners.items()])
    back = reverse("disputes:dispute", args=[found.pk])

    def act(form: Any) -> str:
        said = form.facts()
        owner = owners[int(said.pop("owner"))]
        actions.record_lesson(dispute=found, **said, owner=owner, by=acting(request), on=request.standing.on)
        return back

    return one_form(request, form, child=found.child, heading="Record a lesson", button="Save", back=back, act=act, done="The lesson has an owner and a date")
