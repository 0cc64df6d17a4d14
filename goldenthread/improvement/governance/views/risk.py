"""The risk register, a risk, its scores; and what is raised up the ladder."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting, say
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.models import Organisation

from ...models import Action
from .. import policies, rules
from ..actions import risk as actions
from ..forms.risk import AnswerForm, CloseRiskForm, EscalationForm, RiskForm, ScoreForm
from ..models import Board, Escalation, Risk, RiskScore
from ..raising import above_of, holding, last_of
from .finding import (
    area_of,
    areas_of,
    ask,
    board_choices,
    boards_of,
    find_agreed,
    find_board,
    find_escalation,
    find_risk,
    organisation_choices,
    posted,
)

MOST_SHOWN = 200


@require_safe
@needs("improve", "list")
def risks(request: Any) -> HttpResponse:
    """Every risk: whose it is, its score before and after, how it moved, and what the rules say."""
    areas = areas_of(request, "list")
    show = "closed" if request.GET.get("show") == "closed" else "open"
    found = (
        Risk.objects.filter(area_id__in=areas, closed_on__isnull=show == "open")
        .select_related("owner", "board")
        .prefetch_related(Prefetch("scores", RiskScore.objects.order_by("on", "pk")), "escalations")[:MOST_SHOWN]
    )
    rows = sorted((_row(one, request.standing.on) for one in found), key=lambda row: (-row["after"], row["risk"].number))
    return render(
        request, "improvement/governance/risks.html",
        {"rows": rows, "show": show, "rules": rules.in_plain_words(), "may_add": _may_add(request, areas[0]), "today": request.standing.on},
    )  # fmt: skip


def _may_add(request: Any, area_id: int) -> bool:
    return bool(policies.reach(request.standing, area_id, "create"))


def _row(risk: Risk, on: Any) -> dict[str, Any]:
    scores = list(risk.scores.all())
    last = scores[-1]
    moved = last.after - scores[-2].after if len(scores) > 1 else 0
    return {
        "risk": risk, "before": last.before, "after": last.after, "moved": "Up " + str(moved) if moved > 0 else "Down " + str(-moved) if moved < 0 else "Same" if len(scores) > 1 else "New",
        "rules": holding(risk, on), "raised": any(one.replied_on is None for one in risk.escalations.all()),
    }  # fmt: skip


def _owners(request: Any, area_id: int) -> list[tuple[str, str]]:
    """The partners for which this person may record a risk."""
    every = organisation_choices(area_id)
    if policies.AREA & policies.reach(request.standing, area_id, "create"):
        return every
    own = {str(key) for key in policies.own_organisations(request.standing, area_id, "create")}
    return [one for one in every if one[0] in own]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def new_risk(request: Any) -> HttpResponse:
    """Record a risk and its first score."""
    area = area_of(request, "create")
    boards = board_choices(area.pk)
    form = RiskForm(posted(request), boards=boards, owners=_owners(request, area.pk))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.record_risk(
                board=boards_of(area.pk).get(pk=said["board"]), title=said["title"], cause=said["cause"], effect=said["effect"], controls=said["controls"],
                owner=Organisation.objects.get(pk=said["owner"]), owner_name=said["owner_name"], review_on=said["review_on"], scored=form.scored(),
                by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"Risk R{made.number} is in the register.")
            return redirect("improvement:risk", risk_id=made.pk)
    return ask(
        request, form, "Record a risk", "Record the risk", reverse("improvement:risks"), words="" if boards else "There is no group to watch a risk yet. Set up a group first."
    )


@require_safe
@needs("improve", "view")
def risk(request: Any, risk_id: UUID) -> HttpResponse:
    """One risk, every score it ever had, and what was raised about it."""
    found = find_risk(request, risk_id)
    scores = list(found.scores.all())
    may_change = allowed(policies.check_own, request.standing, found.area_id, found.owner_id, "update") and not found.closed_on
    return render(
        request, "improvement/governance/risk.html",
        {
            "risk": found, "scores": scores, "now": scores[-1], "rules": holding(found, request.standing.on), "today": request.standing.on,
            "raised": list(found.escalations.select_related("from_board", "to_board").order_by("-raised_on")), "may_change": may_change,
            "waits": any(one.replied_on is None for one in found.escalations.all()),
            "may_raise": not found.closed_on and allowed(policies.check_speak, request.standing, found.board), "above": above_of(found.board, request.standing.on),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def score_risk(request: Any, risk_id: UUID) -> HttpResponse:
    """Look at a risk again."""
    found = find_risk(request, risk_id)
    last = list(found.scores.all())[-1]
    names = ("likelihood_before", "impact_before", "likelihood_after", "impact_after")
    form = ScoreForm(posted(request), version=found.version, initial={name: str(getattr(last, name)) for name in names} | {"controls": found.controls})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.score_risk(
                risk=found, scored=form.scored(), controls=said["controls"], review_on=said["review_on"], version=said["version"], by=acting(request), on=request.standing.on
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The new score is recorded. The one before is kept.")
            return redirect("improvement:risk", risk_id=found.pk)
    return ask(request, form, "Look at this risk again", "Record the score", reverse("improvement:risk", args=[found.pk]), str(found))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def close_risk(request: Any, risk_id: UUID) -> HttpResponse:
    """A risk is over."""
    found = find_risk(request, risk_id)
    form = CloseRiskForm(posted(request), version=found.version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_risk(risk=found, why=form.cleaned_data["why"], version=form.cleaned_data["version"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The risk is closed.")
            return redirect("improvement:risk", risk_id=found.pk)
    return ask(request, form, "Close this risk", "Close the risk", reverse("improvement:risk", args=[found.pk]), str(found))


def _raising(request: Any, board: Board, heading: str, back: str, *, title: str = "", reason: str = "", **about: Any) -> HttpResponse:
    """The form that raises something, and what it does."""
    form = EscalationForm(posted(request), titled=bool(title), rule=bool(reason), initial={"reason": reason})
    above = above_of(board, request.standing.on)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.escalate(
                from_board=board, title=title or said["title"], reason=said["reason"], asked=said["asked"], by=acting(request), on=request.standing.on, **about
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"Raised to {made.to_board.name}.")
            return redirect("improvement:escalation", escalation_id=made.pk)
    words = f"{board.name} reports to {above.name}, which is asked." if above else f"{board.name} reports to no other group, so there is nobody above to raise this to."
    return ask(request, form, heading, "Raise it", back, title or board.name, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def raise_risk(request: Any, risk_id: UUID) -> HttpResponse:
    """Raise a risk to the board above."""
    found = find_risk(request, risk_id)
    held = holding(found, request.standing.on)
    return _raising(
        request, found.board, "Raise this risk", reverse("improvement:risk", args=[found.pk]), title=str(found), reason=" ".join(one.why for one in held),
        about="risk", risk=found, rule=held[0].key if held else "",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def raise_agreed(request: Any, agreed_id: UUID) -> HttpResponse:
    """Raise an action that cannot be finished here."""
    found = find_agreed(request, agreed_id)
    return _raising(
        request, found.board, "Raise this action", reverse("improvement:agreed_action", args=[found.pk]), title=found.words, about="agreed", agreed_action=found
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def raise_matter(request: Any, group_id: UUID) -> HttpResponse:
    """Raise something else; or an action of the plan, which the address names."""
    board = find_board(request, group_id)
    key = request.GET.get("action", "")
    back = reverse("improvement:board", args=[board.pk])
    if not key:
        return _raising(request, board, "Raise something to the group above", back, about="other")
    action = Action.objects.filter(pk=int(key), group__section__plan__area_id=board.area_id).first() if key.isdecimal() and key.isascii() and len(key) < 18 else None
    if action is None:
        raise Http404("There is no such action.")
    return _raising(request, board, "Raise this action of the plan", back, title=f"{action.reference} {action.words}".strip(), about="plan", plan_action=action)


@require_safe
@needs("improve", "list")
def escalations(request: Any) -> HttpResponse:
    """Everything that was raised, waiting or answered."""
    areas = areas_of(request, "list")
    show = request.GET.get("show", "waiting")
    found = Escalation.objects.filter(from_board__area_id__in=areas).select_related("from_board", "to_board")
    shown = {"waiting": found.filter(replied_on__isnull=True).order_by("answer_by", "pk"), "answered": found.filter(replied_on__isnull=False).order_by("-replied_on", "pk")}
    show = show if show in shown else "waiting"
    return render(request, "improvement/governance/escalations.html", {"rows": list(shown[show][:MOST_SHOWN]), "show": show, "today": request.standing.on})


@require_safe
@needs("improve", "view")
def escalation(request: Any, escalation_id: UUID) -> HttpResponse:
    """One matter on its way up and its answer on its way down; the same page for both sides."""
    found = find_escalation(request, escalation_id)
    last = last_of(found)
    return render(
        request, "improvement/governance/escalation.html",
        {
            "escalation": found, "last": last if last != found else None, "today": request.standing.on,
            "may_reply": allowed(policies.check_reply, request.standing, found),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "decide")
def answer_escalation(request: Any, escalation_id: UUID) -> HttpResponse:
    """Answer the board below."""
    found = find_escalation(request, escalation_id)
    form = AnswerForm(posted(request), may_pass=above_of(found.to_board, request.standing.on) is not None)
    if request.method == "POST" and form.is_valid():
        try:
            passed = actions.answer_escalation(escalation=found, by=acting(request), on=request.standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"Passed to {passed.to_board.name}." if passed else f"{found.from_board.name} has the answer.")
            return redirect("improvement:escalation", escalation_id=found.pk)
    return ask(request, form, "Answer", "Send the answer", reverse("improvement:escalation", args=[found.pk]), found.title)
