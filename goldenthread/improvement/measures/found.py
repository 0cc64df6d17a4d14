"""Measures and plans, found within the areas of whoever asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan
from goldenthread.improvement.views.finding import areas_of

from .models import Measure


def plan_of(request: Any, plan_id: UUID, action: str = "view") -> ImprovementPlan:
    """A plan of an area in which this person may do this."""
    plan = ImprovementPlan.objects.select_related("area").filter(pk=plan_id, area_id__in=areas_of(request, action)).first()
    if plan is None:
        raise Http404("There is no such plan.")
    return plan


def measure_of(request: Any, measure_id: UUID, action: str = "view") -> Measure:
    """A measure of such a plan, with where it stands in it."""
    found = Measure.objects.select_related(
        "plan__area", "action__group__section__finding__inspection", "group__section__finding__inspection"
    ).prefetch_related("steps")
    measure = found.filter(pk=measure_id, plan__area_id__in=areas_of(request, action)).first()
    if measure is None:
        raise Http404("There is no such measure.")
    return measure


def sees_rows(request: Any, plan: ImprovementPlan) -> bool:
    """Whether this person has a right to the children behind the area's figures, and so sees numbers as they are."""
    return plan.area_id in request.standing.areas_where("agg", "view")


def places_in(plan: ImprovementPlan) -> list[tuple[str, str]]:
    """What a measure may be tied to, for a list: groups as g1, actions as a1."""
    groups = ActionGroup.objects.filter(section__plan=plan).select_related("section").order_by("section__position", "position")
    actions: dict[int, list[Action]] = {}
    for each in Action.objects.filter(group__section__plan=plan).order_by("position"):
        actions.setdefault(each.group_id, []).append(each)
    places = []
    for group in groups:
        places.append((f"g{group.pk}", f"{group.reference} {group.title or group.section.title}".strip()[:90]))
        places += [(f"a{each.pk}", f"\N{EN DASH} {each.reference} {each.words}".replace("\n", " ")[:90]) for each in actions.get(group.pk, [])]
    return places


def place_of(plan: ImprovementPlan, key: str) -> dict[str, Any]:
    """The group or action of a key, as an action takes it."""
    if key[:1] == "g":
        return {"group": ActionGroup.objects.get(section__plan=plan, pk=int(key[1:])), "of": None}
    if key[:1] == "a":
        return {"group": None, "of": Action.objects.get(group__section__plan=plan, pk=int(key[1:]))}
    return {"group": None, "of": None}


def key_of(measure: Measure) -> str:
    """The key of what a measure is tied to."""
    return f"g{measure.group_id}" if measure.group_id else f"a{measure.action_id}" if measure.action_id else ""
