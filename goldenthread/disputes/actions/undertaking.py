"""What must be done after a dispute: recorded with its date, done step by step, and shown to have been done."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework import actions as casework
from goldenthread.casework.models import Decision, Replacement
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import next_version
from goldenthread.law.timetable import CLOCKS as LAW_CLOCKS
from goldenthread.people.models import Deadline
from goldenthread.people.policies import check_may, standing_of

from ..models import Dispute, Undertaking
from ..policies import CHANGES, check_carry_out, check_not_before, check_past, check_undertaking
from ..reach import ON_REQUESTS
from ..taking import CLOCKS, Sent, keep, take, tell_family

BASIS = Undertaking.Basis


@action
def add_undertaking(
    *, dispute: Dispute, basis: str, kind: str, what: str, from_on: date, due_on: date | None = None, who: str = "", version: int | None = None,
    by: Any, on: date,
) -> Undertaking:  # fmt: skip
    """One term, order, direction or remedy. What changes a refusal changes it in the request, whose dates then hold."""
    take(dispute, version, by)
    check_undertaking(dispute, basis=basis, kind=kind, what=what, from_on=from_on, due_on=due_on, on=on)
    made = Undertaking(
        dispute=dispute, basis=basis, kind=kind, what=what.strip(), from_on=from_on, due_on=due_on, who=who.strip(), recorded_on=on
    )
    made.replacement = _changed(made, by, on)
    made.save(force_insert=True)
    tell_family(dispute, f"to_do.{made.pk}", on, by=by)
    record(
        "disputes.add_undertaking", child=dispute.child, subject=dispute, touches=CLOCKS,
        fact={"basis": basis, "kind": kind, "from_on": from_on, "due_on": due_on, "changes_refusal": made.replacement_id is not None},
    )  # fmt: skip
    return made


def _changed(undertaking: Undertaking, by: Any, on: date) -> Replacement | None:
    """What takes the place of the refusal that this changes; None where it changes none."""
    dispute = undertaking.dispute
    decision = dispute.decision
    if decision is None or decision.about != CHANGES.get(Undertaking.Kind(undertaking.kind)) or undertaking.basis not in Replacement.Kind.values:
        return None
    decision = Decision.objects.select_related("request__child", "replacement").get(pk=decision.pk)
    if decision.replaced_on is not None:
        return decision.replacement
    appeal = dispute.appeal if dispute.kind == Dispute.Kind.APPEAL else None
    casework.replace_refusal(
        decision=decision, kind=undertaking.basis, happened_on=undertaking.from_on, what=undertaking.what,
        agreed_by=undertaking.due_on if undertaking.basis == BASIS.AGREEMENT else None,
        appealed_on=(appeal.registered_on or appeal.lodged_on) if appeal else None, by=by, on=on,
    )  # fmt: skip
    return Replacement.objects.get(decision=decision)


#: The steps of an order to reassess or to make a plan that have a date of their own.
STEPS = {"told_on": "The family was told that it has begun", "draft_on": "The draft was sent", "not_issuing_on": "The family was told that there will be no plan"}


@action
def note_step(*, undertaking: Undertaking, step: str, happened_on: date, by: Any, on: date) -> None:
    """A step on the way of an order was taken."""
    dispute = undertaking.dispute
    check_may(standing_of(by), dispute.child, "dispute", "update")
    if step not in STEPS:
        raise TypeError(f"{step} is no step of an order")
    check_past(happened_on, on, "The day")
    check_not_before(happened_on, undertaking.from_on, "The day", "the order")
    if getattr(undertaking, step) is not None:
        raise Refused("This is on record already.")
    setattr(undertaking, step, happened_on)
    undertaking.save(update_fields=[step])
    tell_family(dispute, f"step.{undertaking.pk}.{step}", on, by=by)
    record("disputes.note_step", child=dispute.child, subject=dispute, fact={"step": step, "happened_on": happened_on}, touches=CLOCKS)


@action
def carry_out(*, undertaking: Undertaking, done_on: date, how: str, paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """It was done, and this shows it."""
    dispute = undertaking.dispute
    check_may(standing_of(by), dispute.child, "dispute", "update")
    check_carry_out(undertaking, done_on=done_on, how=how, on=on, still_open=_still_open(undertaking))
    next_version(dispute, version)
    undertaking.evidence = keep(dispute, paper, by, on)
    undertaking.done_on, undertaking.how, undertaking.done_by_id = done_on, how.strip(), getattr(by, "pk", None)
    undertaking.save(update_fields=["done_on", "how", "done_by", "evidence"])
    tell_family(dispute, f"done.{undertaking.pk}", on, by=by)
    record(
        "disputes.carry_out", child=dispute.child, subject=dispute, touches=CLOCKS,
        fact={"basis": undertaking.basis, "kind": undertaking.kind, "done_on": done_on, "paper": undertaking.evidence_id is not None},
    )  # fmt: skip


def _still_open(undertaking: Undertaking) -> str:
    if undertaking.replacement is None:
        return ""
    request_id = undertaking.replacement.decision.request_id
    open_now = Deadline.objects.filter(ON_REQUESTS, matter_id=request_id, met_on=None, ended_on=None).order_by("due_on").first()
    return LAW_CLOCKS[open_now.clock].name if open_now else ""
