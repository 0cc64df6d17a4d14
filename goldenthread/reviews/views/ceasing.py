"""Ending a plan, step by step; and the family's own page about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.letters import wording
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law import ceasing as law
from goldenthread.law.appeal import appeal_limit, contact_adviser_by
from goldenthread.people.policies import check_may

from .. import ceasing, change_letters
from ..actions import ceasing as actions
from ..actions import lasting
from ..forms import ceasing as forms
from ..models import Cease
from .of_child import acting, done, find_child, find_own, one_form, plan_in_force, plan_of, posted, say

#: From this age the page says how long a plan may go on after 25.
NEARS_25 = 21


@dataclass(frozen=True)
class Part:
    """One small page: its form, its heading and button, what it does, and what is said then."""

    form: type[Any]
    heading: str
    button: str
    act: Callable[..., Any]
    said: str
    lead: str = ""
    open: bool = True


def _meeting(said: dict[str, Any], **who: Any) -> Any:
    held = said["answer"] == "held"
    answer = Cease.Meeting.WANTED if held else said["answer"]
    return actions.note_meeting(answer=answer, met_on=said["met_on"] if held else None, words=said["words"] if held else "", **who)


def _appeal(said: dict[str, Any], **who: Any) -> Any:
    given = {name: said.get(name) for name in ("certificate_on", "appealed_on", "decided_on") if said.get(name)}
    return actions.note_appeal(**given, upheld=said.get("upheld") if said["what"] == "decided" else None, **who)


PARTS = {
    "offer": Part(forms.OfferForm, "Offer a meeting", "Offer it", lambda said, **who: actions.offer_meeting(offered_on=said["offered_on"], **who), "The meeting is offered",
                  "No plan is ended without a meeting being offered first. The family is told that nothing is decided."),
    "meeting": Part(forms.MeetingForm, "The meeting", "Save", _meeting, "It is recorded"),
    "family": Part(forms.ConsultedForm, "What the family says", "Save", lambda said, **who: actions.note_consulted(whom="family", consulted_on=said["consulted_on"], said=said["said"], **who), "It is recorded",
                   "The family can also answer on its own page."),
    "setting": Part(forms.ConsultedForm, "What the school or college says", "Save", lambda said, **who: actions.note_consulted(whom="setting", consulted_on=said["consulted_on"], said=said["said"], **who), "It is recorded"),
    "withdraw": Part(forms.WithdrawForm, "Take the proposal back", "Take it back", lambda said, **who: actions.withdraw_ceasing(why=said["why"], **who), "The proposal is taken back. The plan goes on"),
    "appeal": Part(forms.AppealForm, "Mediation and appeal", "Save", _appeal, "It is recorded", open=False),
    "end": Part(forms.EndForm, "The plan ended", "Save", lambda said, **who: actions.end_plan(ended_on=said["ended_on"], **who), "The plan has ended", open=False),
}  # fmt: skip


def _open(found: Any) -> Cease | None:
    plan = plan_of(found)
    return actions.open_ceasing(plan) if plan is not None else None


@require_safe
@needs("review", "view")
def show(request: Any, child_id: UUID) -> HttpResponse:
    """Where ending this plan stands: what was asked, what is missing, until when the plan goes on."""
    found = find_child(request, child_id, "reviews.ceasing")
    plan, on = plan_of(found), request.standing.on
    if plan is None:
        raise Http404
    cease = actions.open_ceasing(plan)
    others = Cease.objects.filter(child=found).select_related("setting")
    before = list(others.exclude(pk=cease.pk) if cease else others)
    missing = None
    if cease is not None and cease.decided_on is None:
        try:
            ceasing.check_ready(cease, on)
        except Refused as refused:
            missing = refused
    age = ceasing.age_of(found, on)
    course = ceasing.course_of(plan)
    context = {
        "child": found, "plan": plan, "cease": cease, "before": before, "today": on, "reasons": ceasing.REASONS, "missing": missing, "never": ceasing.NEVER,
        "may": allowed(check_may, request.standing, found, "review", "update"), "decides": allowed(check_may, request.standing, found, "review", "decide"),
        "disputes": allowed(check_may, request.standing, found, "dispute", "update"), "until": ceasing.lives_until(cease) if cease else None, "age": age,
        "mediate_by": contact_adviser_by(cease.notified_on) if cease and cease.notified_on else None, "hold": law.CITATIONS["hold"], "consult": law.CITATIONS["consult"],
        "after_25": ceasing.latest_after_25(found, course) if age >= NEARS_25 else None, "nears_25": age >= NEARS_25, "course": course, "age_25": law.CITATIONS["age_25"],
        "needs_meeting": bool(cease and ceasing.REASONS[cease.reason].consulted),
    }  # fmt: skip
    return render(request, "reviews/ceasing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def propose(request: Any, child_id: UUID) -> HttpResponse:
    """Propose to end the plan, on a reason in law."""
    found = find_child(request, child_id, "reviews.ceasing", may="update")
    plan, on = plan_in_force(found), request.standing.on
    back = reverse("reviews:ceasing", args=[found.pk])
    if actions.open_ceasing(plan) is not None:
        return redirect(back)
    form = forms.ProposeForm(request.POST if request.method == "POST" else None, age=ceasing.age_of(found, on))

    def act() -> None:
        said = form.cleaned_data
        actions.propose_ceasing(
            plan=plan, reason=said["reason"], why=said["why"], outcomes=said.get("outcomes") or "", wants=said.get("wants") or "", by=acting(request), on=on
        )

    return posted(request, form, act, to=back, said="It is proposed. Nothing is decided. Offer a meeting next") or one_form(
        request, found, form, heading="Propose to end the plan", button="Propose it", back=back, never=ceasing.NEVER,
        lead="The law knows two grounds: the council is no longer responsible, or a plan is no longer necessary. Nothing is decided by this. A meeting is offered, and the family and the school or college are asked, before anybody decides.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "view")
def part(request: Any, child_id: UUID, part: str) -> HttpResponse:
    """One step of it."""
    found = find_child(request, child_id, "reviews.ceasing")
    cease, here = _open(found), PARTS.get(part)
    back = reverse("reviews:ceasing", args=[found.pk])
    if here is None:
        raise Http404
    resource, may = {"appeal": ("dispute", "update"), "end": ("review", "decide")}.get(part, ("review", "update"))
    if not allowed(check_may, request.standing, found, resource, may):
        raise Http404
    if cease is None or (cease.decided_on is None) is not here.open:
        return redirect(back)
    form = here.form(request.POST if request.method == "POST" else None)

    def act() -> None:
        here.act(form.cleaned_data, cease=cease, by=acting(request), on=request.standing.on)

    return posted(request, form, act, to=back, said=here.said) or one_form(request, found, form, heading=here.heading, button=here.button, back=back, lead=here.lead)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "decide", reads=True)
def decide(request: Any, child_id: UUID) -> HttpResponse:
    """Decide: the letter is read on this page before it leaves."""
    found = find_child(request, child_id, "reviews.ceasing", may="decide")
    cease, on = _open(found), request.standing.on
    back = reverse("reviews:ceasing", args=[found.pk])
    if cease is None or cease.decided_on is not None:
        return redirect(back)
    form = forms.DecideForm(request.POST if request.method == "POST" else None, version=cease.version)
    letter = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["yes"] == "no":
            answer = done(request, form, lambda: actions.decide_to_go_on(cease=cease, reasons=said["reasons"], by=acting(request), on=on), to=back, said="The plan goes on")
        elif not ceasing.REASONS[cease.reason].consulted or (said["read"] and request.POST.get("seen") == _seen(cease, said["reasons"], on)):
            answer = done(
                request, form, lambda: actions.decide_to_cease(cease=cease, reasons=said["reasons"], version=said["version"], by=acting(request), on=on), to=back,
                said="It is decided, and the family is told. The plan goes on until the time to appeal is over",
            )  # fmt: skip
        else:
            answer = None
            try:
                ceasing.check_ready(cease, on)
                letter = change_letters.of_ceasing(cease, said["reasons"], on)[0].wording
            except Refused as refused:
                say(form, refused)
        if answer is not None:
            return answer
    context = {
        "child": found, "cease": cease, "form": form, "letter": letter, "seen": _seen(cease, form.cleaned_data["reasons"], on) if letter else "", "plain": wording.plain(letter.parts).split("\n\n") if letter else [], "back": back,
        "reason": ceasing.REASONS[cease.reason], "until": appeal_limit(on).by, "today": on,
    }  # fmt: skip
    return render(request, "reviews/ceasing_decide.html", context)


def _seen(cease: Cease, reasons: str, on: Any) -> str:
    """What tells the letters that were read from any others."""
    try:
        return hashlib.sha256("".join(draft.fingerprint for draft in change_letters.of_ceasing(cease, reasons, on)).encode()).hexdigest()
    except Refused:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def of_family(request: Any, child_id: UUID) -> HttpResponse:
    """The family's own page: what the council thinks of, what is decided, until when the plan goes on, and their rights."""
    found, adult = find_own(request, child_id, "reviews.my_ceasing")
    cease = _open(found) or Cease.objects.filter(child=found, meeting_offered_on__isnull=False).select_related("plan").first()
    if cease is None or (cease.meeting_offered_on is None and cease.notified_on is None):
        raise Http404
    here = reverse("reviews:my_ceasing", args=[found.pk])
    waits = cease.decided_on is None and cease.withdrawn_on is None
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, initial={"meeting": cease.meeting_answer, "said": cease.family_said}) if waits else None
    if form is None and request.method == "POST":
        return redirect(here)

    def act() -> None:
        assert form is not None
        actions.answer_ceasing(cease=cease, meeting=form.cleaned_data["meeting"], said=form.cleaned_data["said"], by=acting(request), on=request.standing.on)

    if form is not None and (answer := posted(request, form, act, to=here, said="Thank you. We have what you said")):
        return answer
    context = {
        "child": found, "you": adult is None, "cease": cease, "form": form, "reason": ceasing.REASONS[cease.reason], "until": ceasing.lives_until(cease),
        "mediate_by": contact_adviser_by(cease.notified_on) if cease.notified_on else None, "today": request.standing.on,
    }  # fmt: skip
    return render(request, "reviews/my_ceasing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review", "update", reads=True)
def course(request: Any, child_id: UUID) -> HttpResponse:
    """Say which course somebody near 25 is on."""
    found = find_child(request, child_id, "reviews.ceasing", may="update")
    plan, on = plan_in_force(found), request.standing.on
    if ceasing.age_of(found, on) < lasting.FROM_AGE:
        raise Http404
    back = reverse("reviews:ceasing", args=[found.pk])
    now = ceasing.course_of(plan)
    form = forms.CourseForm(request.POST if request.method == "POST" else None, initial={"kind": now.kind, "ends_on": now.ends_on} if now else {})

    def act() -> None:
        said = form.cleaned_data
        lasting.say_course(plan=plan, kind=said["kind"], ends_on=said["ends_on"], by=acting(request), on=on)

    return posted(request, form, act, to=back, said="It is saved, and the last day follows from it") or one_form(
        request, found, form, heading="Which course are they on?", button="Save", back=back,
        lead="A plan may go on to the end of the academic year in which somebody turns 25. When that year ends depends on the course: in further education on 31 July; in an apprenticeship or another course on the day it is to end, or the day before the 26th birthday if that is earlier.",
    )  # fmt: skip
