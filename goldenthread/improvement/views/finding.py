"""What a page is about, found within the areas of whoever asks; and forms that are asked, sent and refused alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.access.models import User
from goldenthread.core import clock, form_keys
from goldenthread.core.refusals import Changed, Refused, allowed

from .. import policies
from ..models import Action, ImprovementPlan


def areas_of(request: Any, action: str) -> list[int]:
    """The areas in which this person may do this to improvement plans; refused where there are none."""
    areas = request.standing.areas_where("improve", action)
    if not areas:
        raise PermissionDenied("Your role does not include this. Ask the head of SEND.")
    return list(areas)


def bare_plan(request: Any, plan_id: UUID, action: str = "view") -> ImprovementPlan:
    """The plan alone; none in another area."""
    found = ImprovementPlan.objects.select_related("area").filter(pk=plan_id, area_id__in=areas_of(request, action)).first()
    if found is None:
        raise Http404("There is no such plan.")
    return found


def found_action(request: Any, plan_id: UUID, action_id: int) -> Action:
    """An action of a plan that this person may see, or that they answer for today; otherwise there is none."""
    found = Action.objects.select_related("group__section__plan__area", "group__section__finding__inspection").filter(pk=action_id, group__section__plan_id=plan_id).first()
    if found is None:
        raise Http404("There is no such action.")
    if found.group.section.plan.area_id not in request.standing.areas_where("improve", "view") and not policies.holds(request.user, found, clock.today()):
        raise Http404("There is no such action.")
    return found


def may_change(request: Any, plan: ImprovementPlan) -> bool:
    """Whether this person may mend the plan."""
    return allowed(policies.check_change, request.user, plan)


def may_decide(request: Any, plan: ImprovementPlan) -> bool:
    """Whether this person may sign and publish it."""
    return allowed(policies.check_decide, request.user, plan)


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """The names of these people."""
    wanted = {one for one in users if one is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def ask(
    request: Any, form: Any, do: Callable[[dict[str, Any]], Any], *, heading: str, back: str, to: str | None = None, caption: str = "", lead: str = "", shown: str = "",
    button: str = "Save", done: str = "",
) -> HttpResponse:  # fmt: skip
    """A page with one form: what is typed is done by `do`; a refusal stands on the form with all that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=to or back) if form.one_time else nullcontext():
                do(form.cleaned_data)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            if isinstance(refused, Changed):
                form.look_again()
        else:
            if done:
                messages.success(request, done)
            return redirect(to or back)
    told = {"form": form, "heading": heading, "back": back, "caption": caption, "lead": lead, "shown": shown, "button": button}
    return render(request, "improvement/form.html", told)
