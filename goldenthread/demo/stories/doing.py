"""What stories do that no officer can do here yet, or that happened before the record began: written as actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from goldenthread.casework.models import Decision, Request
from goldenthread.core.actions import action, record
from goldenthread.law.school_year import school_year
from goldenthread.people.models import (
    Address,
    Adult,
    Area,
    Attendance,
    Child,
    Involvement,
    Organisation,
    Relationship,
    SenNeed,
)
from goldenthread.plans.models import Advice, NamedSetting, Passage, Plan
from goldenthread.reviews.models import PhaseTransfer, Review

from .. import numbers

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Parent:
    """An adult of a family. `persona` ties them to an account that a visitor can open."""

    name: str
    kind: str = "mother"
    email: str = ""
    address: str = ""
    postcode: str = "AA1 4AB"
    tell_by: str = "email"
    lives_with: bool = True
    persona: str = ""


@dataclass(frozen=True)
class Person:
    """A child or young person of a story."""

    forename: str
    surname: str
    born: date
    school: str = ""
    sex: str = "U"
    needs: tuple[str, ...] = ("SLCN",)
    parents: tuple[Parent, ...] = ()
    ethnicity: str = "WBRI"
    preferred: str = ""
    language: str = ""
    interpreter: str = ""
    communication: str = ""
    address: str = "14 Weir Side\nCalderbeck"
    postcode: str = "AA1 4AB"


@action
def record_person(
    *, person: Person, area: Area, ids: Sequence[UUID], number: int, dice: Random, school: Organisation | None, worker: Any,
    users: Mapping[str, Any], by: Any, on: date,
) -> Child:  # fmt: skip
    """A child comes on record with family, school and needs."""
    child = Child.objects.create(
        id=ids[0], reference="GT-" + "".join(dice.choices(_ALPHABET, k=8)), area=area, forename=person.forename, surname=person.surname,
        preferred_name=person.preferred, date_of_birth=person.born, sex=person.sex, ethnicity=person.ethnicity,
        upn=numbers.upn(number, school_year(person.born) + 5), nhs_number=numbers.nhs_number(number), first_language=person.language,
        interpreter=person.interpreter, communication=person.communication, first_recorded_on=on,
    )  # fmt: skip
    Address.objects.create(child=child, lines=person.address, postcode=person.postcode, from_on=on)
    if school:
        Attendance.objects.create(child=child, organisation=school, entry_on=on)
        Involvement.objects.create(
            child=child, area=area, organisation=school, role="setting", from_on=on, because="The child is on roll"
        )
    for rank, need in enumerate(person.needs, start=1):
        SenNeed.objects.create(child=child, need=need, rank=rank, from_on=on)
    for adult_id, parent in zip(ids[1:], person.parents, strict=True):
        # A parent who has an account is one person, however many children they have.
        known = Adult.objects.filter(user=users[parent.persona]).first() if parent.persona else None
        adult = known or Adult.objects.create(
            id=adult_id, user=users.get(parent.persona), name=parent.name, email=parent.email, phone="07700 900456",
            address=parent.address or person.address, postcode=parent.postcode,
        )  # fmt: skip
        Relationship.objects.create(
            child=child, adult=adult, kind=parent.kind, parental_responsibility_from=person.born, lives_with_from=on if parent.lives_with else None,
            from_on=on, tell_by=parent.tell_by,
        )  # fmt: skip
    if worker:
        Involvement.objects.create(
            child=child, area=area, user=worker, role="named_worker", from_on=on, because="Named worker"
        )
    record("demo.record_person", child=child, subject=child, fact={"adults": len(person.parents)})
    return child


@action
def record_plan(
    *, child: Child, made_on: date, ids: Sequence[UUID], by: Any, on: date, setting: Organisation | None = None, ceased_on: date | None = None,
    cease_reason: str = "", transferred_in_on: date | None = None, transferred_from: str = "", transfers: Sequence[tuple[date, date | None]] = (),
) -> Plan:  # fmt: skip
    """A plan that was made before the record began, with the request it came from, of which no date is known."""
    plan = Plan.objects.create(
        id=ids[0], child=child, area_id=child.area_id, made_on=made_on, ceased_on=ceased_on, cease_reason=cease_reason,
        transferred_in_on=transferred_in_on, transferred_from=transferred_from,
    )  # fmt: skip
    NamedSetting.objects.create(
        plan=plan,
        organisation=setting,
        setting_type="" if setting else "OTH",
        setting_other="" if setting else "To be named",
    )
    request = Request.objects.create(
        id=ids[1],
        child=child,
        area_id=child.area_id,
        plan=plan,
        route="not_known",
        channel="return",
        first_return=made_on.year,
    )
    for about in ("assess", "issue"):
        Decision.objects.create(request=request, about=about, yes=True, forum="return")
    for due_on, final_on in transfers:
        PhaseTransfer.objects.create(plan=plan, due_on=due_on, final_on=final_on)
    record("demo.record_plan", child=child, subject=plan, fact={"made_on": made_on, "ceased_on": ceased_on})
    return plan


@action
def record_request(
    *,
    child: Child,
    id: UUID,
    received_on: date,
    by: Any,
    on: date,
    told_on: date | None = None,
    yes: bool = False,
    ended_on: date | None = None,
) -> Request:
    """A request of years ago: decided and told, or withdrawn."""
    request = Request.objects.create(
        id=id,
        child=child,
        area_id=child.area_id,
        received_on=received_on,
        route="parent",
        channel="post",
        ended="withdrawn" if ended_on else "",
        ended_on=ended_on,
    )
    if told_on:
        Decision.objects.create(
            request=request, about="assess", yes=yes, made_on=told_on, notified_on=told_on, forum="panel"
        )
    record(
        "demo.record_request",
        child=child,
        subject=request,
        fact={"received_on": received_on, "yes": yes, "told_on": told_on, "ended_on": ended_on},
    )
    return request


@action
def end_plan(*, plan: Plan, reason: str, notified_on: date, by: Any, on: date) -> None:
    """The duty to maintain the plan ends today."""
    plan.cease_notified_on, plan.ceased_on, plan.cease_reason = notified_on, on, reason
    plan.save(update_fields=["cease_notified_on", "ceased_on", "cease_reason"])
    record(
        "demo.end_plan", child=plan.child_id, subject=plan, fact={"ceased_on": on, "reason": reason}, touches={"plans"}
    )


@action
def issue(
    *, request: Request, plan_id: UUID, decided_on: date, setting: Organisation | None, by: Any, on: date
) -> Plan:
    """It was decided to issue a plan, and the final plan is sent today."""
    plan = Plan.objects.create(id=plan_id, child_id=request.child_id, area_id=request.area_id, made_on=on)
    NamedSetting.objects.create(
        plan=plan,
        organisation=setting,
        setting_type="" if setting else "OTH",
        setting_other="" if setting else "To be named",
    )
    Decision.objects.create(request=request, about="issue", yes=True, made_on=decided_on, notified_on=on, forum="panel")
    request.plan = plan
    request.save(update_fields=["plan"])
    record("demo.issue", child=request.child_id, subject=plan, fact={"decided_on": decided_on, "made_on": on})
    return plan


@action
def record_transfer(*, plan: Plan, due_on: date, by: Any, on: date) -> None:
    """The plan was amended for the next phase, and the final sent today."""
    PhaseTransfer.objects.create(plan=plan, due_on=due_on, final_on=on)
    record(
        "demo.record_transfer",
        child=plan.child_id,
        subject=plan,
        fact={"due_on": due_on, "final_on": on},
        touches={"plans"},
    )


@action
def decide_to_issue(*, request: Request, by: Any, on: date) -> None:
    """It is decided to issue a plan, which is being written."""
    Decision.objects.create(request=request, about="issue", yes=True, made_on=on, forum="panel")
    record("demo.decide_to_issue", child=request.child_id, subject=request, fact={"made_on": on})


@action
def record_review(*, plan: Plan, met_on: date, id: UUID, by: Any, on: date, **facts: Any) -> Review:
    """A review meeting was held, and what came of it."""
    review = Review.objects.create(id=id, plan=plan, met_on=met_on, **facts)
    record(
        "demo.record_review", child=plan.child_id, subject=review, fact={"met_on": met_on, **facts}, touches={"plans"}
    )
    return review


@action
def notify_of_ceasing(*, plan: Plan, by: Any, on: date) -> None:
    """The family is told that the plan will end."""
    plan.cease_notified_on = on
    plan.save(update_fields=["cease_notified_on"])
    record(
        "demo.notify_of_ceasing", child=plan.child_id, subject=plan, fact={"cease_notified_on": on}, touches={"plans"}
    )


@action
def close_record(*, child: Child, named: Sequence[Any], why: str, by: Any, on: date) -> None:
    """Only named people may know of this record from today."""
    child.closed_list_on = on
    child.save(update_fields=["closed_list_on"])
    for user in named:
        Involvement.objects.create(
            child=child,
            area_id=child.area_id,
            user=user,
            role="named_list",
            from_on=on,
            because="Named when the record was closed",
        )
    record("demo.close_record", child=child, subject=child, fact={"named": [user.pk for user in named]}, why=why)


@action
def open_way_in(
    *,
    child: Child,
    role: str,
    because: str,
    by: Any,
    on: date,
    user: Any = None,
    organisation: Organisation | None = None,
) -> None:
    """Somebody is involved with a child."""
    Involvement.objects.create(
        child=child, area_id=child.area_id, user=user, organisation=organisation, role=role, from_on=on, because=because
    )
    record("demo.open_way_in", child=child, fact={"role": role}, why=because)


@action
def give_advice(*, child: Child, piece: Any, ids: Sequence[UUID], body: Organisation | None, by: Any, on: date) -> Advice:
    """An adviser, or the family, says what a plan must know."""
    told = Advice.objects.create(
        id=ids[0], child=child, area_id=child.area_id, kind=piece.kind, author=piece.author, author_role=piece.role, organisation=body, given_on=on, seen_on=on,
    )  # fmt: skip
    known: dict[str, Passage] = {}
    for number, (identity, each) in enumerate(zip(ids[1:], piece.says, strict=True), start=1):
        how = {**each.how, **({"by_when": _years_on(each.how["by_when"], on)} if "by_when" in each.how else {})}
        passage = Passage.objects.create(id=identity, advice=told, kind=each.kind, position=number, text=each.text, broad_area=each.area, **how)
        passage.serves.set(known[of] for of in each.serves)
        if each.of:
            known[each.of] = passage
    record("demo.give_advice", child=child, subject=told, fact={"kind": piece.kind, "passages": len(piece.says)})
    return told


def _years_on(said: str, on: date) -> date:
    """20 July, "+1y" being the first that is at least half a year away."""
    first = date(on.year + (on > date(on.year, 1, 20)), 7, 20)
    return first.replace(year=first.year + int(said[1:-1]) - 1)
