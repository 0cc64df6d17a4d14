"""The ladder of reminders: which step falls on which day, and who stands on it for each area and body.

The steps are data. An area may move them and name the people on them (`AreaSetting`); where nobody is named, they are
found by their role.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from goldenthread.access.models import User
from goldenthread.core.models import AreaSetting
from goldenthread.people.models import Area, Membership, Organisation

from ..models import AdviceRequest
from .telling import members

HEALTH = {Organisation.Kind.HEALTH, Organisation.Kind.ICB}


@dataclass(frozen=True)
class Step:
    """One step. `days` is counted from the day the advice is due: below zero before it. `whom` is who stands on it."""

    number: int
    days: int
    whom: str

    @property
    def when(self) -> str:
        """In words, such as "2 weeks before" or "1 day after"."""
        if self.days == 0:
            return "On the day it is due"
        number, unit = (abs(self.days) // 7, "week") if self.days % 7 == 0 else (abs(self.days), "day")
        return f"{number} {unit}{'' if number == 1 else 's'} {'before' if self.days < 0 else 'after'}"


STEPS = (
    Step(1, -14, "adviser"), Step(2, -7, "adviser"), Step(3, 0, "adviser"), Step(4, 1, "manager"), Step(5, 7, "lead"), Step(6, 14, "director"),
)  # fmt: skip
WHOM = {
    "adviser": "The adviser, or their service",
    "manager": "The manager of the service",
    "lead": "The designated officer (health) or the head of SEND",
    "director": "The director",
}
#: The role that stands on a step where nobody is named, for health and for the rest.
BY_ROLE = {
    "lead": ("designated_officer", "head_of_send"),
    "director": ("head_of_send", "head_of_send"),
}


@dataclass(frozen=True)
class Recipient:
    """A named person or body. `user_id` or `email` says where it goes; neither where nobody is named or known."""

    name: str
    user_id: int | None = None
    email: str = ""

    @property
    def key(self) -> str:
        return str(self.user_id or self.email or "nobody")


NOBODY = Recipient("Nobody is named for this step")


def setting_name(area: Area) -> str:
    """Where an area's ladder is kept."""
    return f"advice.ladder.{area.code}"


def setting(area: Area) -> dict[str, Any]:
    """What the area has settled: `days` by step number, and `people` by who stands where."""
    kept = AreaSetting.objects.filter(name=setting_name(area)).values_list("value", flat=True).first() or {}
    return {"days": kept.get("days", {}), "people": kept.get("people", {})}


def steps_of(settled: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of an area, with its own days."""
    days = settled["days"]
    return tuple(replace(step, days=int(days.get(str(step.number), step.days))) for step in STEPS)


def due_steps(steps: Iterable[Step], due_on: date, on: date, sent: Collection[int]) -> list[Step]:
    """The steps to send on a day, each person's last only: nobody gets three reminders at once for a job that stood still.

    A step is never sent again, nor after a later one to the same person.
    """
    last: dict[str, Step] = {}
    for step in steps:
        if due_on + timedelta(days=step.days) <= on:
            last[step.whom] = step
    done = {whom: max((each.number for each in steps if each.number in sent and each.whom == whom), default=0) for whom in last}
    return [step for whom, step in last.items() if step.number > done[whom]]


class Ladder:
    """The people of one area, found once for many asks."""

    def __init__(self, area: Area, on: date) -> None:
        settled = setting(area)
        self.area, self.on, self.steps, self.people = area, on, steps_of(settled), settled["people"]
        named = {int(user_id) for user_id in self.people.values() if user_id}
        self.users = {user.pk: user for user in User.objects.filter(pk__in=named, is_active=True).order_by("pk")}
        self.members: dict[int, list[Any]] = {}
        self.by_role: dict[str, User | None] = {}

    def who(self, step: Step, ask: AdviceRequest) -> Recipient:
        """Who stands on this step for this ask."""
        if step.whom == "adviser":
            return self._adviser(ask)
        key = f"manager:{ask.asked_of_id}" if step.whom == "manager" else step.whom
        named = self.users.get(int(self.people.get(key) or 0))
        if named:
            return Recipient(named.name, named.pk)
        if step.whom == "manager":
            body = ask.asked_of
            return Recipient(f"The manager of {body.name}", email=body.email) if body and body.email else self._service(ask) or NOBODY
        health, other = BY_ROLE[step.whom]
        found = self._in_role(health if ask.asked_of and ask.asked_of.kind in HEALTH else other) or self._in_role(other)
        return Recipient(found.name, found.pk) if found else NOBODY

    def _adviser(self, ask: AdviceRequest) -> Recipient:
        if ask.adviser and ask.adviser.is_active:
            return Recipient(ask.adviser.name, ask.adviser_id)
        body = ask.asked_of
        if body and body.email:
            return Recipient(body.name, email=body.email)
        return self._service(ask) or NOBODY

    def _service(self, ask: AdviceRequest) -> Recipient | None:
        """Somebody who answers for a body that has no address of its own."""
        body_id = ask.asked_of_id
        if body_id is None:
            return None
        if body_id not in self.members:
            self.members[body_id] = members([body_id], self.on).get(body_id, [])
        people = self.members[body_id]
        return Recipient(people[0].name, people[0].pk) if people else None

    def _in_role(self, role: str) -> User | None:
        if role not in self.by_role:
            seats = Membership.objects.filter(
                role=role, organisation__area=self.area, from_on__lte=self.on, user__is_active=True
            ).exclude(until_on__lt=self.on)
            seat = seats.select_related("user").order_by("from_on", "pk").first()
            self.by_role[role] = seat.user if seat else None
        return self.by_role[role]
