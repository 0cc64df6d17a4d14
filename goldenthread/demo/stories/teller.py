"""What a story is told with: people, days counted back from today, and the actions that officers use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from goldenthread.access.models import User
from goldenthread.casework import actions as casework
from goldenthread.casework.models import Request
from goldenthread.core import clock
from goldenthread.people.models import Area, Child, Organisation
from goldenthread.plans.models import Plan

from ..chance import uuid
from . import doing
from .doing import Parent, Person

__all__ = ["Parent", "Person", "Story", "Teller", "story"]

YES = "{name} needs more than the school can give from what it has, and an assessment may show that a plan is needed."


class Teller:
    """Tells stories in one area, on one day."""

    def __init__(self, *, today: date, areas: dict[str, Area], seed: str) -> None:
        self.today, self.areas, self.dice = today, areas, Random(f"{seed} stories")
        self.users = {user.persona: user for user in User.objects.exclude(persona="")}
        self._count = 9000

    def new_id(self) -> Any:
        """An id that is the same each time the story is told."""
        return uuid(self.dice)

    # Days

    def ago(self, *, weeks: int = 0, days: int = 0) -> date:
        """So long before today, moved back to a Friday where it would be a weekend."""
        day = self.today - timedelta(weeks=weeks, days=days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    # People

    def user(self, persona: str) -> User:
        """Somebody whom a visitor can become."""
        return self.users[persona]

    def place(self, name: str) -> Organisation:
        """A school or service by its name."""
        return Organisation.objects.get(name=name)

    def child(
        self, person: Person, *, code: str = "990", since: date | None = None, worker: str | None = "ellis"
    ) -> Child:
        """Somebody comes on record."""
        self._count += 1
        since = since or self.ago(weeks=52)
        ids = [self.new_id() for _ in range(len(person.parents) + 1)]
        return doing.record_person(
            person=person, area=self.areas[code], ids=ids, number=self._count, dice=self.dice,
            school=self.place(person.school) if person.school else None,
            worker=self.user(worker) if worker else None, users=self.users, by=self.user("ellis"), on=since,
        )  # fmt: skip

    # What officers do

    def ask(
        self, child: Child, on: date, *, route: str = "parent", channel: str = "email", about: str = "", **more: Any
    ) -> Request:
        """A request comes in. The letter that says so is made by a job, dated the same day (`tasks.acknowledge_stories`)."""
        with clock.standing_on(on):
            return casework.receive_request(
                child=child,
                route=route,
                channel=channel,
                received_on=on,
                about=about,
                form_key=self.new_id(),
                by=self.user("ellis"),
                on=on,
                **more,
            )

    def assess(self, request: Request, on: date) -> None:
        """It is decided to assess, and the family is told the same day."""
        why = YES.format(name=request.child.known_as)
        self._decide(casework.decide_to_assess, request, on, {"sen": (True, why), "plan": (True, why)})

    def refuse(self, request: Request, on: date, *, sen: str, plan: str) -> None:
        """It is decided not to assess, with this child's reasons on both parts of the test."""
        self._decide(casework.decide_not_to_assess, request, on, {"sen": (True, sen), "plan": (False, plan)})

    def _decide(self, act: Callable[..., Any], request: Request, on: date, found: dict[str, tuple[bool, str]]) -> None:
        parts = {"sen": "has_or_may_have_sen", "plan": "plan_may_be_necessary"}
        answers = {parts[part]: {"answer": answer, "why": why} for part, (answer, why) in found.items()}
        assert request.received_on
        consulted_on = min(request.received_on + timedelta(days=10), on)
        with clock.standing_on(on):
            act(
                request=request,
                answers=answers,
                consulted_on=consulted_on,
                made_on=on,
                by=self.user("marek"),
                on=on,
                forum="panel",
            )

    def past_request(self, child: Child, received_on: date, **came_of_it: Any) -> Request:
        """A request of years ago, with its end."""
        last = came_of_it.get("told_on") or came_of_it["ended_on"]
        return doing.record_request(
            child=child, id=self.new_id(), received_on=received_on, by=self.user("ellis"), on=last, **came_of_it
        )

    def plan(self, child: Child, made_on: date, **more: Any) -> Plan:
        """A plan from before, taken on."""
        return doing.record_plan(
            child=child,
            made_on=made_on,
            ids=[self.new_id(), self.new_id()],
            by=self.user("ellis"),
            on=max(made_on, child.first_recorded_on),
            **more,
        )

    def review(self, plan: Plan, met_on: date, **more: Any) -> Any:
        """A review was held."""
        return doing.record_review(
            plan=plan,
            met_on=met_on,
            id=self.new_id(),
            by=self.user("ellis"),
            on=more.get("notified_on") or met_on,
            **more,
        )


@dataclass(frozen=True)
class Story:
    """A family: what happened, and the rule that it shows kept or broken."""

    name: str
    title: str
    shows: str
    tell: Callable[[Teller], Any]


STORIES: dict[str, Story] = {}


def story(title: str, *, shows: str) -> Callable[[Callable[[Teller], Any]], Callable[[Teller], Any]]:
    """Put a story in the book, under its function's name."""

    def keep(tell: Callable[[Teller], Any]) -> Callable[[Teller], Any]:
        STORIES[tell.__name__] = Story(tell.__name__, title, shows, tell)
        return tell

    return keep
