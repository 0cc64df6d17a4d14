# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""What one person's requests and plans say together."""

from itertools import pairwise

from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, rule
from goldenthread.returns.records import Person


@rule("R225")
def two_requests_on_one_day(person: Person, around: Around) -> Answer:
    if len(person.requests) < 2:
        return False
    seen = set()
    for request in person.requests:
        if request.received_on in seen:
            return request
        if request.received_on:
            seen.add(request.received_on)
    return False


@rule("R227")
def received_while_a_plan_was_in_force(person: Person, around: Around) -> Answer:
    if len(person.requests) < 2:
        return False
    plans = [(other, plan) for other in person.requests if (plan := other.named_plan) and plan.started_on]
    for request in person.requests:
        day = request.received_on
        if day and any(other is not request and around.in_force(plan, day) for other, plan in plans):
            return request
    return False


@rule("X603")
def two_plans_in_force(person: Person, around: Around) -> Answer:
    if len(person.requests) < 2:
        return False
    plans = [plan for request in person.requests if (plan := request.named_plan)]
    current = [plan for plan in plans if around.in_force(plan, around.census_day)]
    return len(current) > 1 and current[1]


@rule("X604")
def plans_overlap(person: Person, around: Around) -> Answer:
    if len(person.requests) < 2:
        return False
    plans = [plan for request in person.requests if (plan := request.named_plan) and plan.started_on]
    plans.sort(key=lambda plan: (plan.started_on, plan.ceased_on or around.census_day))
    for before, after in pairwise(plans):
        if before.ceased_on and after.started_on and after.started_on < before.ceased_on:
            return after
    return False
