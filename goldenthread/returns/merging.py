"""Bringing a child on record up to what a newer return says. Only what differs is written; a second time nothing does.

A return older than one that was taken in before adds what is missing and overwrites nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from goldenthread.casework import models as casework
from goldenthread.people import models as people
from goldenthread.people.newcomers import READS_ON
from goldenthread.plans import models as plans
from goldenthread.reviews import models as reviews

from . import records
from . import rows as made


@dataclass
class Change:
    """What has to be written for one child, and which fields differed. `older` fills gaps only."""

    older: bool = False
    new: list[models.Model] = field(default_factory=list)
    saved: dict[models.Model, set[str]] = field(default_factory=dict)
    gone: list[models.Model] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.saved or self.gone)

    def set(self, row: models.Model, values: dict[str, Any], *, keep: Iterable[str] = ()) -> None:
        """Give a row these values where they differ. A None or an empty text wipes nothing out, save those in `keep`."""
        for name, value in values.items():
            now = getattr(row, name)
            if now == value or (value in (None, "") and name not in keep):
                continue
            if self.older and now not in (None, ""):
                continue
            setattr(row, name, value)
            self.saved.setdefault(row, set()).add(name)

    def what(self) -> list[str]:
        """The fields and tables that differed, for the event: names only, no values."""
        words = {f"{row._meta.model_name}.{name}" for row, names in self.saved.items() for name in names}
        return sorted(
            words | {f"+{row._meta.model_name}" for row in self.new} | {f"-{row._meta.model_name}" for row in self.gone}
        )

    def write(self) -> None:
        """Write all of it, in an action."""
        for row, names in self.saved.items():
            if hasattr(row, "version"):
                row.version += 1
                names = names | {"version"}
            row.save(update_fields=sorted(names))
        for row in self.gone:
            row.delete()
        for row in self.new:
            row.save(force_insert=True)


def children_of(ids: Iterable[Any]) -> dict[Any, people.Child]:
    """These children with all that a return can speak of, in a fixed number of queries."""
    found = people.Child.objects.filter(pk__in=list(ids)).prefetch_related(
        "addresses",
        "attendances",
        "sen_needs",
        "former_upns",
        "involvements",
        models.Prefetch("requests", casework.Request.objects.select_related("plan").order_by("pk")),
        "requests__decisions",
        "requests__exception_claims",
        "requests__plan__named_settings",
        "requests__plan__reviews",
        "requests__plan__phase_transfers",
    )
    return {child.pk: child for child in found.order_by("pk")}


def merged(
    child: people.Child, person: records.Person, *, year: int, on: date, known: made.Establishments, older: bool = False
) -> Change:
    """What must be written so that the record says what this return says. `on` is the return's census day."""
    change = Change(older=older)
    _identity(change, child, person, on)
    waiting = list(child.requests.all())
    for record in person.requests:
        request = _same_request(waiting, record)
        if request is not None:
            waiting.remove(request)
        _request(change, child, request, record, year=year, on=on, known=known)
    return change


def _identity(change: Change, child: people.Child, person: records.Person, on: date) -> None:
    if person.upn and child.upn and person.upn != child.upn and not _was(child, person.upn) and not change.older:
        change.new.append(people.FormerUpn(child=child, upn=child.upn, until_on=on))
    values = {
        "forename": person.forename,
        "surname": person.surname,
        "date_of_birth": person.born_on,
        "sex": made.sex_of(person) if made.sex_of(person) != "U" else None,
        "reported_gender": person.gender,
        "ethnicity": person.ethnicity,
        "uln": person.uln,
        "no_upn_because": person.upn_unknown,
    }
    if not _was(child, person.upn):
        values["upn"] = person.upn
    change.set(child, values)
    here = list(child.addresses.all())
    if person.postcode and all(address.postcode != person.postcode for address in here) and not (here and change.older):
        for address in child.addresses.all():
            if address.until_on is None and (address.from_on is None or address.from_on <= on):
                change.set(address, {"until_on": on})
        change.new.append(people.Address(child=child, postcode=person.postcode, from_on=on))


def _was(child: people.Child, upn: str | None) -> bool:
    return any(former.upn == upn for former in child.former_upns.all())


def _request(
    change: Change, child: people.Child, request: casework.Request | None, record: records.Request, *, year: int, on: date,
    known: made.Establishments,
) -> None:  # fmt: skip
    if request is None:
        rows = made.Rows(child)
        made.add_request(rows, record, area_id=child.area_id, year=year, known=known)
        change.new += rows.parts
        if record.active_plan and record.named_plan:
            _attendances(change, child, record.active_plan, on=on, known=known)
            _needs(change, child, record.active_plan, on=on)
        return
    values = made.request_fields(record)
    if values["route"] == "not_known" or (values["route"] == "family" and request.route in ("parent", "young_person")):
        values.pop("route")
    change.set(request, values)
    decided = {decision.about: decision for decision in request.decisions.all()}
    for about, said in made.decisions_in(record).items():
        if about not in decided:
            change.new.append(casework.Decision(request=request, about=about, forum="return", **said))
        elif decided[about].forum == "return":
            change.set(decided[about], said)
    excepted = record.assessment is not None and record.assessment.exceptions == "1"
    if excepted and not any(claim.clock == "EHCNA-20" for claim in request.exception_claims.all()):
        change.new.append(made.unstated_exception(request, record))
    _plan(change, child, request, record, year=year, on=on, known=known)


def _same_request(requests: list[casework.Request], record: records.Request) -> casework.Request | None:
    """Which of these requests on record this is: by its date; without one, by the date of the plan it led to."""
    named = record.named_plan
    for request in requests:
        if record.received_on and request.received_on == record.received_on:
            return request
    for request in requests:
        if named and named.started_on and request.plan and request.plan.made_on == named.started_on:
            return request
    undated = [request for request in requests if request.received_on is None and request.plan is None]
    return undated[0] if undated and record.received_on is None and named is None else None


def _plan(
    change: Change,
    child: people.Child,
    request: casework.Request,
    record: records.Request,
    *,
    year: int,
    on: date,
    known: made.Establishments,
) -> None:
    named, active, plan = record.named_plan, record.active_plan, request.plan
    if named is None:
        return
    if plan is None:
        plan = plans.Plan(child=child, area_id=child.area_id, **made.plan_fields(named, active))
        change.new.append(plan)
        change.set(request, {"plan": plan})
        settings, held, transfers = [], [], []
    else:
        change.set(plan, made.plan_fields(named, active), keep=_open_again(plan, named, active, on))
        settings, held, transfers = (
            list(plan.named_settings.all()),
            list(plan.reviews.all()),
            list(plan.phase_transfers.all()),
        )
    ranks = {setting.rank: setting for setting in settings}
    for values in made.settings_named(named, known):
        if values["rank"] in ranks:
            change.set(ranks[values["rank"]], values, keep=("organisation_id", "setting_type", "setting_other"))
        else:
            change.new.append(plans.NamedSetting(plan=plan, **values))
    if active is None:
        return
    for values in made.reviews_in(active):
        _review(change, plan, held, values, year)
    if active.phase_transfer_due_on:
        found = next((one for one in transfers if one.due_on == active.phase_transfer_due_on), None)
        if found is None:
            change.new.append(made.phase_transfer(plan, active))
        else:
            change.set(found, {"final_on": active.phase_transfer_final_on})
    _attendances(change, child, active, on=on, known=known)
    _needs(change, child, active, on=on)


def _open_again(
    plan: plans.Plan, named: records.NamedPlan, active: records.ActivePlan | None, on: date
) -> tuple[str, ...]:
    """Fields to empty: those of an end, where the return has the plan in force on a census day on or after that end."""
    in_force = active is not None and named.ceased_on is None
    return ("ceased_on", "cease_reason") if in_force and plan.ceased_on is not None and plan.ceased_on <= on else ()


def _review(change: Change, plan: plans.Plan, held: list[reviews.Review], values: dict, year: int) -> None:
    same = next(
        (
            one
            for one in held
            if (values["met_on"] and one.met_on == values["met_on"])
            or (not values["met_on"] and one.notified_on == values["notified_on"])
        ),
        None,
    )
    if same is None and values["met_on"] is None and any(one.notified_on == values["notified_on"] for one in held):
        return
    if same is None:
        change.new.append(reviews.Review(plan=plan, first_return=year, **values))
    else:
        change.set(same, values)


def _attendances(
    change: Change, child: people.Child, active: records.ActivePlan, *, on: date, known: made.Establishments
) -> None:
    held = list(child.attendances.all())
    for placement in active.placements:
        values = made.attendance_fields(placement, active, known)
        same = next((one for one in held if _same_place(one, values)), None)
        if same is not None:
            change.set(same, values)
            continue
        if change.older and held and values["left_on"] is None:
            continue  # where the child is now, the newer return has said
        new = people.Attendance(child=child, **values)
        change.new.append(new)
        for one in held:
            # A later return that names another place of this rank says by that when the child left the one before.
            if one.left_on is None and one.rank == new.rank and new.left_on is None and new.entry_on:
                change.set(one, {"left_on": max(new.entry_on, one.entry_on or new.entry_on)})
        made_involved = made.involvement_of(child, new, on)
        if made_involved and not _held_already([*child.involvements.all(), *change.new], made_involved):
            change.new.append(made_involved)
    _let_read_on(change, child, held)


def _let_read_on(change: Change, child: people.Child, held: list[people.Attendance]) -> None:
    """A setting that the child has left reads on for a while, and then no longer."""
    now = {each.organisation_id for each in [*held, *change.new] if isinstance(each, people.Attendance) and each.left_on is None}
    for tie in child.involvements.all():
        left = [each.left_on for each in held if each.organisation_id == tie.organisation_id and each.left_on]
        if tie.role == "setting" and tie.until_on is None and left and tie.organisation_id not in now:
            change.set(tie, {"until_on": max(max(left) + READS_ON, tie.from_on)})


def _same_place(one: people.Attendance, values: dict) -> bool:
    where = ("organisation_id", "setting_type", "setting_other", "rank")
    if any(getattr(one, name) != values[name] for name in where):
        return False
    return one.entry_on == values["entry_on"] or values["entry_on"] is None or one.entry_on is None


def _needs(change: Change, child: people.Child, active: records.ActivePlan, *, on: date) -> None:
    current = {need.rank: need for need in child.sen_needs.all() if need.until_on is None}
    said: dict[int, str] = {}
    for need in active.needs:
        said.setdefault(int(need.rank or 1), need.type or "")
    for rank, code in said.items():
        if rank in current and (current[rank].need == code or change.older):
            continue
        if rank in current:
            change.set(current[rank], {"until_on": on})
        change.new.append(people.SenNeed(child=child, need=code, rank=rank, from_on=on if rank in current else None))


def _held_already(ties: Iterable[models.Model], row: people.Involvement) -> bool:
    return any(
        one.role == row.role and one.organisation_id == row.organisation_id and one.until_on is None
        for one in ties
        if isinstance(one, people.Involvement)
    )
