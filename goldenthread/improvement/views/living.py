"""One action: its page, what its owner tells, its rating, and what is tied to it; and each person's own actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import signed_in
from goldenthread.core import clock, files
from goldenthread.core.refusals import Refused, allowed
from goldenthread.core.uploads import check_upload

from .. import actions, policies
from ..actions.rating import locked_until
from ..forms import living as forms
from ..measures.thread import moved_of
from ..models import Action, ActionRole, Attachment, Finding, Mend, Milestone, PlanRole
from ..quarters import quarter_end, quarter_name
from ..shown import TAGS, Colour
from ..standing_now import days_late, spent_of
from ..suggested import suggested_for
from .finding import ask, found_action, may_change, names_of
from .rating import called, check, home, needed, others_of, scale_shown


@require_safe
@signed_in
def mine(request):
    """The actions that this person answers for or contributes to today, the one that waits longest for news first."""
    today = clock.today()
    parts = (
        ActionRole.objects.filter(policies.held_now(request.user.pk, today))
        .select_related("role", "action__group__section__plan")
        .distinct()
        .order_by("part", "action__done_on", "action__told_on", "action__due_on", "pk")[:200]
    )
    seen: dict[int, tuple[Action, list[str], bool]] = {}
    for part in parts:
        _, roles, _ = seen.setdefault(part.action_id, (part.action, [], part.part == ActionRole.Part.OWNER))
        roles.append(part.role.words)
    rows = [
        {"action": action, "roles": ", ".join(dict.fromkeys(roles)), "owner": owner, "colour": colour_now(action), "late": bool(action.due_on and action.due_on < today and not action.done_on), "called": called(action)}
        for action, roles, owner in seen.values()
    ]
    return render(request, "improvement/mine.html", {"rows": rows, "quarter": quarter_name(quarter_end(today))})


def colour_now(action: Action) -> Colour | None:
    """The rating that an action has now."""
    return Colour(action.colour.capitalize(), TAGS.get(action.colour, "grey"), "") if action.colour else None


@require_safe
@signed_in
def action(request, plan_id, action_id):
    """One action: what it promises, who answers for it, how far it is, what shows it, and the thread up to the finding."""
    found = found_action(request, plan_id, action_id)
    plan, today = found.group.section.plan, clock.today()
    ratings = list(found.ratings.all())
    progress = list(found.progress.all()[:50])
    mends = list(Mend.objects.filter(plan=plan, of="action", of_id=found.pk))
    attachments = list(found.attachments.select_related("file"))
    answers_for = allowed(policies.check_answers_for, request.user, found, today)
    told = {
        "action": found, "group": found.group, "section": found.group.section, "plan": plan, "called": called(found),
        "now": colour_now(found), "ratings": [_rated(one) for one in reversed(ratings) if one.colour or one.given_on], "progress": progress, "mends": mends,
        "milestones": [(one, _latest(one)) for one in found.milestones.prefetch_related("ratings")], "evidence": found.evidence.all(), "attachments": attachments, "today": today,
        "roles": found.roles.select_related("role").prefetch_related("role__held__user"), "tasks": found.tasks.all() if answers_for else [], "costs": found.costs.all(),
        "waits": found.waits_for.filter(until_on__isnull=True).select_related("needs__group__section__plan"),
        "waited": found.waited_for_by.filter(until_on__isnull=True).select_related("action__group__section__plan"),
        "moved": moved_of(found, at=today, exact=plan.area_id in request.standing.areas_where("agg", "view")), "findings": Finding.objects.filter(answers__action=found).select_related("inspection"),
        "names": names_of([*[one.given_by_id for one in ratings], *[one.by_id for one in progress], *[one.by_id for one in mends], *[one.by_id for one in attachments]]),
        "answers_for": answers_for, "may_rate": allowed(policies.check_rates, request.user, found, today), "late_by": days_late, "spent": spent_of(found.costs.all()), "may_change": may_change(request, plan), "sees_plan": plan.area_id in request.standing.areas_where("improve", "view"), "label": called,
    }  # fmt: skip
    return render(request, "improvement/action.html", told)


def _latest(milestone: Milestone) -> dict[str, Any] | None:
    """The rating of a milestone that counts, with its reason."""
    given = [one for one in milestone.ratings.all() if one.colour]
    return _rated(given[-1]) if given else None


def _rated(one: Any) -> dict[str, Any]:
    colour = Colour(one.printed or one.colour.capitalize(), TAGS.get(one.colour, "grey"), "", one.period)
    return {"colour": colour, "reason": one.reason, "on": one.given_on, "by": one.given_by_id, "differs": one.suggested if one.suggested and one.suggested != one.colour else ""}


@require_http_methods(["GET", "POST"])
@signed_in
def tell(request, plan_id, action_id):
    """One form for whoever answers for the action: how far it is, its rating this quarter, when it will be done."""
    found, today = found_action(request, plan_id, action_id), clock.today()
    check(policies.check_answers_for, request.user, found, today)
    plan, quarter = found.group.section.plan, quarter_end(today)
    locked = locked_until(plan)
    open_now = (locked is None or quarter > locked) and allowed(policies.check_rates, request.user, found, today)
    suggested = suggested_for(found, today) if open_now else None
    scale, waiting = scale_shown(plan)
    form = forms.TellForm(
        request.POST or None, version=found.version, scale=scale, quarter=quarter_name(quarter) if open_now else "", waiting=waiting,
        others=others_of(found) if waiting else (), suggestion=suggested.sentence if suggested else "",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> None:
        actions.tell_progress(action=found, words=said["words"], expected_on=said["expected_on"], done_on=said["done_on"], shown_by=said["shown_by"], version=said["version"], by=request.user, on=today)
        if said.get("colour") not in (None, "", forms.STAYS):
            actions.rate(
                of=found, colour=said["colour"], reason=said["words"], quarter_on=quarter, suggested=suggested.colour if suggested else "", needs=needed(found, said),
                by=request.user, on=today,
            )  # fmt: skip

    return ask(request, form, do, heading="Say how far it is", caption=called(found), back=home(found), done="Saved. Thank you.")


@require_http_methods(["GET", "POST"])
@signed_in
def add(request, plan_id, action_id, kind):
    """Tie something to the action: a task, a cost, evidence, a wait, a role, a finding, a milestone reached."""
    found, today = found_action(request, plan_id, action_id), clock.today()
    if kind not in ADDED:
        raise Http404("There is no such form.")
    heading, make, owners = ADDED[kind]
    if owners:
        check(policies.check_answers_for, request.user, found, today)
    else:
        check(policies.check_change, request.user, found.group.section.plan)
    form, do = make(request, found, today)
    return ask(request, form, do, heading=heading, caption=called(found), back=home(found), done="Saved.")


def _task(request, found, today):
    return forms.TaskForm(request.POST or None), lambda said: actions.add_task(action=found, words=said["words"], owner=said["owner"], due_on=said["due_on"], by=request.user, on=today)


def _cost(request, found, today):
    return forms.CostForm(request.POST or None), lambda said: actions.add_cost(action=found, kind=said["kind"], pounds=said["pounds"], paid_by=said["paid_by"], words=said["words"], by=request.user, on=today)


def _evidence(request, found, today):
    def do(said):
        actions.attach(action=found, upload=check_upload(said["file"]), file_name=said["file"].name, shows=said["shows"], dated_on=said["dated_on"], by=request.user, on=today)

    return forms.AttachForm(request.POST or None, request.FILES or None), do


def _wait(request, found, today):
    def do(said):
        actions.wait_for(action=found, needs=Action.objects.get(pk=said["needs"]), why=said["why"], by=request.user, on=today)

    return forms.WaitForm(request.POST or None, others=others_of(found)), do


def _part(request, found, today):
    area = found.group.section.plan.area
    roles = [(role.pk, role.words) for role in PlanRole.objects.filter(area=area)]

    def do(said):
        actions.give_part(action=found, role=PlanRole.objects.get(area=area, pk=said["role"]), part=said["part"], by=request.user, on=today)

    return forms.PartForm(request.POST or None, roles=roles, parts=ActionRole.Part.choices), do


def _answer(request, found, today):
    area = found.group.section.plan.area
    findings = [(one.pk, f"{one.inspection.title}: {' '.join(one.words.split())[:90]}") for one in Finding.objects.filter(inspection__area=area).select_related("inspection")]

    def do(said):
        actions.answer_finding(action=found, finding=Finding.objects.get(inspection__area=area, pk=said["finding"]), by=request.user, on=today)

    return forms.AnswersForm(request.POST or None, findings=findings), do


def _reached(request, found, today):
    milestones = [(one.pk, f"{one.period}: {' '.join(one.words.split())[:90]}".lstrip(": ")) for one in found.milestones.all() if one.reached_on is None]

    def do(said):
        milestone = found.milestones.get(pk=said["milestone"])
        if said["reached_on"]:
            actions.reach_milestone(milestone=milestone, reached_on=said["reached_on"], by=request.user, on=today)
        else:
            actions.expect_milestone(milestone=milestone, expected_on=said["expected_on"], by=request.user, on=today)

    return forms.ReachedForm(request.POST or None, milestones=milestones), do


#: What may be tied to an action: the heading of its form, what makes the form, and whether whoever answers for the action may.
ADDED: dict[str, tuple[str, Callable[..., Any], bool]] = {
    "task": ("Add a task", _task, True),
    "cost": ("Add what it costs", _cost, False),
    "evidence": ("Add evidence", _evidence, True),
    "wait": ("Say what it waits for", _wait, True),
    "role": ("Add who answers for it", _part, False),
    "finding": ("Say which finding it answers", _answer, False),
    "milestone": ("Say that a milestone was reached, or when it is expected", _reached, True),
}


@require_POST
@signed_in
def end(request, plan_id, action_id, kind, thing_id):
    """A task is done, a wait is over, a role has its part no longer."""
    found, today = found_action(request, plan_id, action_id), clock.today()
    things: dict[str, QuerySet] = {"task": found.tasks.all(), "wait": found.waits_for.all(), "role": found.roles.all()}
    thing = things[kind].filter(pk=thing_id).first() if kind in things else None
    if thing is None:
        raise Http404("There is no such thing.")
    try:
        match kind:
            case "task":
                actions.finish_task(task=thing, by=request.user, on=today)
            case "wait":
                actions.end_wait(wait=thing, by=request.user, on=today)
            case "role":
                actions.end_part(part=thing, by=request.user, on=today)
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from None
    return redirect(home(found))


@require_safe
@signed_in
def attachment(request, plan_id, action_id, thing_id):
    """A file of evidence, once the scanner has passed it."""
    found = found_action(request, plan_id, action_id)
    kept: Attachment | None = found.attachments.select_related("file").filter(pk=thing_id).first()
    if kept is None:
        raise Http404("There is no such file.")
    try:
        content = files.opened(kept.file)
    except Refused as refused:
        return render(request, "improvement/held.html", {"why": refused.sentence, "back": home(found)}, status=409)
    except FileNotFoundError:
        return render(request, "improvement/held.html", {"why": "This file is missing. Tell your administrator, who can restore it.", "back": home(found)}, status=503)
    response = FileResponse(content, as_attachment=True, filename=kept.file_name, content_type=kept.file.content_type)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
