"""Plans without names: made by whoever writes plans, judged by parents of the forum, counted for both."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.form_fields import ConfirmField, Form, TextareaField, YesNoField
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.policies import check_may

from .. import actions, unnaming
from ..actions.unnaming import areas_judged, given_by
from ..models import Judgement, UnnamedPlan
from .finding import acting, version_found

MOST = 100
#: Of plans judged, so many of a hundred are to have outcomes about a person's life.
AIM = 95


class GiveForm(Form):
    """What else to take out, and that a person has read it."""

    one_time = True
    also = TextareaField(label="Which other words are to go?", help_text="One on each line. Names of brothers and sisters, friends, pets and places tell whose plan it is", required=False, max_length=5000, rows=4)
    sure = ConfirmField(label="Give it to the forum", statement="I have read every line below, and nothing tells whose plan it is", missing="Read every line, and tick the box")


class JudgeForm(Form):
    """What one reader found."""

    one_time = True
    person_centred = YesNoField(label="Is it about this one person: what they like, hope for and find hard?", missing="Select yes or no")
    broader = YesNoField(label="Are the outcomes about their life, and not about school alone?", missing="Select yes or no")
    good = TextareaField(label="What is good?", required=False, max_length=5000, rows=3)
    better = TextareaField(label="What would be better?", help_text="Needed where you said no", required=False, max_length=5000, rows=3)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft", "create", reads=True)
def give(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The plan without names, to read through, with words that may be names; then it goes to the forum."""
    found = version_found(request, child_id, version_id)
    if found is None or found.issued_on is None or not allowed(check_may, request.standing, found.child, "draft", "create"):
        raise Http404
    readings.read(request, page="plans.unnamed", children=[found.child])
    form = GiveForm(request.POST if request.method == "POST" else None)
    also = [each for each in request.POST.get("also", "")[:5000].splitlines() if each.strip()]
    there = reverse("plans:contents", args=[found.child_id, found.pk])
    if request.method == "POST" and request.POST.get("look") != "yes" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=there):
                actions.give_without_names(version=found, also=also, by=acting(request), on=request.standing.on)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The plan went to the forum without names")
            return redirect(there)
    elif request.method == "POST" and request.POST.get("look") == "yes":
        form = GiveForm(initial={"also": request.POST.get("also", "")})
    lines = unnaming.lines_of(found, also)
    return render(
        request, "plans/unnamed_give.html",
        {
            "form": form, "lines": lines, "left": unnaming.left_over(lines), "version": found, "child": found.child, "back_to": there,
            "given": given_by(request.standing).filter(area_id=found.area_id)[:MOST],
        },
    )  # fmt: skip


@require_POST
@needs("draft", "create", reads=False)
def give_up(request: Any, unnamed_id: UUID) -> HttpResponse:
    """Whoever gave it saw too late that something tells whose plan it is: nobody reads it again."""
    found = given_by(request.standing).filter(pk=unnamed_id).first()
    if found is None:
        raise Http404
    return _taken_back(request, found, "Whoever gave it saw something that tells whose plan it is", "/")


@require_safe
@needs("voice", "view")
def to_judge(request: Any) -> HttpResponse:
    """Plans without names that wait for this person, and what all readers found."""
    standing = request.standing
    areas = areas_judged(standing) or standing.areas_where("voice", "view")
    if not areas:
        raise Http404
    judged = Judgement.objects.filter(plan__area_id__in=areas, plan__taken_back_on__isnull=True)
    mine = set(judged.filter(by=request.user).values_list("plan_id", flat=True))
    waiting = [] if not areas_judged(standing) else list(UnnamedPlan.objects.filter(area_id__in=areas, taken_back_on__isnull=True).exclude(pk__in=mine)[:MOST])
    by_plan: dict[Any, list[Judgement]] = {}
    for each in judged.select_related("plan"):
        by_plan.setdefault(each.plan_id, []).append(each)
    good = sum(1 for each in by_plan.values() if all(one.person_centred and one.broader for one in each))
    words = [each for each in judged.order_by("-judged_on", "-pk")[:20] if each.better or each.good]
    return render(request, "plans/to_judge.html", {"waiting": waiting, "plans": len(by_plan), "good": good, "aim": AIM, "words": words, "judges": bool(areas_judged(standing))})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("voice", "view")
def judge(request: Any, unnamed_id: UUID) -> HttpResponse:
    """Read one plan without names, and judge it."""
    found = _unnamed(request, unnamed_id)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    there = reverse("plans:to_judge")
    if Judgement.objects.filter(plan=found, by=request.user).exists():
        return redirect(there)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=there):
                actions.judge(
                    plan=found, person_centred=bool(said["person_centred"]), broader=bool(said["broader"]), good=said["good"] or "", better=said["better"] or "",
                    by=acting(request), on=request.standing.on,
                )  # fmt: skip
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error("better" if "better" in refused.sentence else None, refused.sentence)
        else:
            messages.success(request, "What you found is counted")
            return redirect(there)
    return render(request, "plans/unnamed_judge.html", {"form": form, "plan": found, "lines": found.lines})


@require_POST
@needs("voice", "view")
def take_back(request: Any, unnamed_id: UUID) -> HttpResponse:
    """It tells whose plan it is: nobody reads it again."""
    return _taken_back(request, _unnamed(request, unnamed_id), "A reader saw something that tells whose plan it is", "plans:to_judge")


def _taken_back(request: Any, found: UnnamedPlan, why: str, then: str) -> HttpResponse:
    try:
        actions.take_back(plan=found, why=why, by=acting(request), on=request.standing.on)
    except Refused as refused:  # somebody else was here first
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Thank you. Nobody can read it any more")
    return redirect(then)


def _unnamed(request: Any, unnamed_id: UUID) -> UnnamedPlan:
    found = UnnamedPlan.objects.filter(pk=unnamed_id, area_id__in=areas_judged(request.standing), taken_back_on__isnull=True).first()
    if found is None:
        raise Http404
    return found
