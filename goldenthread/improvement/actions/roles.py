"""Who answers for what: roles from a plan's own words, the people who hold them, and the parts that they have in actions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold
from goldenthread.people.models import Area, Organisation
from goldenthread.people.policies import check_may_in_area, standing_of

from .. import policies
from ..models import Action, ActionRole, PlanRole, RoleHeld

_BETWEEN = re.compile(r"\s*(?:\n|;|/)\s*")
Part = ActionRole.Part


def roles_in(words: str) -> list[str]:
    """The roles that such words name: a line, a semicolon or a stroke stands between two of them. A comma may be within one."""
    found = (" ".join(one.split())[:200] for one in _BETWEEN.split(words))
    return list(dict.fromkeys(one for one in found if any(character.isalpha() for character in one)))


def open_roles(area: Area, names: Iterable[str]) -> dict[str, PlanRole]:
    """These roles of the area, by their words; those that are new are made."""
    wanted = list(dict.fromkeys(names))
    PlanRole.objects.bulk_create([PlanRole(area=area, words=words) for words in wanted], ignore_conflicts=True)
    return {role.words: role for role in PlanRole.objects.filter(area=area, words__in=wanted)}


def parts_of(actions: Iterable[Action], area: Area, day: date) -> list[ActionRole]:
    """The parts that the words of these actions, and of their groups, give to roles: not saved yet."""
    named = [(one, part, words) for one in actions for part, words in _named(one)]
    roles = open_roles(area, (words for _, _, words in named))
    return [ActionRole(action=one, role=roles[words], part=part, from_on=day) for one, part, words in named]


def _named(one: Action) -> list[tuple[str, str]]:
    owners = roles_in(one.owner) or roles_in(one.group.owners)
    return [*[(Part.OWNER, words) for words in owners], *[(Part.CONTRIBUTOR, words) for words in roles_in(one.contributors)]]


def follow_words(one: Action, area: Area, day: date) -> None:
    """Let an action's roles be those that its words name now; what ends, ends this day."""
    wanted = {(each.part, each.role_id): each for each in parts_of([one], area, day)}
    for held in ActionRole.objects.filter(action=one, until_on__isnull=True):
        if wanted.pop((held.part, held.role_id), None) is None:
            held.until_on = max(day, held.from_on)
            held.save(update_fields=["until_on"])
    ActionRole.objects.bulk_create(wanted.values())


@action
def hold_role(*, role: PlanRole, user: Any, from_on: date, by: Any, on: date) -> RoleHeld:
    """Somebody holds a role from a day on. Whoever held it before goes on holding it until that is ended."""
    check_may_in_area(standing_of(by), role.area, "improve", "update")
    hold(role)
    if RoleHeld.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on), role=role, user=user).exists():
        raise Refused(f"{user.name} holds this role already.")
    held = RoleHeld.objects.create(role=role, user=user, from_on=from_on)
    record("improvement.hold_role", subject=role, fact={"user": user.pk, "from_on": from_on})
    return held


@action
def belongs_to(*, role: PlanRole, partner: Organisation | None, by: Any, on: date) -> None:
    """Say to which body of the area a role belongs, or that nobody knows."""
    check_may_in_area(standing_of(by), role.area, "improve", "update")
    if partner is not None and partner.area_id != role.area_id:
        raise Refused("Choose an organisation of this area.")
    hold(role)
    role.partner = partner
    role.save(update_fields=["partner"])
    record("improvement.belongs_to", subject=role, fact={"partner": partner.pk if partner else None})


@action
def leave_role(*, held: RoleHeld, until_on: date, by: Any, on: date) -> None:
    """Somebody no longer holds a role after this day."""
    check_may_in_area(standing_of(by), held.role.area, "improve", "update")
    hold(held, "until_on")
    if held.until_on is not None:
        raise Refused("This has ended already.")
    if until_on < held.from_on:
        raise Refused("The last day must be on or after the first.")
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    record("improvement.leave_role", subject=held.role, fact={"user": held.user_id, "until_on": until_on})


@action
def give_part(*, action: Action, role: PlanRole, part: str, by: Any, on: date) -> ActionRole:
    """A role answers for an action, or contributes to it, from today."""
    plan = action.group.section.plan
    policies.check_change(by, plan)
    if role.area_id != plan.area_id:
        raise Refused("This role is another area’s.")
    made, new = ActionRole.objects.get_or_create(action=action, role=role, part=part, until_on=None, defaults={"from_on": on})
    if not new:
        raise Refused(f"{role.words} has this part already.")
    record("improvement.give_part", subject=action, fact={"role": role.pk, "part": part})
    return made


@action
def end_part(*, part: ActionRole, by: Any, on: date) -> None:
    """A role no longer has this part after today."""
    policies.check_change(by, part.action.group.section.plan)
    hold(part, "until_on")
    if part.until_on is None:
        part.until_on = max(on, part.from_on)
        part.save(update_fields=["until_on"])
    record("improvement.end_part", subject=part.action, fact={"role": part.role_id, "part": part.part, "until_on": part.until_on})
