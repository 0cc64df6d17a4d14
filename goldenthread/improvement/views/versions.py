"""Versions of a plan: the list with its signatures, one version, what changed between two, and what changed between two days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import clock
from goldenthread.core.refusals import Refused

from .. import actions
from ..actions.versions import STAGES, partners_of
from ..changes import between, since
from ..forms import signing as forms
from ..models import Partner, PlanVersion
from ..quarters import quarter_name, quarters_before
from .finding import ask, bare_plan, may_decide, names_of

#: How many quarters back a version may lock.
QUARTERS = 20


def found_version(request: Any, plan_id: Any, number: int, action: str = "view") -> PlanVersion:
    """A version of a plan of the person's area."""
    plan = bare_plan(request, plan_id, action)
    found = PlanVersion.objects.filter(plan=plan, number=number).select_related("plan__area").first()
    if found is None:
        raise Http404("There is no such version.")
    return found


@require_safe
@needs("improve", "view")
def versions(request, plan_id):
    """Every version with its days, and who signs the plan."""
    plan = bare_plan(request, plan_id)
    every = list(PlanVersion.objects.filter(plan=plan).defer("content").prefetch_related("signatures__partner"))
    told = {"plan": plan, "versions": every, "partners": partners_of(plan, clock.today()), "may_decide": may_decide(request, plan), "quarter": quarter_name}
    return render(request, "improvement/versions.html", told)


@require_safe
@needs("improve", "view")
def version(request, plan_id, taken):
    """One version: who signed it, where it is on its way, and what changed since the one before it."""
    found = found_version(request, plan_id, taken)
    before = PlanVersion.objects.filter(plan=found.plan, number=taken - 1).first()
    signatures = list(found.signatures.select_related("partner"))
    signed = {one.partner_id for one in signatures}
    told = {
        "plan": found.plan, "version": found, "before": before, "changes": between(before.content, found.content) if before else [], "signatures": signatures,
        "missing": [one for one in partners_of(found.plan, clock.today()) if one.pk not in signed], "may_decide": may_decide(request, found.plan) and not found.published_on,
        "names": names_of([found.made_by_id]), "quarter": quarter_name,
    }  # fmt: skip
    return render(request, "improvement/version.html", told)


@require_http_methods(["GET", "POST"])
@needs("improve", "decide")
def take_version(request, plan_id):
    """Keep the plan as it stands."""
    plan, today = bare_plan(request, plan_id, "decide"), clock.today()
    quarters = [(end.isoformat(), quarter_name(end)) for end in quarters_before(today, QUARTERS)]
    form = forms.TakeVersionForm(request.POST or None, quarters=quarters)

    def do(said: dict[str, Any]) -> None:
        until = date.fromisoformat(said["rated_until"]) if said["rated_until"] else None
        actions.take_version(plan=plan, what_changed=said["what_changed"], rated_until=until, by=request.user, on=today)

    return ask(request, form, do, heading="Take a version of the plan", caption=plan.title, back=reverse("improvement:versions", args=[plan.pk]), button="Take the version", done="The version is taken.")


@require_http_methods(["GET", "POST"])
@needs("improve", "decide")
def add_partner(request, plan_id):
    """Name a body that signs the plan."""
    plan = bare_plan(request, plan_id, "decide")
    form = forms.PartnerForm(request.POST or None)

    def do(said: dict[str, Any]) -> None:
        actions.add_partner(plan=plan, name=said["name"], by=request.user, on=clock.today())

    return ask(request, form, do, heading="Name a body that signs the plan", caption=plan.title, back=reverse("improvement:versions", args=[plan.pk]), done="Saved.")


@require_POST
@needs("improve", "decide")
def end_partner(request, plan_id, thing_id):
    """A body signs the plan no longer."""
    plan = bare_plan(request, plan_id, "decide")
    partner = Partner.objects.filter(plan=plan, pk=thing_id).first()
    if partner is None:
        raise Http404("There is no such body.")
    actions.end_partner(partner=partner, by=request.user, on=clock.today())
    return redirect("improvement:versions", plan.pk)


@require_http_methods(["GET", "POST"])
@needs("improve", "decide")
def sign(request, plan_id, taken):
    """Record that a partner signed."""
    found = found_version(request, plan_id, taken, "decide")
    signed = set(found.signatures.values_list("partner_id", flat=True))
    waiting = [one for one in partners_of(found.plan, clock.today()) if one.pk not in signed]
    form = forms.SignForm(request.POST or None, partners=[(one.pk, one.name) for one in waiting])

    def do(said: dict[str, Any]) -> None:
        actions.sign(of=found, partner=Partner.objects.get(plan=found.plan, pk=said["partner"]), name=said["name"], by=request.user, on=clock.today())

    return ask(request, form, do, heading="Record a signature", caption=f"{found.plan.title}, {found}", back=_home(found), done="The signature is recorded.")


@require_http_methods(["GET", "POST"])
@needs("improve", "decide")
def stage(request, plan_id, taken):
    """Say when a version was consulted on or sent in."""
    found = found_version(request, plan_id, taken, "decide")
    form = forms.StageForm(request.POST or None, version=found.version, stages=STAGES.items())

    def do(said: dict[str, Any]) -> None:
        actions.note_stage(of=found, stage=said["stage"], day=said["day"], version=said["version"], by=request.user, on=clock.today())

    return ask(request, form, do, heading="Say what happened to the version", caption=f"{found.plan.title}, {found}", back=_home(found), done="Saved.")


@require_POST
@needs("improve", "decide")
def publish(request, plan_id, taken):
    """Publish a version that every partner has signed."""
    found = found_version(request, plan_id, taken, "decide")
    try:
        actions.publish_version(of=found, by=request.user, on=clock.today())
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from None
    return redirect(_home(found))


def _home(found: PlanVersion) -> str:
    return reverse("improvement:version", args=[found.plan_id, found.number])


@require_safe
@needs("improve", "view")
def changes(request, plan_id):
    """Every change to the plan between two days."""
    plan, today = bare_plan(request, plan_id), clock.today()
    form = forms.BetweenForm(request.GET or None, initial={"from_on": plan.saved_on, "until_on": today})
    from_on, until_on = plan.saved_on, today
    if form.is_bound and form.is_valid():
        from_on, until_on = form.cleaned_data["from_on"] or from_on, form.cleaned_data["until_on"] or until_on
    found = since(plan, from_on, until_on)
    told = {"plan": plan, "form": form, "changes": found, "from_on": from_on, "until_on": until_on, "names": names_of(one.by_id for one in found)}
    return render(request, "improvement/changes.html", told)
