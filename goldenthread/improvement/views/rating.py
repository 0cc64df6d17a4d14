"""Rating an action, a group of them or a milestone for a quarter, in the plan's own scale: suggested from facts, given by a person, who says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs, signed_in
from goldenthread.core import clock
from goldenthread.core.refusals import Refused

from .. import actions, policies
from ..actions.rating import locked_until, rated_action, scale_of, version_of_scale, waits
from ..forms import living as forms
from ..models import Action, ActionGroup, Milestone
from ..quarters import quarter_name, quarters_before
from ..suggested import Suggested, suggested_for
from .finding import ask, bare_plan, found_action, may_change

#: How many quarters back somebody may rate.
QUARTERS = 4


def home(action: Action) -> str:
    """The address of an action's page."""
    return reverse("improvement:action", args=[action.group.section.plan_id, action.pk])


def called(action: Action) -> str:
    """An action in a few words."""
    return forms.label(action)


def scale_shown(plan: Any) -> tuple[list[tuple[str, str]], str]:
    """The colours to choose from in the plan's words, and the one that means waiting."""
    scale = scale_of(plan)
    waiting = next((colour for colour, words in scale.items() if waits(words)), "")
    return [(colour, f"{colour.capitalize()}: {words}" if words else colour.capitalize()) for colour, words in scale.items()], waiting


def others_of(found: Action) -> list[tuple[int, str]]:
    """The other actions of its plan, to choose from."""
    others = Action.objects.filter(group__section__plan=found.group.section.plan).exclude(pk=found.pk).select_related("group").order_by("group__section__position", "group__position", "position")
    return [(one.pk, called(one)) for one in others]


def needed(found: Action, said: dict[str, Any]) -> Action | None:
    """The action that it is said to wait for."""
    return Action.objects.filter(group__section__plan=found.group.section.plan, pk=said["needs"]).first() if said.get("needs") else None


def check(may: Callable[..., None], *args: Any) -> None:
    """Go no further where a policy refuses."""
    try:
        may(*args)
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from None


@require_http_methods(["GET", "POST"])
@signed_in
def rate(request, plan_id, action_id):
    """Rate the action for a quarter."""
    found, today = found_action(request, plan_id, action_id), clock.today()
    check(policies.check_rates, request.user, found, today)
    plan = found.group.section.plan
    following = _next_unrated(found) if may_change(request, plan) and request.GET.get("go") == "on" else None
    to = f"{reverse('improvement:rate', args=[plan.pk, following])}?go=on" if following else home(found)
    return _rate(request, found, plan, suggested=suggested_for(found, today), caption=called(found), back=home(found), to=to)


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def rate_group(request, plan_id, thing_id):
    """Rate a group of actions together for a quarter, as plans do that print one rating for several actions."""
    plan = bare_plan(request, plan_id, "update")
    group = ActionGroup.objects.select_related("section__plan__area").filter(pk=thing_id, section__plan=plan).first()
    if group is None:
        raise Http404("There is no such group.")
    back = reverse("improvement:plan", args=[plan.pk])
    return _rate(request, group, plan, suggested=suggested_for(group, clock.today()), caption=f"{group.reference} {group.title}".strip()[:120], back=back, to=back)


@require_http_methods(["GET", "POST"])
@signed_in
def rate_milestone(request, plan_id, action_id, thing_id):
    """Rate a milestone of the action for a quarter."""
    found, today = found_action(request, plan_id, action_id), clock.today()
    check(policies.check_rates, request.user, found, today)
    milestone = Milestone.objects.select_related("action__group__section__plan__area").filter(pk=thing_id, action=found).first()
    if milestone is None:
        raise Http404("There is no such milestone.")
    caption = f"{called(found)}: {milestone.period} {milestone.words}"
    return _rate(request, milestone, found.group.section.plan, suggested=suggested_for(milestone, today), caption=caption[:200], back=home(found), to=home(found))


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def scale(request, plan_id):
    """Which colours the plan is rated by, and what each means."""
    plan, today = bare_plan(request, plan_id, "update"), clock.today()
    now = scale_of(plan)
    form = forms.ScaleForm(request.POST or None, version=version_of_scale(plan), initial={"colours": list(now), **{f"words_{colour}": words for colour, words in now.items()}})
    back = reverse("improvement:plan", args=[plan.pk])
    return ask(
        request, form, lambda said: actions.choose_scale(plan=plan, scale=form.scale, version=said["version"], by=request.user, on=today),
        heading="The plan’s own ratings", caption=plan.title, back=back,
        lead="Versions and editions that are published stay as they were.", done="The scale is saved.",
    )  # fmt: skip


def _rate(request, of: Action | ActionGroup | Milestone, plan: Any, *, suggested: Suggested, caption: str, back: str, to: str):
    """The form of a rating for a quarter: those that are not published yet, and the places that the plan printed for one."""
    today, locked = clock.today(), locked_until(plan)
    ratings = list(of.ratings.all())
    quarters = [(end.isoformat(), quarter_name(end)) for end in quarters_before(today, QUARTERS) if locked is None or end > locked]
    given = {one.period for one in ratings if one.given_on}
    places = [(one.period, one.period) for one in ratings if one.given_on is None and one.period and not one.colour and one.period not in given]
    scale, waiting = scale_shown(plan)
    one = rated_action(of)
    others = others_of(one) if waiting and one else []
    form = forms.RateForm(
        request.POST or None, scale=scale, quarters=quarters, places=places, suggestion=suggested.sentence, others=others, waiting=waiting if others else "",
        initial={"quarter": quarters[min(1, len(quarters) - 1)][0] if quarters else ""},
    )  # fmt: skip

    def do(said: dict[str, Any]) -> None:
        actions.rate(
            of=of, colour=said["colour"], reason=said["reason"], quarter_on=date.fromisoformat(said["quarter"]), period=said.get("period") or "", suggested=suggested.colour,
            needs=needed(one, said) if one else None, by=request.user, on=today,
        )  # fmt: skip

    return ask(request, form, do, heading="Rate it for a quarter", caption=caption, back=back, to=to, done=f"The rating of {'the milestone' if isinstance(of, Milestone) else of.reference or 'this'} is saved.")


def _next_unrated(found: Action) -> int | None:
    """The action after this one, in the order of the plan."""
    order = list(Action.objects.filter(group__section__plan=found.group.section.plan).order_by("group__section__position", "group__position", "position", "pk").values_list("pk", flat=True))
    at = order.index(found.pk)
    return order[at + 1] if at + 1 < len(order) else None
