"""Rating a quarter: somebody gives a colour of the plan's own scale and says why; nothing given is ever changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from zlib import crc32

from django.apps import apps
from django.db.models import Max, Q

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import CHANGED, hold

from .. import policies
from ..models import Action, ActionGroup, Dependency, ImprovementPlan, Milestone, PlanVersion, Rating, RatingScheme
from ..quarters import quarter_end, quarter_name
from ..reading.ratings import COLOURS
from .tying import wait_for

#: The scale of a plan that has none of its own.
USUAL = {"blue": "Completed", "green": "On track", "amber": "At risk", "red": "Delayed"}
_WAITING = re.compile(r"(?i)\b(wait|await|depend)")
WAITS = "This colour means that it waits for something. Say which action it waits for."


def scale_of(plan: ImprovementPlan) -> dict[str, str]:
    """The plan's colours and what it means by each; the usual four where it has none."""
    return {step.colour: step.words for step in plan.scheme.all()} or USUAL


def version_of_scale(plan: ImprovementPlan) -> int:
    """A number that is another once a colour, its words or their order change."""
    return crc32(repr(list(scale_of(plan).items())).encode()) >> 1


def waits(words: str) -> bool:
    """Whether a colour means that the action waits for another."""
    return bool(_WAITING.search(words))


def locked_until(plan: ImprovementPlan) -> date | None:
    """The last day of what is published of the plan's ratings: by a published version, or by an edition for everybody."""
    published = PlanVersion.objects.filter(plan=plan, published_on__isnull=False).aggregate(last=Max("rated_until"))["last"]
    edition = apps.get_model("improvement", "Edition").objects.filter(plan=plan).aggregate(last=Max("as_at"))["last"]
    return max(filter(None, (published, edition)), default=None)


def rated_action(of: Action | ActionGroup | Milestone) -> Action | None:
    """The action that a rating is of, or whose milestone it is of."""
    return of if isinstance(of, Action) else of.action if isinstance(of, Milestone) else None


@action
def rate(
    *, of: Action | ActionGroup | Milestone, colour: str, reason: str, quarter_on: date, period: str = "", suggested: str = "", needs: Action | None = None,
    by: Any, on: date,
) -> Rating:  # fmt: skip
    """Rate an action, a group or a milestone for a quarter. `period` names a place that the plan printed for it; else the quarter's
    own name. `needs` is the action that it waits for, which a colour that means waiting asks for."""
    group = of if isinstance(of, ActionGroup) else rated_action(of).group  # type: ignore[union-attr]
    plan, one = group.section.plan, rated_action(of)
    if one is not None:
        policies.check_rates(by, one, on)
    else:
        policies.check_change(by, plan)
    scale = scale_of(plan)
    if colour not in scale:
        raise Refused(f"Choose one of the plan’s own colours: {', '.join(scale)}.")
    if not reason.strip():
        raise Refused("Say why it is rated so.")
    if quarter_on != quarter_end(quarter_on) or quarter_on > quarter_end(on):
        raise Refused("Choose a quarter that has begun.")
    policies.check_not_published(locked_until(plan), quarter_on, quarter_name(quarter_on))
    if one is not None and needs is not None:
        wait_for(action=one, needs=needs, why=reason.strip()[:500], by=by, on=on)
    if one is not None and waits(scale[colour]) and not Dependency.objects.filter(action=one, until_on__isnull=True).exists():
        raise Refused(WAITS)
    hold(of)
    last = of.ratings.aggregate(last=Max("position"))["last"]
    field = "group" if isinstance(of, ActionGroup) else "action" if isinstance(of, Action) else "milestone"
    made = Rating.objects.create(
        **{field: of}, position=0 if last is None else last + 1, period=period or quarter_name(quarter_on), colour=colour, reason=reason.strip(),
        suggested=suggested, quarter_on=quarter_on, given_on=on, given_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    if isinstance(of, Action):
        keep(of)
    record("improvement.rate", subject=of, fact={"colour": colour, "quarter_on": quarter_on, "suggested": suggested, "differs": bool(suggested) and suggested != colour})
    return made


@action
def choose_scale(*, plan: ImprovementPlan, scale: Mapping[str, str], version: int | None = None, by: Any, on: date) -> None:
    """Say which colours the plan is rated by and what each means, in this order. A colour that something was rated with stays.

    `version` is that of the scale which the person saw (`version_of_scale`); refused where somebody changed it since."""
    policies.check_change(by, plan)
    hold(plan)
    if version is not None and version != version_of_scale(plan):
        raise Changed(CHANGED)
    unknown = [colour for colour in scale if colour not in COLOURS]
    if unknown or len(scale) < 2:
        raise Refused("Choose two colours or more.")
    in_plan = Q(action__group__section__plan=plan) | Q(group__section__plan=plan) | Q(milestone__action__group__section__plan=plan)
    used = set(Rating.objects.filter(in_plan).exclude(colour="").values_list("colour", flat=True))
    gone = [colour for colour in COLOURS if colour in used and colour not in scale and plan.scheme.filter(colour=colour).exists()]
    if gone:
        raise Refused(f"Something was rated {gone[0]}, so that this colour stays in the scale.")
    plan.scheme.all().delete()
    RatingScheme.objects.bulk_create(RatingScheme(plan=plan, position=at, colour=colour, words=words.strip()) for at, (colour, words) in enumerate(scale.items()))
    record("improvement.choose_scale", subject=plan, fact={"colours": list(scale)})


def keep(one: Action) -> None:
    """Work out again what an action's rating is now, and what it was in the quarter before that."""
    ratings = [each for each in one.ratings.all() if each.colour]
    given = [each for each in ratings if each.quarter_on is not None]
    now = max(given, key=lambda each: (each.quarter_on, each.position)) if given else ratings[-1] if ratings else None
    before = [each for each in ratings if now is not None and each.quarter_on != now.quarter_on and (each.quarter_on is None or each.quarter_on < (now.quarter_on or each.quarter_on))]
    one.colour = now.colour if now else ""
    one.rated_on = now.quarter_on if now else None
    latest = max(before, key=lambda each: (each.quarter_on or date.min, each.position)) if before else None
    one.colour_before = latest.colour if latest else ""
    one.save(update_fields=["colour", "colour_before", "rated_on"])
