"""The family moves to another council's area: the plan is packed, and passes on its day (SEND Regulations 2014, regulation 15)."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import files, rows
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.law import moves
from goldenthread.law.days import in_words
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans import following_end
from goldenthread.plans.models import Plan

from .. import bundle
from ..family_notices import tell_family
from ..models import MoveOut

PLANS = frozenset({"plans"})
ZIP = "application/zip"
#: Of the statutory return: the plan passed to another council in England.
CEASED_BY_TRANSFER = "5"


def open_move(plan: Plan) -> MoveOut | None:
    """The move that is planned, or was made."""
    return MoveOut.objects.filter(plan=plan, withdrawn_on__isnull=True).select_related("child__area", "plan__area", "bundle__file").first()


def _check(move: MoveOut, standing: Any, resource: str = "plan", may: str = "share") -> None:
    check_may(standing, move.child, resource, may)
    if move.withdrawn_on is not None:
        raise Refused("The family does not move after all.")
    if move.transferred_on is not None:
        raise Refused(f"The plan passed on {in_words(move.transferred_on)}.")


@action
def begin_move_out(*, plan: Plan, to_name: str, to_code: str, aware_on: date, moving_on: date, by: Any, on: date) -> MoveOut:
    """It is known that the family moves: when this council knew decides by when the plan must pass."""
    check_may(standing_of(by), plan.child, "plan", "share")
    if plan.ceased_on is not None:
        raise Refused(f"The plan ended on {in_words(plan.ceased_on)}.")
    if aware_on > on:
        raise Refused("The day this council knew must be today or in the past.")
    if to_code and to_code == plan.area.code:
        raise Refused("That is this council’s own number. Enter the council that the family moves to.")
    if open_move(plan) is not None:
        raise Refused("A move is on record already.")
    limit = moves.transfer_by(aware_on, moving_on)
    made = MoveOut(plan=plan, child=plan.child, area_id=plan.area_id, to_name=to_name.strip(), to_code=to_code, aware_on=aware_on, moving_on=moving_on)
    made.save(force_insert=True)
    record("reviews.begin_move_out", child=plan.child, subject=made, fact={"moving_on": moving_on, "aware_on": aware_on, "due_on": limit.by, "in_good_time": limit.in_good_time}, touches=PLANS)
    return made


@action
def make_bundle(*, move: MoveOut, by: Any, on: date) -> Document:
    """The plan, its data and its advice are packed into one file for the new council. Made again, it takes the place of the first."""
    _check(move, standing_of(by))
    content = bundle.packed(move.plan, move, on=on)
    kept = files.store(content, content_type=ZIP, scan=StoredFile.Scan.MADE_HERE)
    paper = Document(child=move.child, file=kept, kind="plan-bundle", title=f"Plan for {move.to_name}"[:200], matter_kind="move", matter_id=move.pk, made_on=on)
    rows.insert([paper])
    move.bundle, move.bundle_made_on = paper, on
    move.save(update_fields=["bundle", "bundle_made_on"])
    record("reviews.make_bundle", child=move.child, subject=move, fact={"sha256": kept.pk, "size": kept.size}, touches=PLANS)
    return paper


@action
def transfer_out(*, move: MoveOut, transferred_on: date, by: Any, on: date) -> MoveOut:
    """The plan passed to the new council, with its file: this council's duty ends that day."""
    _check(move, standing_of(by))
    if move.bundle_id is None:
        raise Refused("Make the file for the new council first. The plan passes with it.", citation=moves.CITATIONS["transfer"])
    if transferred_on > on:
        raise Refused("The day the plan passed must be today or in the past.")
    if transferred_on < min(move.moving_on, on):
        raise Refused(f"The family moves on {in_words(move.moving_on)}. The plan does not pass before.", citation=moves.CITATIONS["transfer"])
    move.transferred_on = transferred_on
    move.save(update_fields=["transferred_on"])
    Plan.objects.filter(pk=move.plan_id).update(ceased_on=transferred_on, cease_reason=CEASED_BY_TRANSFER)
    following_end.tell(move.plan, transferred_on)
    tell_family(
        move.child, on, key=f"move.{move.pk}", subject="The plan has passed to your new council",
        body="The plan has passed to the council where you live now. It goes on, and they answer for it. They write to you within six weeks. Sign in to read more.",
    )  # fmt: skip
    record("reviews.transfer_out", child=move.child, subject=move, fact={"transferred_on": transferred_on}, touches=PLANS)
    return move


@action
def give_up_move_out(*, move: MoveOut, why: str, by: Any, on: date) -> MoveOut:
    """The family does not move after all."""
    _check(move, standing_of(by))
    if not why.strip():
        raise Refused("Say why the family does not move.")
    move.withdrawn_on, move.withdrawn_why = on, why.strip()
    move.save(update_fields=["withdrawn_on", "withdrawn_why"])
    record("reviews.give_up_move_out", child=move.child, subject=move, why=move.withdrawn_why, touches=PLANS)
    return move
